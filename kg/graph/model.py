"""The graph: two tables, nodes and edges, with stable ids.

A row says what one named graph states: a digest's facts stand in that digest's graph (`digest/2025-02-11`), what is known of
entities across digests in `graph/entities`. Taking a digest's rows out is the same as building without that day.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import groupby

from kg.schema import NODE_TYPES

ENTITIES_GRAPH = "graph/entities"


@dataclass(frozen=True, slots=True, order=True)
class TextSpan:
    """Words of a summary: code points `start` to `end` (exclusive) of the summary of `entry`, and a little around them."""

    entry: str
    start: int
    end: int
    exact: str
    prefix: str
    suffix: str


Scalar = str | int | bool | Decimal | TextSpan
Value = Scalar | tuple[Scalar, ...]


@dataclass(frozen=True, slots=True)
class Node:
    """What one named graph states of one node; property names and value types are those of `kg.schema`."""

    id: str
    types: tuple[str, ...]
    graph: str
    properties: Mapping[str, Value] = field(default_factory=dict)

    @property
    def type(self) -> str:
        """The one type shown: `System` where a name is both model and method."""
        return self.types[0] if len(self.types) == 1 else "System"

    @property
    def label(self) -> str:
        """What a person calls the node; its id where it has no name of its own."""
        value = self.properties.get(NODE_TYPES[self.types[0]].label)
        return str(value) if value is not None else self.id


@dataclass(frozen=True, slots=True)
class Edge:
    """What one named graph states of one edge.

    `position` is an author's place from 1; `path` and `line` say where the column stood that states the edge; `evidence` holds
    the ids of the Mention, Result and Comparison nodes that an edge from prose was derived from.
    """

    source: str
    type: str
    target: str
    graph: str
    position: int | None = None
    path: str | None = None
    line: int | None = None
    evidence: tuple[str, ...] = ()

    @property
    def key(self) -> tuple[str, str, str]:
        """Source, type and target: the edge itself, whoever states it."""
        return self.source, self.type, self.target


@dataclass(frozen=True, slots=True)
class Graph:
    """Rows sorted by id (nodes) and by source, type, target (edges), then by named graph; one row for each pair of both."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]

    def merged_nodes(self) -> Iterator[Node]:
        """One node for each id, `graph` the first that states it.

        A property that takes many values is the union of them; of one that takes a single value the first graph's stands, in
        the order of the graphs' names, so that days come in their order.
        """
        for _, group in groupby(self.nodes, lambda node: node.id):
            rows = list(group)
            yield rows[0] if len(rows) == 1 else _merge(rows)

    def merged_edges(self) -> Iterator[tuple[Edge, int]]:
        """One edge for each source, type and target with all evidence, and the number of named graphs that state it."""
        for _, group in groupby(self.edges, lambda edge: edge.key):
            rows = list(group)
            if len(rows) == 1 and len(rows[0].evidence) < 2:
                yield rows[0], 1
                continue
            evidence = tuple(dict.fromkeys(fact for row in rows for fact in row.evidence))
            yield replace(rows[0], evidence=evidence), len(rows)

    def counts(self) -> dict[str, int]:
        """Number of merged nodes by type, sorted by name of the type."""
        return dict(sorted(Counter(node.type for node in self.merged_nodes()).items()))


def _merge(rows: list[Node]) -> Node:
    types = tuple(sorted({type_ for row in rows for type_ in row.types}))
    properties: dict[str, Value] = {}
    for row in rows:
        for name, value in row.properties.items():
            if name not in properties:
                properties[name] = value
            elif isinstance(value, tuple):
                have = properties[name]
                properties[name] = tuple(sorted({*(have if isinstance(have, tuple) else (have,)), *value}, key=str))
    return Node(rows[0].id, types, rows[0].graph, properties)
