"""The text of a document, its offsets and tokens, both ways."""

from spacy.tokens import Doc, Span

from kg.extract.records import Span as Offsets

TokenSpan = tuple[int, int]


class Bounds:
    """A document's text, and where its tokens begin and end.

    spaCy's `text` joins the tokens each time, and its `char_span` looks through all of them.
    """

    def __init__(self, doc: Doc) -> None:
        self.text = doc.text
        self.starts = [token.idx for token in doc]
        self.words = [token.text for token in doc]
        self._first = {start: k for k, start in enumerate(self.starts)}
        self._last = {
            start + len(word): k + 1 for k, (start, word) in enumerate(zip(self.starts, self.words, strict=True))
        }

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
