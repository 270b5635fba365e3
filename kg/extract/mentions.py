"""`kg_mentions`: decides which candidates are mentions and of what; one label per surface, no two mentions overlap."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import cast

from spacy.language import Language
from spacy.tokens import Doc

from kg.extract.bounds import TokenSpan, bounds_of, labelled_span
from kg.extract.cues import Clues, Cues, best_fit, clues_of, mention_cues
from kg.extract.lexicon import by_place, locate
from kg.extract.names import read_names
from kg.extract.records import LABELS, Label, Mention
from kg.extract.weights import read_weights

NONE = "none"


def candidates(doc: Doc) -> dict[str, list[TokenSpan]]:
    """The candidate surfaces of a document with their places."""
    bounds = bounds_of(doc)
    found: dict[str, list[TokenSpan]] = {}
    for span in doc.spans["kg_candidates"]:
        place = span.start, span.end
        found.setdefault(bounds.text[slice(*bounds.offsets(place))], []).append(place)
    return found


def candidate_cues(doc: Doc, clues: Clues) -> dict[str, tuple[list[TokenSpan], Cues]]:
    """Places and cues of every candidate surface."""
    found = candidates(doc)
    # All at once, and told apart again: the arrays of one surface are tiny.
    every = iter(clues.fitted([place for places in found.values() for place in places]))
    fitted = {surface: list(islice(every, len(places))) for surface, places in found.items()}
    partners = {other for other, _ in clues.partners.values()}
    others = {surface: best_fit(fitted[surface]) for surface in partners & found.keys()}
    return {s: (places, mention_cues(clues, s, fitted[s], others)) for s, places in found.items()}


def settled(judged: Iterable[tuple[str, Sequence[TokenSpan]]], tokens: int) -> dict[str, list[TokenSpan]]:
    """Surfaces of a document with the places that each has to itself.

    Of surfaces that overlap the likelier one stands. One that would stand nowhere then gets the places within which others
    stand that have more: "a walltime speedup of 20%, a speedup of 60%" names both.

    Args:
        judged: surfaces and all their places, the likeliest first.
        tokens: how many the document has.
    """
    held: list[tuple[str, TokenSpan] | None] = [None] * tokens
    found: dict[str, set[TokenSpan]] = {}

    def settle(surface: str, span: TokenSpan) -> None:
        held[slice(*span)] = [(surface, span)] * (span[1] - span[0])
        found.setdefault(surface, set()).add(span)

    nowhere = []
    for surface, spans in judged:
        for span in spans:
            if not any(held[slice(*span)]):
                settle(surface, span)
        if surface not in found:
            nowhere.append((surface, spans))
    for surface, spans in nowhere:
        for start, end in spans:
            there = {holder for holder in held[start:end] if holder is not None}
            more = Counter(other for other, _ in there)
            inside = all(start <= first and last <= end for _, (first, last) in there)
            if inside and all(count < len(found[other]) for other, count in more.items()):
                for other, span in there:
                    found[other].remove(span)
                settle(surface, (start, end))
    return {surface: sorted(places) for surface, places in found.items()}


class Mentions:
    """Gives every candidate its most likely label, and keeps those that are likely enough for it."""

    def __init__(self, data: str | None, thresholds: Mapping[str, float]) -> None:
        self.names = read_names(locate("known_names.tsv", data))
        self.weights = read_weights(locate("mention_weights.tsv", data))
        self.thresholds = thresholds

    def __call__(self, doc: Doc) -> Doc:
        """Write `doc._.kg_mentions` and `doc.ents`."""
        bounds = bounds_of(doc)
        judged: list[tuple[float, int, str, Label, list[TokenSpan]]] = []
        found = candidate_cues(doc, clues_of(doc, self.names))
        every = self.weights.probabilities([cues for _, cues in found.values()])
        for (surface, (spans, _)), chances in zip(found.items(), every, strict=True):
            label = max(sorted(chances.keys() - {NONE}), key=lambda name: chances[name])
            if chances[label] >= self.thresholds[label]:
                judged.append((-chances[label], -len(surface), surface, cast(Label, label), spans))
        judged.sort()
        places = settled(((surface, spans) for _, _, surface, _, spans in judged), len(doc))
        mentions = []
        for chance, _, surface, label, _ in judged:
            if own := tuple(map(bounds.offsets, places.get(surface, ()))):
                mentions.append(Mention(surface, label, own, None, False, "kg_mentions", round(-chance, 2)))
        doc._.kg_mentions = by_place(mentions)
        set_entities(doc, doc._.kg_mentions)
        return doc


def set_entities(doc: Doc, mentions: Sequence[Mention]) -> None:
    """Show the mentions as spaCy entities, too; they do not overlap and begin and end with tokens."""
    spans = [labelled_span(doc, span, mention.label) for mention in mentions for span in mention.spans]
    doc.ents = tuple(span for span in spans if span is not None)


def change(doc: Doc, changed: dict[str, dict[str, object]]) -> None:
    """Replace fields of the mentions of these surfaces."""
    doc._.kg_mentions = tuple(
        replace(mention, **changed[mention.text]) if mention.text in changed else mention
        for mention in doc._.kg_mentions
    )


@Language.factory(
    "kg_mentions",
    assigns=["doc._.kg_mentions", "doc.ents"],
    requires=["doc.spans", "doc._.kg_reading", "doc._.kg_abbreviations"],
    default_config={"data": None, "thresholds": dict.fromkeys(LABELS, 0.5)},
)
def make_mentions(nlp: Language, name: str, data: str | None, thresholds: dict[str, float]) -> Mentions:  # noqa: ARG001
    """`data`: a folder with `known_names.tsv` and `mention_weights.tsv`; `thresholds`: the least chance of a mention by label."""
    return Mentions(data, thresholds)
