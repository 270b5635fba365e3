"""A linear model of cues: each cue that holds adds its weight to a label's score, and the highest score wins.

The weights stand in a data file (`cue`, `label`, `weight` in hundredths, one a line), so that each can be read, and
corrected, by itself. They are learned by the averaged perceptron (Collins 2002, https://aclanthology.org/W02-1001/).
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np

from kg.extract.lexicon import rows

Example = tuple[Sequence[str], str]


class CueWeights:
    """Weights of cues by label; integers, in hundredths."""

    def __init__(self, weights: dict[str, dict[str, int]], labels: Sequence[str]) -> None:
        self.weights = weights
        self.labels = tuple(labels)

    def scores(self, cues: Iterable[str]) -> dict[str, int]:
        """The score of every label under these cues."""
        totals = dict.fromkeys(self.labels, 0)
        for cue in cues:
            for label, weight in self.weights.get(cue, {}).items():
                totals[label] += weight
        return totals

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


def learn_weights(
    examples: Sequence[Example], rounds: int = 8, margin: float = 1.0, least: int = 3, smallest: int = 4
) -> CueWeights:
    """Weights that tell the examples' labels apart; the same examples in the same order give the same weights.

    Cues seen in fewer than `least` examples, and weights below `smallest` hundredths, are left out; `margin` is the
    lead asked of the right label.
    """
    labels = sorted({label for _, label in examples})
    seen = Counter(cue for cues, _ in examples for cue in set(cues))
    names = sorted(cue for cue, count in seen.items() if count >= least)
    index = {cue: i for i, cue in enumerate(names)}
    data = [
        (np.array(sorted({index[c] for c in cues if c in index}), dtype=np.intp), labels.index(y))
        for cues, y in examples
    ]
    current = np.zeros((len(names), len(labels)))
    moved = np.zeros_like(current)
    # A stride coprime to the length in place of a shuffle: neighbouring examples share a text, and no seed is needed.
    stride = next(p for p in (7919, 7907, 7901, 7883) if math.gcd(p, len(data)) == 1)
    step = 0
    for turn in range(rounds):
        for k in range(len(data)):
            cues, right = data[(k * stride + turn) % len(data)]
            step += 1
            score = current[cues].sum(axis=0)
            lead = score[right] - margin
            score[right] = -np.inf
            rival = int(score.argmax())
            if lead < score[rival]:
                current[cues, right] += 1.0
                current[cues, rival] -= 1.0
                moved[cues, right] += step
                moved[cues, rival] -= step
    mean = np.rint(100 * (current - moved / (step + 1))).astype(int)
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for row, column in zip(*np.nonzero(abs(mean) >= smallest), strict=True):
        found[names[row]][labels[column]] = int(mean[row, column])
    return CueWeights(dict(found), labels)
