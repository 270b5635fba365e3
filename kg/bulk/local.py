"""The bulk path on one machine: stages in processes, steps by DuckDB, what stands between them in Parquet files.

Memory is bounded whatever there is to build: a process holds one part, DuckDB what it is given, and this process a batch. A
step that makes lists, which DuckDB cannot spill, is run for some of the ids at a time.
"""

import shutil
from bisect import bisect
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow.parquet as pq

from kg.annotate.cores import usable_cores
from kg.bulk.parts import EDGES, NODES, QUADS, Parts, write_table
from kg.bulk.schemas import MADE, STATED, STATEMENTS, TOLD
from kg.bulk.sections import PART, sections
from kg.bulk.stages import description_of, empty_digests, rows_alone
from kg.bulk.whole import WHOLE, exactly, write_quads_whole, write_table_whole
from kg.bulk.worker import Task, worker
from kg.bulk.workers import Start, Workers
from kg.engine import Session
from kg.graph.columns import add_scheme
from kg.graph.entities import taxonomy
from kg.graph.tables import Tables
from kg.resolve import Aliases
from kg.schema import DEFAULT_BASE, LICENSE

ROWS = 20_000
"""Rows of other parts."""
SHARE = 2_000_000
"""Rows of which lists are made at a time."""
TABLES = {**MADE, "told": TOLD, "alone": STATED, "statements": STATEMENTS}
"""The tables between stages, each a folder of Parquet files."""


@dataclass(frozen=True, slots=True)
class Options:
    """What is made, and how.

    wanted: folders and files of exports (`kg.bulk.parts`, `kg.bulk.whole`)
    memory: bytes that all processes together should stay below
    jobs: processes at most
    keep: whether all nodes are to be in tables, so that a part of the graph can be taken (`kg.bulk.slicing`)
    """

    aliases: Aliases
    base: str = DEFAULT_BASE
    license: str = LICENSE
    wanted: frozenset[str] = frozenset((QUADS, NODES, EDGES))
    memory: int = 4 * 2**30
    jobs: int = field(default_factory=usable_cores)
    keep: bool = False


Watch = Callable[[str], AbstractContextManager[None]]


@contextmanager
def unwatched(_: str) -> Iterator[None]:
    """Tells nobody of a stage."""
    yield


class Local:
    """One build; its stages are methods, in the order in which they are called by `run`."""

    def __init__(
        self, entries: Path, digests: Path, exports: Path, work: Path, options: Options, watch: Watch = unwatched
    ) -> None:
        """Begins one.

        Args:
            entries: a folder of Parquet files in the form of `kg.bulk.schemas.ENTRIES`, in any order.
            digests: one in the form of `DIGESTS`.
            exports: where the folders of parts are made.
            work: where what stands between is made, on a disk with room for it.
            options: what is made, and how.
            watch: is entered with the name of each stage.
        """
        self.entries, self.digests, self.exports, self.work = entries, digests, exports, work
        self.options, self.watch = options, watch
        parts = options.wanted | {WHOLE[name] for name in options.wanted & WHOLE.keys()}
        self.parts = Parts(exports, work, parts, "graph.nq" in options.wanted, options.keep)
        # The rest is for the processes, and for what DuckDB takes beside its limit.
        self.memory = options.memory * 2 // 5

    def run(self) -> None:
        """All stages.

        Raises:
            duckdb.Error: DuckDB has too little memory or room on the disk.
            KgError: a process that makes parts ends again and again.
            OSError: something cannot be written.
        """
        for name, schema in TABLES.items():
            write_table(schema.empty_table(), self.work / name / "none.parquet")
        start = Start(worker, (self.parts, self.options.aliases, self.options.base))
        with Workers(start, self.options.jobs) as workers:
            self.workers = workers
            own = [self.order, self.rows, self.resolve, self.merge, self.describe]
            for stage in own + [self.join] * (not WHOLE.keys().isdisjoint(self.options.wanted)):
                with self.watch(stage.__name__):
                    stage()

    @contextmanager
    def session(self, **tables: str) -> Iterator[Session]:
        """DuckDB with the tables of some folders; those of which nothing was written are empty."""
        spill = self.work / "spill"
        spill.mkdir(parents=True, exist_ok=True)
        with Session(spill, memory=self.memory, threads=self.options.jobs) as session:
            for name, folder in tables.items():
                session.add_files(name, self.work / folder)
            yield session
        shutil.rmtree(spill, ignore_errors=True)

    @contextmanager
    def digests_found(self, **tables: str) -> Iterator[Session]:
        """The same with all entries, and the keys of their digests."""
        with self.session(**tables) as session:
            session.add_files("entries", self.entries)
            session.add_files("digests", self.digests)
            session.make("keyed")
            session.view("members")
            yield session

    def order(self) -> None:
        """Parts of entries in the order of their digests, with what the entries of one paper say of names together."""
        with self.digests_found() as session:
            batches = exactly(session.stream("repeated"), PART)
            self.finish(Task("names", f"repeated-{k:07}", batch) for k, batch in enumerate(batches))
        with self.digests_found(told="told") as session:
            empty = session.table("empty").to_pylist()
            keys = [row["digest"] for row in empty]
            at = number = 0
            for part in sections(session.stream("ordered", PART), keys, PART):
                before = bisect(keys, part.column("digest")[0].as_py())
                if before > at:
                    self.write_alone(empty_digests(empty[at:before]), f"digests-{number:07}")
                    at, number = before, number + 1
                write_table(part, self.work / "ordered" / f"digests-{number:07}.parquet")
                number += 1
            if at < len(empty):
                self.write_alone(empty_digests(empty[at:]), f"digests-{number:07}")

    def rows(self) -> None:
        """What each digest states."""
        paths = sorted((self.work / "ordered").glob("*.parquet"))
        self.finish(Task("rows", path.stem, path) for path in paths)
        shutil.rmtree(self.work / "ordered", ignore_errors=True)
        self.shared("sewn_nodes", "cut_nodes", "id")
        self.shared("sewn_edges", "cut_edges", "target")

    def resolve(self) -> None:
        """What is known of things across digests."""
        self.shared("entities", "names", "entity")
        with self.session(models="models") as session:
            session.make("relatives")
            for step in ("relatives", "families", "bases"):
                self.stream(session, step)
        with self.session(tags="tags") as session:
            session.add("taxonomy", taxonomy())
            if self.stream(session, "concepts"):
                scheme = Tables()
                add_scheme(scheme)
                self.write_alone(scheme, "scheme")
        with self.session(facts="facts") as session:
            self.stream(session, "support")

    def merge(self) -> None:
        """Nodes that several digests speak of, each once."""
        self.shared("merged", "stated", "id")

    def describe(self) -> None:
        """What the graph says of itself."""
        with self.session(counts="counts", links="links") as session:
            sums = session.table("counted").to_pylist()
            linked = {row["type"]: row["edges"] for row in session.table("linked").to_pylist()}
        with self.digests_found() as session:
            days = {f"digest/{row['digest']}": row["day"] for row in session.table("keyed").to_pylist()}
        self.write_alone(description_of(sums, linked, days, self.options.license), "description")

    def join(self) -> None:
        """One file of all parts, where it is wanted; parts that are not wanted go."""
        for file, folder in WHOLE.items():
            out = self.exports / file
            if file == "graph.nq" and file in self.options.wanted:
                with self.session(statements="statements") as session:
                    write_quads_whole(self.exports / folder, session, self.options.base, out)
            elif file in self.options.wanted:
                with self.session() as session:
                    name = file.removesuffix(".parquet")
                    session.add_files(name, self.exports / folder)
                    write_table_whole(session, name, out)
            if folder not in self.options.wanted:
                shutil.rmtree(self.exports / folder, ignore_errors=True)

    def write_alone(self, tables: Tables, name: str) -> None:
        """Writes rows of nodes that nobody else speaks of."""
        self.parts.write(rows_alone(tables, self.options.base, self.parts.whole, keep=self.parts.keep), name)

    def shared(self, step: str, table: str, column: str) -> None:
        """Runs a step that makes lists for some of the values of a column at a time."""
        folder = self.work / table
        rows = sum(pq.read_metadata(path).num_rows for path in folder.glob("*.parquet"))
        shares = max(1, -(-rows // SHARE))
        for share in range(shares):
            with self.session() as session:
                session.add_files(table, folder, share=(column, share, shares))
                self.stream(session, step, f"{step}-{share:03}")

    def stream(self, session: Session, step: str, name: str = "") -> int:
        """Makes rows of what a step gives; returns how many it gave."""
        batches = exactly(session.stream(step, ROWS), ROWS)
        return self.finish(Task(step, f"{name or step}-{k:07}", batch) for k, batch in enumerate(batches))

    def finish(self, tasks: Iterable[Task]) -> int:
        """Has tasks done; returns how many rows they took."""
        return sum(self.workers.run(tasks))
