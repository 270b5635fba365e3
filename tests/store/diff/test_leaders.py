"""Who took the lead from whom."""

from collections.abc import Callable

import pyoxigraph as ox
import pytest

from kg.store.diff import Diff
from kg.store.diff.text import text_lines

Compared = Callable[[ox.Store, ox.Store], Diff]
PAPERS = {"2501.00001": {"days": ["2025-01-02"]}, "2501.00002": {"days": ["2025-01-03"]}}


def said(system: str, value: str, paper: str = "2501.00001", **about: str) -> dict[str, object]:
    return {
        "paper": paper,
        "system": system and f"system/{system}",
        "value": value,
        "start": f"{system}-{value}",
    } | about


FIRST = said("a", "90")


@pytest.mark.parametrize(
    ("now", "how", "who"),
    [
        ([FIRST, said("b", "91", "2501.00002")], "taken", [("b", "91")]),
        ([FIRST, said("b", "90.0", "2501.00002")], "shared", [("a", "90"), ("b", "90.0")]),
        ([FIRST, said("a", "95", "2501.00002")], "improved", [("a", "95")]),
        ([said("b", "80")], "changed", [("b", "80")]),
    ],
)
def test_the_lead_says_how_it_changed(
    now: list[dict[str, object]], how: str, who: list[object], graph: Callable[..., ox.Store], compared: Compared
) -> None:
    found = compared(graph(PAPERS, results=[FIRST]), graph(PAPERS, results=now)).leaders
    (change,) = found.changed
    assert (change.how, [(result.system.label, result.value_text) for result in change.new.results]) == (how, who)
    (old,) = change.old.results
    assert (old.system.label, old.sentence) == ("a", "It has 90.")
    assert not found.new
    assert not found.gone


@pytest.mark.parametrize(
    "told",
    [
        said("b", "89", "2501.00002"),
        said("a", "90", "2501.00002"),
        said("b", "99", kind="difference"),
        said("", "99"),
        said("b", "80 to 99"),
    ],
)
def test_what_is_worse_or_cannot_be_compared_takes_no_lead(
    told: dict[str, object], graph: Callable[..., ox.Store], compared: Compared
) -> None:
    found = compared(graph(PAPERS, results=[FIRST]), graph(PAPERS, results=[FIRST, told]))
    assert found.leaders == type(found.leaders)()
    assert len(found.results.new) == 1


def test_another_unit_or_metric_is_a_table_of_its_own(graph: Callable[..., ox.Store], compared: Compared) -> None:
    now = [FIRST, said("b", "99", unit="points"), said("b", "98", metric="metric/n")]
    found = compared(graph(PAPERS, results=[FIRST]), graph(PAPERS, results=now)).leaders
    assert [(lead.metric.label, lead.unit) for lead in found.new] == [("m", "points"), ("n", "percent")]
    assert not found.changed
    assert not found.gone


def test_where_less_is_better_the_least_takes_the_lead(graph: Callable[..., ox.Store], compared: Compared) -> None:
    old = graph(PAPERS, results=[FIRST], lower_is_better=["metric/m"])
    new = graph(PAPERS, results=[FIRST, said("b", "9"), said("c", "95")], lower_is_better=["metric/m"])
    (change,) = compared(old, new).leaders.changed
    assert [result.system.label for result in change.new.results] == ["b"]


def test_where_the_other_way_is_better_now_nobody_took_the_lead(
    graph: Callable[..., ox.Store], compared: Compared
) -> None:
    both = [FIRST, said("b", "9")]
    found = compared(graph(PAPERS, results=both), graph(PAPERS, results=both, lower_is_better=["metric/m"]))
    (change,) = found.leaders.changed
    assert (change.how, [result.system.label for result in change.new.results]) == ("changed", ["b"])
    assert "b (9), before a (90), when the other way was better" in "".join(text_lines(found))


def test_tables_that_became_one_by_a_merge_lose_the_leader_of_the_one(
    graph: Callable[..., ox.Store], compared: Compared
) -> None:
    other = said("b", "80", benchmark="benchmark/bb")
    old = graph(PAPERS, {"benchmark/b": ["B"], "benchmark/bb": ["BB"]}, results=[FIRST, other])
    new = graph(PAPERS, {"benchmark/b": ["B", "BB"]}, results=[FIRST, other | {"benchmark": "benchmark/b"}])
    found = compared(old, new)
    assert found.results == type(found.results)()
    assert ([lead.benchmark.label for lead in found.leaders.gone], found.leaders.changed) == (["BB"], ())
