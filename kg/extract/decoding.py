"""Spans from token probabilities: the best sequence of tags (Viterbi 1967), at several prices of being outside a mention."""

import numpy as np
import numpy.typing as npt

from kg.extract.bounds import TokenSpan
from kg.extract.encoder import TAGS
from kg.extract.pieces import Floats
from kg.extract.records import LABELS

# Tokens less likely than this to be of a mention are outside in every sequence.
LEAST = 0.01


def _allowed() -> npt.NDArray[np.float64]:
    """Zero where the tag of a column may follow the tag of a row, else minus infinity: I-x comes after B-x and I-x alone."""
    allowed = np.full((len(TAGS), len(TAGS)), -np.inf)
    allowed[:, 0] = allowed[:, 1::2] = 0
    for label in range(len(LABELS)):
        allowed[1 + 2 * label, 2 + 2 * label] = allowed[2 + 2 * label, 2 + 2 * label] = 0
    return allowed


ALLOWED = _allowed()


def best_paths(tags: Floats, discounts: tuple[float, ...]) -> npt.NDArray[np.int64]:
    """The most likely allowed sequence of tags under each discount of "O", shape (discounts, tokens).

    Args:
        tags: probabilities, shape (tokens, 9).
        discounts: natural logarithms by which "O" is made less likely; the higher, the more spans.
    """
    logs = np.log(tags.astype(np.float64) + 1e-6)[None].repeat(len(discounts), axis=0)
    logs[:, :, 0] -= np.array(discounts)[:, None]
    count = len(tags)
    back = np.zeros((len(discounts), count, len(TAGS)), dtype=np.int64)
    score = logs[:, 0].copy()
    score[:, 2::2] = -np.inf
    for at in range(1, count):
        steps = score[:, :, None] + ALLOWED
        back[:, at] = steps.argmax(axis=1)
        score = steps.max(axis=1) + logs[:, at]
    paths = np.zeros((len(discounts), count), dtype=np.int64)
    paths[:, -1] = score.argmax(axis=1)
    for at in range(count - 1, 0, -1):
        paths[:, at - 1] = back[np.arange(len(discounts)), at, paths[:, at]]
    return paths


def spans_of(path: npt.NDArray[np.int64]) -> list[TokenSpan]:
    """The spans (first token, token after the last) that a sequence of tags marks."""
    spans: list[TokenSpan] = []
    start = -1
    for at, tag in enumerate([*path.tolist(), 0]):
        if start >= 0 and (tag == 0 or tag % 2 == 1):
            spans.append((start, at))
            start = -1
        if tag % 2 == 1:
            start = at
    return spans


def decode(tags: Floats, discounts: tuple[float, ...]) -> set[TokenSpan]:
    """The spans of all the best sequences."""
    near = np.flatnonzero(tags[:, 0] < 1 - LEAST)
    apart = np.diff(near, prepend=-2, append=len(tags) + 1) > 1
    firsts, lasts = near[apart[:-1]], near[apart[1:]]
    # Most runs are of one token: a span where under the highest discount a label is likelier than "O".
    lone = firsts[firsts == lasts]
    logs = np.log(tags[lone].astype(np.float64) + 1e-6)
    found = {(at, at + 1) for at in lone[logs[:, 1::2].max(axis=1) > logs[:, 0] - max(discounts)].tolist()}
    for first, last in zip(firsts.tolist(), lasts.tolist(), strict=True):
        if last > first:
            for path in best_paths(tags[first : last + 1], discounts):
                found.update((first + start, first + end) for start, end in spans_of(path))
    return found
