"""The tables between stages that are not made by a step in SQL, as Arrow schemas."""

from collections.abc import Iterable
from typing import Any

import pyarrow as pa

_TEXT, _COUNT, _FLAG = pa.string(), pa.int64(), pa.bool_()


def schema(**columns: pa.DataType) -> pa.Schema:
    """A schema in which what ends with `_or_none` may be absent."""
    return pa.schema(
        [
            pa.field(name.removesuffix("_or_none"), type_, nullable=name.endswith("_or_none"))
            for name, type_ in columns.items()
        ]
    )


def table_of(rows: Iterable[tuple[Any, ...]], schema: pa.Schema) -> pa.Table:
    """A table of rows, each with a value for every column, in their order."""
    columns = list(zip(*rows, strict=True)) or [()] * len(schema)
    arrays = [pa.array(column, field.type) for column, field in zip(columns, schema, strict=True)]
    return pa.Table.from_arrays(arrays, schema=schema)


NAMES = schema(entity=_TEXT, label=_TEXT, name=_TEXT, uses=_COUNT, papers=_COUNT, own=_FLAG, called_or_none=_TEXT)
"""Names of things, counted over some papers; rows may be split and summed at will.

`uses` counts the papers that use the name with the label for the thing, `papers` those of them that no other row counts for this
thing. `own`: the name means it in all papers; `called`: what a file of aliases calls it, where the tag of a paper told that.
"""

TAGS = schema(concept=_TEXT, tag=_TEXT, uses=_COUNT)
"""Spellings of tags, counted over some entries."""

TAXONOMY = schema(concept=_TEXT, above=_TEXT, above_label=_TEXT)
"""What stands above a tag of the taxonomy, and what that is called."""

MODELS = schema(
    model=_TEXT,
    papers=_COUNT,
    family_or_none=_TEXT,
    taken_apart=_FLAG,
    written_or_none=_TEXT,
    base_or_none=_TEXT,
    base_label_or_none=_TEXT,
)
"""Every system, and what its name says where it is a model: its family, if it may have one, and what it was made from.

`taken_apart`: the name has more parts than words; `written`: the family with the letters of the name.
"""

FACTS = schema(id=_TEXT, type=_TEXT, statement=_TEXT, paper=_TEXT)
"""Results and comparisons that say enough to be said by others, and what they say, whoever says it."""
