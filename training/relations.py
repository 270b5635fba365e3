"""Where the labelled numbers stand, and which names belong to each: targets of the network's links."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from kg.extract.bounds import Bounds
from kg.extract.encoder import ARGUMENTS, KIND_NAMES, OF_ARGUMENT
from kg.extract.links import stands
from kg.extract.numbers import number_spans
from kg.extract.records import SYSTEMS, Span
from kg.extract.scoring import fold_number
from training.labelled import Labelled

IGNORED = -100


@dataclass(frozen=True)
class Relations:
    """Numbers and names of a row, and how they belong together.

    values: tokens of each number, shape (values, 2)
    kinds: index into `KIND_NAMES` for each, `IGNORED` where the labels do not tell, shape (values,)
    places: tokens of each place of a name, shape (places, 2)
    surfaces: index of the surface of each place, shape (places,)
    arguments: shares of the surfaces, and last of none of them, in each argument of each number; all 0 where the labels
        do not tell, shape (values, 4, surfaces + 1)
    allowed: whether a surface can be that argument, shape (4, surfaces)
    stands: how each place stands to each number, an index into `STANDS`, shape (values, places)
    pairs: 1 where the first outperforms the second, 0 where not, `IGNORED` where one is no system, shape (surfaces, surfaces)
    """

    values: np.ndarray
    kinds: np.ndarray
    places: np.ndarray
    surfaces: np.ndarray
    arguments: np.ndarray
    allowed: np.ndarray
    stands: np.ndarray
    pairs: np.ndarray


def located(results: Iterable[dict[str, Any]], numbers: list[Span], text: str, names: dict[str, list[Span]]) -> tuple[
    dict[Span, list[dict[str, Any]]], set[Span]
]:  # fmt: skip
    """The results that each number states, and numbers of which the labels do not tell."""
    by_value: dict[str, list[Span]] = defaultdict(list)
    for span in numbers:
        by_value[fold_number(text[slice(*span)])].append(span)
    found: dict[Span, list[dict[str, Any]]] = defaultdict(list)
    unclear: set[Span] = set()
    for result in results:
        spans = by_value.get(fold_number(result["value"]), [])
        if not spans:
            continue
        own = [names[result[a]] for a in ("metric", "benchmark", "subject") if result.get(a) in names]
        # The same number may stand twice: the place nearest to what it is said of.
        best = min(spans, key=lambda s: (sum(min(abs(s[0] - n[0]) for n in places) for places in own), s))
        found[best].append(result)
        unclear.update(spans)
    return found, unclear - found.keys()


def relations_of(
    paper: Labelled, bounds: Bounds, named: Iterable[tuple[int, int, dict[str, str]]], sentences: Sequence[int]
) -> Relations | None:
    """The relations of a paper; None where its labels have no results. `sentences`: their first tokens."""
    if paper.gold.get("results") is None:
        return None
    taken = bytearray(len(paper.text))
    names: dict[str, list[Span]] = defaultdict(list)
    labels: dict[str, str] = {}
    for start, end, entity in named:
        taken[start:end] = b"\1" * (end - start)
        if bounds.tokens(start, end) is not None:
            names[entity["text"]].append((start, end))
            labels[entity["text"]] = entity["label"]
    numbers = [s for s in number_spans(paper.text) if not any(taken[slice(*s)]) and bounds.tokens(*s) is not None]
    found, unclear = located(paper.gold["results"], numbers, paper.text, names)
    order = sorted(names)
    index = {surface: k for k, surface in enumerate(order)}
    places = sorted((span, index[surface]) for surface, spans in names.items() for span in spans)
    count = len(order)
    arguments = np.zeros((len(numbers), len(ARGUMENTS), count + 1), dtype=np.float32)
    kinds = np.zeros(len(numbers), dtype=np.int64)
    for row, span in enumerate(numbers):
        if span in unclear:
            kinds[row] = IGNORED
        for result in found.get(span, ()):
            kinds[row] = KIND_NAMES.index(result["kind"])
        for column, argument in enumerate(ARGUMENTS):
            wanted = {result[argument] for result in found.get(span, ())}
            known = [
                count if w is None or w == "human" else index[w] for w in wanted if w in (None, "human") or w in index
            ]
            if len(known) == len(wanted) and known:
                arguments[row, column, known] = 1 / len(known)
    allowed = np.array(
        [[labels[surface] in OF_ARGUMENT[argument] for surface in order] for argument in ARGUMENTS], dtype=bool
    )
    pairs = np.full((count, count), IGNORED, dtype=np.int64)
    systems = [k for k, surface in enumerate(order) if labels[surface] in SYSTEMS]
    for winner in systems:
        for loser in systems:
            if winner != loser:
                pairs[winner, loser] = 0
    for winner_name, loser_name in paper.gold.get("outperforms", ()):
        if winner_name in index and loser_name in index and winner_name != loser_name:
            pairs[index[winner_name], index[loser_name]] = 1
    values = np.array([bounds.tokens(*s) for s in numbers], dtype=np.int64).reshape(-1, 2)
    where = np.array([bounds.tokens(*s) for s, _ in places], dtype=np.int64).reshape(-1, 2)
    kept = [labels[order[k]] for _, k in places]
    stated_numbers = values[kinds > 0, 0].tolist()
    return Relations(
        values=values,
        kinds=kinds,
        places=where,
        surfaces=np.array([k for _, k in places], dtype=np.int64),
        arguments=arguments,
        allowed=allowed.reshape(len(ARGUMENTS), count),
        stands=np.array(
            [stands(value, where, kept, stated_numbers, sentences) for value in values], dtype=np.int64
        ).reshape(len(values), len(where)),
        pairs=pairs,
    )


def _inside(spans: np.ndarray, inside: np.ndarray) -> np.ndarray:
    return np.array([bool(inside[a:b].all()) for a, b in spans], dtype=bool)


def within(relations: Relations, inside: np.ndarray) -> Relations:
    """The part of the relations whose numbers and places stand in a window; `inside`: whether each token does."""
    if inside.all():
        return relations
    values, places = _inside(relations.values, inside), _inside(relations.places, inside)
    here = np.zeros(relations.pairs.shape[0] + 1, dtype=bool)
    here[relations.surfaces[places]] = here[-1] = True
    arguments = relations.arguments[values].copy()
    arguments[(arguments * ~here).any(axis=-1)] = 0
    pairs = relations.pairs.copy()
    pairs[~here[:-1]] = IGNORED
    pairs[:, ~here[:-1]] = IGNORED
    return Relations(
        relations.values[values], relations.kinds[values], relations.places[places], relations.surfaces[places],
        arguments, relations.allowed, relations.stands[values][:, places], pairs,
    )  # fmt: skip
