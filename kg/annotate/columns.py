"""Annotations as columns: `SCHEMA` is the form of the files in the cache, `docs/cache.md` explains it.

The summary is not stored, the digest has it. Offsets are its code points.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date
from itertools import pairwise
from typing import Any

import pyarrow as pa

from kg.extract import Annotation, Comparison, Mention, Result, Span

_TEXT, _SHARE = pa.string(), pa.float64()
SPAN = pa.struct([pa.field("start", pa.int32(), nullable=False), pa.field("end", pa.int32(), nullable=False)])


def _field(name: str, type_: pa.DataType, *, nullable: bool = False) -> pa.Field:
    return pa.field(name, type_, nullable=nullable)


def _list(type_: pa.DataType) -> pa.DataType:
    return pa.list_(pa.field("item", type_, nullable=False))


MENTION = pa.struct(
    [
        _field("text", _TEXT),
        _field("label", _TEXT),
        _field("spans", _list(SPAN)),
        _field("role", _TEXT, nullable=True),
        _field("introduced", pa.bool_()),
        _field("component", _TEXT),
        _field("confidence", _SHARE),
    ]
)
RESULT = pa.struct(
    [
        _field("value", SPAN),
        _field("kind", _TEXT),
        _field("subject", SPAN, nullable=True),
        _field("benchmark", SPAN, nullable=True),
        _field("metric", SPAN, nullable=True),
        _field("baseline", SPAN, nullable=True),
        _field("sentence", SPAN),
        _field("component", _TEXT),
        _field("confidence", _SHARE),
        _field("human", pa.bool_()),
    ]
)
COMPARISON = pa.struct(
    [
        _field("winner", SPAN),
        _field("loser", SPAN),
        _field("sentence", SPAN),
        _field("component", _TEXT),
        _field("confidence", _SHARE),
    ]
)
SCHEMA = pa.schema(
    [
        _field("key", pa.binary(32)),
        _field("used", pa.date32()),
        _field("mentions", _list(MENTION)),
        _field("results", _list(RESULT)),
        _field("comparisons", _list(COMPARISON)),
        _field("sentences", _list(SPAN)),
    ]
)

Row = tuple[tuple[Mention, ...], tuple[Result, ...], tuple[Comparison, ...], tuple[Span, ...]]
"""All of an annotation but its text."""


def row_of(annotation: Annotation) -> Row:
    """An annotation without its text."""
    return annotation.mentions, annotation.results, annotation.comparisons, annotation.sentences


def to_table(rows: dict[bytes, Row], used: date) -> pa.Table:
    """A table with the columns of `SCHEMA`, a line for each key; `used` is the day in the column of that name.

    Raises:
        ValueError: a surface cannot be encoded (a lone surrogate), or an offset has no 32 bits.
    """
    columns: list[Sequence[Any]] = [
        list(rows),
        [used] * len(rows),
        *_columns(rows.values()),
    ]
    arrays = [pa.array(column, type=field.type) for column, field in zip(columns, SCHEMA, strict=True)]
    return pa.Table.from_arrays(arrays, schema=SCHEMA)


def columns_of(annotations: Iterable[Annotation]) -> list[list[Any]]:
    """What stands in the columns `mentions`, `results`, `comparisons` and `sentences` for some annotations."""
    return _columns([row_of(annotation) for annotation in annotations])


def _columns(rows: Collection[Row]) -> list[list[Any]]:
    return [
        [[_mention(m) for m in row[0]] for row in rows],
        [[_spanned(r, RESULT) for r in row[1]] for row in rows],
        [[_spanned(c, COMPARISON) for c in row[2]] for row in rows],
        [[_span(span) for span in row[3]] for row in rows],
    ]


def _span(span: Span | None) -> dict[str, int] | None:
    return None if span is None else {"start": span[0], "end": span[1]}


def _mention(mention: Mention) -> dict[str, Any]:
    own = {field.name: getattr(mention, field.name) for field in MENTION}
    return own | {"spans": [_span(span) for span in mention.spans]}


def _spanned(record: Result | Comparison, form: pa.StructType) -> dict[str, Any]:
    own = {field.name: getattr(record, field.name) for field in form}
    return {name: _span(value) if form.field(name).type == SPAN else value for name, value in own.items()}


def from_table(table: pa.Table) -> dict[bytes, Row]:
    """The rows by key, as they were given to `to_table`."""
    keys = table.column("key").to_pylist()
    return dict(zip(keys, rows_in(table), strict=True))


def rows_in(table: pa.Table | pa.RecordBatch) -> list[Row]:
    """The annotations of a table or batch with the columns `mentions`, `results`, `comparisons` and `sentences`."""
    names = ("mentions", "results", "comparisons", "sentences")
    whole = {name: table.column(name) for name in names}
    if isinstance(table, pa.Table):
        whole = {name: column.combine_chunks() for name, column in whole.items()}
    mentions = _nested(whole["mentions"], lambda values: [Mention(*own) for own in _records(values)])
    results = _nested(whole["results"], lambda values: [Result(*own) for own in _records(values)])
    comparisons = _nested(whole["comparisons"], lambda values: [Comparison(*own) for own in _records(values)])
    sentences = _nested(whole["sentences"], _spans)
    return list(zip(mentions, results, comparisons, sentences, strict=True))


def _records(values: pa.StructArray) -> Iterable[tuple[Any, ...]]:
    return zip(*map(_values, values.flatten()), strict=True)


def _values(column: pa.Array) -> Sequence[Any]:
    if isinstance(column, pa.StructArray):
        return _spans(column)
    if isinstance(column, pa.ListArray):
        return _nested(column, _spans)
    values: list[Any] = column.to_pylist()
    return values


def _spans(column: pa.StructArray) -> list[Any]:
    starts, ends = (child.to_pylist() for child in column.flatten())
    return [None if start is None else (start, end) for start, end in zip(starts, ends, strict=True)]


def _nested(lists: pa.ListArray, items: Callable[[Any], list[Any]]) -> list[tuple[Any, ...]]:
    """The items of each list, of a part of an array as of a whole one."""
    # Not `lists.flatten()`, which loads all functions on arrays; `lists.values` has those of all other parts, too.
    offsets = lists.offsets.to_pylist()
    first, last = (offsets[0], offsets[-1]) if offsets else (0, 0)
    found = items(lists.values.slice(first, last - first))
    return [tuple(found[begin - first : end - first]) for begin, end in pairwise(offsets)]
