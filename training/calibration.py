"""Whether a confidence is the share of facts with it that are right."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from kg.extract.records import Annotation, Label
from kg.extract.scoring import facts, fold_name
from training.labelled import Labelled

Floats = npt.NDArray[np.float64]

BINS = 10
DRAWS = 200


def judged(papers: Sequence[Labelled], annotations: Sequence[Annotation]) -> dict[str, tuple[Floats, Floats]]:
    """Of mentions, results and comparisons the confidences, and whether each is right (1 or 0).

    A mention is right when its surface has its label in the paper; a result when all its parts are those of a labelled one, and
    a comparison when the paper has it; names are folded as in `kg.extract.scoring`.
    """
    pairs: dict[str, list[tuple[float, bool]]] = {"mentions": [], "results": [], "comparisons": []}
    for paper, annotation in zip(papers, annotations, strict=True):
        labels = {(fold_name(surface), label) for surface, label in paper.labels.items()}
        pairs["mentions"] += [(m.confidence, (fold_name(m.text), m.label) in labels) for m in annotation.mentions]
        gold = facts(paper.gold)
        for result in annotation.record(paper.paper, paper.day)["results"]:
            (own,) = facts({"results": [result]})["result"]
            pairs["results"].append((result["confidence"], own in gold["result"]))
        for comparison in annotation.comparisons:
            names = tuple(fold_name(annotation.surface(span)) for span in (comparison.winner, comparison.loser))
            pairs["comparisons"].append((comparison.confidence, names in gold["outperforms"]))
    tables = {what: np.array(rows, dtype=np.float64).reshape(-1, 2) for what, rows in pairs.items()}
    return {what: (table[:, 0], table[:, 1]) for what, table in tables.items()}


def best_threshold(papers: Sequence[Labelled], annotations: Sequence[Annotation], what: Label | None) -> float:
    """The threshold at which F1 is highest, of annotations with the unsure.

    `what`: the label of mentions, in steps of 0.02; None for comparisons, which are few, in steps of 0.05.
    """
    wanted = [facts(paper.gold)[what or "outperforms"] for paper in papers]
    if what is None:
        said, right = judged(papers, annotations)["comparisons"]
    else:
        pairs = []
        for names, annotation in zip(wanted, annotations, strict=True):
            # Two spellings of one name are one fact, as sure as the surer of them.
            own: dict[str | None, float] = {}
            for mention in annotation.mentions:
                if mention.label == what:
                    name = fold_name(mention.text)
                    own[name] = max(own.get(name, 0.0), mention.confidence)
            pairs += [(confidence, name in names) for name, confidence in own.items()]
        said, right = np.array(pairs, dtype=np.float64).reshape(-1, 2).T
    gold = sum(map(len, wanted))

    def f1(threshold: float) -> float:
        kept = said >= threshold
        return float(2 * right[kept].sum() / (kept.sum() + gold))

    hundredths = range(10, 82, 5 if what is None else 2)
    return max((k / 100 for k in hundredths), key=f1)


def calibration(papers: Sequence[Labelled], annotations: Sequence[Annotation]) -> dict[str, Any]:
    """Expected calibration error (Guo et al. 2017, https://proceedings.mlr.press/v70/guo17a.html), ten bins of equal width.

    Gives, for mentions, results and comparisons each, `error` in 0..1, the error `by_chance` that exact confidences would show on
    average with as many facts, and `bins`: mean confidence, share that is right, number.
    """
    return {what: _calibration(*table) for what, table in judged(papers, annotations).items()}


def _calibration(said: Floats, right: Floats) -> dict[str, Any]:
    which = np.minimum((said * BINS).astype(int), BINS - 1)
    bins = [
        {"confidence": float(said[own].mean()), "right": float(right[own].mean()), "number": int(own.sum())}
        for own in (which == k for k in range(BINS))
        if own.any()
    ]
    drawn = np.random.default_rng(0).random((DRAWS, len(said))) < said
    return {
        "error": float(_error(which, said, right[None])[0]),
        "by_chance": float(_error(which, said, drawn).mean()),
        "bins": bins,
    }


def _error(which: npt.NDArray[np.int64], said: Floats, right: npt.NDArray[Any]) -> Floats:
    """For each row of `right`, shape (rows, facts), the share-weighted mean distance of confidence and share by bin."""
    distances = [np.abs((right - said)[:, which == k].sum(axis=1)) for k in range(BINS)]
    error: Floats = np.sum(distances, axis=0) / max(len(said), 1)
    return error
