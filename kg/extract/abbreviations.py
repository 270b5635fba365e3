"""`kg_abbreviations`: long names and their short forms, "Massive Text Embedding Benchmark (MTEB)"."""

import re

from spacy.language import Language
from spacy.tokens import Doc

from kg.extract.bounds import bounds_of
from kg.extract.records import Abbreviation, Span

WORD = re.compile(r"[^\W_](?:[^\W_]|[-‑–'’.&/](?=[^\W_]))*")
PAIR = re.compile(r"(?<![\w-])(?P<long>(?:[^\W_][\w'’&/.-]{0,40} ){1,9})\((?P<short>[^\W_][\w.+²-]{1,14})\)")


def abbreviations(text: str) -> list[Abbreviation]:
    """Every name that stands before its short form in brackets; the letters of the short form begin words of the long one.

    >>> [(a.long, a.short) for a in abbreviations("We use direct preference optimization (DPO).")]
    [((7, 37), (39, 42))]
    """
    found = []
    for match in PAIR.finditer(text):
        letters = [c.casefold() for c in match["short"] if c.isalnum()]
        words = [m.span() for m in WORD.finditer(text, *match.span("long"))]
        # The shortest run of words that holds the letters in order; its first word begins with the first of them.
        for k in reversed(range(max(0, len(words) - 2 * len(letters)), len(words))):
            if text[words[k][0]].casefold() == letters[0] and _holds(text, words[k:], letters):
                found.append(Abbreviation((words[k][0], words[-1][1]), match.span("short")))
                break
    return found


def _holds(text: str, words: list[Span], letters: list[str]) -> bool:
    """Whether the letters stand in the words in order, each first in a word or part of one, or after the one before it."""
    part_starts = {i for s, e in words for i in range(s, e) if i == s or not text[i - 1].isalnum() or text[i].isupper()}
    at, last = 0, -2
    for start, end in words:
        begun = at
        for i in range(start, end):
            fits = at < len(letters) and text[i].casefold() == letters[at]
            if fits and (i in part_starts or (last >= start and at > begun)):
                at, last = at + 1, i
    return at == len(letters)


@Language.component("kg_abbreviations", assigns=["doc._.kg_abbreviations"])
def kg_abbreviations(doc: Doc) -> Doc:
    """Write `doc._.kg_abbreviations`, in the order of the text."""
    doc._.kg_abbreviations = tuple(abbreviations(bounds_of(doc).text))
    return doc
