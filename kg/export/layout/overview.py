"""What is drawn at first: thousands of nodes make no picture, so the best-connected part stands for the whole."""

from dataclasses import dataclass

import networkx as nx

from kg.graph.view import View

MAX_NODES = 2_000
MAX_EDGES = 5_000


@dataclass(frozen=True, slots=True)
class Overview:
    """Positions in `View.nodes` and `View.edges` of what is drawn at first, ascending."""

    nodes: tuple[int, ...]
    edges: tuple[int, ...]


def overview(graph_view: View, max_nodes: int = MAX_NODES, max_edges: int = MAX_EDGES) -> Overview:
    """All of a graph that fits, or its best-connected part.

    Nodes are taken by core number (the largest k such that the node lies in a part where everything has k neighbours;
    see Batagelj and Zaversnik, https://arxiv.org/abs/cs/0310049), then by number of edges, then by id, each
    with its edges to those already taken, until the next would pass a limit. A node that none of
    the others is joined to is left out.
    """
    if len(graph_view.nodes) <= max_nodes and len(graph_view.edges) <= max_edges:
        return Overview(tuple(range(len(graph_view.nodes))), tuple(range(len(graph_view.edges))))
    index = {node.id: i for i, node in enumerate(graph_view.nodes)}
    edges_of: list[list[tuple[int, int]]] = [[] for _ in graph_view.nodes]
    graph = nx.Graph()
    graph.add_nodes_from(range(len(graph_view.nodes)))
    for number, edge in enumerate(graph_view.edges):
        source, target = index[edge.source], index[edge.target]
        edges_of[source].append((target, number))
        if source != target:
            graph.add_edge(source, target)
            edges_of[target].append((source, number))
    core = nx.core_number(graph)
    ranked = sorted(graph, key=lambda i: (-core[i], -len(edges_of[i]), graph_view.nodes[i].id))
    taken: set[int] = set()
    drawn: set[int] = set()
    for node in ranked[:max_nodes]:
        new = {number for other, number in edges_of[node] if other in taken or other == node}
        if len(drawn) + len(new) > max_edges:
            break
        taken.add(node)
        drawn |= new
    joined = {
        index[end] for number in drawn for end in (graph_view.edges[number].source, graph_view.edges[number].target)
    }
    return Overview(tuple(sorted(joined)), tuple(sorted(drawn)))
