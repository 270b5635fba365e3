"""A graph with what several formats need of it, computed at most once: its view and the layout of the view."""

from functools import cached_property
from typing import TYPE_CHECKING

from kg.graph import Graph, View, view

if TYPE_CHECKING:
    from kg.export.layout import Layout


class DrawnGraph(Graph):
    """The same rows; a view and a layout that are made when they are first asked for."""

    @cached_property
    def view(self) -> View:
        """What is drawn."""
        return view(self)

    @cached_property
    def layout(self) -> "Layout":
        """Where it is drawn."""
        from kg.export.layout import Layout

        return Layout(self.view)


def drawn(graph: Graph) -> DrawnGraph:
    """The graph itself, where it is one that is drawn already."""
    return graph if isinstance(graph, DrawnGraph) else DrawnGraph(graph.nodes, graph.edges)
