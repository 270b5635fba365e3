"""What is learned of numbers: where labelled results stand, and the choices of which one is right."""

from dataclasses import replace
from typing import Any

import pytest

from kg.extract.extractor import load_pipeline
from kg.extract.layout import Layout
from training.examples import argument_groups, named_document, pair_groups, right_pairs, stated
from training.labelled import Labelled

TEXT = "FooNet reaches 91% accuracy on BarBench and 45% on BazBench, 4% above GPT-4o. Again 45% is good."
PARTS = ("subject", "benchmark", "metric", "value", "kind", "baseline")
GOLD: dict[str, Any] = {
    "entities": [
        {"text": "FooNet", "label": "model"}, {"text": "GPT-4o", "label": "model"}, {"text": "accuracy", "label": "metric"},
        {"text": "BarBench", "label": "benchmark", "role": "evaluates"},
        {"text": "BazBench", "label": "benchmark", "role": "evaluates"},
    ],
    "introduces": ["FooNet"],
    "results": [
        dict(zip(PARTS, parts, strict=True))
        for parts in (
            ("FooNet", "BarBench", "accuracy", "91%", "absolute", None),
            ("FooNet", "BazBench", "accuracy", "45%", "absolute", None),
            ("FooNet", "BazBench", None, "4%", "difference", "GPT-4o"),
        )
    ],
    "outperforms": [["FooNet", "GPT-4o"]],
}  # fmt: skip
PAPER = Labelled("1", "2025-01-01", TEXT, GOLD)


@pytest.fixture(scope="module")
def nlp():
    return load_pipeline(until="kg_encoder")


def test_a_document_with_the_names_and_numbers_of_its_labels(nlp) -> None:
    doc = named_document(nlp, PAPER)
    assert {m.text: (m.label, m.role, m.introduced) for m in doc._.kg_mentions}["BarBench"] == (
        "benchmark",
        "evaluates",
        False,
    )
    assert [(TEXT[slice(*span)], kind) for span, kind, _ in doc._.kg_values] == [
        ("91%", "absolute"), ("45%", "absolute"), ("4%", "difference")
    ]  # fmt: skip


def test_of_a_number_that_stands_twice_the_place_near_its_names_is_meant(nlp) -> None:
    doc = named_document(nlp, PAPER)
    first, second = TEXT.index("45%"), TEXT.rindex("45%")
    results, unclear = stated(PAPER, doc)
    assert (first, first + 3) in results
    assert unclear == {(second, second + 3)}


def test_each_argument_is_a_choice_of_which_one_is_right(nlp) -> None:
    groups = argument_groups([(PAPER, named_document(nlp, PAPER))])
    assert len(groups) == 3 + 3 + 4
    assert all(sum(right) == 1 and len(rows) == len(right) for rows, right in groups)
    assert all(any(":none" in cue for cue in rows[0]) for rows, _ in groups)


def test_each_two_systems_are_a_choice(nlp) -> None:
    groups = pair_groups([(PAPER, named_document(nlp, PAPER))])
    assert sorted(right for _, right in groups) == [[False, True], [True, False]]


def test_a_pair_is_right_from_winner_to_loser(nlp) -> None:
    layout = Layout(named_document(nlp, PAPER))
    winner, loser = (layout.firsts.index(TEXT.index(name)) for name in ("FooNet", "GPT-4o"))
    assert right_pairs(PAPER, layout, [(winner, loser), (loser, winner)]) == [True, False]


def test_an_argument_that_was_not_found_is_not_learned_from(nlp) -> None:
    doc = named_document(nlp, PAPER)
    doc._.kg_mentions = tuple(mention for mention in doc._.kg_mentions if mention.text != "BarBench")
    assert len(argument_groups([(PAPER, doc)])) == 9


def test_labels_without_results_give_nothing(nlp) -> None:
    bare = replace(PAPER, gold=GOLD | {"results": [], "outperforms": []})
    assert argument_groups([(bare, named_document(nlp, bare))]) == []
