"""`kg_candidates`: every surface that may be a mention, with all its places; `kg_mentions` decides which are."""

from collections import defaultdict

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc

from kg.extract.bounds import Bounds, TokenSpan, bounds_of
from kg.extract.decoding import decode
from kg.extract.encoder import Reading

# Prices of being outside: from sure spans alone to every stretch that is somewhat likely.
DISCOUNTS = (-2.0, 0.0, 1.5, 3.0)
LONGEST = 14
PLACES = 12
# So many places of its first word are looked at for a surface; it keeps texts of many repeated words linear.
LOOKED_AT = 500
# A neighbour this likely to be of the same label may belong to the name.
NEIGHBOUR = 0.02


def label_mass(reading: Reading) -> np.ndarray:
    """How likely each token is of each label, first or further, shape (tokens, 4)."""
    return reading.tags[:, 1::2] + reading.tags[:, 2::2]


def proposals(doc: Doc) -> set[TokenSpan]:
    """Spans that the encoder reads as mentions, and those with up to two tokens fewer or a few likely tokens more."""
    reading: Reading = doc._.kg_reading
    mass = label_mass(reading)
    found = decode(reading.tags, DISCOUNTS)
    spans = set(found)
    for start, end in found:
        own = mass[:, int(mass[start:end].mean(axis=0).argmax())]
        spans.update((start + a, end - b) for a in range(3) for b in range(3) if start + a < end - b)
        for k in range(start - 1, max(-1, start - 3), -1):
            if own[k] <= NEIGHBOUR:
                break
            spans.add((k, end))
        for k in range(end, min(len(doc), end + 3)):
            if own[k] <= NEIGHBOUR:
                break
            spans.add((start, k + 1))
    bounds = bounds_of(doc)
    named = [bounds.tokens(*part) for pair in doc._.kg_abbreviations for part in (pair.long, pair.short)]
    spans.update(span for span in named if span is not None)
    return {span for span in spans if _could_be_name(_surface(bounds, span), span)}


def _surface(bounds: Bounds, span: TokenSpan) -> str:
    return bounds.text[slice(*bounds.offsets(span))]


def _could_be_name(surface: str, span: TokenSpan) -> bool:
    ends_well = surface[-1].isalnum() or surface[-1] == "+" or (surface[-1] == ")" and "(" in surface)
    return surface[0].isalnum() and ends_well and span[1] - span[0] <= LONGEST


def places(doc: Doc) -> dict[str, list[TokenSpan]]:
    """Candidate surfaces, each with the places where it stands as whole tokens, ascending.

    Of a surface that stands in more than twelve places, those that were not proposed are left out.
    """
    bounds = bounds_of(doc)
    found: dict[str, set[TokenSpan]] = defaultdict(set)
    for span in proposals(doc):
        found[_surface(bounds, span)].add(span)
    standing: dict[str, list[int]] = defaultdict(list)
    for start, word in zip(bounds.starts, bounds.words, strict=True):
        standing[word].append(start)
    for surface, spans in found.items():
        first = bounds.words[next(iter(spans))[0]]
        for start in standing[first][:LOOKED_AT]:
            if len(spans) >= PLACES:
                break
            place = bounds.tokens(start, start + len(surface)) if bounds.text.startswith(surface, start) else None
            if place is not None:
                spans.add(place)
    return {surface: sorted(spans) for surface, spans in sorted(found.items())}


@Language.component("kg_candidates", assigns=["doc.spans"], requires=["doc._.kg_reading", "doc._.kg_abbreviations"])
def kg_candidates(doc: Doc) -> Doc:
    """Write the span group "kg_candidates"."""
    doc.spans["kg_candidates"] = [doc[s:e] for s, e in sorted({s for spans in places(doc).values() for s in spans})]
    return doc
