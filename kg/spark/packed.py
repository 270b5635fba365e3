"""What a stage makes, as rows of one table: Spark takes one schema from a function, and a stage makes ten tables.

Each row is some rows of a table in Arrow's stream format, or some lines of N-Quads. Rows are small
enough that Spark may hold some hundred of them at a time.
"""

from collections.abc import Iterable, Iterator, Mapping

import pyarrow as pa

from kg.bulk.stages import Made

PACKED = pa.schema([pa.field("name", pa.string(), nullable=False), ("rows", pa.binary()), ("quads", pa.string())])
"""`name` is that of the table, "quads" for lines; the last line of `quads` has no end."""
QUADS, NODES, EDGES = "quads", "nodes", "edges"
_ROWS = 500
_LINES = 5
"""Chunks of lines of `Made.quads` in a row: 200 kB."""


def packed(made: Made) -> Iterator[pa.RecordBatch]:
    """All that a stage made, in the form of `PACKED`."""
    yield from packed_tables({NODES: made.nodes, EDGES: made.edges, **made.tables})
    for first in range(0, len(made.quads), _LINES):
        lines = b"".join(made.quads[first : first + _LINES]).decode()
        yield _batch([QUADS], [None], [lines.removesuffix("\n")])


def packed_tables(tables: Mapping[str, pa.Table]) -> Iterator[pa.RecordBatch]:
    """Tables by name in the form of `PACKED`; empty ones leave nothing."""
    for name, table in tables.items():
        for batch in table.combine_chunks().to_batches(max_chunksize=_ROWS):
            sink = pa.BufferOutputStream()
            with pa.ipc.new_stream(sink, batch.schema) as stream:
                stream.write_batch(batch)
            yield _batch([name], [sink.getvalue().to_pybytes()], [None])


def unpacked(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """The rows of one table, of batches with the column `rows`."""
    for batch in batches:
        for packet in batch.column("rows"):
            with pa.ipc.open_stream(packet.as_buffer()) as stream:
                yield from stream


def _batch(*columns: list[str | bytes | None]) -> pa.RecordBatch:
    arrays = [pa.array(column, field.type) for column, field in zip(columns, PACKED, strict=True)]
    return pa.RecordBatch.from_arrays(arrays, schema=PACKED)
