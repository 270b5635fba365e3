"""Tables as pandas data frames, with the same types of columns whatever version of pandas and however many rows.

string          str, pandas' "string"; missing is <NA>
integer         pandas' "Int64", which has missing values
boolean         pandas' "boolean"
decimal         decimal.Decimal in an object column, exact as stated; `.astype(float)` for arithmetic and plots
date            "datetime64[s]"; missing is NaT
double, float   pandas' "Float64"
several values  a tuple in an object column; words of a summary are a dictionary
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import pandas as pd
import pyoxigraph as ox

from kg.export.tables import NODE_COLUMNS, edge_graphs, node_rows, plain
from kg.graph import Graph
from kg.schema import NODE_TYPES, PROPERTIES, ValueType, expand, node_id, subtypes_of
from kg.store.leaderboard import Leaderboard, Row
from kg.store.results import Result

DTYPES = {int: "Int64", bool: "boolean", str: "string", float: "Float64", date: "datetime64[s]"}
"""The column for values of a Python type; others stay objects."""

_PYTHON: dict[ValueType, type] = {
    ValueType.INTEGER: int, ValueType.BOOLEAN: bool, ValueType.DECIMAL: Decimal, ValueType.DATE: date, ValueType.SPAN: dict,
}  # fmt: skip
_NODE_TYPES: dict[str, type] = {
    **{p.name: tuple if p.many else _PYTHON.get(p.type, str) for p in PROPERTIES.values()},
    "types": tuple, "graphs": tuple,
}  # fmt: skip
_TYPES = NODE_COLUMNS.index("types")
_WHOLE = (
    "integer",
    "int",
    "long",
    "short",
    "byte",
    "nonNegativeInteger",
    "positiveInteger",
    "unsignedInt",
    "unsignedLong",
)
_READERS: dict[str, Any] = {
    **{expand(f"xsd:{name}"): int for name in _WHOLE},
    **{expand(f"xsd:{name}"): float for name in ("double", "float")},
    expand("xsd:decimal"): Decimal,
    expand("xsd:date"): date.fromisoformat,
    expand("xsd:boolean"): {"true": True, "1": True, "false": False, "0": False}.__getitem__,
}
_RESULT_COLUMNS: dict[str, type] = {
    "system": str, "benchmark": str, "metric": str, "value": Decimal, "value_text": str, "unit": str, "unit_assumed": bool,
    "kind": str, "higher_is_better": bool, "baseline": str, "paper": str, "title": str, "day": date, "code": tuple,
    "confidence": Decimal, "sentence": str, "place": str, "id": str,
}  # fmt: skip
_LEADERBOARD_COLUMNS: dict[str, type] = {"rank": int, **_RESULT_COLUMNS, "apart": str}


def solutions_frame(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> pd.DataFrame:
    """The rows of a SELECT, columns in its order; a column whose values are of one type has that type, others are objects.

    IRIs are strings, and so are literals of types that are not listed above; what is unbound is missing.
    """
    columns: list[list[Any]] = [[] for _ in header]
    for row in rows:
        for column, term in zip(columns, row, strict=True):
            column.append(_python_value(term))
    return _frame({name: (column, _type_of(column)) for name, column in zip(header, columns, strict=True)})


def nodes_frame(graph: Graph, type_: str | None = None) -> pd.DataFrame:
    """One row for each node: id, type, types, label, graphs, and a column for each property, as in `nodes.parquet`.

    With a type there are its nodes alone (and those of its subtypes), and the columns that they may have.
    """
    wanted = subtypes_of(type_) if type_ is not None else NODE_TYPES.keys()
    may_have = {"id", "type", "types", "label", "graphs"}.union(*(NODE_TYPES[name].properties for name in wanted))
    rows = [row for row in node_rows(graph) if not wanted.isdisjoint(row[_TYPES])]
    columns: dict[str, tuple[list[Any], type]] = {}
    for number, name in enumerate(NODE_COLUMNS):
        if name in may_have:
            columns[name] = ([row[number] for row in rows], _NODE_TYPES.get(name, str))
    return _frame(columns)


def edges_frame(graph: Graph) -> pd.DataFrame:
    """One row for each edge: source, type and target (ids and a name of `kg.schema.EDGE_TYPES`), and the graphs that state it."""
    graphs = edge_graphs(graph)
    source, type_, target = zip(*graphs, strict=True) if graphs else ((), (), ())
    return _frame(
        {"source": (source, str), "type": (type_, str), "target": (target, str), "graphs": ([*graphs.values()], tuple)}
    )


def results_frame(results: Iterable[Result], base: str) -> pd.DataFrame:
    """One row for each result; `id` and `paper` are ids of nodes, names are labels, missing where none is stated."""
    return _results_frame(list(results), _RESULT_COLUMNS, base)


def leaderboard_frame(board: Leaderboard, base: str) -> pd.DataFrame:
    """The rows of all tables, the longest first, then those that cannot be compared, which say why in `apart`."""
    rows = [*(row for table in board.tables for row in table.rows), *board.apart]
    return _results_frame(rows, _LEADERBOARD_COLUMNS, base)


def _results_frame(rows: Sequence[Result | Row], types: dict[str, type], base: str) -> pd.DataFrame:
    def value(row: Result | Row, name: str) -> Any:
        found = getattr(row, name)
        return node_id(found, base) if name in ("id", "paper") else None if found == "" else found

    return _frame({name: ([value(row, name) for row in rows], type_) for name, type_ in types.items()})


def _frame(columns: Mapping[str, tuple[Sequence[Any], type]]) -> pd.DataFrame:
    return pd.DataFrame({name: _series(values, type_) for name, (values, type_) in columns.items()})


def _series(values: Sequence[Any], type_: type) -> pd.Series:
    if type_ is date:
        return pd.Series([None if value is None else str(value) for value in values], dtype=DTYPES[date])
    dtype = DTYPES.get(type_, "object")
    try:
        return pd.Series([plain(value) for value in values], dtype=dtype)
    except OverflowError:  # an integer that does not fit into 64 bits
        return pd.Series(values, dtype="object")


def _type_of(values: Sequence[Any]) -> type:
    """The type of all values that are there; object where they differ, or where there are none."""
    types = {type(value) for value in values if value is not None}
    return types.pop() if len(types) == 1 else object


def _python_value(term: object) -> Any:
    if term is None:
        return None
    if not isinstance(term, ox.Literal):
        return term.value if isinstance(term, ox.NamedNode) else str(term)
    try:
        return _READERS.get(term.datatype.value, str)(term.value)
    except (ValueError, ArithmeticError, KeyError):  # RDF allows literals that their datatype does not
        return term.value
