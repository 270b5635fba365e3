"""The page's leaderboards are those of `kg leaderboard`, and what the summaries say is marked in them."""

from decimal import Decimal

import pyoxigraph as ox
import pytest

from kg.export.html.boards import boards
from kg.export.html.data import page_data
from kg.export.turtle import generate_turtle
from kg.graph import Graph, view
from kg.schema import DEFAULT_BASE, iri_of, node_id
from kg.store.leaderboard import leaderboard


def as_the_command_ranks(graph: Graph, benchmark: str):
    store = ox.Store()
    store.bulk_load(b"".join(generate_turtle(graph, DEFAULT_BASE)), format=ox.RdfFormat.TURTLE)
    found = leaderboard(store, ox.NamedNode(iri_of(benchmark)))
    tables = [
        (t.metric, t.unit, t.higher_is_better, t.by_rule, [(row.rank, node_id(row.id)) for row in t.rows])
        for t in found.tables
    ]
    return tables, [(row.apart, node_id(row.id)) for row in found.apart]


def as_the_page_ranks(graph: Graph, benchmark: str):
    seen = view(graph)
    ids = [node.id for node in seen.nodes]
    _, tables, apart = next(board for board in boards(seen) if board[0] == ids.index(benchmark))
    named = [
        (seen.nodes[m].label if m >= 0 else "", unit, higher, by_rule, [(rank or None, ids[r]) for rank, r in rows])
        for m, unit, higher, by_rule, rows in tables
    ]
    return named, [(why, ids[result]) for why, result in apart]


ROWS = [
    {"value": Decimal("91.5")},
    {"value": Decimal("91.50"), "subject": "Nub"},
    {"value": Decimal(99), "subject": "Zed", "day": "2025-03-01"},
    {"value": Decimal(99), "subject": "Zed", "day": "2025-03-02"},
    {"value": Decimal(3), "kind": "difference"},
    {"value": Decimal(3), "kind": "ratio", "unit": "factor"},
    {"value": Decimal(3), "subject": None},
    {"value": Decimal(3), "metric": "latency", "better": False, "unit": "seconds"},
    {"value": Decimal(2), "metric": "latency", "better": False, "unit": "seconds"},
    {"value": Decimal(2), "metric": "oddness", "better": None},
    {"value": Decimal(4), "metric": "oddness", "better": None},
    {"value": Decimal(5), "metric": None, "unit": "count"},
]


def test_page_and_command_rank_invented_results_alike(graph_of) -> None:
    graph = graph_of(*ROWS)
    tables, apart = as_the_page_ranks(graph, "benchmark/FrobBench")
    assert (tables, apart) == as_the_command_ranks(graph, "benchmark/FrobBench")
    assert [[rank for rank, _ in rows] for *_, rows in tables] == [[1, 2, 2], [1, 2], [None, None], [None]]
    assert len(apart) == 3


def test_page_and_command_rank_the_seeds_alike(seeds_graph) -> None:
    seen = view(seeds_graph)
    named = [seen.nodes[board[0]].id for board in boards(seen) if board[0] >= 0]
    assert len(named) > 20
    for benchmark in named[:: len(named) // 8]:
        assert as_the_page_ranks(seeds_graph, benchmark) == as_the_command_ranks(seeds_graph, benchmark)


def test_results_without_a_benchmark_stand_apart(graph_of) -> None:
    graph = graph_of({"benchmark": None}, {"benchmark": None, "kind": "difference", "day": "2025-02-12"})
    ((benchmark, tables, apart),) = boards(view(graph))
    assert (benchmark, tables) == (-1, [])
    assert [why for why, _ in apart] == ["a difference from something that is not named", "no benchmark is named"]


@pytest.fixture(scope="module")
def seeds_page(seeds_graph):
    return page_data(view(seeds_graph))


def test_every_mention_and_every_value_of_the_seeds_is_marked(seeds_graph, seeds_page) -> None:
    marked = {entry["id"]: entry["marks"] for entry in seeds_page["entries"]}
    wanted = 0
    for node in seeds_graph.merged_nodes():
        if node.type != "Evidence":
            continue
        for name, value in node.properties.items():
            if name not in ("surfaceSpan", "valueSpan"):
                continue
            for span in value if isinstance(value, tuple) else (value,):
                wanted += 1
                covering = [mark for mark in marked[span.entry] if mark[0] < span.end and span.start < mark[1]]
                assert covering, (span.entry, span.exact)
                assert name == "surfaceSpan" or any(is_result for *_, is_result in covering), span.exact
    assert wanted > 500


def test_months_are_a_calendar_without_gaps(graph_of) -> None:
    found = page_data(view(graph_of({"day": "2024-11-30"}, {"day": "2025-02-01"})))
    assert found["months"] == ["2024-11", "2024-12", "2025-01", "2025-02"]
    assert {number for node in found["nodes"] for number in node["months"]} == {0, 3}
