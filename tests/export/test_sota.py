import json
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.export.results import results, why_left_out
from kg.export.sota import generate_sota
from kg.graph import Graph

SCHEMA = json.loads((Path(__file__).parent / "schemas" / "sota.schema.json").read_text(encoding="utf-8"))


def task_of(graph: Graph) -> dict[str, Any]:
    """The one task; its form is checked."""
    document = json.loads(b"".join(generate_sota(graph)))
    jsonschema.validate(document, SCHEMA, jsonschema.Draft7Validator)
    (task,) = document
    return task


def rows_of(graph: Graph, dataset: str = "FrobBench") -> list[dict[str, Any]]:
    (found,) = (one for one in task_of(graph)["datasets"] if one["dataset"] == dataset)
    return found["sota"]["rows"]


def metrics_of(graph: Graph) -> list[dict[str, str]]:
    return [row["metrics"] for row in rows_of(graph)]


def test_oreal_stands_in_the_table_of_math_500(seeds_graph: Graph) -> None:
    (dataset,) = (one for one in task_of(seeds_graph)["datasets"] if one["dataset"] == "MATH-500")
    (row,) = (one for one in dataset["sota"]["rows"] if one["model_name"] == "OREAL-7B")
    assert row == {
        "model_name": "OREAL-7B",
        "paper_title": "Exploring the Limit of Outcome Reward for Learning Mathematical Reasoning",
        "paper_url": "https://arxiv.org/abs/2502.06781",
        "paper_date": "2025-02-11",
        "code_links": [{"title": "InternLM/OREAL", "url": "https://github.com/InternLM/OREAL"}],
        "model_links": [],
        "metrics": {"pass@1 accuracy": "91"},
    }
    assert "pass@1 accuracy" in dataset["sota"]["metrics"]
    assert "- pass@1 accuracy: percent, higher is better" in dataset["description"]


def test_every_score_of_the_seeds_is_there_once_and_the_rest_is_counted(seeds_graph: Graph) -> None:
    task, found = task_of(seeds_graph), results(seeds_graph)
    scores = [result for result in found if not why_left_out(result)]
    want = Counter((r.benchmark.label, r.system.label, str(r.value)) for r in scores if r.benchmark and r.system)
    have = Counter(
        (dataset["dataset"], row["model_name"], value)
        for dataset in task["datasets"]
        for row in dataset["sota"]["rows"]
        for value in row["metrics"].values()
    )
    assert scores
    assert have == want
    assert f"{len(scores)} of {len(found)} results are here" in task["description"]
    differences = sum(why_left_out(result) == "differences" for result in found)
    assert f"{differences} differences" in task["description"]


def test_a_system_is_linked_to_code_only_by_the_paper_that_introduces_it(seeds_graph: Graph) -> None:
    rows = {row["model_name"]: row for row in rows_of(seeds_graph, "MATH-500")}
    assert rows["ThinkPO"]["code_links"]
    assert rows["ThinkPO"]["paper_url"] == rows["DeepSeek-R1-Distill-Qwen-7B"]["paper_url"]
    assert rows["DeepSeek-R1-Distill-Qwen-7B"]["code_links"] == []


def test_metrics_of_one_system_share_a_row(graph_of) -> None:
    assert metrics_of(graph_of({}, {"metric": "F1", "value": Decimal(80)})) == [{"accuracy": "91.5", "F1": "80"}]


def test_two_values_of_one_metric_are_two_rows_and_pair_with_no_other(graph_of) -> None:
    graph = graph_of({}, {"value": Decimal(90)}, {"metric": "F1", "value": Decimal(80)})
    assert metrics_of(graph) == [{"F1": "80"}, {"accuracy": "90"}, {"accuracy": "91.5"}]


def test_a_unit_that_is_not_the_metrics_own_makes_another_column(graph_of) -> None:
    share = {"value": Decimal("0.915"), "unit": None}
    other = {"metric": "latency", "own_unit": "seconds", "unit": "milliseconds", "value": Decimal(100), "better": False}
    graph = graph_of({}, share, other, {"metric": "BLEU", "own_unit": None, "unit": None, "value": Decimal(34)})
    (dataset,) = task_of(graph)["datasets"]
    assert dataset["sota"]["metrics"] == ["BLEU", "accuracy", "accuracy (no unit)", "latency (milliseconds)"]
    assert "- latency (milliseconds): milliseconds, lower is better" in dataset["description"].splitlines()


def test_papers_that_introduce_a_benchmark_are_its_citations(graph_of) -> None:
    graph = graph_of({})
    (of,) = (edge for edge in graph.edges if edge.type == "benchmark")
    told = type(of)("paper/1", "introduces", of.target, of.graph)
    (dataset,) = task_of(Graph(graph.nodes, (*graph.edges, told)))["datasets"]
    assert dataset["dataset_citations"] == [{"title": "On Frobs", "url": "https://arxiv.org/abs/2502.00001"}]


@pytest.mark.parametrize("value", ["100", "0.0000000001", "123456789012345678901234567890.5", "-3"])
def test_values_keep_every_digit(graph_of, value: str) -> None:
    assert metrics_of(graph_of({"value": Decimal(value)})) == [{"accuracy": value}]


@given(st.text(alphabet=st.characters(codec="utf-8"), min_size=1))
def test_any_name_comes_back(graph_of, name: str) -> None:
    (dataset,) = task_of(graph_of({"subject": name, "benchmark": name, "metric": name}))["datasets"]
    (row,) = dataset["sota"]["rows"]
    assert (dataset["dataset"], row["model_name"], row["metrics"]) == (name, name, {name: "91.5"})


def test_half_a_character_does_not_stop_the_file(graph_of) -> None:
    assert rows_of(graph_of({"subject": "Frob\ud800"}))[0]["model_name"] == "Frob?"


def test_an_empty_graph_is_a_task_without_datasets() -> None:
    task = task_of(Graph((), ()))
    assert task["datasets"] == []
    assert task["description"].endswith("0 of 0 results are here.")
