"""From digests on disk to exports in parts, holding one file at a time."""

import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pyarrow.parquet as pq

from kg.annotate import Annotator
from kg.bulk.entries import digest_table, entry_table
from kg.bulk.local import Local, Options, Watch, unwatched
from kg.bulk.parts import write_table
from kg.bulk.schemas import DIGESTS, ENTRIES
from kg.digest import Digest, FileReport, Problem, Reading
from kg.errors import OutputError
from kg.export.folder import replaced

READ = 4096
"""Entries that are given to the reading of summaries at a time."""
_WORK = ".work"


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
    import duckdb

    with replaced(folder) as staging:
        work = staging / _WORK
        work.mkdir()
        with watch("read"):
            found, entries = _read(readings, annotator, work / "entries", work / "digests")
        chosen = options(found)
        try:
            Local(work / "entries", work / "digests", staging, work / "tables", chosen, watch).run()
        except duckdb.Error as error:
            raise OutputError(
                f"{folder}: joining and counting failed ({error}); free space, or give more --memory; "
                "what was there before is untouched"
            ) from error
        lost = tuple(_lost(work / "tables" / "faults"))
        shutil.rmtree(work)
        written = tuple(Path(folder).resolve() / path.name for path in sorted(staging.iterdir()))
    return Built(found, entries, (*annotator.problems, *lost), written)


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
        annotations = annotator.annotate([entry for digest in held for entry in digest.entries])
        with pq.ParquetWriter(entries / f"{number:06}.parquet", ENTRIES, compression="zstd") as out:
            for digest in held:
                out.write_table(entry_table(digest, [next(annotations) for _ in digest.entries]))
        list(annotations)  # what the annotator does at the end
        write_table(digest_table(held), digests / f"{number:06}.parquet")
        number += 1
        held.clear()

    for reading in readings:
        held += reading.digests
        light += (replace(digest, entries=()) for digest in reading.digests)
        files += reading.files
        problems += reading.problems
        if sum(len(digest.entries) for digest in held) >= READ:
            write()
    if held:
        write()
    whole = Reading(tuple(light), tuple(files), tuple(sorted(problems)))
    return whole, sum(file.entries for file in files)


def _lost(folder: Path) -> Iterator[Problem]:
    for path in sorted(folder.glob("*.parquet")):
        for row in pq.read_table(path).to_pylist():
            message = f"the entry of {row['paper']} could not be built ({row['reason']})"
            remedy = "look at what is odd about it, and report it; all else was built"
            yield Problem(row["path"], row["line"], 1, "error", "entry-not-built", message, remedy)
