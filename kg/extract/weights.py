"""A linear model of cues: each cue adds its weight, times its value, to a label's score; the softmax of these are chances.

The weights stand in a data file (`cue`, `label`, `weight` in hundredths, one a line), so that each can be read, and
corrected, by itself. They come from logistic regression (`training/`).
"""

import math
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import accumulate, chain, repeat
from pathlib import Path

import numpy as np
import numpy.typing as npt

from kg.errors import UsageError
from kg.resources import numbered_rows

Floats = npt.NDArray[np.float64]

# Values count in so many parts of 1.
STEPS = 2**20
WHOLE = re.compile(r"-?[0-9]{1,6}")


class CueWeights:
    """Weights of cues by label; integers, in hundredths."""

    def __init__(self, weights: dict[str, dict[str, int]], labels: Sequence[str]) -> None:
        self.labels = tuple(labels)
        self._index = {cue: k for k, cue in enumerate(weights)}
        table = [[by.get(label, 0) for label in self.labels] for by in weights.values()]
        # The last row is that of cues without weights.
        self._table = np.array([*table, [0] * len(self.labels)], dtype=np.int32).reshape(-1, len(self.labels))

    @property
    def weights(self) -> dict[str, dict[str, int]]:
        """Weights other than 0 by cue and label."""
        rows = self._table.tolist()
        return {
            cue: {label: weight for label, weight in zip(self.labels, rows[k], strict=True) if weight}
            for cue, k in self._index.items()
        }

    def scores(self, judged: Sequence[Mapping[str, float]]) -> Floats:
        """For each of some cues with values the score of every label, in hundredths, shape (judged, labels).

        Values count in steps of 2**-20, so the sums are exact: they do not hang on the order of cues.
        """
        cues = list(chain.from_iterable(judged))
        values = np.array([value for own in judged for value in own.values()], dtype=np.float64)
        found = np.fromiter(map(self._index.get, cues, repeat(len(self._index))), dtype=np.int64, count=len(cues))
        steps = np.rint(values * STEPS).astype(np.int64)
        sums = np.zeros((len(cues) + 1, len(self.labels)), dtype=np.int64)
        np.cumsum(self._table[found] * steps[:, None], axis=0, out=sums[1:])
        ends = list(accumulate(map(len, judged), initial=0))
        scores: Floats = np.diff(sums[ends], axis=0) / STEPS
        return scores

    def probabilities(self, judged: Sequence[Mapping[str, float]]) -> list[dict[str, float]]:
        """For each of some cues with values the probability of every label: the softmax of a hundredth of the scores."""
        rows = (self.scores(judged) / 100).tolist()
        return [dict(zip(self.labels, softmax(row), strict=True)) for row in rows]

    def logits(self, judged: Sequence[Mapping[str, float]]) -> list[float]:
        """For each of some cues with values a hundredth of the first label's score, where that is the only label."""
        found: list[float] = (self.scores(judged)[:, 0] / 100).tolist() if self.labels else [0.0] * len(judged)
        return found


def softmax(logits: Sequence[float]) -> list[float]:
    """Probabilities of which the logarithms lie apart as the logits do."""
    most = max(logits)
    powers = [math.exp(logit - most) for logit in logits]
    every = math.fsum(powers)
    return [power / every for power in powers]


def read_weights(path: Path, labels: Sequence[str] | None = None) -> CueWeights:
    """The weights of a file.

    Args:
        path: the file.
        labels: all that may stand in it; None for those that do, in sorted order.

    Raises:
        UsageError: a line has not three cells, another label, or a weight that is no whole number.
    """
    weights: dict[str, dict[str, int]] = defaultdict(dict)
    for number, (cue, label, weight) in numbered_rows(path, 3):
        if labels is not None and label not in labels:
            raise UsageError(f"{path}:{number}: the label is {label!r}; write one of {', '.join(labels)}")
        if not WHOLE.fullmatch(weight):
            raise UsageError(f"{path}:{number}: the weight is {weight!r}; write a whole number, in hundredths")
        weights[cue][label] = int(weight)
    return CueWeights(dict(weights), labels or sorted({label for cue in weights.values() for label in cue}))


def write_weights(path: Path, weights: CueWeights, comment: str) -> None:
    """Write weights, one cue and label a line, sorted."""
    lines = [f"# {comment}"]
    lines += [
        f"{cue}\t{label}\t{w}" for cue, by in sorted(weights.weights.items()) for label, w in sorted(by.items()) if w
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
