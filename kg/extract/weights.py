"""A linear model of cues: each cue adds its weight, times its value, to a label's score; the softmax of these are chances.

The weights stand in a data file (`cue`, `label`, `weight` in hundredths, one a line), so that each can be read, and
corrected, by itself. They come from logistic regression (`training/`).
"""

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from operator import mul
from pathlib import Path

from kg.extract.lexicon import rows


class CueWeights:
    """Weights of cues by label; integers, in hundredths."""

    def __init__(self, weights: dict[str, dict[str, int]], labels: Sequence[str]) -> None:
        self.weights = weights
        self.labels = tuple(labels)
        self._first = {cue: by.get(self.labels[0], 0) for cue, by in weights.items()} if self.labels else {}
        self._rows = {cue: tuple(by.get(label, 0) for label in self.labels) for cue, by in weights.items()}

    def probabilities(self, cues: Mapping[str, float]) -> dict[str, float]:
        """The probability of every label under cues with values: the softmax of a hundredth of the scores."""
        found = [(row, value) for cue, value in cues.items() if (row := self._rows.get(cue)) is not None]
        values = [value for _, value in found]
        # The exact sum does not hang on the order of cues, nor on how a Python version adds.
        totals = [math.fsum(map(mul, values, column)) for column in zip(*(row for row, _ in found), strict=True)]
        totals = totals or [0.0] * len(self.labels)
        most = max(totals)
        powers = [math.exp((score - most) / 100) for score in totals]
        whole = sum(powers)
        return {label: power / whole for label, power in zip(self.labels, powers, strict=True)}

    def logit(self, cues: Mapping[str, float]) -> float:
        """A hundredth of the first label's score under cues with values, where that is the only label."""
        weight = self._first.get
        return math.fsum([weight(cue, 0) * value for cue, value in cues.items()]) / 100


def read_weights(path: Path) -> CueWeights:
    """The weights of a file; the labels are those that stand in it, in sorted order.

    Raises:
        UsageError: a line has not three cells.
    """
    weights: dict[str, dict[str, int]] = defaultdict(dict)
    for cue, label, weight in rows(path, 3):
        weights[cue][label] = int(weight)
    return CueWeights(dict(weights), sorted({label for cue in weights.values() for label in cue}))


def write_weights(path: Path, weights: CueWeights, comment: str) -> None:
    """Write weights, one cue and label a line, sorted."""
    lines = [f"# {comment}"]
    lines += [
        f"{cue}\t{label}\t{w}" for cue, by in sorted(weights.weights.items()) for label, w in sorted(by.items()) if w
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
