"""The graph as two tables, how it is built from digests and annotations, cut into slices, and looked at."""

from kg.graph.build import build
from kg.graph.model import ENTITIES_GRAPH, Edge, Graph, Node, TextSpan
from kg.graph.slicing import SLICES, sliced
from kg.graph.view import EntryText, Quote, View, ViewEdge, ViewNode, view

__all__ = [
    "ENTITIES_GRAPH",
    "SLICES",
    "Edge",
    "EntryText",
    "Graph",
    "Node",
    "Quote",
    "TextSpan",
    "View",
    "ViewEdge",
    "ViewNode",
    "build",
    "sliced",
    "view",
]
