"""The whole graph as a networkx MultiDiGraph, for centrality, paths and communities.

It has every node and edge, those that keep evidence too (Mention, Evidence, DigestEntry, ..); GraphML has the drawn part alone.
What it does not say: an author's position, and the line that states an edge, which their own nodes or the tables have.
"""

from typing import TYPE_CHECKING

from kg.export.tables import NODE_COLUMNS, edge_graphs, node_rows, plain
from kg.graph import Graph

if TYPE_CHECKING:
    import networkx as nx


def networkx_graph(graph: Graph) -> "nx.MultiDiGraph":
    """Nodes by id, edges from source to target with their type as key.

    A node has `type`, `types`, `label`, `graphs` and the properties that it has, by their names in `kg.schema.PROPERTIES`: str,
    int, bool, Decimal, a tuple of them where a property takes many, and words of a summary as a dictionary of `entry`, `start`,
    `end` (code points) and `exact`. An edge has `type` and `graphs`, the named graphs that state it.
    """
    import networkx as nx

    network = nx.MultiDiGraph()
    for row in node_rows(graph):
        columns = dict(zip(NODE_COLUMNS, row, strict=True))
        network.add_node(
            columns.pop("id"), **{name: plain(value) for name, value in columns.items() if value is not None}
        )
    for (source, type_, target), stated in edge_graphs(graph).items():
        network.add_edge(source, target, key=type_, type=type_, graphs=stated)
    return network
