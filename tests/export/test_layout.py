"""Where Gephi's files put the nodes: those of the page where the page does, the others around them."""

import math
import random
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.export.drawn import DrawnGraph
from kg.export.layout.discs import near, pushed
from kg.export.layout.satellites import spread_out

COORDINATE = st.floats(-1000, 1000, allow_nan=False, width=32)


def overlaps(points: Sequence[tuple[float, float]], sizes: Sequence[float]) -> set[tuple[int, int]]:
    return {
        (one, other)
        for one in range(len(points))
        for other in range(one)
        if math.dist(points[one], points[other]) < sizes[one] + sizes[other]
    }


@given(st.lists(st.tuples(COORDINATE, COORDINATE, st.integers(1, 60)), min_size=1, max_size=60))
def test_no_two_discs_that_overlap_are_overlooked(discs: list[tuple[float, float, int]]) -> None:
    points, sizes = [(x, y) for x, y, _ in discs], [size for *_, size in discs]
    one, other = near(np.array(points, dtype=np.float64), np.array(sizes, dtype=np.float64))
    found = {(max(pair), min(pair)) for pair in zip(one.tolist(), other.tolist(), strict=True)}
    assert len(found) == len(one)
    assert overlaps(points, sizes) <= found


def test_discs_in_a_heap_are_pushed_apart() -> None:
    chance = random.Random(1)
    points = np.array([(chance.random() * 60, chance.random() * 60) for _ in range(200)])
    sizes = np.array([chance.randint(5, 15) for _ in range(200)], dtype=np.float64)
    # Half a unit is what two discs may overlap by.
    before, after = (overlaps(p.tolist(), (sizes - 0.3).tolist()) for p in (points, pushed(points, sizes, 1000)))
    assert len(before) > 1000
    assert not after
    assert (pushed(points, sizes) == pushed(points, sizes)).all()


def test_what_the_page_shows_whole_stands_where_it_does_there(seeds_drawn: DrawnGraph) -> None:
    layout = seeds_drawn.layout
    assert dict(enumerate(layout.everywhere)) == layout.places


@pytest.fixture(scope="module")
def tree() -> tuple[dict[int, tuple[int, int]], list[tuple[int, ...]]]:
    """Ten placed nodes in a row; 200 nodes hang on them or on each other, 30 in a part of their own, 20 alone."""
    chance = random.Random(2)
    neighbours: list[set[int]] = [set() for _ in range(260)]
    pairs = [(node, chance.randrange(node)) for node in range(10, 210)]
    pairs += [(node, chance.randrange(210, node)) for node in range(211, 240)]
    for one, other in pairs:
        neighbours[one].add(other)
        neighbours[other].add(one)
    return {node: (40 * node, 0) for node in range(10)}, [tuple(sorted(found)) for found in neighbours]


def test_all_nodes_have_a_spot_and_few_overlap(tree) -> None:
    placed, neighbours = tree
    radii = [7 + len(found) for found in neighbours]
    found = spread_out(placed, neighbours, radii)
    assert len(found) == len(set(found)) == len(neighbours)
    assert len(overlaps(found, radii)) < 5
    assert found == spread_out(dict(reversed(placed.items())), [tuple(reversed(own)) for own in neighbours], radii)


def test_nodes_stand_by_what_they_hang_on(tree) -> None:
    placed, neighbours = tree
    found = spread_out(placed, neighbours, [7] * len(neighbours))
    leaves = [node for node in range(10, 210) if len(neighbours[node]) == 1]
    to_own = [math.dist(found[node], found[neighbours[node][0]]) for node in leaves]
    spread = [math.dist(found[one], found[other]) for one in leaves for other in leaves if one < other]
    assert np.median(to_own) < np.median(spread) / 5
    xs = [found[node][0] for node in range(10)]
    assert xs == sorted(xs)


def test_parts_that_hang_on_nothing_stand_below(tree) -> None:
    placed, neighbours = tree
    found = spread_out(placed, neighbours, [7] * len(neighbours))
    ys = [y for _, y in found]
    assert max(ys[:210]) < min(ys[210:])
    width = max(x for x, _ in found) - min(x for x, _ in found)
    assert max(ys) - min(ys) < 3 * width


def test_a_graph_of_which_nothing_is_placed_is_laid_out() -> None:
    assert spread_out({}, [], []) == []
    found = spread_out({}, [(1,), (0,), ()], [7, 7, 7])
    assert len(set(found)) == 3
