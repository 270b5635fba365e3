"""Where the nodes stand: every community is a place of its own, near the places that it has much to do with.

Measured on 920 nodes and 1,309 edges: ForceAtlas2 over the whole graph takes 2.4 s for 100 steps; Louvain communities
laid out one by one and then among each other take 0.6 s, with 200 steps and the pushing apart.
networkx's Kamada-Kawai, and its spring layout from 500 nodes on, need scipy, which is no dependency.
"""

import math
from collections.abc import Mapping, Sequence

import networkx as nx
import numpy as np

from kg.export.layout.discs import Points, pushed

SEED = 20250211
SMALL_COMPONENT = 4
"""Components of fewer nodes stand together in one block, in rows: alone they would be flung to the rim."""
GAP = 14
"""Free space around a node."""
PLACE_GAP = 40
"""Free space around a community."""


def positions(graph: nx.Graph, radii: Mapping[int, int]) -> dict[int, tuple[int, int]]:
    """Integer coordinates of each node, the same for the same graph; no two nodes lie on each other.

    Nodes are integers; `radii` are half their widths.
    """
    places: list[tuple[Sequence[int], Points]] = []
    strays: list[list[int]] = []
    large: list[int] = []
    for component in nx.connected_components(graph):
        if len(component) < SMALL_COMPONENT:
            strays.append(sorted(component))
        else:
            large.extend(component)
    if large:
        core = _subgraph(graph, large)
        communities = [sorted(found) for found in nx.community.louvain_communities(core, seed=SEED)]
        places = [(members, _within(_subgraph(graph, members), radii)) for members in communities]
    places.sort(key=lambda place: (-len(place[0]), place[0][0]))
    centres = _between(graph, places)
    found: dict[int, Points] = {}
    for (members, points), centre in zip(places, centres, strict=True):
        found.update(zip(members, points + centre, strict=True))
    bottom = max((float(point[1]) for point in found.values()), default=0.0)
    found.update(_rows(sorted(strays, key=lambda s: (-len(s), s)), bottom + 2 * PLACE_GAP, len(found)))
    return _apart({node: (round(float(p[0])), round(float(p[1]))) for node, p in found.items()})


def _subgraph(graph: nx.Graph, members: Sequence[int]) -> nx.Graph:
    """A copy with its nodes in ascending order: layouts start from the order, and a view of networkx has a set's."""
    part = nx.Graph()
    part.add_nodes_from(sorted(members))
    part.add_edges_from(sorted(tuple(sorted(edge)) for edge in graph.subgraph(members).edges))
    return part


def _within(community: nx.Graph, radii: Mapping[int, int]) -> Points:
    """Points of one community around its middle, in the order of its nodes."""
    sizes = np.array([radii[node] for node in community], dtype=np.float64)
    found = nx.forceatlas2_layout(community, pos=nx.circular_layout(community), max_iter=200, gravity=2.0, seed=SEED)
    points: Points = np.array([found[node] for node in community], dtype=np.float64)
    points -= points.mean(axis=0)
    spread = math.sqrt(float((points**2).sum(axis=1).mean())) or 1.0
    points *= math.sqrt(float(((sizes + GAP) ** 2).sum())) * 0.55 / spread
    points = pushed(points, sizes + GAP / 2)
    middle: Points = points - (points.max(axis=0) + points.min(axis=0)) / 2
    return middle


def _between(graph: nx.Graph, places: Sequence[tuple[Sequence[int], Points]]) -> Points:
    """The middle of each community: a spring layout of the communities by the edges between them, then pushed apart."""
    place_of = {node: number for number, (members, _) in enumerate(places) for node in members}
    whole = nx.Graph()
    whole.add_nodes_from(range(len(places)))
    for source, target in sorted(tuple(sorted(edge)) for edge in graph.edges):
        one, other = place_of.get(source), place_of.get(target)
        if one is not None and other is not None and one != other:
            weight = whole.get_edge_data(one, other, {"weight": 0})["weight"]
            whole.add_edge(one, other, weight=weight + 1)
    sizes = np.array([float(np.hypot(*points.T).max()) for _, points in places], dtype=np.float64)
    if len(places) < 2:
        return np.zeros((len(places), 2))
    start = nx.circular_layout(whole)
    found = nx.forceatlas2_layout(whole, pos=start, max_iter=300, weight="weight", strong_gravity=True, seed=SEED)
    points: Points = np.array([found[number] for number in whole], dtype=np.float64)
    spread = math.sqrt(float((points**2).sum(axis=1).mean())) or 1.0
    points *= math.sqrt(float((sizes**2).sum())) * 0.25 / spread
    points[:, 0] *= 1.4  # screens are wider than high
    return pushed(points, sizes * 0.9 + PLACE_GAP / 2)


def _rows(strays: Sequence[Sequence[int]], top: float, others: int) -> dict[int, Points]:
    """Small components in rows under the others, each component side by side."""
    step, found = 110.0, {}
    columns = max(6, math.ceil(math.sqrt(max(others, sum(map(len, strays))))))
    column, row = 0, 0
    for component in strays:
        if column + len(component) > columns:
            column, row = 0, row + 1
        for node in component:
            found[node] = np.array([(column - columns / 2) * step, top + row * step])
            column += 1
        column += 1
    return found


def _apart(found: dict[int, tuple[int, int]]) -> dict[int, tuple[int, int]]:
    """The same, in ascending order of the nodes, the later of two on one spot moved to the next free one."""
    free: dict[int, tuple[int, int]] = {}
    taken: set[tuple[int, int]] = set()
    for node in sorted(found):
        x, y = found[node]
        while (x, y) in taken:
            x += GAP
        taken.add((x, y))
        free[node] = (x, y)
    return free
