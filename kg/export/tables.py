"""CSV and Parquet: `nodes` has one row a node, `edges` one row for each edge and named graph that states it.

CSV has no types and no lists: several values, and the spans of evidence, are JSON in a cell; booleans are `true` and `false`.
Parquet keeps types: lists, decimals, booleans, and spans as structs.
"""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from kg.collection import no_collection
from kg.graph import Edge, Graph, Node, TextSpan
from kg.graph.model import Scalar
from kg.schema import PROPERTIES, ValueType

NODE_COLUMNS = ("id", "type", "types", "label", "graphs", *PROPERTIES)
EDGE_COLUMNS = ("source", "type", "target", "graph", "position", "path", "line", "evidence")
GROUP = 131_072
"""Rows of a group in Parquet: what a reader has to hold at a time."""
DECIMAL_DIGITS = (38, 10)
"""Precision and scale of Parquet's decimals; a value that does not fit keeps its text alone."""


def node_rows(graph: Graph) -> Iterator[list[Any]]:
    """The values of `NODE_COLUMNS` for each node: values of properties as `kg.graph.Node` has them, None where there is none."""
    for node, graphs in _with_graphs(graph):
        properties = [node.properties.get(name) for name in PROPERTIES]
        yield [node.id, node.type, node.types, node.label, graphs, *properties]


def _with_graphs(graph: Graph) -> Iterator[tuple[Node, tuple[str, ...]]]:
    """Each node, and the named graphs that speak of it."""
    graphs: dict[str, list[str]] = {}
    for node in graph.nodes:
        graphs.setdefault(node.id, []).extend([node.graph] * bool(node.graph))
    for node in graph.merged_nodes():
        yield node, tuple(graphs[node.id])


def edge_graphs(graph: Graph) -> dict[tuple[str, str, str], tuple[str, ...]]:
    """The named graphs that state an edge, by source, type and target."""
    graphs: dict[tuple[str, str, str], tuple[str, ...]] = {}
    for edge in graph.edges:
        graphs[edge.key] = (*graphs.get(edge.key, ()), *[edge.graph] * bool(edge.graph))
    return graphs


def generate_nodes_csv(graph: Graph) -> Iterator[bytes]:
    """The nodes: id, type, types, label, graphs, and a column for each property."""
    yield from csv_document(NODE_COLUMNS, ([cell(value) for value in row] for row in node_rows(graph)))


def generate_edges_csv(graph: Graph) -> Iterator[bytes]:
    """The edges: source, type, target, graph, position, path, line, evidence."""
    yield from csv_document(EDGE_COLUMNS, ([cell(value) for value in row] for row in edge_rows(graph.edges)))


def generate_nodes_parquet(graph: Graph) -> Iterator[bytes]:
    """The nodes with typed columns."""
    with no_collection():
        document = _parquet(node_table(list(_with_graphs(graph))))
    yield document


def generate_edges_parquet(graph: Graph) -> Iterator[bytes]:
    """The edges with typed columns."""
    with no_collection():
        document = _parquet(edge_table(graph.edges))
    yield document


def node_table(nodes: Sequence[tuple[Node, tuple[str, ...]]]) -> pa.Table:
    """Merged nodes, each with the named graphs that speak of it, as `nodes.parquet` has them."""
    # Most columns of most rows are empty, so that what is there is put in place and the rest never looked at.
    columns: dict[str, list[Any]] = {
        "id": [_arrow_value(node.id) for node, _ in nodes],
        "type": [node.type for node, _ in nodes],
        "types": [node.types for node, _ in nodes],
        "label": [_arrow_value(node.label) for node, _ in nodes],
        "graphs": [graphs for _, graphs in nodes],
    }
    for at, (node, _) in enumerate(nodes):
        for name, value in node.properties.items():
            if (column := columns.get(name)) is None:
                column = columns[name] = [None] * len(nodes)
            column[at] = _arrow_value(value)
    arrays = [
        pa.array(columns[own.name], own.type) if own.name in columns else pa.nulls(len(nodes), own.type)
        for own in NODE_SCHEMA
    ]
    return pa.Table.from_arrays(arrays, schema=NODE_SCHEMA)


def edge_table(edges: Iterable[Edge]) -> pa.Table:
    """Edges as `edges.parquet` has them."""
    columns = list(zip(*edge_rows(edges), strict=True)) or [()] * len(EDGE_SCHEMA)
    arrays = [pa.array(list(map(_arrow_value, c)), own.type) for c, own in zip(columns, EDGE_SCHEMA, strict=True)]
    return pa.Table.from_arrays(arrays, schema=EDGE_SCHEMA)


def edge_rows(edges: Iterable[Edge]) -> Iterator[list[Any]]:
    """The values of `EDGE_COLUMNS`, None where an edge has none."""
    for e in edges:
        yield [e.source, e.type, e.target, e.graph, e.position, e.path, e.line, e.evidence]


def csv_document(header: Iterable[str], rows: Iterable[list[str]]) -> Iterator[bytes]:
    """CSV in UTF-8 by RFC 4180: cells with quotes, commas or line ends are in quotes, and a quote in them stands twice."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(header)
    for row in rows:
        writer.writerow(row)
        if buffer.tell() > 1_000_000:
            yield buffer.getvalue().encode("utf-8", "replace")
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue().encode("utf-8", "replace")


def cell(value: Scalar | tuple[Scalar, ...] | None) -> str:
    """A value as text; several values, and spans, as JSON."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple | TextSpan):
        return json.dumps(plain(value), ensure_ascii=False) if value else ""
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def plain(value: Any) -> Any:
    """A value, or a tuple of values, with each span as a dictionary of entry, start, end and exact words."""
    if isinstance(value, tuple):
        return tuple(map(plain, value))
    if isinstance(value, TextSpan):
        return {"entry": value.entry, "start": value.start, "end": value.end, "exact": value.exact}
    return value


def _arrow(type_: ValueType) -> pa.DataType:
    if type_ is ValueType.SPAN:
        return pa.struct([("entry", pa.string()), ("start", pa.int64()), ("end", pa.int64()), ("exact", pa.string())])
    return {
        ValueType.INTEGER: pa.int64(),
        ValueType.DECIMAL: pa.decimal128(*DECIMAL_DIGITS),
        ValueType.BOOLEAN: pa.bool_(),
    }.get(type_, pa.string())


def _parquet(table: pa.Table) -> bytes:
    sink = io.BytesIO()
    pq.write_table(table, sink, compression="zstd", row_group_size=GROUP)
    return sink.getvalue()


def _arrow_value(value: Any) -> Any:
    if isinstance(value, str):
        return value if value.isascii() else value.encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, Decimal):
        return value if _fits(value) else None
    return plain(value) if isinstance(value, tuple | TextSpan) else value


_TEXT = pa.string()
NODE_SCHEMA = pa.schema(
    [("id", _TEXT), ("type", _TEXT), ("types", pa.list_(_TEXT)), ("label", _TEXT), ("graphs", pa.list_(_TEXT))]
    + [(p.name, pa.list_(_arrow(p.type)) if p.many else _arrow(p.type)) for p in PROPERTIES.values()]
)
"""The columns of `nodes.parquet`."""
EDGE_SCHEMA = pa.schema(
    list(zip(EDGE_COLUMNS, (*[_TEXT] * 4, pa.int64(), _TEXT, pa.int64(), pa.list_(_TEXT)), strict=True))
)
"""The columns of `edges.parquet`."""


def _fits(value: Decimal) -> bool:
    precision, scale = DECIMAL_DIGITS
    exponent = value.as_tuple().exponent
    return isinstance(exponent, int) and exponent >= -scale and abs(value) < Decimal(10) ** (precision - scale)
