"""Invented results, as `kg.graph` builds them from summaries, and an invented view of all that is hard to write."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

import pytest

from kg.export.attributes import Place
from kg.export.drawn import DrawnGraph, drawn
from kg.graph import Graph, Quote, TextSpan, View, ViewEdge, ViewNode
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


ILLEGAL = "".join(map(chr, [*range(9), 11, 12, *range(14, 32), 0xD800, 0xDFFF, 0xFFFE, 0xFFFF]))
"""Of the characters that no XML document may have one of each kind (XML 1.0, section 2.2)."""


def _crowded() -> View:
    """Several edges between two nodes and one to itself, months with a gap and none at all, and everything that breaks XML."""
    quote = Quote("entry/1", (0, 5), f"a{ILLEGAL}b", (), "a.md", 7, "ruler", Decimal("NaN"))
    facts: dict[str, dict[str, Any]] = {
        "result/nan": {"value": Decimal("NaN")},
        "result/infinite": {"value": Decimal("-Infinity")},
        "result/beyond": {"value": Decimal("1e999")},
        "result/number": {"value": Decimal("-91.50")},
    }
    labels = {
        "paper/illegal": f"a{ILLEGAL}b",
        "paper/empty": "",
        "paper/blank": f" {ILLEGAL}\n",
        "paper/markup": "<b>&amp;\"'\t]]>\r\n&",
        f"paper/id{ILLEGAL}": "id",
        "paper/emoji": "😀 𝛽 日本",
        "paper/long": "𝛽&" * 2_500_000,
    }
    gap = ("2024-12", "2025-01", "2025-03")
    nodes = [
        ViewNode(i, i.partition("/")[0].capitalize(), labels.get(i, i), (), (), "", 0, facts.get(i, {}), (), (), months)
        for i, months in sorted(
            {**dict.fromkeys([*labels, *facts], ("2025-02",)), "paper/never": (), "paper/gap": gap}.items()
        )
    ]
    ends = [("paper/gap", type_, "paper/emoji") for type_ in ("evaluatesOn", "introduces", "trainsOn")]
    ends += [("paper/emoji", "mentions", "paper/gap"), ("paper/gap", "outperforms", "paper/gap")]
    ends += [(f"paper/id{ILLEGAL}", "hasCode", "paper/empty")]
    edges = [
        ViewEdge(f"{s} {t} {o}", s, t, o, "2025-03", k, None, (f"{ILLEGAL}.md:1",), (quote,) * (k % 2), ("2025-03",))
        for k, (s, t, o) in enumerate(sorted(ends), 1)
    ]
    return View(tuple(nodes), tuple(edges), f"tag=X{ILLEGAL}")


@pytest.fixture(scope="session")
def crowded_view() -> View:
    return _crowded()


@pytest.fixture(scope="session")
def seeds_drawn(seeds_graph: Graph) -> DrawnGraph:
    return drawn(seeds_graph)


def _placed(view: View) -> list[Place]:
    return [Place(7 * number, -number, 10 + number, (number % 256, 2, 3)) for number in range(len(view.nodes))]


@pytest.fixture(scope="session")
def placed() -> Callable[[View], list[Place]]:
    """Some place for each node of a view."""
    return _placed
