"""Where the nodes of a drawing stand: one computation for the page, GraphML and GEXF.

overview        the best-connected part of the view, and where the page shows it: communities, each a place of its own
everywhere      all nodes, for Gephi: the overview spread out, and around each of its nodes what hangs on it
"""

from functools import cached_property

import networkx as nx

from kg.export.appearance import radius
from kg.export.layout.communities import positions
from kg.export.layout.overview import Overview, overview
from kg.export.layout.satellites import spread_out
from kg.graph.view import View

__all__ = ["Layout", "Overview", "overview"]


class Layout:
    """The layout of a view; each part of it is computed once, when it is first asked for.

    Nodes and edges are numbers: positions in `View.nodes` and `View.edges`. Coordinates are integers, in units in which
    `radii` are half the widths of the nodes; y grows downwards.
    """

    def __init__(self, graph_view: View) -> None:
        self._index = {node.id: number for number, node in enumerate(graph_view.nodes)}
        self._view = graph_view
        self.radii = tuple(radius(node.degree) for node in graph_view.nodes)

    @cached_property
    def overview(self) -> Overview:
        """The nodes and edges that the page draws at first."""
        return overview(self._view)

    @cached_property
    def places(self) -> dict[int, tuple[int, int]]:
        """Coordinates of the overview's nodes."""
        graph = nx.Graph()
        graph.add_nodes_from(self.overview.nodes)
        graph.add_edges_from(pair for pair in map(self.ends, self.overview.edges) if pair[0] != pair[1])
        return positions(graph, dict(enumerate(self.radii)))

    @cached_property
    def everywhere(self) -> tuple[tuple[int, int], ...]:
        """Coordinates of all nodes; where the overview is the whole view, they are those of `places`."""
        neighbours: list[dict[int, None]] = [{} for _ in self._view.nodes]
        for one, other in map(self.ends, range(len(self._view.edges))):
            if one != other:
                neighbours[one][other] = neighbours[other][one] = None
        return tuple(spread_out(self.places, [tuple(found) for found in neighbours], self.radii))

    def ends(self, edge: int) -> tuple[int, int]:
        """The numbers of the source and the target of an edge."""
        found = self._view.edges[edge]
        return self._index[found.source], self._index[found.target]
