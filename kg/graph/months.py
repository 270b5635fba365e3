"""In which months the digests speak of a node or an edge."""

from collections import defaultdict
from collections.abc import Collection

from kg.graph.model import Graph

EdgeKey = tuple[str, str, str]


def month_of(graph: str) -> str:
    """The month (YYYY-MM) of a named graph that is a digest's; "" of another.

    >>> month_of("digest/2025-02-11"), month_of("graph/entities")
    ('2025-02', '')
    """
    return graph.removeprefix("digest/")[:7] if graph.startswith("digest/") else ""


def months(graph: Graph, drawn: Collection[EdgeKey]) -> tuple[dict[str, list[str]], dict[EdgeKey, list[str]]]:
    """The months (YYYY-MM, ascending) of nodes, and those of the drawn edges.

    A node has the months of the digests that state it or one of its drawn edges. An edge that no digest states (a model's
    family, the tag above a tag) has the months of its source, and hands them to its target.
    """
    nodes: dict[str, set[str]] = defaultdict(set)
    edges: dict[EdgeKey, set[str]] = {key: set() for key in drawn}
    for node in graph.nodes:
        if month := month_of(node.graph):
            nodes[node.id].add(month)
    for edge in graph.edges:
        if edge.key in edges and (month := month_of(edge.graph)):
            for found in (edges[edge.key], nodes[edge.source], nodes[edge.target]):
                found.add(month)
    undated = [key for key, found in edges.items() if not found]
    changed = True
    while changed:
        changed = False
        for source, _, target in undated:
            if not nodes[source] <= nodes[target]:
                nodes[target] |= nodes[source]
                changed = True
    for key in undated:
        edges[key] |= nodes[key[0]]
    return {id_: sorted(found) for id_, found in nodes.items()}, {key: sorted(found) for key, found in edges.items()}
