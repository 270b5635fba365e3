"""The overview as a pyvis network that stands still: coordinates are given, so vis-network has nothing to compute."""

from pyvis.network import Network

from kg.export.appearance import EDGE_STYLES, NODE_STYLES
from kg.export.layout import Layout
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


def draw(graph_view: View, layout: Layout) -> Network:
    """A network of the overview's nodes and edges; ids are positions in the view, colours come from the style by `group`."""
    shown = layout.overview
    # Directed: pyvis looks through all edges at each new one of an undirected network.
    network = Network(height="100%", width="100%", directed=True, cdn_resources="in_line")
    network.options = OPTIONS
    for number in shown.nodes:
        type_, (x, y) = graph_view.nodes[number].type, layout.places[number]
        network.add_node(number, shape=NODE_STYLES[type_].shape, group=type_, size=layout.radii[number], x=x, y=y)
    for number in shown.edges:
        arrow = "to" if EDGE_STYLES[graph_view.edges[number].type].group == "comparison" else ""
        network.add_edge(*layout.ends(number), id=number, arrows=arrow)
    return network
