"""What the encoder reads of numbers and names together; its part is played by hand."""

import math
from dataclasses import replace

import numpy as np
import pytest

from kg.extract.encoder import ARGUMENTS, STANDS
from kg.extract.layout import Layout
from kg.extract.links import Links, stands

TEXT = "FooNet reaches 91.2% on BarBench, BazNet 45%."
NAMES = {"FooNet": "model", "BarBench": "benchmark", "BazNet": "model"}
VALUES = {"91.2%": "absolute", "45%": "absolute"}


def tokens(doc, surface: str) -> slice:
    start = TEXT.index(surface)
    span = doc.char_span(start, start + len(surface))
    assert span is not None
    return slice(span.start, span.end)


def asked(doc, links):
    """The document, where a number asks and a name answers as told: (asks, answers, argument or -1 for winners)."""
    vectors = np.zeros_like(doc._.kg_reading.links)
    for k, (asks, answers, argument) in enumerate(links):
        vectors[tokens(doc, asks), 0, argument, k] = 5.0
        vectors[tokens(doc, answers), 1, argument, k] = 5.0
    doc._.kg_reading = replace(doc._.kg_reading, links=vectors)
    return doc


def test_what_answers_a_number_is_likeliest(played) -> None:
    doc = asked(played(TEXT, NAMES, VALUES), [("91.2%", "FooNet", 0), ("45%", "BazNet", 0)])
    links = Links(doc, [span for span, *_ in doc._.kg_values])
    for span, name in zip(
        Layout(doc, links_values := [s for s, *_ in doc._.kg_values]).values, ("FooNet", "BazNet"), strict=True
    ):
        unnamed, fits = links.arguments(span)["subject"]
        best = max(fits, key=lambda k: fits[k])
        assert doc._.kg_mentions[best].text == name
        assert math.fsum(map(math.exp, [unnamed, *fits.values()])) == pytest.approx(1)
    assert links.arguments(links_values[0])["metric"] == (0.0, {})


def test_a_pair_is_read_from_winner_to_loser(played) -> None:
    doc = asked(played(TEXT, NAMES, VALUES), [("FooNet", "BazNet", -1)])
    logits = Links(doc).pairs()
    names = {tuple(doc._.kg_mentions[k].text for k in pair): logit for pair, logit in logits.items()}
    assert names["FooNet", "BazNet"] > names["BazNet", "FooNet"]
    assert set(names) == {("FooNet", "BazNet"), ("BazNet", "FooNet")}


def test_how_names_stand_to_a_number() -> None:
    places = np.array([[0, 1], [2, 3], [6, 7], [9, 10]])
    found = stands((4, 5), places, ["model", "model", "benchmark", "benchmark"], [4, 8], [0, 5])
    table = np.arange(math.prod(STANDS)).reshape(STANDS)
    assert found == [table[0, 1, 1, 0], table[0, 0, 1, 0], table[1, 0, 0, 0], table[1, 1, 0, 1]]


def test_a_document_without_names_has_no_links(played) -> None:
    doc = played("It reaches 5%.", {}, {"5%": "absolute"})
    links = Links(doc, [span for span, *_ in doc._.kg_values])
    assert links.pairs() == {}
    assert all(found == (0.0, {}) for found in links.arguments(doc._.kg_values[0][0]).values())
    assert tuple(links.arguments(doc._.kg_values[0][0])) == ARGUMENTS
    with pytest.raises(ValueError, match="tokens"):
        links.tokens((0, 1))
