"""From digests on disk to exports in parts, holding one file at a time."""

import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pyarrow.parquet as pq

from kg.annotate import Annotator
from kg.bulk.entries import digest_table, entry_table
from kg.bulk.local import Local, Options, Watch, unwatched
from kg.bulk.parts import EDGES, write_table
from kg.bulk.schemas import DIGESTS, ENTRIES
from kg.bulk.slicing import sliced_from
from kg.bulk.stages import not_built
from kg.digest import Digest, FileReport, Problem, Reading
from kg.errors import OutputError
from kg.export.folder import replaced, write_files
from kg.graph.identity import content_of

READ = 4096
"""Entries that are given to the reading of summaries at a time."""


@dataclass(frozen=True, slots=True)
class Built:
    """What a build found: digests without their entries, what was wrong, how many entries there were, and what was written."""

    reading: Reading
    entries: int
    lost: tuple[Problem, ...]
    written: tuple[Path, ...]


def build_parts(
    readings: Iterable[Reading],
    annotator: Annotator,
    folder: str | Path,
    options: Callable[[Reading], Options],
    watch: Watch = unwatched,
) -> Built:
    """Builds the graph of some digests into parts in a folder, which takes the place of the one that is there.

    Args:
        readings: what `kg.digest.read_each` finds.
        annotator: reads summaries; its problems are among those of the result.
        folder: that of the exports.
        options: says what is made once the digests are known.
        watch: is entered with the name of each stage.

    Raises:
        OutputError: the folder cannot be written, or there is too little room; what was there is untouched.
        KgError: a stage cannot be finished.
    """
    with replaced(folder) as staging:
        with _work(staging) as work:
            found, entries, lost, _ = _built(readings, annotator, work, staging, options, watch)
        written = tuple(Path(folder).resolve() / path.name for path in sorted(staging.iterdir()))
    return Built(found, entries, lost, written)


def build_slice(
    readings: Iterable[Reading],
    annotator: Annotator,
    folder: str | Path,
    options: Callable[[Reading], Options],
    slices: Sequence[str],
    formats: Iterable[str],
    watch: Watch = unwatched,
) -> Built:
    """Writes a part of the graph of some digests in some formats into a folder, which takes the place of the one that is there.

    The graph is built beside it and goes again; memory has to hold the part alone.

    Args:
        readings: what `kg.digest.read_each` finds.
        annotator: reads summaries; its problems are among those of the result.
        folder: that of the exports.
        options: says how the graph is built once the digests are known; what is wanted of it does not matter.
        slices: as `kg.graph.slicing` has them, at least one.
        formats: names of `kg.export.formats.FORMATS`.
        watch: is entered with the name of each stage and format.

    Raises:
        UsageError: a slice is none, what it names is not there, or it leaves nothing, or more than memory holds.
        OutputError: the folder cannot be written, or there is too little room; what was there is untouched.
        KgError: a stage cannot be finished.
    """

    def of_rows(reading: Reading) -> Options:
        return replace(options(reading), wanted=frozenset((EDGES,)), keep=True)

    with replaced(folder) as staging:
        with _work(staging) as work:
            found, entries, lost, local = _built(readings, annotator, work, work / "exports", of_rows, watch)
            with watch("slice"), local.session(alone="alone", stated="stated") as session:
                session.add_files("edges", local.exports / EDGES)
                graph = sliced_from(session, slices)
        files = write_files(graph, staging, watched(formats, watch), local.options.base)
        written = tuple(Path(folder).resolve() / file for file in sorted(files))
    return Built(found, entries, lost, written)


def watched(formats: Iterable[str], watch: Watch) -> Iterator[str]:
    """The names of formats; while one is written, it is watched."""
    for name in formats:
        with watch(name):
            yield name


@contextmanager
def _work(staging: Path) -> Iterator[Path]:
    """A folder for what stands between, which is gone before the exports take their place.

    Raises:
        OutputError: DuckDB has too little memory or room.
    """
    import duckdb

    work = staging / ".work"
    work.mkdir()
    try:
        yield work
    except duckdb.Error as error:
        raise OutputError(
            f"{staging}: joining and counting failed ({error}); free space, or give more --memory; "
            "what was there before is untouched"
        ) from error
    shutil.rmtree(work)


def _built(
    readings: Iterable[Reading],
    annotator: Annotator,
    work: Path,
    exports: Path,
    options: Callable[[Reading], Options],
    watch: Watch,
) -> tuple[Reading, int, tuple[Problem, ...], Local]:
    """Builds; returns digests without entries, the number of entries, what was lost, and the build with its tables."""
    with watch("read"):
        found, entries = _read(readings, annotator, work / "entries", work / "digests")
    local = Local(work / "entries", work / "digests", exports, work / "tables", options(found), watch)
    local.run()
    return found, entries, (*annotator.problems, *_lost(work / "tables" / "faults")), local


def _read(readings: Iterable[Reading], annotator: Annotator, entries: Path, digests: Path) -> tuple[Reading, int]:
    """Writes entries with their annotations, and digests; returns the digests without entries, and the number of entries."""
    write_table(ENTRIES.empty_table(), entries / "none.parquet")
    write_table(DIGESTS.empty_table(), digests / "none.parquet")
    light: list[Digest] = []
    files: list[FileReport] = []
    problems: list[Problem] = []
    held: list[Digest] = []
    number = 0

    def write() -> None:
        nonlocal number
        annotations = annotator.annotate([entry for digest in held for entry in digest.entries], more=True)
        with pq.ParquetWriter(entries / f"{number:06}.parquet", ENTRIES, compression="zstd") as out:
            for digest in held:
                out.write_table(entry_table(digest, [next(annotations) for _ in digest.entries]))
        list(annotations)
        write_table(digest_table(held), digests / f"{number:06}.parquet")
        number += 1
        held.clear()

    seen: set[tuple[str, str, str, int]] = set()
    for reading in readings:
        for digest in reading.digests:
            light.append(replace(digest, entries=()))
            # Of the same in two of the folders that were given the first stands; the tables cannot tell them apart.
            if (own := (digest.day, content_of(digest.entries), digest.path, digest.line)) not in seen:
                seen.add(own)
                held.append(digest)
        files += reading.files
        problems += reading.problems
        if sum(len(digest.entries) for digest in held) >= READ:
            write()
    if held:
        write()
    list(annotator.annotate(()))  # tidies what is kept
    whole = Reading(tuple(light), tuple(files), tuple(sorted(problems)))
    return whole, sum(file.entries for file in files)


def _lost(folder: Path) -> Iterator[Problem]:
    for path in sorted(folder.glob("*.parquet")):
        yield from (not_built(**row) for row in pq.read_table(path).to_pylist())
