"""A linear model of cues: each cue adds its weight, times its value, to a label's score, and the highest score wins.

The weights stand in a data file (`cue`, `label`, `weight` in hundredths, one a line), so that each can be read, and
corrected, by itself. Those of mentions and their status come from logistic regression (`training/`), so that the softmax of
the scores is a probability; those of values from the averaged perceptron (Collins 2002, https://aclanthology.org/W02-1001/).
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from operator import mul
from pathlib import Path

from kg.extract.lexicon import rows


class CueWeights:
    """Weights of cues by label; integers, in hundredths."""

    def __init__(self, weights: dict[str, dict[str, int]], labels: Sequence[str]) -> None:
        self.weights = weights
        self.labels = tuple(labels)
        self._rows = {cue: tuple(by.get(label, 0) for label in self.labels) for cue, by in weights.items()}

    def scores(self, cues: Iterable[str]) -> dict[str, int]:
        """The score of every label under cues that hold."""
        totals = dict.fromkeys(self.labels, 0)
        for cue in cues:
            for label, weight in self.weights.get(cue, {}).items():
                totals[label] += weight
        return totals

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

    def best(self, cues: Iterable[str]) -> tuple[str, int]:
        """The label with the highest score, and its lead over the next; the earlier label wins a tie."""
        ranked = sorted(self.scores(cues).items(), key=lambda item: (-item[1], self.labels.index(item[0])))
        return ranked[0][0], ranked[0][1] - ranked[1][1]


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
