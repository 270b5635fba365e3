"""Records against the schema of Every Eval Ever itself (tests/export/schemas)."""

import json
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.export.every_eval_ever import SCHEMA_VERSION, generate_every_eval_ever, why_no_record
from kg.export.results import results
from kg.graph import Graph
from kg.graph.tables import Tables

SCHEMA = json.loads(
    (Path(__file__).parent / "schemas" / "every_eval_ever-0.3.0.schema.json").read_text(encoding="utf-8")
)


def records_of(graph: Graph) -> list[dict[str, Any]]:
    """The records, each of which the schema takes; decimals as they are written."""
    lines = b"".join(generate_every_eval_ever(graph)).decode().split("\n")
    assert lines.pop() == ""
    for line in lines:
        jsonschema.validate(json.loads(line), SCHEMA, jsonschema.Draft7Validator)
    return [json.loads(line, parse_float=Decimal) for line in lines]


def result_of(graph: Graph) -> dict[str, Any]:
    (record,) = records_of(graph)
    (result,) = record["evaluation_results"]
    return result


def test_the_version_is_that_of_the_schema() -> None:
    assert SCHEMA["version"] == SCHEMA_VERSION


def test_oreal_has_its_record(seeds_graph: Graph) -> None:
    (record,) = (one for one in records_of(seeds_graph) if one["model_info"]["name"] == "OREAL-7B")
    assert record["evaluation_id"] == "paper/2502.06781/system/oreal-7b/1739232000"
    assert datetime.fromtimestamp(int(record["retrieved_timestamp"]), UTC).isoformat() == "2025-02-11T00:00:00+00:00"
    assert record["source_metadata"]["source_type"] == "documentation"
    assert record["source_metadata"]["evaluator_relationship"] == "first_party"
    assert record["source_metadata"]["additional_details"]["paper_url"] == "https://arxiv.org/abs/2502.06781"
    (result,) = record["evaluation_results"]
    assert result["evaluation_name"] == "MATH-500"
    assert result["source_data"]["url"] == ["https://arxiv.org/abs/2502.06781"]
    assert result["metric_config"] == {
        "metric_id": "pass@1",
        "metric_name": "pass@1 accuracy",
        "lower_is_better": False,
        "metric_unit": "percent",
        "score_type": "continuous",
        "min_score": 0,
        "max_score": 100,
    }
    assert result["score_details"]["score"] == 91
    details = result["score_details"]["details"]
    assert "OREAL" in details["sentence"]
    assert "91.0" in details["sentence"]
    assert (details["value_text"], details["unit_assumed"], details["kind"]) == ("91.0", "true", "absolute")
    assert details["digest"].startswith("2025-02-11.md:")


def test_every_score_of_the_seeds_is_there_once(seeds_graph: Graph) -> None:
    want = [r.statements[0].result for r in results(seeds_graph) if not why_no_record(r)]
    records = records_of(seeds_graph)
    have = [one["evaluation_result_id"] for record in records for one in record["evaluation_results"]]
    assert want
    assert sorted(have) == sorted(want)
    ids = [record["evaluation_id"] for record in records]
    assert len(ids) == len(set(ids))


def test_the_sentence_stands_in_the_summary_that_the_place_leads_to(seeds_graph: Graph, seeds: Path) -> None:
    for record in records_of(seeds_graph):
        for result in record["evaluation_results"]:
            details = result["score_details"]["details"]
            path, _, line = details["digest"].rpartition(":")
            row = (seeds / path).read_text(encoding="utf-8").splitlines()[int(line) - 1]
            assert details["value_text"] in row
            assert details["value_text"] in details["sentence"]


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ({"kind": "difference"}, "differences"),
        ({"value": None, "valueMin": Decimal(1), "valueMax": Decimal(2)}, "ranges"),
        ({"subject": None}, "without a named system"),
        ({"metric": None}, "without a named metric"),
        ({"better": None}, "by a metric whose better direction is not known"),
    ],
)
def test_what_the_schema_cannot_say_is_left_out(graph_of, row: dict[str, object], why: str) -> None:
    graph = graph_of(row)
    assert records_of(graph) == []
    assert [why_no_record(result) for result in results(graph)] == [why]


def test_people_are_no_models(graph_of) -> None:
    graph = graph_of({"subject": None})
    (result,) = (node for node in graph.nodes if node.type == "Result")
    tables = Tables(
        {(node.id, node.graph): node for node in graph.nodes}, {(*edge.key, edge.graph): edge for edge in graph.edges}
    )
    tables.node("agent/human", ("Agent",), result.graph, name="human")
    tables.edge(result.id, "subject", "agent/human", result.graph)
    assert records_of(tables.graph()) == []
    assert [why_no_record(one) for one in results(tables.graph())] == ["of people"]


@pytest.mark.parametrize(
    ("row", "bounded"),
    [
        ({}, True),
        ({"better": False}, False),
        ({"own_unit": None}, False),
        ({"unit": None}, False),
        ({"value": Decimal(101)}, False),
        ({"value": Decimal(-1)}, False),
    ],
)
def test_bounds_are_given_only_where_they_are_known(graph_of, row: dict[str, object], bounded: bool) -> None:
    config = result_of(graph_of(row))["metric_config"]
    assert ("score_type" in config, "max_score" in config) == (bounded, bounded)


@pytest.mark.parametrize("better", [True, False])
def test_the_direction_is_the_metrics(graph_of, better: bool) -> None:
    assert result_of(graph_of({"better": better}))["metric_config"]["lower_is_better"] is not better


@pytest.mark.parametrize("value", ["100", "0.1000000000000000055511151231257827", "123456789012345678901.5", "-3.25"])
def test_scores_keep_every_digit(graph_of, value: str) -> None:
    score = result_of(graph_of({"value": Decimal(value)}))["score_details"]["score"]
    assert str(score) == value


def test_what_is_stated_twice_is_one_result_with_both_places(graph_of) -> None:
    graph = graph_of({"day": "2025-02-12"}, {"day": "2025-02-11"})
    (record,) = records_of(graph)
    (result,) = record["evaluation_results"]
    details = result["score_details"]["details"]
    assert (details["day"], details["sentence"], details["digest"]) == ("2025-02-11", "Sentence 1.", "a.md:7")
    assert [(one["day"], one["sentence"]) for one in json.loads(details["also_stated"])] == [
        ("2025-02-12", "Sentence 0.")
    ]
    assert record["retrieved_timestamp"] == "1739232000"


def test_a_model_that_the_paper_links_to_gives_the_id(graph_of) -> None:
    graph = graph_of({"subject": "Frob-7B"}, {"subject": "Other-7B"})
    tables = Tables(
        {(node.id, node.graph): node for node in graph.nodes}, {(*edge.key, edge.graph): edge for edge in graph.edges}
    )
    tables.node("hf-model/1", ("HFModel",), "digest/2025-02-11", url="https://x", artifactName="acme/frob-7b")
    tables.edge("paper/1", "hasArtifact", "hf-model/1", "digest/2025-02-11")
    linked, other = (record["model_info"] for record in records_of(tables.graph()))
    assert (linked["id"], linked["name"], linked["developer"]) == ("acme/frob-7b", "Frob-7B", "acme")
    assert linked["additional_details"]["model_availability"] == "open_weights"
    assert (other["id"], "developer" in other) == ("Other-7B", False)
    assert other["additional_details"]["model_availability"] == "unknown"


@given(st.text(alphabet=st.characters(codec="utf-8"), min_size=1))
def test_any_name_comes_back_on_one_line(graph_of, name: str) -> None:
    (record,) = records_of(graph_of({"subject": name, "benchmark": name, "metric": name}))
    (result,) = record["evaluation_results"]
    assert record["model_info"]["name"] == result["evaluation_name"] == result["metric_config"]["metric_name"] == name


def test_half_a_character_does_not_stop_the_file(graph_of) -> None:
    (record,) = records_of(graph_of({"subject": "Frob\ud800"}))
    assert record["model_info"]["name"] == "Frob?"


def test_an_empty_graph_has_no_records() -> None:
    assert list(generate_every_eval_ever(Graph((), ()))) == []
