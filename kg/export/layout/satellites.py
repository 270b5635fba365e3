"""Where the nodes stand that the overview leaves out: each around the most special of its neighbours, as a seed in a sunflower.

The overview is spread out until every node of it has room for all that hang on it; so Gephi shows the page's map with more on it.
Parts that nothing joins to the overview stand in rows below.
"""

import math
from collections.abc import Mapping, Sequence

import numpy as np

from kg.export.layout.discs import GOLDEN_ANGLE, Points, pushed

GAP = 8
"""Free space around a node."""
LOOSENESS = 1.25
"""How much more area discs of several sizes take than they cover."""


def spread_out(
    placed: Mapping[int, tuple[int, int]], neighbours: Sequence[Sequence[int]], radii: Sequence[int]
) -> list[tuple[int, int]]:
    """Integer coordinates of all nodes by number, no two on one spot.

    Args:
        placed: the coordinates of the overview; where it is the whole graph, they stay as they are.
        neighbours: of each node, by number.
        radii: half the width of each node.
    """
    if len(placed) == len(neighbours):
        return [placed[node] for node in range(len(neighbours))]
    around = _waves(placed, neighbours)
    joined = [node for wave in around for node in wave]
    children: dict[int, list[int]] = {}
    for node, parent in (pair for wave in around for pair in wave.items()):
        if parent is not None:
            children.setdefault(parent, []).append(node)
    own = (np.asarray(radii, dtype=np.float64) + GAP / 2) ** 2
    area = own.copy()
    for node in reversed(joined):
        area[node] += LOOSENESS * sum(area[child] for child in children.get(node, ()))
    points = np.zeros((len(neighbours), 2))
    roots = [node for wave in around[1:] for node, parent in wave.items() if parent is None]
    alone = joined.index(roots[0]) if roots else len(joined)
    if placed:
        shown = np.array(sorted(placed), dtype=np.int64)
        spread = math.sqrt(float(area[shown].sum() / own[shown].sum()))
        points[shown] = np.array([placed[node] for node in sorted(placed)]) * spread
        points[shown] = pushed(points[shown], np.sqrt(area[shown]) * 0.8, 60)
    for part, nodes in enumerate((joined[:alone], joined[alone:])):
        if part:
            _rows(points, sorted(roots, key=lambda node: (-area[node], node)), np.sqrt(area), joined[:alone])
        for node in nodes:
            own_children = sorted(children.get(node, ()), key=lambda child: (area[child], child))
            _sunflower(points, node, own_children, area, own)
    points = pushed(points, np.sqrt(own), 60)
    return _whole_numbers(points)


def _waves(placed: Mapping[int, tuple[int, int]], neighbours: Sequence[Sequence[int]]) -> list[dict[int, int | None]]:
    """Nodes by their distance from the overview, each with the neighbour one step nearer that has the fewest neighbours.

    A part without a placed node begins with its best-connected one.
    """
    waves: list[dict[int, int | None]] = [dict.fromkeys(sorted(placed))]
    reached = set(placed)
    rest = sorted(set(range(len(neighbours))) - reached, key=lambda node: (-len(neighbours[node]), node))
    number = 0
    pending = iter(rest)
    while True:
        while number < len(waves):
            wave: dict[int, int | None] = {}
            for node in sorted({n for known in waves[number] for n in neighbours[known]} - reached):
                nearer = [n for n in neighbours[node] if n in waves[number]]
                wave[node] = min(nearer, key=lambda n: (len(neighbours[n]), n))
            reached |= wave.keys()
            if wave:
                waves.append(wave)
            number += 1
        root = next((node for node in pending if node not in reached), None)
        if root is None:
            return waves
        reached.add(root)
        waves.append({root: None})


def _rows(points: Points, roots: Sequence[int], reach: Points, others: Sequence[int]) -> None:
    """Places parts that stand alone in rows under the others, each as far from the next as both reach."""
    left = top = 0.0
    width = 4 * math.sqrt(float((reach[roots] ** 2).sum()))
    if others:
        left, right = float(points[others, 0].min()), float(points[others, 0].max())
        top, width = float(points[others, 1].max()) + 8 * GAP, max(width, right - left)
    x = height = 0.0
    for node in roots:
        size = 2 * float(reach[node]) * LOOSENESS + GAP
        if x and x + size > width:
            x, top, height = 0.0, top + height, 0.0
        height = max(height, size)
        points[node] = left + x + size / 2, top + height / 2
        x += size


def _sunflower(points: Points, node: int, children: Sequence[int], area: Points, own: Points) -> None:
    """Places children around a node by Vogel's formula (https://doi.org/10.1016/0025-5564(79)90080-4), small ones inside."""
    used = float(own[node])
    for number, child in enumerate(children):
        distance = math.sqrt(used + LOOSENESS * float(area[child]) / 2) + math.sqrt(float(own[child])) / 2
        # Turned by the node's number, so that sunflowers side by side do not look alike.
        angle = (node + number) * GOLDEN_ANGLE
        points[child] = points[node] + distance * np.array([math.cos(angle), math.sin(angle)])
        used += LOOSENESS * float(area[child])


def _whole_numbers(points: Points) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    taken: set[tuple[int, int]] = set()
    for x, y in np.rint(points).astype(np.int64).tolist():
        while (x, y) in taken:
            x += GAP
        taken.add((x, y))
        found.append((x, y))
    return found
