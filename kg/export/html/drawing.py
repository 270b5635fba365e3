"""The overview as a pyvis network that stands still: coordinates are given, so vis-network has nothing to compute."""

import networkx as nx
from pyvis.network import Network

from kg.export.appearance import EDGE_STYLES, NODE_STYLES, radius
from kg.export.layout.communities import positions
from kg.export.layout.overview import Overview
from kg.graph.view import View

OPTIONS = {
    "autoResize": True,
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False, "randomSeed": 0},
    "nodes": {"borderWidth": 0.6, "borderWidthSelected": 3, "font": {"size": 0}},
    "edges": {
        "smooth": False,
        "width": 1,
        "selectionWidth": 1.5,
        "hoverWidth": 0.5,
        "arrows": {"to": {"scaleFactor": 0.5}},
    },
    "interaction": {
        "hover": True,
        "tooltipDelay": 120,
        "hideEdgesOnDrag": True,
        "hideEdgesOnZoom": True,
        "multiselect": False,
    },
}


def draw(graph_view: View, shown: Overview) -> Network:
    """A network of the shown nodes and edges; ids are positions in the view, colours come from the style by `group`."""
    index = {node.id: i for i, node in enumerate(graph_view.nodes)}
    ends = {
        number: (index[graph_view.edges[number].source], index[graph_view.edges[number].target])
        for number in shown.edges
    }
    graph = nx.Graph()
    graph.add_nodes_from(shown.nodes)
    graph.add_edges_from(pair for pair in ends.values() if pair[0] != pair[1])
    radii = {number: radius(graph_view.nodes[number].degree) for number in shown.nodes}
    found = positions(graph, radii)
    # Directed: pyvis looks through all edges at each new one of an undirected network.
    network = Network(height="100%", width="100%", directed=True, cdn_resources="in_line")
    network.options = OPTIONS
    for number in shown.nodes:
        type_, (x, y) = graph_view.nodes[number].type, found[number]
        network.add_node(number, shape=NODE_STYLES[type_].shape, group=type_, size=radii[number], x=x, y=y)
    for number, (source, target) in ends.items():
        arrow = "to" if EDGE_STYLES[graph_view.edges[number].type].group == "comparison" else ""
        network.add_edge(source, target, id=number, arrows=arrow)
    return network
