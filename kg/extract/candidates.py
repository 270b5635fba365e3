"""Three components that propose stretches of text as mentions; `kg_labels` decides which are, and of what.

`kg_known_names` proposes names known from labelled summaries, `kg_name_cues` what is written like a name,
`kg_measures` what is worded like a measure ("task completion rate"). Each writes a span group under its own name.
"""

import re

from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc

from kg.extract.lexicon import locate, words
from kg.extract.names import read_names
from kg.extract.records import Span
from kg.extract.shapes import WORDS, name_spans, parts

QUOTED = re.compile(
    r"[\"“`](?P<a>[^\"“”`\n]{2,60})[\"”`]|(?<!\w)['‘](?P<b>[^'‘’\n]{2,60})['’](?!\w)|\*{1,2}(?P<c>[^*\n]{2,60})\*{1,2}"
)
ABBREVIATION = re.compile(r"(?<![\w-])(?P<long>(?:[^\W_][\w-]{0,40} ){1,8})\((?P<short>[A-Z][\w-]{1,9})\)")
AT = re.compile(r"\b\w{1,30}@(?:k\b|\d{1,6})")
METRIC_AT = re.compile(r"\b[A-Za-z]\w{0,30}@(?:k\b|\d{1,6})(?: [a-z]{1,30})?")


def set_group(doc: Doc, key: str, spans: set[Span]) -> Doc:
    """Keep the spans (code points) that begin and end with tokens as the document's span group `key`."""
    first = {token.idx: token.i for token in doc}
    last = {token.idx + len(token): token.i + 1 for token in doc}
    doc.spans[key] = [doc[first[s] : last[e]] for s, e in sorted(spans) if s in first and e in last]
    return doc


def spelled_out(text: str) -> set[Span]:
    """Long names before their abbreviation, whatever their case: "direct preference optimization (DPO)"."""
    found = set()
    for match in ABBREVIATION.finditer(text):
        letters = [c.casefold() for c in match["short"] if c.isalpha()]
        spans = [m.span() for m in WORDS.finditer(text, match.start("long"), match.end("long"))]
        for k in range(max(0, len(spans) - len(letters) - 2), len(spans)):
            initials = [text[s].casefold() for s, e in spans[k:] for s in [s, *_inner(text, s, e)]]
            if letters and initials and initials[0] == letters[0] and _subsequence(letters[: len(spans) - k], initials):
                found.add((spans[k][0], spans[-1][1]))
    return found


def _inner(text: str, start: int, end: int) -> list[int]:
    return [i + 1 for i in range(start, end - 1) if text[i] == "-"]


def _subsequence(short: list[str], long: list[str]) -> bool:
    rest = iter(long)
    return all(letter in rest for letter in short)


class KnownNameFinder:
    """Proposes every place where a known name stands, letter for letter."""

    def __init__(self, nlp: Language, data: str | None) -> None:
        names = read_names(locate("known_names.tsv", data))
        self.matcher = PhraseMatcher(nlp.vocab, attr="ORTH")
        self.matcher.add("kg_known_names", [nlp.make_doc(surface) for surface in sorted(names.labelled)])

    def __call__(self, doc: Doc) -> Doc:
        """Write the span group "kg_known_names"."""
        # The last token of a surface may carry another blank than in the text: offsets are taken from the text.
        found = {(doc[s].idx, doc[e - 1].idx + len(doc[e - 1])) for _, s, e in self.matcher(doc)}
        return set_group(doc, "kg_known_names", found)


@Language.factory("kg_known_names", assigns=["doc.spans"], default_config={"data": None})
def make_known_names(nlp: Language, name: str, data: str | None) -> KnownNameFinder:  # noqa: ARG001
    """`data`: a folder with `known_names.tsv`, None for the shipped one."""
    return KnownNameFinder(nlp, data)


@Language.component("kg_name_cues", assigns=["doc.spans"])
def kg_name_cues(doc: Doc) -> Doc:
    """Propose what is written like a name: capitals and digits, quotes, a long form before its abbreviation."""
    text = doc.text
    found = {part for run in name_spans(text) for part in parts(text, run)}
    found |= {m.span(m.lastgroup or 0) for m in QUOTED.finditer(text) if len(m.group().split()) <= 6}
    return set_group(doc, "kg_name_cues", found | spelled_out(text))


class MeasureFinder:
    """Proposes noun groups that end in a head noun of measures, with up to three words before it."""

    def __init__(self, data: str | None) -> None:
        self.heads = frozenset(words("metric_heads.tsv", data))
        self.stop = frozenset(words("stop_words.tsv", data))

    def __call__(self, doc: Doc) -> Doc:
        """Write the span group "kg_measures"."""
        text = doc.text
        found = {m.span() for m in METRIC_AT.finditer(text)} | {m.span() for m in AT.finditer(text)}
        spans = [m.span() for m in WORDS.finditer(text)]
        for i, (start, end) in enumerate(spans):
            if text[start:end].casefold() not in self.heads:
                continue
            found.add((start, end))
            for j in range(i - 1, max(-1, i - 4), -1):
                if text[spans[j][1] : spans[j + 1][0]] != " " or text[slice(*spans[j])].casefold() in self.stop:
                    break
                found.add((spans[j][0], end))
        return set_group(doc, "kg_measures", found)


@Language.factory("kg_measures", assigns=["doc.spans"], default_config={"data": None})
def make_measures(nlp: Language, name: str, data: str | None) -> MeasureFinder:  # noqa: ARG001
    """`data`: a folder with `metric_heads.tsv` and `stop_words.tsv`, None for the shipped ones."""
    return MeasureFinder(data)
