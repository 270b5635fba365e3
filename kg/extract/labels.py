"""`kg_labels`: decides which candidates are mentions and of what; one label per surface, no two mentions overlap."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import cast

from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import filter_spans

from kg.extract.context import Context
from kg.extract.lexicon import by_place, confidences, locate, rows
from kg.extract.mention_cues import Lexicon, mention_cues
from kg.extract.names import read_names
from kg.extract.records import Label, Mention, Span
from kg.extract.weights import read_weights

NONE = "none"


def read_lexicon(data: str | None) -> Lexicon:
    """Known names and head nouns of a data folder, None for the shipped one."""
    heads = {cells[0]: cells[1] for cells in rows(locate("head_nouns.tsv", data), 2)}
    return Lexicon(read_names(locate("known_names.tsv", data)), heads)


def context_of(doc: Doc) -> Context:
    """The document's words for cues."""
    return Context(doc.text, [(s.start_char, s.end_char) for s in doc.sents])


def candidates(doc: Doc, sources: Sequence[str]) -> dict[str, tuple[str, tuple[Span, ...]]]:
    """Candidate surfaces, each with the first of the span groups that proposes it and all its places, ascending."""
    places: dict[str, set[Span]] = defaultdict(set)
    source: dict[str, str] = {}
    for key in sources:
        for span in doc.spans.get(key, ()):
            surface = span.text
            places[surface].add((span.start_char, span.end_char))
            source.setdefault(surface, key)
    return {surface: (source[surface], tuple(sorted(spans))) for surface, spans in places.items()}


class Labels:
    """Judges every candidate by its cues, then keeps, of candidates that overlap, the one with the clearest lead."""

    def __init__(self, data: str | None, sources: list[str], threshold: int) -> None:
        self.lexicon = read_lexicon(data)
        self.weights = read_weights(locate("label_cues.tsv", data))
        self.confidence = confidences(data)
        self.sources = sources
        self.threshold = threshold

    def __call__(self, doc: Doc) -> Doc:
        """Write `doc._.kg_mentions` and `doc.ents`."""
        context = context_of(doc)
        judged = []
        for surface, (source, spans) in candidates(doc, self.sources).items():
            scores = self.weights.scores(mention_cues(context, surface, spans, self.lexicon))
            label = max(sorted(scores.keys() - {NONE}), key=lambda name: scores[name])
            lead = scores[label] - scores[NONE]
            if lead > self.threshold:
                judged.append((-lead, -len(surface), surface, cast(Label, label), source, spans))
        taken = bytearray(len(doc.text))
        mentions = []
        for _, _, surface, label, source, spans in sorted(judged):
            free = tuple(span for span in spans if not any(taken[span[0] : span[1]]))
            for start, end in free:
                taken[start:end] = b"\1" * (end - start)
            if free:
                mention = Mention(surface, label, free, None, False, source, self.confidence.get(source, 0.5))
                mentions.append(mention)
        doc._.kg_mentions = by_place(mentions)
        set_entities(doc, doc._.kg_mentions)
        return doc


def set_entities(doc: Doc, mentions: Sequence[Mention]) -> None:
    """Show the mentions as spaCy entities, too; they do not overlap."""
    first = {token.idx: token.i for token in doc}
    last = {token.idx + len(token): token.i + 1 for token in doc}
    spans = []
    for mention in mentions:
        for start, end in mention.spans:
            span = doc[first[start] : last[end]]
            span.label_ = mention.label
            spans.append(span)
    doc.ents = tuple(filter_spans(spans))


def change(doc: Doc, changed: dict[str, dict[str, object]]) -> None:
    """Replace fields of the mentions of these surfaces."""
    doc._.kg_mentions = tuple(
        replace(mention, **changed[mention.text]) if mention.text in changed else mention
        for mention in doc._.kg_mentions
    )


@Language.factory(
    "kg_labels",
    assigns=["doc._.kg_mentions", "doc.ents"],
    requires=["doc.spans", "doc.sents"],
    default_config={"data": None, "sources": ["kg_known_names", "kg_name_cues", "kg_measures"], "threshold": 0},
)
def make_labels(nlp: Language, name: str, data: str | None, sources: list[str], threshold: int) -> Labels:  # noqa: ARG001
    """`sources`: span groups, the most trusted first; `threshold`: lead in hundredths that a label needs over none."""
    return Labels(data, sources, threshold)
