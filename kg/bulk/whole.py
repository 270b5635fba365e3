"""One file of all parts, with the bytes that it has when the graph is held in memory."""

import gzip
import shutil
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from kg.bulk.parts import EDGES, NODES, QUADS
from kg.engine import Session
from kg.export.nquads import lines_of
from kg.export.tables import EDGE_SCHEMA, GROUP, NODE_SCHEMA
from kg.graph.model import ENTITIES_GRAPH
from kg.schema import iri_of

WHOLE = {"graph.nq": QUADS, "nodes.parquet": NODES, "edges.parquet": EDGES}
"""Files, and the folder of the parts that each is made of."""


def write_quads_whole(parts: Path, session: Session, base: str, out: Path) -> None:
    """Writes all statements, those of digests from their parts, and those of `graph/entities` from the table `statements`.

    They are sorted, but for those of digests that were cut.

    Args:
        parts: the folder of parts; those named `digests-*` are in the order of the digests, `sewn_*` of digests that were cut.
        session: has `statements`, the statements of `graph/entities`.
        base: what IRIs begin with.
        out: the file.
    """
    with out.open("wb") as file:
        for path in (*sorted(parts.glob("digests-*")), *sorted(parts.glob("sewn_*"))):
            with gzip.open(path) as part:
                shutil.copyfileobj(part, file, 2**20)
        named = iri_of(ENTITIES_GRAPH, base)
        for batch in session.stream("statements_sorted"):
            rows = zip(*(column.to_pylist() for column in batch.columns), strict=True)
            said = ((subject, [row[1:] for row in own]) for subject, own in groupby(rows, lambda row: row[0]))
            file.write("".join(lines_of(named, said, base)).encode())


def write_table_whole(session: Session, name: str, out: Path) -> None:
    """Writes all rows of `nodes` or `edges`, sorted."""
    schema = {"nodes": NODE_SCHEMA, "edges": EDGE_SCHEMA}[name]
    with pq.ParquetWriter(out, schema, compression="zstd") as writer:
        for table in exactly(session.stream(f"{name}_sorted"), GROUP):
            writer.write_table(table.cast(schema).combine_chunks())


def exactly(batches: Iterable[pa.RecordBatch], rows: int) -> Iterator[pa.Table]:
    """The same rows in tables of so many, and one of the rest, however they came."""
    held: list[pa.RecordBatch] = []
    count = 0
    for batch in batches:
        held.append(batch)
        count += batch.num_rows
        while count >= rows:
            whole = pa.Table.from_batches(held)
            yield whole.slice(0, rows)
            held, count = whole.slice(rows).to_batches(), count - rows
    if count:
        yield pa.Table.from_batches(held)
