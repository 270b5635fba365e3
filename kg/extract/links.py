"""What the encoder reads of numbers and names together: which name is which argument of a number, and which system outperforms
which.
"""

import math
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence

import numpy as np
from spacy.tokens import Doc

from kg.extract.bounds import TokenSpan, bounds_of
from kg.extract.encoder import ARGUMENTS, LINK_SIZE, OF_ARGUMENT, STANDS, Reading
from kg.extract.layout import Layout, first_places
from kg.extract.pieces import Floats, Ints
from kg.extract.records import SYSTEMS, Mention, Span

# Places of names that are looked at on each side of a number or name; it keeps texts of many names linear.
REACH = 24
# Of what the paper presents, which may be meant from far off.
PRESENTED = 8
# Most pairs of systems are not compared.
PAIR_BIAS = 3.0


def means(vectors: Floats, spans: Sequence[TokenSpan]) -> Floats:
    """Mean over the tokens of each span; vectors of shape (tokens, ...), at least one span."""
    found = vectors[[start for start, _ in spans]]
    for k, (start, end) in enumerate(spans):
        if end - start > 1:
            found[k] = vectors[start:end].mean(axis=0)
    return found


def stands(
    value: Sequence[int], places: Ints, labels: Sequence[str], numbers: Sequence[int], sentences: Sequence[int]
) -> list[int]:
    """How places of names stand to a number: for each the index into `STANDS`.

    Args:
        value: first token of the number, and the first after it.
        places: the same of the names, ascending, shape (places, 2).
        labels: their labels.
        numbers: first tokens of the numbers that are results, ascending.
        sentences: first tokens of the sentences, ascending.
    """
    own = bisect_right(sentences, value[0])
    found = [0] * len(labels)
    starts = places[:, 0].tolist()
    first, at, after_at = bisect_left(starts, value[0]), bisect_left(numbers, value[0]), bisect_right(numbers, value[0])
    for after, order in ((1, range(first, len(labels))), (0, range(first - 1, -1, -1))):
        passed: Counter[str] = Counter()
        for k in order:
            place = starts[k]
            between = bisect_left(numbers, place) - after_at if after else at - bisect_left(numbers, place)
            same = int(bisect_right(sentences, place) == own)
            parts = after, min(passed[labels[k]], 3), same, min(max(between, 0), 2)
            for size, part in zip(STANDS, parts, strict=True):
                found[k] = found[k] * size + part
            passed[labels[k]] += 1
    return found


class Links:
    """The places of a document's mentions, as tokens, and what the encoder says of them."""

    def __init__(self, doc: Doc, values: Sequence[Span] = ()) -> None:
        """`values`: places of the numbers that are results, in order."""
        self.reading: Reading = doc._.kg_reading
        self.bounds = bounds_of(doc)
        mentions: tuple[Mention, ...] = doc._.kg_mentions
        found = sorted(
            (tokens, k)
            for k, mention in enumerate(mentions)
            for tokens in (self.bounds.tokens(*span) for span in mention.spans)
            if tokens is not None
        )
        self.places = [tokens for tokens, _ in found]
        self.owner = [k for _, k in found]
        self.labels = [mentions[k].label for k in self.owner]
        shape = (0, *self.reading.links.shape[1:])
        self.vectors = means(self.reading.links, self.places) if found else np.zeros(shape, dtype=np.float32)
        self.numbers = [self.tokens(span)[0] for span in values]
        self.sentences = [sentence.start for sentence in doc.sents] if len(doc) else []
        named = [k for k, mention in enumerate(mentions) if mention.introduced]
        self.presented = first_places(self.owner, named)[:PRESENTED]

    def tokens(self, span: Span) -> TokenSpan:
        """The tokens of a number of the document."""
        found = self.bounds.tokens(*span)
        if found is None:
            raise ValueError(f"{span} does not begin and end with tokens")
        return found

    def around(self, token: int) -> list[int]:
        """Places about a token, with the first of what the paper presents."""
        at = bisect_left(self.places, (token, token))
        near = range(max(0, at - REACH), min(len(self.places), at + REACH))
        return sorted({*near, *self.presented})

    def arguments(self, span: Span) -> dict[str, tuple[float, dict[int, float]]]:
        """For each argument of a number the logarithms of the chance that it is not named, and of those of mentions near it."""
        value = self.tokens(span)
        asking = self.reading.links[value[0] : value[1], 0].mean(axis=0)
        unnamed = self.reading.unnamed[value[0] : value[1]].mean(axis=0).tolist()
        near = self.around(value[0])
        scores = np.einsum("ad,pad->ap", asking[:-1], self.vectors[near, 1, :-1]) / LINK_SIZE**0.5
        where = np.array([self.places[p] for p in near], dtype=np.int64).reshape(-1, 2)
        held = stands(value, where, [self.labels[p] for p in near], self.numbers, self.sentences)
        rows = (scores + self.reading.near.reshape(len(ARGUMENTS), -1)[:, held]).tolist()
        found = {}
        for argument, missing, row in zip(ARGUMENTS, unnamed, rows, strict=True):
            by_mention: dict[int, list[float]] = {}
            for score, place in zip(row, near, strict=True):
                if self.labels[place] in OF_ARGUMENT[argument]:
                    by_mention.setdefault(self.owner[place], []).append(score)
            total = _log_sum([missing, *(score for own in by_mention.values() for score in own)])
            found[argument] = missing - total, {k: _log_sum(own) - total for k, own in by_mention.items()}
        return found

    def pairs(self) -> dict[tuple[int, int], float]:
        """For mentions of systems near each other, by winner and loser: the logit that one outperforms the other."""
        found: dict[tuple[int, int], list[float]] = {}
        systems = [place for place, label in enumerate(self.labels) if label in SYSTEMS]
        for winner in systems:
            near = [p for p in self.around(self.places[winner][0]) if self.labels[p] in SYSTEMS]
            scores = self.vectors[near, 1, -1] @ self.vectors[winner, 0, -1] / LINK_SIZE**0.5
            for loser, score in zip(near, scores.tolist(), strict=True):
                pair = self.owner[winner], self.owner[loser]
                if pair[0] != pair[1]:
                    found.setdefault(pair, []).append(score)
        return {pair: _log_sum(own) - PAIR_BIAS for pair, own in found.items()}


def linked(doc: Doc) -> tuple[Layout, Links]:
    """The layout and the links of a document and its values, made once for the same mentions and values."""
    key, made_of = "kg_linked", (doc._.kg_mentions, doc._.kg_values)
    if key not in doc.user_data or any(a is not b for a, b in zip(doc.user_data[key][0], made_of, strict=True)):
        values = [span for span, *_ in doc._.kg_values]
        doc.user_data[key] = made_of, (Layout(doc, values), Links(doc, values))
    found: tuple[Layout, Links] = doc.user_data[key][1]
    return found


def _log_sum(logs: Sequence[float]) -> float:
    most = max(logs)
    return most + math.log(math.fsum(math.exp(score - most) for score in logs))
