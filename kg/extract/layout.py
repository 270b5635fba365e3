"""How the names and numbers of a summary lie: its words, each name masked by its label and each number that is a result by `<#>`.

What belongs to a number, and who outperforms whom, is told by the words around them whatever their names; so learned cues are
of masked words.
"""

import itertools
import re
from bisect import bisect_left
from collections.abc import Collection, Sequence
from functools import cache, cached_property, lru_cache

from spacy.tokens import Doc

from kg.extract.context import context_of
from kg.extract.lexicon import locate
from kg.extract.names import fold
from kg.extract.records import SYSTEMS, Mention, Span
from kg.resources import rows

SYSTEM_MARKS = frozenset(f"<{label}>" for label in SYSTEMS)
VALUE_MARK = "<#>"
# What parts the values of an enumeration, and the names of one; and systems of one, each with its number or without.
JOIN = re.compile(r"\s*(?:,|,?\s*and|/|;|&)\s*(?:(?:up to|over|by|approximately|about|a|an)\s+)?")
ROW = re.compile(r"\s*(?:\([^)]*\)\s*)?(?:,|,?\s*and|/|;|&)\s*(?:the |on |in )?")
SYSTEM_ROW = re.compile(r"(?:(?:by )?<#> |\( <#> \) )?(?:,|and|, and|or|, or|/|&|and other)|<#>")
LONGEST_ROW = 12
# Places of names that are candidates on each side of a number.
PER_SIDE = 6
# Places that are looked at on each side; it keeps texts of many names linear.
REACH = 40
# Words that are looked at between two places, and code points on each side of one: a sentence may be as long as a text.
LONGEST_GAP, WINDOW = 64, 600
# Words of which is kept in mind whether they are cue words.
KEPT = 8192
# What the paper presents may be meant from far off.
PRESENTED = 4


@cache
def cue_words(kind: str) -> re.Pattern[str]:
    """Matches the words of a kind in `cue_words.tsv`; the group is the word without its ending."""
    own = [word for cell, word in rows(locate("cue_words.tsv"), 2) if cell == kind]
    return re.compile("|".join(rf"({re.escape(w[:-1])})\w*" if w[-1] == "*" else f"({re.escape(w)})" for w in own))


@lru_cache(KEPT)
def said(kind: str, word: str) -> str:
    """The word without its ending if it is of a kind in `cue_words.tsv`, else ""."""
    found = cue_words(kind).fullmatch(word)
    return found.group(found.lastindex or 0) if found else ""


def is_filler(word: str) -> bool:
    """Whether a word is passed over between a number and a name."""
    return said("filler", word) != ""


def is_passed(word: str) -> bool:
    """Whether a word says nothing of a comparison: "outperforms existing models such as A"."""
    return said("passed", word) != ""


def first_places(owner: Sequence[int], mentions: Collection[int]) -> list[int]:
    """The first place of each of some mentions; `owner`: the mention of each place."""
    found: dict[int, int] = {}
    for place, mention in enumerate(owner):
        if mention in mentions:
            found.setdefault(mention, place)
    return list(found.values())


class Layout:
    """The places of a document's mentions, in order, and its masked words.

    mentions: those of the document
    places: offsets of all their places; `owner` the index of each one's mention, `labels` its label, `sentence` its sentence
    values: places of the numbers that are results, in order
    words: masked words, `starts` their offsets
    spelled: indices of mentions that spell out another, and are no candidates
    presented: first places of what the paper presents; `hero` the first of these mentions, None where there is none
    """

    def __init__(self, doc: Doc, values: Sequence[Span] = ()) -> None:
        self.context = context_of(doc)
        self.mentions: tuple[Mention, ...] = doc._.kg_mentions
        found = sorted((span, k) for k, mention in enumerate(self.mentions) for span in mention.spans)
        self.places = [span for span, _ in found]
        self.owner = [k for _, k in found]
        self.labels = [self.mentions[k].label for k in self.owner]
        self.firsts = [start for start, _ in self.places]
        self.sentence = [self.context.sentence_index(start) for start in self.firsts]
        self.values = list(values)
        self._said_in: dict[Span, int] = {}
        self._relations: dict[Span, tuple[str, int, int]] = {}
        self.words, self.starts = self._masked()
        self.spelled = self._spelled(doc)
        named = [k for k, mention in enumerate(self.mentions) if mention.introduced and k not in self.spelled]
        self.presented = first_places(self.owner, named)[:PRESENTED]
        self.hero = self.owner[self.presented[0]] if self.presented else None

    def _spelled(self, doc: Doc) -> frozenset[int]:
        """Mentions that spell out an abbreviation that is a mention, too: results and comparisons name the abbreviation."""
        text, names = self.context.text, {fold(mention.text): k for k, mention in enumerate(self.mentions)}
        pairs = [(fold(text[slice(*a.long)]), fold(text[slice(*a.short)])) for a in doc._.kg_abbreviations]
        return frozenset(names[long] for long, short in pairs if long in names and short in names and long != short)

    def _masked(self) -> tuple[list[str], list[int]]:
        marks = [(span, f"<{label}>") for span, label in zip(self.places, self.labels, strict=True)]
        marks = sorted([*marks, *((span, VALUE_MARK) for span in self.values)])
        words, starts, at, last = [], [], 0, -1
        for start, word in zip(self.context.starts, self.context.words, strict=True):
            while at < len(marks) and marks[at][0][1] <= start:
                at += 1
            if at == len(marks) or start < marks[at][0][0]:
                words.append(word)
                starts.append(start)
            elif at != last:
                words.append(marks[at][1])
                starts.append(start)
                last = at
        return words, starts

    def window(self, place: Span) -> Span:
        """The sentence of a place, or what is near in one without end."""
        low, high = self.context.sentence(place[0])
        return max(low, place[0] - WINDOW), min(high, place[1] + WINDOW)

    def between(self, start: int, end: int) -> list[str]:
        """Masked words that begin between two offsets."""
        return self.words[bisect_left(self.starts, start) : bisect_left(self.starts, end)]

    def gap(self, one: Span, other: Span) -> list[str]:
        """Masked words between two places; of very many the first and the last."""
        first, last = sorted((one, other))
        start, end = bisect_left(self.starts, first[1]), bisect_left(self.starts, last[0])
        if end - start <= LONGEST_GAP:
            return self.words[start:end]
        return [*self.words[start : start + LONGEST_GAP // 2], *self.words[end - LONGEST_GAP // 2 : end]]

    def before(self, offset: int, count: int) -> list[str]:
        """Up to `count` masked words before an offset, in their order."""
        end = bisect_left(self.starts, offset)
        return self.words[max(0, end - count) : end]

    def after(self, offset: int, count: int) -> list[str]:
        """Up to `count` masked words from an offset on."""
        start = bisect_left(self.starts, offset)
        return self.words[start : start + count]

    def relation(self, start: int, end: int) -> tuple[str, int, int]:
        """The last word of relation between two offsets, its offset, and the systems after it; "" and -1 where there is none."""
        systems = 0
        last = bisect_left(self.starts, end)
        for k in range(last - 1, max(bisect_left(self.starts, start), last - LONGEST_GAP) - 1, -1):
            word = self.words[k]
            systems += word in SYSTEM_MARKS
            if stem := said("relation", word):
                return stem, self.starts[k], systems
        return "", -1, systems

    def relation_of(self, value: Span) -> tuple[str, int, int]:
        """What `relation` finds before a value in its sentence."""
        if value not in self._relations:
            self._relations[value] = self.relation(self.context.sentence(value[0])[0], value[0])
        return self._relations[value]

    def next_relation(self, offset: int, count: int) -> str:
        """The first word of relation among some masked words from an offset on, or ""."""
        return next(filter(None, (said("relation", word) for word in self.after(offset, count))), "")

    @cached_property
    def heads(self) -> list[int]:
        """For each place the first of the enumeration of systems that it stands in; itself elsewhere."""
        found = list(range(len(self.places)))
        systems = [place for place, label in enumerate(self.labels) if label in SYSTEMS]
        for one, other in itertools.pairwise(systems):
            gap = self.gap(self.places[one], self.places[other])
            if self.sentence[one] == self.sentence[other] and len(gap) < 8 and SYSTEM_ROW.fullmatch(" ".join(gap)):
                found[other] = found[one]
        return found

    @cached_property
    def rows(self) -> dict[Span, tuple[int, list[Span]]]:
        """For each value its index in its enumeration, and the places of that: "27%, 31% and 45%" has three."""
        groups: list[list[Span]] = []
        for span in self.values:
            near = bool(groups) and JOIN.fullmatch(self.context.text[groups[-1][-1][1] : span[0]][:60])
            if near and len(groups[-1]) < LONGEST_ROW:
                groups[-1].append(span)
            else:
                groups.append([span])
        return {span: (k, group) for group in groups for k, span in enumerate(group)}

    def paired(self, value: Span, label: str) -> int | None:
        """The place that a value shares out with others: the second of "A and B" for the second of "27% and 45%"."""
        index, group = self.rows[value]
        size = len(group)
        if size < 2:
            return None
        low, high = self.context.sentence(group[0][0])
        near = range(bisect_left(self.firsts, low), bisect_left(self.firsts, high))
        at = bisect_left(self.firsts, group[0][0])
        after = [k for k in range(at, near.stop) if self.labels[k] == label][:size]
        before = [k for k in range(near.start, at) if self.labels[k] == label][-size:]
        for row in (after, before):
            gaps = (self.context.text[self.places[a][1] : self.places[b][0]][:60] for a, b in itertools.pairwise(row))
            if len(row) == size and all(ROW.fullmatch(gap) for gap in gaps):
                return row[index]
        return None

    def far(self, place: int, value: Span) -> tuple[bool, int, int]:
        """How far a place is from a value: out of its sentence or not, and by code points."""
        return self.sentence[place] != self.said_in(value), abs(self.firsts[place] - value[0]), place

    def said_in(self, value: Span) -> int:
        """Index of the sentence of a value."""
        if value not in self._said_in:
            self._said_in[value] = self.context.sentence_index(value[0])
        return self._said_in[value]

    def next_place(self, value: Span) -> int:
        """The first place of a name after a value."""
        return bisect_left(self.firsts, value[0])

    def candidates(self, value: Span, labels: Sequence[str]) -> list[int]:
        """Of the mentions with some labels that stand near a value, and of what the paper presents, the nearest place each."""
        at = self.next_place(value)
        nearest: dict[int, tuple[bool, int, int]] = {}
        sides = range(at, min(len(self.places), at + REACH)), range(at - 1, max(-1, at - 1 - REACH), -1)
        for side in sides:
            own = (p for p in side if self.labels[p] in labels and self.owner[p] not in self.spelled)
            for place in itertools.islice(own, PER_SIDE):
                far, k = self.far(place, value), self.owner[place]
                nearest[k] = min(nearest.get(k, far), far)
        for place in self.presented:
            if self.labels[place] in labels:
                nearest.setdefault(self.owner[place], (True, 0, place))
        return sorted(place for *_, place in nearest.values())
