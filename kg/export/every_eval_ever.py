"""Records of Every Eval Ever (https://github.com/evaleval/every_eval_ever), aggregate schema 0.3.0, one a line (JSON Lines).

A record is one system in one paper, with all its results. `json.loads` of a line gives one; pandas, DuckDB and
`datasets.load_dataset("json", ..)` read the whole. The project's own datastore keeps each record in a file of its own
(`data/<collection>/<developer>/<model>/<uuid>.json`) and takes `.jsonl` for samples: give each line its file before
`every_eval_ever validate`.

The schema cannot say: differences, ratios, ranges; a result without a named system or benchmark, or without a metric of which it
is known which way is better (`lower_is_better` must be true or false). These are left out, and so are results of people.
What the schema has no field for stands in `score_details.details`, whose values are strings: the sentence, its place in the
digest (`path:line`) and the day, the pipeline component, the confidence, the number as written, kind, unit, baseline;
`also_stated` holds the further places of a result, as JSON. A slice of a larger graph is told in `source_metadata`.

What the digests do not say is not made up:

- `retrieved_timestamp` is the first day whose digest has one of the results, at midnight UTC; nothing here comes from a clock.
- `model_info.id` is `owner/name` where the paper links to the model of that name at Hugging Face; else it is the name alone,
  without a developer.
- `evaluator_relationship` is `first_party` where the paper introduces the system, else `other`: who made it is not known.
- `metric_unit` is the unit as stated: 91 percent stay 91. `score_type` and its bounds, 0 and 100, are given for rates in percent
  of which more is better; other bounds are not known (a word error rate can pass 100).
- `source_data` names the benchmark, and the page of the paper that reports the result.
"""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from itertools import groupby
from typing import Any

from kg.export.rdf import lexical
from kg.export.results import PaperResult, Statement, results, why_left_out
from kg.graph import Graph, ViewNode
from kg.graph.description import slice_of
from kg.schema import ValueType, subtypes_of

JsonObject = dict[str, Any]

SCHEMA_VERSION = "0.3.0"


def generate_every_eval_ever(graph: Graph) -> Iterator[bytes]:
    """The records in UTF-8, one a line, by paper and system."""
    kept = [result for result in results(graph) if not why_no_record(result)]
    slice_ = slice_of(graph)
    for _, group in groupby(kept, lambda result: (result.paper.id, result.system and result.system.id)):
        yield _json(_record(list(group), slice_)).encode("utf-8", "replace") + b"\n"


def why_no_record(result: PaperResult) -> str:
    """Why the schema cannot say a result; "" where it can."""
    if why := why_left_out(result):
        return why
    if result.system and result.system.type not in subtypes_of("System"):
        return "of people"
    known = result.metric is not None and "higherIsBetter" in result.metric.facts
    return "" if known else "by a metric whose better direction is not known"


def _record(found: list[PaperResult], slice_: str) -> JsonObject:
    first = found[0]
    paper, system = first.paper, first.system
    assert system is not None
    day = min(result.day for result in found)
    since_epoch = str(int(datetime.fromisoformat(day).replace(tzinfo=UTC).timestamp()))
    return {
        "schema_version": SCHEMA_VERSION,
        "evaluation_id": f"{paper.id}/{system.id}/{since_epoch}",
        "retrieved_timestamp": since_epoch,
        "source_metadata": {
            "source_name": paper.label,
            "source_type": "documentation",
            "source_organization_name": "arXiv",
            "source_organization_url": "https://arxiv.org",
            "evaluator_relationship": "first_party" if first.introduced else "other",
            "additional_details": {
                "paper_url": first.paper_url,
                "day": day,
                "note": "Read by machine from a summary of the paper in a digest: check the sentence.",
                **({"slice": slice_} if slice_ else {}),
            },
        },
        "eval_library": {"name": "unknown", "version": "unknown"},
        "model_info": _model_info(system, first.hf_model),
        "evaluation_results": [_result(result) for result in found],
    }


def _model_info(system: ViewNode, hf_model: ViewNode | None) -> JsonObject:
    info: JsonObject = {"name": system.label, "id": system.label}
    if hf_model:
        info |= {"id": hf_model.label, "developer": hf_model.label.partition("/")[0]}
    details = {
        "deployment_type": "unknown",
        "model_availability": "open_weights" if hf_model else "unknown",
        "entity": system.id,
    }
    if "parameterCount" in system.facts:
        details["parameter_count"] = str(system.facts["parameterCount"])
    return info | {"additional_details": details}


def _result(result: PaperResult) -> JsonObject:
    benchmark, first = result.benchmark, result.statements[0]
    assert benchmark is not None
    return {
        "evaluation_result_id": first.result,
        "evaluation_name": benchmark.label,
        "source_data": {
            "dataset_name": benchmark.label,
            "source_type": "url",
            "url": [result.paper_url],
            "additional_details": {"entity": benchmark.id},
        },
        "metric_config": _metric_config(result),
        "score_details": {"score": result.value, "details": _details(result)},
    }


def _metric_config(result: PaperResult) -> JsonObject:
    metric, value = result.metric, result.value
    assert metric is not None
    assert value is not None
    lower = metric.facts["higherIsBetter"] is False
    config: JsonObject = {
        "metric_id": metric.id.removeprefix("metric/"),
        "metric_name": metric.label,
        "lower_is_better": lower,
    }
    if result.unit:
        config["metric_unit"] = result.unit
    if result.unit == metric.facts.get("unit") == "percent" and not lower and 0 <= value <= 100:
        config |= {"score_type": "continuous", "min_score": Decimal(0), "max_score": Decimal(100)}
    if metric.facts.get("directionByRule") is True:
        config["additional_details"] = {"direction_by_rule": "true"}
    return config


def _details(result: PaperResult) -> dict[str, str]:
    first, *others = result.statements
    details = {
        **_place(first),
        "value_text": first.value_text,
        "confidence": lexical(result.confidence, ValueType.DECIMAL),
        "kind": result.kind,
    }
    if result.unit:
        details |= {"unit": result.unit, "unit_assumed": "true" if result.unit_assumed else "false"}
    if result.baseline:
        details["baseline"] = result.baseline.label
    if others:
        details["also_stated"] = json.dumps([_place(other) for other in others], ensure_ascii=False)
    return details


def _place(statement: Statement) -> dict[str, str]:
    quote = statement.quote
    place = f"{quote.path}:{quote.line}"
    return {"sentence": quote.sentence, "digest": place, "day": statement.day, "component": quote.component}


def _json(value: Any) -> str:
    """JSON on one line, decimals as numbers to the last digit, which floats would not keep."""
    if isinstance(value, Decimal):
        return lexical(value, ValueType.DECIMAL)
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(key)}: {_json(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_json, value)) + "]"
    return json.dumps(value, ensure_ascii=False)
