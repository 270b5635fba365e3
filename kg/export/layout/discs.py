"""Discs that overlap are moved apart; only those that lie near each other are looked at, so that thousands take no time."""

import math

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]
Numbers = NDArray[np.int64]

GOLDEN_ANGLE = math.pi * (3 - math.sqrt(5))
"""By which each seed of a sunflower is turned from the one before."""

_FRESH = 5
"""Steps for which the pairs that were near each other are kept."""
_OVERLAP = 0.5
"""What two discs may overlap by."""
# Each pair of cells that touch, once.
_NEAR_CELLS = ((0, 0), (1, 0), (-1, 1), (0, 1), (1, 1))


def pushed(points: Points, sizes: Points, steps: int = 300) -> Points:
    """The points moved apart, step by step, until no two discs of these radii overlap (or the steps are used up)."""
    points = points.copy()
    if len(points) < 2:
        return points
    count, one, other = len(points), np.empty(0, np.int64), np.empty(0, np.int64)
    for step in range(steps):
        fresh = step % _FRESH == 0
        if fresh:
            one, other = near(points, sizes)
        apart = points[one] - points[other]
        distance = np.hypot(apart[:, 0], apart[:, 1])
        lacking = sizes[one] + sizes[other] - distance
        overlap = lacking > 0
        if not (lacking > _OVERLAP).any():
            if fresh:
                break
            continue
        left, right = one[overlap], other[overlap]
        push = apart[overlap] / np.maximum(distance[overlap], 1e-6)[:, None] * lacking[overlap][:, None]
        # The mean, not the sum, of all pushes: discs that start in a heap would burst apart.
        many = np.maximum(np.bincount(left, minlength=count) + np.bincount(right, minlength=count), 1)
        for axis in (0, 1):
            moved = np.bincount(left, push[:, axis], count) - np.bincount(right, push[:, axis], count)
            points[:, axis] += moved / many
    return points


def near(points: Points, sizes: Points) -> tuple[Numbers, Numbers]:
    """Pairs of discs that overlap or may soon, by the cells of a grid as wide as the largest two."""
    cells = np.floor(points / (2.0 * float(sizes.max()) or 1.0)).astype(np.int64)
    cells -= cells.min(axis=0) - 1
    width = int(cells[:, 0].max()) + 2
    keys = cells[:, 1] * width + cells[:, 0]
    order = np.argsort(keys, kind="stable")
    ordered = keys[order]
    ones, others = [], []
    for right, down in _NEAR_CELLS:
        wanted = ordered + down * width + right
        first = np.searchsorted(ordered, wanted, "left")
        last = np.searchsorted(ordered, wanted, "right")
        if not (right or down):
            # Within a cell each pair once: those that come later.
            first = np.arange(1, len(ordered) + 1)
        many = np.maximum(last - first, 0)
        starts = np.repeat(first - (np.cumsum(many) - many), many)
        ones.append(np.repeat(np.arange(len(ordered)), many))
        others.append(starts + np.arange(int(many.sum())))
    one, other = order[np.concatenate(ones)], order[np.concatenate(others)]
    apart = points[one] - points[other]
    reach = (sizes[one] + sizes[other]) * 1.5
    close = apart[:, 0] ** 2 + apart[:, 1] ** 2 < reach**2
    return one[close], other[close]
