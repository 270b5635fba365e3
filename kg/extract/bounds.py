"""The text of a document, its offsets and tokens, both ways."""

from typing import Any

import numpy as np
from spacy.tokens import Doc, Span

from kg.extract.records import Span as Offsets

TokenSpan = tuple[int, int]


class Bounds:
    """A document's text, and where its tokens begin and end.

    spaCy's `text` joins the tokens each time, and its `char_span` looks through all of them.
    """

    def __init__(self, doc: Doc) -> None:
        self.text = doc.text
        # All at once: a loop over spaCy's tokens makes an object of each.
        places: Any = doc.to_array(["IDX", "LENGTH"]) if len(doc) else np.zeros((0, 2), dtype=np.uint64)
        self.starts: list[int] = places[:, 0].tolist()
        ends: list[int] = places.sum(axis=1).tolist()
        self.words = [self.text[start:end] for start, end in zip(self.starts, ends, strict=True)]
        self._first = {start: k for k, start in enumerate(self.starts)}
        self._last = {end: k for k, end in enumerate(ends, 1)}

    def tokens(self, start: int, end: int) -> TokenSpan | None:
        """The tokens (first, after the last) between two code points; None where one of them does not part tokens."""
        first, last = self._first.get(start), self._last.get(end)
        return None if first is None or last is None or first >= last else (first, last)

    def offsets(self, span: TokenSpan) -> Offsets:
        """The code points at which a span of tokens begins and ends."""
        return self.starts[span[0]], self.starts[span[1] - 1] + len(self.words[span[1] - 1])


def bounds_of(doc: Doc) -> Bounds:
    """The document's bounds, made once."""
    key = "kg_bounds"
    if key not in doc.user_data:
        doc.user_data[key] = Bounds(doc)
    found: Bounds = doc.user_data[key]
    return found


def labelled_span(doc: Doc, offsets: Offsets, label: str) -> Span | None:
    """The span between two code points with a label; None where one of them does not part tokens."""
    tokens = bounds_of(doc).tokens(*offsets)
    return None if tokens is None else Span(doc, *tokens, label=label)
