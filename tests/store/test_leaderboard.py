"""Who leads on a benchmark, and what cannot be compared."""

from decimal import Decimal

import pyoxigraph as ox
import pytest

from kg.schema import PREFIXES
from kg.store import find
from kg.store.leaderboard import Leaderboard, leaderboard

HEAD = (
    "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items())
    + "@prefix x: <https://example.org/x/> .\n"
)
ABOUT = """
x:foo a kg:Benchmark ; skos:prefLabel "Foo" .
x:acc a kg:Metric ; skos:prefLabel "accuracy" ; kg:higherIsBetter true .
x:lat a kg:Metric ; skos:prefLabel "tool latency" ; kg:higherIsBetter false ; kg:directionByRule true .
x:odd a kg:Metric ; skos:prefLabel "oddness" .
x:a a kg:System ; skos:prefLabel "A" . x:b a kg:System ; skos:prefLabel "B" . x:c a kg:System ; skos:prefLabel "C" .
x:p a kg:Paper ; dcterms:title "P" ; kg:hasCode [ schema:url <https://github.com/a/b> ] .
x:d1 kg:day "2025-01-01" . x:e1 kg:inDigest x:d1 . x:d2 kg:day "2025-01-02" . x:e2 kg:inDigest x:d2 .
"""


def result(number: int, stated: str, kind: str = "absolute", entry: str = "x:e1", **about: str) -> str:
    properties = {"subject": "x:a", "metric": "x:acc", "unit": '"percent"', "value": stated} | about
    told = " ; ".join(f"kg:{name} {term}" for name, term in properties.items() if term)
    place = {"x:e1": 'kg:path "1.md" ; kg:line 3', "x:e2": 'kg:path "2.md" ; kg:line 4'}[entry]
    words = f'[ kg:sentenceText "says {stated}" ; {place} ; kg:sentence [ oa:hasSource {entry} ] ]'
    return (
        f'x:r{number} a kg:Result ; kg:benchmark x:foo ; kg:kind "{kind}" ; kg:valueText "{stated}" ; kg:confidence 0.9 ; '
        f"kg:evidence {words} ; {told} . x:p kg:reports x:r{number} .\n"
    )


def board(*results: str, metric: str | None = None) -> Leaderboard:
    store = ox.Store()
    store.load((HEAD + ABOUT + "".join(results)).encode(), format=ox.RdfFormat.TURTLE)
    chosen = find(store, metric, "Metric") if metric else None
    return leaderboard(store, find(store, "foo", "Benchmark"), chosen)


def ranks(found: Leaderboard) -> list[list[tuple[int | None, str, str]]]:
    return [[(row.rank, row.system, row.value_text) for row in table.rows] for table in found.tables]


def test_the_best_is_first_and_equal_values_share_a_rank() -> None:
    found = board(
        result(1, "70.5"),
        result(2, "91", subject="x:b"),
        result(3, "91.0", subject="x:c"),
        result(4, "9", subject="x:b"),
    )
    assert ranks(found) == [[(1, "B", "91"), (1, "C", "91.0"), (3, "A", "70.5"), (4, "B", "9")]]
    (row, *_) = found.tables[0].rows
    assert (row.value, row.code, row.place, row.sentence) == (
        Decimal(91), ("https://github.com/a/b",), "1.md:3", "says 91"
    )  # fmt: skip


def test_of_a_metric_where_less_is_better_the_least_is_first() -> None:
    found = board(*(result(k, v, metric="x:lat", unit='"seconds"') for k, v in enumerate(("3", "1.5", "10"))))
    assert ranks(found) == [[(1, "A", "1.5"), (2, "A", "3"), (3, "A", "10")]]
    assert (found.tables[0].higher_is_better, found.tables[0].by_rule) == (False, True)


def test_nothing_is_ranked_where_it_is_not_known_which_way_is_better() -> None:
    for metric in ("x:odd", ""):
        assert ranks(board(*(result(k, v, metric=metric) for k, v in enumerate("132")))) == [
            [(None, "A", "3"), (None, "A", "2"), (None, "A", "1")]
        ]


def test_metrics_and_units_are_tables_of_their_own() -> None:
    found = board(
        result(1, "1"),
        result(2, "2", unit=""),
        result(3, "3", metric=""),
        result(4, "4", metric="x:odd"),
        result(5, "5"),
    )
    assert [(table.metric, table.unit) for table in found.tables] == [
        ("accuracy", "percent"), ("accuracy", ""), ("oddness", "percent"), ("", "percent")
    ]  # fmt: skip
    assert [
        table.metric for table in board(result(1, "1"), result(2, "2", metric="x:odd"), metric="Oddness").tables
    ] == ["oddness"]


@pytest.mark.parametrize(
    ("told", "why"),
    [
        (result(1, "3", "difference", baseline="x:b"), "a difference from B"),
        (result(1, "3", "difference"), "a difference from something that is not named"),
        (result(1, "2", "ratio", baseline="x:c"), "a ratio to C"),
        (result(1, "3", value="", valueMin="1", valueMax="2"), "a range, not one value"),
        (result(1, "3", subject=""), "no system is named"),
    ],
)
def test_what_cannot_be_compared_says_why(told: str, why: str) -> None:
    found = board(told)
    assert found.tables == ()
    assert [row.apart for row in found.apart] == [why]


def test_a_result_that_two_digests_state_stands_once_with_its_first_day() -> None:
    found = board(result(1, "5", entry="x:e2"), result(2, "5", entry="x:e1"))
    ((row,),) = (table.rows for table in found.tables)
    assert (row.day, row.place) == ("2025-01-01", "1.md:3")


def test_a_benchmark_without_results_has_no_table() -> None:
    assert board() == Leaderboard("Foo", (), ())
