"""A linear model of cues: each cue adds its weight, times its value, to a label's score; the softmax of these are chances.

The weights stand in a data file (`cue`, `label`, `weight` in hundredths, one a line), so that each can be read, and
corrected, by itself. They come from logistic regression (`training/`).
"""

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from kg.extract.lexicon import rows


class CueWeights:
    """Weights of cues by label; integers, in hundredths."""

    def __init__(self, weights: dict[str, dict[str, int]], labels: Sequence[str]) -> None:
        self.labels = tuple(labels)
        self._index = {cue: k for k, cue in enumerate(weights)}
        table = [[by.get(label, 0) for label in self.labels] for by in weights.values()]
        self._table = np.array(table, dtype=np.int64).reshape(len(weights), len(self.labels))

    @property
    def weights(self) -> dict[str, dict[str, int]]:
        """Weights other than 0 by cue and label."""
        rows = self._table.tolist()
        return {
            cue: {label: weight for label, weight in zip(self.labels, rows[k], strict=True) if weight}
            for cue, k in self._index.items()
        }

    def scores(self, judged: Sequence[Mapping[str, float]]) -> list[list[float]]:
        """For each of some cues with values the score of every label, in hundredths.

        The sums are exact: they do not hang on the order of cues, nor on how a Python version adds.
        """
        index = self._index
        held: list[int] = []
        ends = [0]
        weighed: list[list[tuple[int, float]]] = []
        for cues in judged:
            rest = []
            for cue, value in cues.items():
                if (k := index.get(cue)) is not None:
                    if value == 1:
                        held.append(k)
                    else:
                        rest.append((k, value))
            ends.append(len(held))
            weighed.append(rest)
        sums = np.zeros((len(held) + 1, len(self.labels)), dtype=np.int64)
        np.cumsum(self._table[held], axis=0, out=sums[1:])
        found: list[list[float]] = np.diff(sums[ends], axis=0).tolist()
        rows = iter(self._table[[k for rest in weighed for k, _ in rest]].tolist())
        for at, rest in enumerate(weighed):
            if rest:
                parts = [[weight * value for weight in next(rows)] for _, value in rest]
                found[at] = list(map(math.fsum, zip(found[at], *parts, strict=True)))
        return found

    def probabilities(self, judged: Sequence[Mapping[str, float]]) -> list[dict[str, float]]:
        """For each of some cues with values the probability of every label: the softmax of a hundredth of the scores."""
        return [
            dict(zip(self.labels, softmax([score / 100 for score in row]), strict=True)) for row in self.scores(judged)
        ]

    def logits(self, judged: Sequence[Mapping[str, float]]) -> list[float]:
        """For each of some cues with values a hundredth of the first label's score, where that is the only label."""
        return [row[0] / 100 if row else 0.0 for row in self.scores(judged)]


def softmax(logits: Sequence[float]) -> list[float]:
    """Probabilities of which the logarithms lie apart as the logits do."""
    most = max(logits)
    powers = [math.exp(logit - most) for logit in logits]
    every = math.fsum(powers)
    return [power / every for power in powers]


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
