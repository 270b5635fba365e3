"""Whether a confidence is the share of mentions with it that are right."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from kg.extract.records import Annotation
from kg.extract.scoring import fold_name
from training.labelled import Labelled

Floats = npt.NDArray[np.float64]

BINS = 10


def judged(papers: Sequence[Labelled], annotations: Sequence[Annotation]) -> tuple[Floats, Floats]:
    """The confidence of every mention, and whether it is right (1 or 0)."""
    pairs = []
    for paper, annotation in zip(papers, annotations, strict=True):
        gold = {(fold_name(surface), label) for surface, label in paper.labels.items()}
        pairs += [(m.confidence, (fold_name(m.text), m.label) in gold) for m in annotation.mentions]
    table = np.array(pairs, dtype=np.float64).reshape(-1, 2)
    return table[:, 0], table[:, 1]


def best_threshold(papers: Sequence[Labelled], annotations: Sequence[Annotation]) -> float:
    """The threshold, in steps of 0.05, at which F1 over all labels is highest; `annotations` hold the unsure, too."""
    said, right = judged(papers, annotations)
    gold = sum(len({(fold_name(s), label) for s, label in paper.labels.items()}) for paper in papers)

    def f1(threshold: float) -> float:
        kept = said >= threshold
        return float(2 * right[kept].sum() / (kept.sum() + gold))

    return max((round(0.05 * k, 2) for k in range(2, 17)), key=f1)


def calibration(papers: Sequence[Labelled], annotations: Sequence[Annotation]) -> dict[str, Any]:
    """Expected calibration error (Guo et al. 2017, https://proceedings.mlr.press/v70/guo17a.html), ten bins of equal width.

    A mention is right when its surface, folded, has its label among the labels of the paper. Gives `error` in 0..1 and
    `bins`, each with mean confidence, share of right mentions, and their number.
    """
    said, right = judged(papers, annotations)
    which = np.minimum((said * BINS).astype(int), BINS - 1)
    bins = [
        {"confidence": float(said[own].mean()), "right": float(right[own].mean()), "mentions": int(own.sum())}
        for own in (which == k for k in range(BINS))
        if own.any()
    ]
    error = sum(b["mentions"] * abs(b["confidence"] - b["right"]) for b in bins) / len(said)
    return {"error": error, "bins": bins}
