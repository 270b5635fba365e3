"""Learns which numbers are results, and of which kind: `value_cues.tsv`, by the averaged perceptron. Needs no torch."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import cast

import numpy as np
from spacy.tokens import Doc

from kg.extract.bounds import bounds_of
from kg.extract.context import context_of
from kg.extract.extractor import document, load_pipeline
from kg.extract.lexicon import by_place
from kg.extract.numbers import free_numbers, labels_by_sentence, value_cues
from kg.extract.records import Label, Mention, Span
from kg.extract.weights import CueWeights, write_weights
from training.labelled import Labelled

Example = tuple[Sequence[str], str]
NONE = "none"


def gold_mentions(doc: Doc, paper: Labelled) -> tuple[Mention, ...]:
    """The labelled entities as mentions, at the places where a longer one does not cover them."""
    taken, bounds = bytearray(len(paper.text)), bounds_of(doc)
    found = []
    for surface, label in sorted(paper.labels.items(), key=lambda item: (-len(item[0]), item[0])):
        spans: list[Span] = []
        at = paper.text.find(surface)
        while at >= 0:
            end = at + len(surface)
            if bounds.tokens(at, end) is not None and not any(taken[at:end]):
                spans.append((at, end))
                taken[at:end] = b"\1" * (end - at)
            at = paper.text.find(surface, at + 1)
        if spans:
            found.append(Mention(surface, cast(Label, label), tuple(spans), None, False, "gold", 1.0))
    return by_place(found)


def value_examples(doc: Doc, paper: Labelled) -> Iterator[Example]:
    """One example for every number: its cues, and its kind or "none"."""
    context, mentions = context_of(doc), gold_mentions(doc, paper)
    named = labels_by_sentence(context, mentions)
    kinds = {result["value"].lstrip("+"): result["kind"] for result in paper.gold["results"]}
    for span in free_numbers(paper.text, mentions):
        kind = kinds.get(paper.text[span[0] : span[1]].lstrip("+"), NONE)
        yield value_cues(context, span, named.get(context.sentence_index(span[0]), set())), kind


def write_values(papers: Sequence[Labelled], folder: Path) -> None:
    """Write `value_cues.tsv` into a folder."""
    nlp = load_pipeline(until="kg_abbreviations")
    examples = [e for paper in papers for e in value_examples(nlp(document(nlp, paper.text)), paper)]
    comment = "cue, label, weight in hundredths. Built by training.values."
    write_weights(folder / "value_cues.tsv", learn_weights(examples), comment)


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
