"""The files of what stages make: parts in folders, each named after what it is of and its number."""

import gzip
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from kg.bulk.stages import Made

QUADS, NODES, EDGES = "nquads-parts", "nodes-parts", "edges-parts"
"""The folders of exports."""
# A tenth of the size in a third of the time of the default, which gains another tenth.
_LEVEL = 2


@dataclass(frozen=True, slots=True)
class Parts:
    """Where parts go: `exports` holds the folders of exports that are wanted, `tables` those of tables.

    `whole`: all statements are to stand in one file, too. `keep`: a part of the graph is to be taken, so that tables have all
    nodes.
    """

    exports: Path
    tables: Path
    wanted: frozenset[str]
    whole: bool = False
    keep: bool = False

    def write(self, made: Made, name: str) -> None:
        """Writes a part of that name to each folder that it has something for."""
        if QUADS in self.wanted and made.quads:
            write_quads(made.quads, self.exports / QUADS / f"{name}.nq.gz")
        for folder, table in ((NODES, made.nodes), (EDGES, made.edges)):
            if folder in self.wanted and table.num_rows:
                write_table(table, self.exports / folder / f"{name}.parquet")
        for folder, table in made.tables.items():
            write_table(table, self.tables / folder / f"{name}.parquet")


def write_quads(chunks: Iterable[bytes], path: Path) -> None:
    """Writes lines, compressed, the same bytes each time."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as out, gzip.GzipFile("", "wb", _LEVEL, out, 0) as packed:
        for chunk in chunks:
            packed.write(chunk)


def write_table(table: pa.Table, path: Path) -> None:
    """Writes a Parquet file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    pq.write_table(table, path, compression="zstd")
