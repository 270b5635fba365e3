"""The stages on a cluster, in the order in which they are called; what stands between them lies in Parquet beside the output.

Each stage reads files and writes files, so a worker that is lost costs what it was doing and no more. Spark makes a task's output
visible when the task has ended well, so one that is tried twice is written once.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa

from kg.bulk.local import Watch, unwatched
from kg.bulk.parts import EDGES, NODES, QUADS
from kg.bulk.schemas import DIGESTS, MADE, TOLD
from kg.bulk.stages import LONG, Made, description_of, rows_alone
from kg.engine import sql_of
from kg.export.tables import EDGE_SCHEMA, NODE_SCHEMA
from kg.graph.columns import add_scheme
from kg.graph.entities import taxonomy
from kg.graph.tables import Tables
from kg.schema import DEFAULT_BASE, LICENSE
from kg.spark import packed, tasks
from kg.spark.files import Files, literal
from kg.spark.tasks import EXTRACTED, FILES, PROBLEMS, READ, Task
from kg.spark.worker import Versions, versions

ENTRIES_A_TASK = 2000
"""Entries of which a task makes rows."""
SUMMARIES_A_TASK = 500
"""Entries whose summaries a task reads."""
READ_AT_A_TIME = 4 * 2**20
"""Bytes of digests that a task reads, whole files."""
MOST_TASKS = 20_000
"""Of a stage; where there would be more, each does more: a task leaves up to twelve files."""
_PARTITIONS = "spark.sql.shuffle.partitions"
TABLES: Mapping[str, pa.Schema] = {
    **MADE,
    "entries": READ,
    "digests": DIGESTS,
    "files": FILES,
    "problems": PROBLEMS,
    packed.NODES: NODE_SCHEMA,
    packed.EDGES: EDGE_SCHEMA,
}
"""Tables that stages make, packed (`kg.spark.packed`)."""


@dataclass(frozen=True, slots=True)
class Order:
    """What is made: `wanted` are folders of exports (`kg.bulk.parts`)."""

    base: str = DEFAULT_BASE
    license: str = LICENSE
    wanted: frozenset[str] = frozenset((QUADS, NODES, EDGES))


@dataclass
class Cluster:
    """One build.

    Args:
        spark: a session (`kg.spark.session`).
        shared: the broadcast `Worker`; before it is known, files can be read alone.
        exports: where the folders of parts are made.
        work: where what stands between is made.
        order: what is made.
        watch: is entered with the name of each stage.
        made_by: what the driver has, which all workers are held to.
    """

    spark: Any
    shared: Any
    exports: str
    work: str
    order: Order
    watch: Watch = unwatched
    made_by: Versions = field(default_factory=lambda: tuple(versions().items()))
    _stages: list[str] = field(default_factory=list)

    def read(self, paths: Sequence[str], roots: Sequence[tuple[str, bool]]) -> None:
        """Entries, digests and problems of all files of digests.

        Args:
            paths: what is read; none lies in another.
            roots: what was given, as `kg.spark.tasks.reading` wants it.
        """
        with self.stage("read"):
            found = (
                self.spark.read.format("binaryFile")
                .option("recursiveFileLookup", "true")
                .option("pathGlobFilter", "*.{[jJ][sS][oO][nN],[mM][dD],[mM][aA][rR][kK][dD][oO][wW][nN],[tT][xX][tT]}")
                # As on one machine; Spark's own rule leaves out `_day.md`, too.
                .option("ignoredPathSegmentRegex", r"^[.]")
            )
            # Files that were named are read whatever their names.
            plain = self.spark.read.format("binaryFile").option("ignoredPathSegmentRegex", "(?!)")
            folders = [literal(path) for path, is_folder in roots if is_folder and path in paths]
            files = [literal(path) for path, is_folder in roots if not is_folder and path in paths]
            both = [found.load(folders)] * bool(folders) + [plain.load(files)] * bool(files)
            whole = both[0] if len(both) == 1 else both[0].union(both[1])
            size = sum(Files(self.spark).size(path)[0] for path in paths)
            settings = {
                "spark.sql.files.maxPartitionBytes": str(max(READ_AT_A_TIME, size // MOST_TASKS)),
                # What opening a file costs, told in bytes; by Spark's own 4 MB each digest would be a task.
                "spark.sql.files.openCostInBytes": "65536",
                "spark.sql.files.maxPartitionNum": str(MOST_TASKS),
            }
            with self.configured(settings):
                self.make("read", whole.select("path", "content"), tasks.reading(roots, self.made_by))

    def extract(self) -> None:
        """What summaries say. Of a digest that was given twice under the same path one stands."""
        from pyspark.sql import Window
        from pyspark.sql.functions import col, row_number
        from pyspark.sql.functions import sum as sum_

        with self.stage("extract"):
            (counted,) = self.table("files").agg(sum_("entries").alias("entries")).collect()
            number = tasks_for(counted["entries"] or 0, SUMMARIES_A_TASK)
            own = ("day", "content", "path", "digest_line", "position")
            first = row_number().over(Window.partitionBy(*own).orderBy("sha256", "line"))
            spread = self.table("entries").repartition(number, *own).withColumn("place", first)
            once = spread.where(col("place") == 1).drop("place")
            found = once.mapInArrow(tasks.extraction(self.shared), form(EXTRACTED))
            found.write.parquet(f"{self.work}/extracted")

    def run(self, entries: str | None = None, digests: str | None = None) -> None:
        """All stages from annotated entries on: those that `extract` left, or those of some folders (`kg.bulk.schemas`)."""
        annotated = self.spark.read.parquet(entries) if entries else self.left("extracted")
        annotated.drop("fault").createOrReplaceTempView("entries")
        found = self.spark.read.parquet(digests) if digests else self.table("digests")
        found.createOrReplaceTempView("digests")
        self.number = annotated.count()
        if not self.spark.sparkContext.getConf().contains(_PARTITIONS):
            least = 2 * self.spark.sparkContext.defaultParallelism
            self.spark.conf.set(_PARTITIONS, str(max(least, tasks_for(self.number, ENTRIES_A_TASK))))
        for make in (self.sort, self.rows, self.resolve, self.merge, self.describe, self.export):
            with self.stage("order" if make == self.sort else make.__name__):
                make()

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Says to whoever watches, and in Spark's own pages, what is being done."""
        self.spark.sparkContext.setJobDescription(name)
        with self.watch(name):
            yield

    def sort(self) -> None:
        """Keys of digests, and what the entries of papers that have several say of names."""
        self.step("keyed").write.parquet(f"{self.work}/keyed")
        self.left("keyed").createOrReplaceTempView("keyed")
        self.view("members")
        told = self.step("repeated").mapInArrow(tasks.telling(self.shared), form(TOLD))
        told.write.parquet(f"{self.work}/told")
        self.spark.read.schema(form(TOLD)).parquet(literal(f"{self.work}/told")).createOrReplaceTempView("told")

    def rows(self) -> None:
        """What each digest states; long ones in sections, which may be in several tasks."""
        from pyspark.sql.functions import expr

        number = tasks_for(self.number, ENTRIES_A_TASK)
        section = expr(f"position div {LONG}")
        ordered = self.step("ordered").repartition(number, "digest", section)
        self.make("rows", ordered.sortWithinPartitions("digest", "position"), tasks.digest_rows(self.shared))
        for step, cut in (("sewn_nodes", "cut_nodes"), ("sewn_edges", "cut_edges")):
            self.table(cut).createOrReplaceTempView(cut)
            self.known(step)
        self.make("empty", self.step("empty"), tasks.stage_rows(self.shared, "empty"))

    def resolve(self) -> None:
        """What is known of things across digests."""
        for table in ("names", "tags", "facts"):
            self.table(table).createOrReplaceTempView(table)
        self.spark.createDataFrame(taxonomy()).createOrReplaceTempView("taxonomy")
        self.known("entities")
        self.table("models").createOrReplaceTempView("models")
        self.step("relatives").write.parquet(f"{self.work}/related")
        self.left("related").createOrReplaceTempView("relatives")
        for step in ("relatives", "families", "bases", "concepts", "support"):
            self.known(step)

    def merge(self) -> None:
        """Nodes that several digests speak of, each once."""
        self.table("stated").createOrReplaceTempView("stated")
        self.known("merged")

    def describe(self) -> None:
        """What the graph says of itself."""
        for table in ("counts", "links"):
            self.table(table).createOrReplaceTempView(table)
        sums = _rows(self.step("counted"))
        linked = {row["type"]: row["edges"] for row in _rows(self.step("linked"))}
        days = {
            f"digest/{row['digest']}": row["day"] for row in _rows(self.spark.table("keyed").select("digest", "day"))
        }
        scheme = Tables()
        if any(row["kind"] == "types" and "Tag" in row["name"].split(" ") for row in sums):
            add_scheme(scheme)
        made = rows_alone(scheme, self.order.base)
        sums = _summed([*sums, *made.tables["counts"].to_pylist()])
        described = description_of(sums, linked, days, self.order.license)
        self.keep("described", [made, rows_alone(described, self.order.base)])

    def export(self) -> None:
        """The folders of exports."""
        from pyspark.sql.functions import explode, split

        if QUADS in self.order.wanted:
            lines = self.packets(packed.QUADS).select(explode(split("quads", "\n")))
            # As CSV of one column without quotes: text has no say in how its files are called, and loaders go by `.nq.gz`.
            (
                lines.write.option("extension", "nq")
                .option("compression", "gzip")
                .option("quote", "")
                .option("escapeQuotes", "false")
                .option("sep", "\x01")
                .option("ignoreLeadingWhiteSpace", "false")
                .option("ignoreTrailingWhiteSpace", "false")
                .csv(f"{self.exports}/{QUADS}")
            )
        for name, folder in ((packed.NODES, NODES), (packed.EDGES, EDGES)):
            if folder in self.order.wanted:
                self.table(name).write.parquet(f"{self.exports}/{folder}")

    def step(self, name: str) -> Any:
        """What a step in SQL gives."""
        return self.spark.sql(sql_of(name))

    def view(self, name: str) -> None:
        """Names what a step gives."""
        self.step(name).createOrReplaceTempView(name)

    def known(self, step: str) -> None:
        """Rows of what a step gives."""
        self.make(step, self.step(step), tasks.stage_rows(self.shared, step))

    def make(self, stage: str, frame: Any, task: Task) -> None:
        """Writes what a task makes of some rows, each table in a folder of its own."""
        made = frame.mapInArrow(task, form(packed.PACKED))
        made.write.partitionBy("name").parquet(f"{self.work}/{stage}")
        self._stages.append(stage)

    def keep(self, stage: str, made: Iterable[Made]) -> None:
        """The same of what was made here."""
        rows = pa.Table.from_batches([batch for one in made for batch in packed.packed(one)], packed.PACKED)
        frame = self.spark.createDataFrame(rows)
        frame.write.partitionBy("name").parquet(f"{self.work}/{stage}")
        self._stages.append(stage)

    def table(self, name: str) -> Any:
        """A table of all that stages have made of it."""
        return self.packets(name).select("rows").mapInArrow(packed.unpacked, form(TABLES[name]))

    def packets(self, name: str) -> Any:
        """The packed rows of a table."""
        files = Files(self.spark)
        folders = [f"{self.work}/{stage}/name={name}" for stage in self._stages]
        there = [folder for folder in folders if files.exists(folder)]
        own = [item for item in packed.PACKED if item.name != "name"]
        reader = self.spark.read.schema(form(pa.schema(own)))
        if not there:
            return self.spark.createDataFrame([], form(pa.schema(own)))
        return reader.parquet(*map(literal, there))

    def left(self, name: str) -> Any:
        """The rows that a stage has left beside its tables."""
        return self.spark.read.parquet(literal(f"{self.work}/{name}"))

    @contextmanager
    def configured(self, settings: Mapping[str, str]) -> Iterator[None]:
        """Settings of Spark, for a while."""
        own = self.spark.conf
        before = {name: own.get(name, None) for name in settings}
        for name, value in settings.items():
            own.set(name, value)
        try:
            yield
        finally:
            for name, value in before.items():
                if value is None:
                    own.unset(name)
                else:
                    own.set(name, value)


def tasks_for(rows: int, each: int) -> int:
    """How many tasks take so many rows, of which each is to take some: at least one, at most `MOST_TASKS`."""
    return min(MOST_TASKS, max(1, -(-rows // each)))


def form(schema: pa.Schema) -> Any:
    """A schema as Spark has it."""
    from pyspark.sql.pandas.types import from_arrow_schema

    return from_arrow_schema(schema)


def _rows(frame: Any) -> list[dict[str, Any]]:
    return [row.asDict() for row in frame.collect()]


def _summed(counts: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    sums: dict[tuple[str, str], int] = {}
    for row in counts:
        own = row["kind"], row["name"]
        sums[own] = sums.get(own, 0) + row["count"]
    return [{"kind": kind, "name": name, "count": count} for (kind, name), count in sums.items()]
