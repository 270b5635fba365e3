from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.decoding import ALLOWED, best_paths, decode, spans_of
from kg.extract.encoder import TAGS


def likeliest(tags: np.ndarray, discount: float) -> float:
    """The score of the best allowed sequence, by trying all of them."""
    logs = np.log(tags + 1e-6)
    logs[:, 0] -= discount
    best = -np.inf
    for path in product(range(len(TAGS)), repeat=len(tags)):
        steps = sum(ALLOWED[a, b] for a, b in pairwise(path))
        if path[0] % 2 == 1 or path[0] == 0:
            best = max(best, steps + sum(logs[k, tag] for k, tag in enumerate(path)))
    return best


@given(st.integers(0, 2**32 - 1), st.sampled_from([-2.0, 0.0, 3.0]))
def test_the_best_path_is_the_best_of_all(seed: int, discount: float) -> None:
    tags = np.random.default_rng(seed).dirichlet(np.full(len(TAGS), 0.3), size=3)
    (path,) = best_paths(tags, (discount,))
    logs = np.log(tags + 1e-6)
    logs[:, 0] -= discount
    steps = sum(ALLOWED[a, b] for a, b in pairwise(path))
    assert steps == 0
    assert sum(logs[k, tag] for k, tag in enumerate(path)) == pytest.approx(likeliest(tags, discount))


def test_spans_begin_at_b_and_end_before_what_does_not_go_on() -> None:
    path = np.array([TAGS.index(tag) for tag in ("B-model", "I-model", "B-model", "O", "B-metric", "I-metric")])
    assert spans_of(path) == [(0, 2), (2, 3), (4, 6)]
    assert spans_of(np.array([0, 0])) == []


def test_a_discount_finds_more() -> None:
    tags = np.full((5, len(TAGS)), 0.001)
    tags[:, 0] = 0.9
    tags[2, TAGS.index("B-method")] = 0.2
    assert decode(tags, (0.0,)) == set()
    assert decode(tags, (0.0, 2.0)) == {(2, 3)}
    assert decode(tags[:0], (0.0,)) == set()
