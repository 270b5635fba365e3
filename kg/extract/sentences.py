"""`kg_sentences`: sentences of summaries, whose bullets (" - ") run together on one line."""

import re
from typing import Any

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc

from kg.extract.bounds import bounds_of

# A bullet counts only after the end of a sentence: " - " stands between words as a dash, too.
BREAK = re.compile(
    r"(?:[.!?:]['\"”’)\]*]{0,3}|(?<=\*)\*)(?P<gap>\s+)(?=[-•*]{1,3}\s|\*\*|['\"“(\[`*]{0,3}[^\W_])|(?P<line>\n\s*)"
)
ABBREVIATION = re.compile(
    r"(?:\b(?:e\.g|i\.e|vs|cf|etc|al|Fig|Figs|Eq|Eqs|Sec|Tab|No|Dr|St|approx|resp|w\.r\.t)|\b[A-Z])\.$"
)


def sentence_starts(text: str) -> list[int]:
    """Code points at which a new sentence begins, the first sentence left out."""
    starts: list[int] = []
    for found in BREAK.finditer(text):
        end = found.end()
        if found["line"] is None:
            before = text[max(0, found.start("gap") - 12) : found.start("gap")].rstrip("'\"”’)]*")
            bullet = text[end : end + 1] in "-•*"
            lower = text[end : end + 1].islower()
            if not bullet and (before.endswith(":") or lower or ABBREVIATION.search(before)):
                continue
            if bullet and before.endswith(":") and text[end : end + 1] == "*":
                continue
        if end < len(text):
            starts.append(end)
    return starts


@Language.component("kg_sentences", assigns=["token.is_sent_start", "doc.sents"])
def kg_sentences(doc: Doc) -> Doc:
    """Mark the first token of every sentence."""
    bounds = bounds_of(doc)
    starts = {0, *sentence_starts(bounds.text)}
    marks: Any = np.array([1 if start in starts else -1 for start in bounds.starts], dtype=np.int64)
    # All at once: spaCy's setter of a single token looks through the whole document each time.
    doc.from_array(["SENT_START"], marks.astype(np.uint64).reshape(-1, 1))
    return doc
