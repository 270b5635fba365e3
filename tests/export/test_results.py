from collections import Counter
from decimal import Decimal

import pytest

from kg.export.results import results, why_left_out
from kg.graph import Graph
from kg.graph.tables import Tables


def test_every_result_of_the_seeds_is_there_with_its_sentence(seeds_graph: Graph) -> None:
    found = results(seeds_graph)
    stated = [statement.result for result in found for statement in result.statements]
    assert sorted(stated) == [node.id for node in seeds_graph.merged_nodes() if node.type == "Result"]
    for result in found:
        for statement in result.statements:
            assert statement.value_text in statement.quote.sentence
            assert statement.day == statement.quote.path.removesuffix(".md")


def test_a_result_has_all_that_belongs_to_it(seeds_graph: Graph) -> None:
    (found,) = (r for r in results(seeds_graph) if r.system and r.system.label == "OREAL-7B")
    assert found.benchmark
    assert found.metric
    assert (found.benchmark.label, found.metric.label, found.value, found.unit) == (
        "MATH-500",
        "pass@1 accuracy",
        Decimal(91),
        "percent",
    )
    assert (found.paper_url, found.day, found.introduced) == ("https://arxiv.org/abs/2502.06781", "2025-02-11", True)
    assert [repository.label for repository in found.code] == ["InternLM/OREAL"]


def test_what_two_days_state_is_one_result_and_keeps_both_places(graph_of) -> None:
    later = {"day": "2025-02-12", "confidence": Decimal("0.9"), "unitAssumed": True}
    (found,) = results(graph_of({}, later))
    assert [s.day for s in found.statements] == ["2025-02-11", "2025-02-12"]
    assert (found.day, found.confidence, found.unit_assumed) == ("2025-02-11", Decimal("0.9"), False)


@pytest.mark.parametrize(
    "other",
    [
        {"value": Decimal(90)},
        {"unit": "points"},
        {"kind": "difference"},
        {"metric": "F1"},
        {"benchmark": "Other"},
        {"subject": None},
    ],
)
def test_results_that_differ_are_two(graph_of, other: dict[str, object]) -> None:
    assert len(results(graph_of({}, other))) == 2


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ({}, ""),
        ({"kind": "difference"}, "differences"),
        ({"kind": "ratio"}, "ratios"),
        ({"value": None, "valueMin": Decimal(1), "valueMax": Decimal(2)}, "ranges"),
        ({"subject": None}, "without a named system"),
        ({"benchmark": None}, "without a named benchmark"),
        ({"metric": None}, "without a named metric"),
    ],
)
def test_a_reason_is_given_for_what_is_no_score(graph_of, row: dict[str, object], why: str) -> None:
    (found,) = results(graph_of(row))
    assert why_left_out(found) == why


def test_the_order_does_not_hang_on_that_of_the_rows(graph_of) -> None:
    rows = [{"subject": name, "value": Decimal(value)} for name in "cab" for value in (3, 1, 2)]
    found = results(graph_of(*rows))
    assert [r.system.label for r in found if r.system] == list("aaabbbccc")
    assert Counter(r.value for r in found) == {Decimal(n): 3 for n in (1, 2, 3)}


def test_a_benchmark_is_no_system(graph_of) -> None:
    graph = graph_of({"subject": None})
    edges = [e for e in graph.edges if e.type == "benchmark"]
    wrong = Graph(graph.nodes, (*graph.edges, *(type(e)(e.source, "subject", e.target, e.graph) for e in edges)))
    (found,) = results(wrong)
    assert found.system is None


def test_points_tell_models_apart(graph_of) -> None:
    graph = graph_of({"subject": "Frob 1.5B"})
    tables = Tables({(n.id, n.graph): n for n in graph.nodes}, {(*e.key, e.graph): e for e in graph.edges})
    for name in ("acme/frob-15b", "acme/FROB-1.5B"):
        tables.node(f"hf-model/{name}", ("HFModel",), "digest/2025-02-11", url=f"https://x/{name}", artifactName=name)
        tables.edge("paper/1", "hasArtifact", f"hf-model/{name}", "digest/2025-02-11")
    (found,) = results(tables.graph())
    assert found.hf_model
    assert found.hf_model.label == "acme/FROB-1.5B"
