"""Learning the weights that judge numbers, choose what belongs to them, and judge who outperforms whom.

What belongs to a number is told by the words around it: that is learned from invented summaries with their labelled names first,
and then, with that and what the encoder reads, from held-out readings of real ones.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import TypeVar

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from kg.extract.arguments import TRUST
from kg.extract.encoder import ARGUMENTS
from kg.extract.extractor import load_pipeline
from kg.extract.results import YES
from kg.extract.weights import CueWeights
from training.examples import (
    Examples,
    Group,
    Paired,
    argument_groups,
    choose_values,
    named_document,
    pair_groups,
    result_examples,
    rival_examples,
    value_examples,
)
from training.judge import LEAST_SEEN, learn, save
from training.labelled import Labelled

# Inverse strength of regularisation by file, chosen on the folds; and of what is learned from invented summaries first.
STRENGTH = {
    "value_weights.tsv": 0.1, "argument_weights.tsv": 0.1, "pair_weights.tsv": 0.03, "rival_weights.tsv": 0.3,
    "result_weights.tsv": 1.0,
}  # fmt: skip
FIRST_STRENGTH = {"argument_weights.tsv": 0.1, "pair_weights.tsv": 0.3}

# In hundredths: half the cues weigh less, and together nothing.
LEAST_WEIGHT = 3

Part = TypeVar("Part")

GROUPS = {"argument_weights.tsv": argument_groups, "pair_weights.tsv": pair_groups}


def learn_choice(groups: Sequence[Group], strength: float, first: CueWeights | None = None) -> CueWeights:
    """Weights by conditional logistic regression (McFadden 1974), L2, of which some right choice has the greatest score.

    Args:
        groups: choices and whether each is right.
        strength: inverse strength of regularisation.
        first: weights to start from; they are scaled as a whole, and held back from changes one by one.
    """
    seen = Counter(cue for rows, _ in groups for cues in rows for cue in cues)
    index = {cue: k for k, cue in enumerate(sorted(cue for cue, count in seen.items() if count >= LEAST_SEEN))}
    columns: list[int] = []
    values: list[float] = []
    ends, sizes, right = [0], [], []
    for rows, own in groups:
        before = first.logits(rows) if first is not None else []
        for k, cues in enumerate(rows):
            held = [(index[cue], value) for cue, value in cues.items() if cue in index]
            columns += [column for column, _ in held]
            values += [value for _, value in held]
            if first is not None:
                columns.append(len(index))
                values.append(TRUST / 4 * before[k])
            ends.append(len(columns))
        sizes.append(len(rows))
        right += own
    width = len(index) + (first is not None)
    matrix = csr_matrix((np.array(values), np.array(columns), np.array(ends)), shape=(len(right), width))
    # Cues come in no order; sums in one are the same at every run.
    matrix.sort_indices()
    transposed = matrix.T.tocsr()
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    group, hits = np.repeat(np.arange(len(sizes)), sizes), np.array(right, dtype=np.float64)

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        scores = matrix @ weights
        powers = np.exp(scores - np.maximum.reduceat(scores, starts)[group])
        whole, good = np.add.reduceat(powers, starts), np.add.reduceat(powers * hits, starts)
        slope = transposed @ (powers / whole[group] - powers * hits / good[group])
        return float(np.log(whole / good).sum() + weights @ weights / (2 * strength)), slope + weights / strength

    weights = minimize(loss, np.zeros(width), jac=True, method="L-BFGS-B", options={"maxiter": 300}).x
    found = {cue: float(weights[column]) for cue, column in index.items()}
    if first is not None:
        for cue, by in first.weights.items():
            found[cue] = found.get(cue, 0.0) + float(weights[-1]) * TRUST / 4 * by[YES] / 100
    hundredths = {cue: round(100 * weight) for cue, weight in found.items()}
    kept = {cue: {YES: weight} for cue, weight in sorted(hundredths.items()) if abs(weight) >= LEAST_WEIGHT}
    return CueWeights(kept, [YES])


def first_weights(invented: Iterable[Labelled]) -> dict[str, CueWeights]:
    """By file, what the words around tell in invented summaries; of those whose labels have results."""
    nlp = load_pipeline(until="kg_encoder")
    own = [(paper, named_document(nlp, paper)) for paper in invented if paper.gold.get("results") is not None]
    return {name: learn_choice(make(own), FIRST_STRENGTH[name]) for name, make in GROUPS.items()}


def write_linking(
    parts: Sequence[Sequence[Paired]], named: Sequence[Sequence[Paired]], folder: Path, first: Mapping[str, CueWeights]
) -> None:
    """Write the files of weights of numbers and links into a folder.

    Args:
        parts: papers and their documents; which numbers are results, whether a result is right, and what other pairs say of
            one, are learned in each part from weights of the others.
        named: the same papers with the names that their labels give: what belongs to a number is learned from both. Who
            outperforms whom is not: pairs of labelled names are easier, and would make confidences too high.
        folder: where to.
        first: what `first_weights` gives.
    """
    values = [value_examples(part) for part in parts]
    arguments = [argument_groups([*part, *own]) for part, own in zip(parts, named, strict=True)]
    right: Examples = []
    for k, part in enumerate(parts):
        choose_values(part, _judge_of_values(_others(values, k)))
        right += result_examples(part, _judge_of_arguments(_others(arguments, k), first))
    compared = [pair_groups(part) for part in parts]
    rivals: Examples = []
    for k, part in enumerate(parts):
        rivals += rival_examples(part, _judge_of_pairs(_others(compared, k), first))
    save(folder / "value_weights.tsv", _judge_of_values(values))
    save(folder / "argument_weights.tsv", _judge_of_arguments(arguments, first))
    save(folder / "pair_weights.tsv", _judge_of_pairs(compared, first))
    save(folder / "rival_weights.tsv", learn(rivals, STRENGTH["rival_weights.tsv"]))
    save(folder / "result_weights.tsv", learn(right, STRENGTH["result_weights.tsv"]))


def _others(parts: Sequence[Part], own: int) -> list[Part]:
    """All parts but one."""
    return [part for k, part in enumerate(parts) if k != own]


def _judge_of_values(parts: Iterable[Examples]) -> CueWeights:
    return learn(list(chain.from_iterable(parts)), STRENGTH["value_weights.tsv"])


def _judge_of_arguments(parts: Iterable[list[Group]], first: Mapping[str, CueWeights]) -> CueWeights:
    name = "argument_weights.tsv"
    return by_argument(learn_choice(list(chain.from_iterable(parts)), STRENGTH[name], first[name]))


def _judge_of_pairs(parts: Iterable[list[Group]], first: Mapping[str, CueWeights]) -> CueWeights:
    name = "pair_weights.tsv"
    return learn_choice(list(chain.from_iterable(parts)), STRENGTH[name], first[name])


def by_argument(weights: CueWeights) -> CueWeights:
    """Weights of cues, each with an argument before it ("metric:none"), as weights of cues by argument."""
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for cue, by in weights.weights.items():
        argument, _, own = cue.partition(":")
        found[own][argument] = by[YES]
    return CueWeights(dict(found), sorted(ARGUMENTS))
