"""CSV for `neo4j-admin database import full`: the tables of `kg.export.tables` with the headers and types of Neo4j.

Decimals become floating-point numbers, since Neo4j has no others (`valueText` keeps the number as written), spans become JSON.
An edge is one relationship for each named graph that states it. Lists are parted by `ARRAY_DELIMITER`, which the import has to be
told (docs/servers.md): a list cannot quote its elements, so every visible character could be part of one.

The format: https://neo4j.com/docs/operations-manual/current/import/
"""

from collections.abc import Iterator
from typing import Any

from kg.export.tables import EDGE_COLUMNS, NODE_COLUMNS, cell, csv_document, edge_rows, node_rows
from kg.graph import Graph
from kg.schema import PROPERTIES, ValueType, rdf_types_of

ARRAY_DELIMITER = "\x1f"
"""Unit separator (U+001F), made for this; where a text has one, it is replaced."""

_TYPES = {
    ValueType.INTEGER: "long",
    ValueType.DECIMAL: "double",
    ValueType.BOOLEAN: "boolean",
    ValueType.DATE: "date",
}
_NODE_FIELDS = {"id": "id:ID", "types": ":LABEL", "graphs": "graphs:string[]"}
_RELATIONSHIP_FIELDS = {
    "source": ":START_ID",
    "type": ":TYPE",
    "target": ":END_ID",
    "position": "position:long",
    "line": "line:long",
    "evidence": "evidence:string[]",
}


def generate_neo4j_nodes(graph: Graph) -> Iterator[bytes]:
    """The nodes: their labels are their types and those above them, so that `MATCH (s:System)` finds models, too."""
    rows = ([*row[:2], _labels(row[2]), *row[3:]] for row in node_rows(graph))
    header = [_NODE_FIELDS.get(name) or _field(name) for name in NODE_COLUMNS]
    yield from csv_document(header, ([_cell(value) for value in row] for row in rows))


def generate_neo4j_relationships(graph: Graph) -> Iterator[bytes]:
    """The relationships, with the place that states them and the ids of their evidence."""
    header = [_RELATIONSHIP_FIELDS.get(name, name) for name in EDGE_COLUMNS]
    yield from csv_document(header, ([_cell(value) for value in row] for row in edge_rows(graph.edges)))


def _field(name: str) -> str:
    declared = PROPERTIES.get(name)
    if declared is None:
        return name
    return f"{name}:{_TYPES.get(declared.type, 'string')}{'[]' if declared.many else ''}"


def _labels(types: tuple[str, ...]) -> tuple[str, ...]:
    """Types and all above them in kg:, sorted.

    >>> _labels(("Model",))
    ('Entity', 'Model', 'System')
    """
    names = {name for type_ in types for name in rdf_types_of(type_)}
    return tuple(sorted(name.removeprefix("kg:") for name in names if name.startswith("kg:")))


def _cell(value: Any) -> str:
    if isinstance(value, tuple):
        return ARRAY_DELIMITER.join(cell(one).replace(ARRAY_DELIMITER, "\N{REPLACEMENT CHARACTER}") for one in value)
    return cell(value)
