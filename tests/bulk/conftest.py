"""Digests with their annotations, built in memory and in parts."""

import gzip
import random
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from kg.bulk.entries import digest_table, entry_table
from kg.bulk.local import Local, Options
from kg.bulk.parts import write_table
from kg.bulk.schemas import DIGESTS, ENTRIES
from kg.digest import Digest, Reading
from kg.extract import Annotation, Extractor
from kg.resolve import read_aliases

Build = Callable[..., Path]
PARTS = frozenset(("nquads-parts", "nodes-parts", "edges-parts"))


@pytest.fixture(scope="session")
def annotations(seeds_reading: Reading, extractor: Extractor) -> dict[str, Annotation]:
    """By summary, so that entries of tests may be made of others."""
    entries = [entry for digest in seeds_reading.digests for entry in digest.entries]
    return {entry.summary: found for entry, found in zip(entries, extractor.annotate(entries), strict=True)}


@pytest.fixture
def annotate(annotations: dict[str, Annotation], extractor: Extractor):
    def found(entries):
        for entry in entries:
            if entry.summary not in annotations:
                annotations[entry.summary] = next(iter(extractor.annotate([entry])))
            yield annotations[entry.summary]

    return found


@pytest.fixture
def in_parts(tmp_path: Path, annotate) -> Build:
    """Builds digests in parts, and returns the folder of exports; `seed` shuffles the entries and cuts their files anew."""
    number = 0

    def build(
        digests: Sequence[Digest],
        seed: int | None = None,
        jobs: int = 1,
        wanted: frozenset[str] = PARTS,
        poison: frozenset[str] = frozenset(),
    ) -> Path:
        nonlocal number
        number += 1
        folder = tmp_path / f"build-{number}"
        tables = [entry_table(digest, annotate(digest.entries)) for digest in digests]
        whole = pa.concat_tables([ENTRIES.empty_table(), *tables])
        if poison:
            rows = whole.to_pylist()
            for row in rows:
                if row["paper"] in poison:
                    row["mentions"][0]["label"] = "nonsense"
            whole = pa.Table.from_pylist(rows, ENTRIES)
        cuts = [0, whole.num_rows]
        if seed is not None:
            drawn = random.Random(seed)
            order = list(range(whole.num_rows))
            drawn.shuffle(order)
            whole = whole.take(order)
            cuts = sorted({*cuts, *(drawn.randrange(whole.num_rows) for _ in range(4))})
        for begin, end in pairwise(cuts):
            write_table(whole.slice(begin, end - begin), folder / "entries" / f"{begin}.parquet")
        write_table(
            pa.concat_tables([DIGESTS.empty_table(), digest_table(digests)]), folder / "digests" / "all.parquet"
        )
        if not whole.num_rows:
            write_table(whole, folder / "entries" / "none.parquet")
        options = Options(read_aliases(), wanted=wanted, jobs=jobs)
        Local(folder / "entries", folder / "digests", folder / "exports", folder / "work", options).run()
        return folder

    return build


class Parts:
    """What stands in a folder of parts."""

    @staticmethod
    def lines(exports: Path) -> list[str]:
        """The statements of all parts, sorted."""
        files = sorted((exports / "nquads-parts").iterdir())
        return sorted(line for file in files for line in gzip.decompress(file.read_bytes()).decode().split("\n")[:-1])

    @staticmethod
    def files(exports: Path) -> dict[str, bytes]:
        """All files by their paths."""
        return {str(path.relative_to(exports)): path.read_bytes() for path in sorted(exports.rglob("*.*"))}

    @staticmethod
    def rows(folder: Path, *keys: str) -> pa.Table:
        """All rows of a folder of Parquet files, sorted by some columns."""
        tables = [pq.read_table(path) for path in sorted(folder.glob("*.parquet"))]
        return pa.concat_tables(tables).sort_by([(key, "ascending") for key in keys])


@pytest.fixture(scope="session")
def parts() -> type[Parts]:
    return Parts
