"""Which results are the same, and which have changed."""

from collections.abc import Callable

import pyoxigraph as ox
import pytest

from kg.store.diff import Diff

Compared = Callable[[ox.Store, ox.Store], Diff]
PAPER, OTHER = "2501.00001", "2501.00002"
PAPERS = {PAPER: {"days": ["2025-01-02"]}, OTHER: {"days": ["2025-01-03"]}}
RESULT = {"paper": PAPER, "value": "91", "start": 10}


def test_a_result_that_stands_elsewhere_is_the_same(graph: Callable[..., ox.Store], compared: Compared) -> None:
    for now in ({"start": 12}, {"value": "91.0"}, {"sentence": "It is said in other words to have 91."}):
        assert compared(graph(PAPERS, results=[RESULT]), graph(PAPERS, results=[RESULT | now])).is_empty


def test_a_result_that_a_second_day_repeats_is_no_news(graph: Callable[..., ox.Store], compared: Compared) -> None:
    assert compared(graph(PAPERS, results=[RESULT]), graph(PAPERS, results=[RESULT, RESULT | {"start": 40}])).is_empty


def test_the_same_numbers_of_another_paper_are_another_result(
    graph: Callable[..., ox.Store], compared: Compared
) -> None:
    found = compared(
        graph(PAPERS, results=[RESULT]), graph(PAPERS, results=[RESULT, RESULT | {"paper": OTHER}])
    ).results
    assert [(result.paper, result.title, result.day) for result in found.new] == [
        (f"paper/{OTHER}", OTHER, "2025-01-03")
    ]
    assert not found.gone
    assert not found.changed


@pytest.mark.parametrize(
    ("now", "told"),
    [
        ({"value": "92", "start": 11}, ("value", ("91",), ("92",))),
        ({"unit": ""}, ("unit", ("percent",), ())),
        ({"kind": "difference"}, ("kind", ("absolute",), ("difference",))),
        ({"benchmark": "benchmark/other", "start": 12}, ("benchmark", ("b",), ("other",))),
        ({"metric": ""}, ("metric", ("m",), ())),
        ({"baseline": "system/z"}, ("baseline", (), ("z",))),
    ],
)
def test_another_value_or_reading_of_the_same_is_a_change(
    now: dict[str, object], told: tuple[object, ...], graph: Callable[..., ox.Store], compared: Compared
) -> None:
    found = compared(graph(PAPERS, results=[RESULT]), graph(PAPERS, results=[RESULT | now])).results
    assert not found.new
    assert not found.gone
    (changed,) = found.changed
    assert [(change.property, change.old, change.new) for change in changed.changes] == [told]


def test_where_several_could_be_the_one_that_changed_none_is_said_to_be(
    graph: Callable[..., ox.Store], compared: Compared
) -> None:
    found = compared(
        graph(PAPERS, results=[RESULT]),
        graph(PAPERS, results=[RESULT | {"value": "92"}, RESULT | {"value": "93", "start": 50}]),
    ).results
    assert (len(found.new), len(found.gone), found.changed) == (2, 1, ())


def test_a_result_on_a_benchmark_that_was_renamed_is_the_same(
    graph: Callable[..., ox.Store], compared: Compared
) -> None:
    old = graph(PAPERS, {"benchmark/b": ["B"]}, results=[RESULT])
    new = graph(PAPERS, {"benchmark/c": ["C", "B"]}, results=[RESULT | {"benchmark": "benchmark/c"}])
    found = compared(old, new)
    assert [move.how for move in found.entities.moved] == ["renamed"]
    assert found.results == type(found.results)()
    assert found.leaders == type(found.leaders)()


def test_a_range_is_compared_by_its_words(graph: Callable[..., ox.Store], compared: Compared) -> None:
    old, same, other = (graph(PAPERS, results=[RESULT | {"value": value}]) for value in ("1 to 2", "1 to 2", "1 to 3"))
    assert compared(old, same).is_empty
    (changed,) = compared(old, other).results.changed
    assert changed.changes[0].new == ("1 to 3",)
