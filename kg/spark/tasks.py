"""What Python workers do: functions from batches of a partition to batches, which Spark calls by `mapInArrow`.

Batches come in Spark's own schema, which calls the values of lists otherwise and knows of nothing that is never absent within a
struct; stages ask for columns by name alone.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import Any, Protocol

import pyarrow as pa

from kg.annotate.columns import columns_of
from kg.annotate.processes import Died, in_processes
from kg.bulk.entries import digest_table, entries_of, entry_table
from kg.bulk.schemas import ANNOTATED, ENTRIES
from kg.bulk.sections import sections
from kg.bulk.stages import names_of_entries, rows_of_digests, step_rows
from kg.digest import Digest, Entry, Problem, Reading
from kg.digest.reader import read_bytes
from kg.engine.schemas import schema, table_of
from kg.extract import Annotation
from kg.spark.files import below_of, is_in
from kg.spark.packed import packed, packed_tables
from kg.spark.worker import Versions, Worker, hold

Batches = Iterable[pa.RecordBatch]
Task = Callable[[Batches], Iterator[pa.RecordBatch]]

READ = pa.schema([field for field in ENTRIES if field.name not in ANNOTATED])
"""Entries before their summaries are read."""
EXTRACTED = pa.schema([*ENTRIES, pa.field("fault", pa.string())])
"""Entries with what was read of them; `fault` says why nothing was, where it could not be."""
FILES = schema(root=pa.string(), path=pa.string(), entries=pa.int64(), rows=pa.int64())
PROBLEMS = schema(
    path=pa.string(),
    line=pa.int64(),
    column=pa.int64(),
    severity=pa.string(),
    code=pa.string(),
    message=pa.string(),
    remedy=pa.string(),
)


class Shared(Protocol):
    """What Spark has broadcast."""

    @property
    def value(self) -> Worker:
        """What it is on this worker."""


def reading(roots: Sequence[tuple[str, bool]], made_by: Versions) -> Task:
    """Files of digests (`path`, `content`) into tables of entries, digests, files and problems.

    `roots` are the paths that were given, in full, and whether each is a folder; `made_by` is what the driver has.
    """
    return partial(_read, tuple(roots), made_by)


def _read(roots: Sequence[tuple[str, bool]], made_by: Versions, batches: Batches) -> Iterator[pa.RecordBatch]:
    hold(made_by)
    for batch in batches:
        for path, content in zip(batch.column("path").to_pylist(), batch.column("content"), strict=True):
            root, name, in_folder = named(path, roots)
            try:
                found = read_bytes(content.as_py(), name, in_folder=in_folder)
            except Exception as error:
                found = Reading((), (), (_unreadable(name, error),))
            yield from packed_tables(
                {
                    "entries": _unread(found.digests),
                    "digests": digest_table(found.digests),
                    "files": table_of(((root, own.path, own.entries, own.rows) for own in found.files), FILES),
                    "problems": table_of((tuple(_fields(problem)) for problem in found.problems), PROBLEMS),
                }
            )


def _unreadable(name: str, error: Exception) -> Problem:
    message = f"the file could not be read ({type(error).__name__}: {error})"
    remedy = "look at what is odd about it, and report it; all other files were read"
    return Problem(name, 1, 1, "error", "unreadable", message, remedy)


def named(path: str, roots: Iterable[tuple[str, bool]]) -> tuple[str, str, bool]:
    """The first root that a file is in or is, its path from there, and whether that root is a folder."""
    for root, is_folder in roots:
        if path == root:
            return root, path.rpartition("/")[2], False
        if is_folder and is_in(path, root):
            return root, below_of(root, path), True
    raise ValueError(f"{path}: in none of {', '.join(root for root, _ in roots)}")


def _unread(digests: Iterable[Digest]) -> pa.Table:
    tables = [entry_table(digest, map(_nothing, digest.entries)).select(READ.names) for digest in digests]
    return pa.concat_tables([READ.empty_table(), *tables])


def _fields(problem: Problem) -> Iterator[Any]:
    return (getattr(problem, name) for name in PROBLEMS.names)


def _nothing(entry: Entry) -> Annotation:
    return Annotation(entry.summary, (), (), (), ())


def extraction(shared: Shared) -> Task:
    """Entries (`READ`) into what was read of them (`EXTRACTED`)."""
    return partial(_extract, shared)


def _extract(shared: Shared, batches: Batches) -> Iterator[pa.RecordBatch]:
    for batch in batches:
        entries = entries_of(batch)
        found = (_guarded if _died_before() else _annotations)(shared.value, entries)
        table = pa.Table.from_batches([batch]).select(READ.names).cast(READ)
        columns = dict(zip(READ.names, table.columns, strict=True))
        columns |= dict(zip(ANNOTATED, columns_of([one for one, _ in found]), strict=True))
        columns["fault"] = [reason for _, reason in found]
        arrays = [
            own if isinstance(own := columns[field.name], pa.ChunkedArray) else pa.array(own, field.type)
            for field in EXTRACTED
        ]
        yield from pa.Table.from_arrays(arrays, schema=EXTRACTED).to_batches()


Found = list[tuple[Annotation, str | None]]
"""What was read of entries, and why nothing was."""


def _annotations(worker: Worker, entries: Sequence[Entry]) -> Found:
    return _each(entries, worker.extractor.annotate)


def _guarded(worker: Worker, entries: Sequence[Entry]) -> Found:
    """The same in a process of its own, so that an entry over which it dies is known, and this worker lives."""
    worker.hold()
    return _each(entries, lambda some: in_processes(some, worker.min_confidence, 1))


def _each(entries: Sequence[Entry], read: Callable[[Sequence[Entry]], Iterator[Annotation | Died]]) -> Found:
    """What is read of entries; where that fails one is at fault, and each is tried alone, so that no other goes with it."""
    try:
        return [_found(entry, one) for entry, one in zip(entries, read(entries), strict=True)]
    except Exception as error:
        if len(entries) == 1:
            return [(_nothing(entries[0]), f"{type(error).__name__}: {error}")]
        return [own for entry in entries for own in _each([entry], read)]


def _found(entry: Entry, one: Annotation | Died) -> tuple[Annotation, str | None]:
    if isinstance(one, Died):
        return _nothing(entry), f"the process that read it ended twice ({one.reason})"
    return one, None


def _died_before() -> bool:
    """Whether this is the third time that Spark tries this task: it goes away by a fourth."""
    from pyspark import TaskContext

    context = TaskContext.get()
    return context is not None and context.attemptNumber() >= 2


def telling(shared: Shared) -> Task:
    """What entries of papers that have several say of names (`kg.bulk.schemas.TOLD`); of rows of the step `repeated`."""
    return partial(_telling, shared)


def _telling(shared: Shared, batches: Batches) -> Iterator[pa.RecordBatch]:
    shared.value.hold()
    for batch in batches:
        yield from names_of_entries(batch).to_batches()


def digest_rows(shared: Shared) -> Task:
    """Entries by digest and position (`kg.bulk.schemas.ORDERED`) into what digests state.

    A short digest is in one partition as a whole, and so is each section of a long one (`kg.bulk.stages.LONG`).
    """
    return partial(_digest_rows, shared)


def _digest_rows(shared: Shared, batches: Batches) -> Iterator[pa.RecordBatch]:
    worker = shared.value
    for section in sections(batches, ()):
        yield from packed(rows_of_digests(section.combine_chunks(), worker.resolver, worker.base))


def stage_rows(shared: Shared, step: str) -> Task:
    """What a step gave into rows of nodes and edges, and statements."""
    return partial(_stage_rows, shared, step)


def _stage_rows(shared: Shared, step: str, batches: Batches) -> Iterator[pa.RecordBatch]:
    worker = shared.value
    worker.hold()
    for batch in batches:
        if batch.num_rows:
            yield from packed(step_rows(step, batch, worker.resolver, worker.base))
