"""Entries in the order of their digests, cut into parts that fit into memory."""

from bisect import bisect
from collections.abc import Iterable, Iterator, Sequence

import pyarrow as pa

from kg.bulk import stages

PART = 500
"""Entries of a part, about; a digest is cut only where it is a long one (`kg.bulk.stages.LONG`)."""


def sections(batches: Iterable[pa.RecordBatch], between: Sequence[str], part: int = PART) -> Iterator[pa.Table]:
    """The rows in tables of at least `part` entries of whole digests, or up to where another digest stands between.

    Long digests are cut, and nothing else is in the table of a section.
    """
    held: list[pa.RecordBatch] = []
    count = 0
    last, length = "", 0
    for batch in batches:
        digests, sizes = (batch.column(name).to_pylist() for name in ("digest", "size"))
        begin = 0
        for at, (digest, size) in enumerate(zip(digests, sizes, strict=True)):
            before = count + at - begin
            if digest == last:
                full = length > stages.LONG and before >= stages.LONG
            else:
                full = before >= part or length > stages.LONG or size > stages.LONG
                full = full or bisect(between, last) != bisect(between, digest)
            if full and before:
                held.append(batch.slice(begin, at - begin))
                yield pa.Table.from_batches([one for one in held if one.num_rows])
                held, count, begin = [], 0, at
            last, length = digest, size
        held.append(batch.slice(begin))
        count += len(digests) - begin
    if count:
        yield pa.Table.from_batches([one for one in held if one.num_rows])
