"""The mentions of a document by place, for finding the arguments that belong to a number or a verb."""

from bisect import bisect_left
from collections.abc import Iterable

from kg.extract.records import Mention, Span

# Arguments farther off than this many code points are not looked at; it keeps sentences without end linear.
REACH = 400


class Places:
    """Every place of every mention, ascending."""

    def __init__(self, mentions: Iterable[Mention]) -> None:
        pairs = sorted(((span, mention) for mention in mentions for span in mention.spans), key=lambda pair: pair[0])
        self.spans = [span for span, _ in pairs]
        self.mentions = [mention for _, mention in pairs]
        self.by_surface: dict[str, list[Span]] = {}
        for span, mention in pairs:
            self.by_surface.setdefault(mention.text, []).append(span)

    def within(self, start: int, end: int, *labels: str) -> list[tuple[Span, Mention]]:
        """Places between two offsets, of mentions with one of these labels."""
        first = bisect_left(self.spans, (start, start))
        found = []
        for i in range(first, len(self.spans)):
            if self.spans[i][0] >= end:
                break
            if self.spans[i][1] <= end and self.mentions[i].label in labels:
                found.append((self.spans[i], self.mentions[i]))
        return found

    def nearest(self, surface: str, offset: int) -> Span:
        """The place of a surface that stands last before an offset, or else its first place."""
        spans = self.by_surface[surface]
        before = bisect_left(spans, (offset, offset))
        return spans[max(0, before - 1)]


def window(sentence: Span, offset: int) -> Span:
    """The part of a sentence within reach of an offset."""
    return max(sentence[0], offset - REACH), min(sentence[1], offset + REACH)


def introduced_system(mentions: Iterable[Mention]) -> str | None:
    """What "it", "the model" and "the framework" stand for: the first model or method that the paper introduces."""
    return next((m.text for m in mentions if m.introduced and m.label in ("model", "method")), None)
