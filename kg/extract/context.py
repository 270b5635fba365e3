"""The words around a place in a summary, for cues: folded words and punctuation with their offsets."""

import re
from bisect import bisect_left, bisect_right
from functools import cached_property

from spacy.tokens import Doc

from kg.extract.bounds import bounds_of
from kg.extract.records import Span

WORD = r"[^\W_](?:[^\W_]|[+@_&.‑–-](?=[^\W_]))*(?:\+{1,2}(?![^\W_]))?"
PIECE = re.compile(rf"{WORD}|[^\w\s]|_")
NUMBER = re.compile(r"[+\-]?\d[\d.,]*[%xX×]?$")


class Context:
    """A text cut into words and punctuation; positions are indices into that list, offsets are code points."""

    def __init__(self, text: str, sentences: list[Span]) -> None:
        self.text = text
        self.sentences = sentences
        matches = list(PIECE.finditer(text))
        self.starts = [match.start() for match in matches]
        self.ends = [match.end() for match in matches]
        self.raw = [match.group() for match in matches]
        self.words = ["#" if word[0].isdigit() and NUMBER.match(word) else word.casefold()[:40] for word in self.raw]

    @cached_property
    def sentence_starts(self) -> list[int]:
        """First code point of every sentence, ascending."""
        return [start for start, _ in self.sentences]

    def sentence_index(self, offset: int) -> int:
        """Index of the sentence in which a code point stands."""
        return max(0, bisect_right(self.sentence_starts, offset) - 1)

    def sentence(self, offset: int) -> Span:
        """The sentence in which a code point stands; the whole text where there is none."""
        return self.sentences[self.sentence_index(offset)] if self.sentences else (0, len(self.text))

    def before(self, offset: int, count: int) -> list[str]:
        """Up to `count` folded words that end at or before an offset, nearest first."""
        last = bisect_right(self.ends, offset)
        return self.words[max(0, last - count) : last][::-1]

    def after(self, offset: int, count: int) -> list[str]:
        """Up to `count` folded words that begin at or after an offset, nearest first."""
        first = bisect_left(self.starts, offset)
        return self.words[first : first + count]

    def words_in(self, start: int, end: int) -> list[str]:
        """Up to forty folded words nearest to `end` between two offsets."""
        last = bisect_right(self.ends, end)
        first = max(bisect_left(self.starts, start), last - 40)
        return self.words[first:last]


def context_of(doc: Doc) -> Context:
    """The document's words for cues, made once."""
    key = "kg_context"
    if key not in doc.user_data:
        doc.user_data[key] = Context(bounds_of(doc).text, [(s.start_char, s.end_char) for s in doc.sents])
    found: Context = doc.user_data[key]
    return found
