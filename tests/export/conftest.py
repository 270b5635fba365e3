"""Invented results: a graph around rows of system, benchmark, metric and value, as `kg.graph` builds it from summaries."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

import pytest

from kg.graph import Graph, TextSpan
from kg.graph.tables import Tables

ENDS = {"subject": ("system", "Model"), "benchmark": ("benchmark", "Benchmark"), "metric": ("metric", "Metric")}
TITLE = "On Frobs"


def _graph(*rows: Mapping[str, Any]) -> Graph:
    """A graph of one paper; a row names `subject`, `benchmark`, `metric` (None for none) and facts of the Result node.

    `day` is that of its digest, `better` is the metric's `higherIsBetter`, `own_unit` its unit.
    """
    tables = Tables()
    for number, row in enumerate(rows):
        facts = {
            "subject": "Frob-7B",
            "benchmark": "FrobBench",
            "metric": "accuracy",
            "better": True,
            "own_unit": "percent",
        }
        facts |= {"kind": "absolute", "value": Decimal("91.5"), "unit": "percent", "day": "2025-02-11"} | row
        named = f"digest/{facts.pop('day')}"
        entry, result, text = f"entry/{named}/1", f"result/1/{named}/{number}", f"Sentence {number}."
        tables.node(named, ("Digest",), named, day=named.removeprefix("digest/"), path="a.md", line=1)
        tables.node(entry, ("DigestEntry",), named, line=7, summary=text)
        tables.node("paper/1", ("Paper",), named, title=TITLE, page=("https://arxiv.org/abs/2502.00001",))
        tables.edge(entry, "inDigest", named, named)
        tables.edge(entry, "describes", "paper/1", named)
        better, own_unit = facts.pop("better"), facts.pop("own_unit")
        for end, (prefix, type_) in ENDS.items():
            name = facts.pop(end)
            if name is not None:
                known = {"higherIsBetter": better, "unit": own_unit} if end == "metric" else {}
                tables.node(f"{prefix}/{name}", (type_,), named, prefLabel=name, **known)
                tables.edge(result, end, f"{prefix}/{name}", named)
        tables.node(
            result, ("Result",), named, **{"valueText": str(facts["value"]), "confidence": Decimal("0.8")} | facts
        )
        tables.edge("paper/1", "reports", result, named)
        span = TextSpan(entry, 0, len(text), text, "", "")
        said = {"component": "invented", "confidence": Decimal("0.8"), "sentence": span, "path": "a.md", "line": 7}
        tables.node(f"evidence/{result}", ("Evidence",), named, **said)
        tables.edge(result, "evidence", f"evidence/{result}", named)
    return tables.graph()


@pytest.fixture(scope="session")
def graph_of() -> Callable[..., Graph]:
    return _graph
