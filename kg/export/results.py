"""Results with all that belongs to them, as the formats write them that are records of results (`sota`, `every-eval-ever`)."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from kg.export.drawn import drawn
from kg.graph import Graph, Quote, ViewNode
from kg.schema import subtypes_of


@dataclass(frozen=True, slots=True, order=True)
class Statement:
    """One place that states a result: the day of the digest (ISO), the sentence, the Result node's id, the number as written."""

    day: str
    quote: Quote
    result: str
    value_text: str


@dataclass(frozen=True, slots=True)
class PaperResult:
    """What a paper reports, however often its summaries say so; `statements` are those places, the earliest first.

    `system`, `benchmark`, `metric` and `baseline` are None where none is named; `value` is None for a range. `confidence` is the
    highest of the statements, and `unit_assumed` holds where none of them writes the unit.

    `introduced`: the paper introduces the system. `code` are the paper's repositories; `hf_model` is a model that the paper links
    to and that has the system's name; `benchmark_papers` introduce the benchmark.
    """

    paper: ViewNode
    system: ViewNode | None
    benchmark: ViewNode | None
    metric: ViewNode | None
    baseline: ViewNode | None
    kind: str
    value: Decimal | None
    unit: str | None
    unit_assumed: bool
    confidence: Decimal
    statements: tuple[Statement, ...]
    introduced: bool
    code: tuple[ViewNode, ...]
    hf_model: ViewNode | None
    benchmark_papers: tuple[ViewNode, ...]

    @property
    def paper_url(self) -> str:
        """The paper's page at arXiv."""
        return self.paper.urls[0] if self.paper.urls else ""

    @property
    def day(self) -> str:
        """The first day whose digest states the result."""
        return self.statements[0].day


def results(graph: Graph) -> tuple[PaperResult, ...]:
    """All results of a graph, sorted by the ids of paper, system, benchmark and metric, then by the first statement.

    What a paper says twice, in a summary or on two days, is one result where system, benchmark, metric, baseline, kind, value and
    unit are the same. Ranges are told apart by their text.
    """
    seen = drawn(graph).view
    nodes = {node.id: node for node in seen.nodes}
    targets: dict[tuple[str, str], list[ViewNode]] = defaultdict(list)
    sources: dict[tuple[str, str], list[ViewNode]] = defaultdict(list)
    for edge in seen.edges:
        targets[edge.source, edge.type].append(nodes[edge.target])
        sources[edge.target, edge.type].append(nodes[edge.source])
    days = {entry.entry: entry.day for node in seen.nodes for entry in node.entries}

    def argument(result: ViewNode, name: str) -> ViewNode | None:
        return min(targets[result.id, name], key=lambda node: node.id, default=None)

    told: dict[tuple[str, ...], list[ViewNode]] = defaultdict(list)
    for node in seen.nodes:
        for paper in sources[node.id, "reports"] if node.quotes else ():
            ends = [argument(node, name) for name in ("subject", "benchmark", "metric", "baseline")]
            value = node.facts.get("value")
            number = f"{value:f}" if isinstance(value, Decimal) else f"range {node.label}"
            key = (paper.id, *(end.id if end else "" for end in ends), _fact(node, "kind"), number, _fact(node, "unit"))
            told[key].append(node)

    found = []
    for (paper_id, *_), same in told.items():
        first, paper = same[0], nodes[paper_id]
        system, benchmark = _system(argument(first, "subject")), argument(first, "benchmark")
        value = first.facts.get("value")
        found.append(
            PaperResult(
                paper,
                system,
                benchmark,
                argument(first, "metric"),
                argument(first, "baseline"),
                _fact(first, "kind"),
                value if isinstance(value, Decimal) else None,
                _fact(first, "unit") or None,
                all(node.facts.get("unitAssumed") is True for node in same),
                max(Decimal(_fact(node, "confidence") or 0) for node in same),
                tuple(sorted(Statement(days[q.entry], q, node.id, node.label) for node in same for q in node.quotes)),
                system is not None and system in targets[paper_id, "introduces"],
                tuple(targets[paper_id, "hasCode"]),
                _named_as(system, targets[paper_id, "hasArtifact"]),
                tuple(sources[benchmark.id, "introduces"]) if benchmark else (),
            )
        )
    return tuple(sorted(found, key=_order))


def why_left_out(result: PaperResult) -> str:
    """Why a result cannot stand in a table of scores; "" where it can.

    It can if it is one absolute value of a named system on a named benchmark by a named metric.
    """
    if result.kind != "absolute":
        return f"{result.kind}s"
    if result.value is None:
        return "ranges"
    for end, what in ((result.system, "system"), (result.benchmark, "benchmark"), (result.metric, "metric")):
        if end is None:
            return f"without a named {what}"
    return ""


def _fact(node: ViewNode, name: str) -> str:
    value = node.facts.get(name)
    return "" if value is None else str(value)


def _system(node: ViewNode | None) -> ViewNode | None:
    """The node, where it is a system or a person; a benchmark as what was measured is a misreading."""
    return node if node and node.type in subtypes_of("System") | subtypes_of("Agent") else None


def _named_as(system: ViewNode | None, links: Iterable[ViewNode]) -> ViewNode | None:
    """The linked model that has the system's name, whatever its case, hyphens and spaces."""
    if system is None:
        return None
    names = {_letters(name) for name in (system.label, *system.aliases)}
    models = (link for link in links if link.type == "HFModel")
    return next((model for model in models if _letters(model.label.rsplit("/", 1)[-1]) in names), None)


def _letters(name: str) -> str:
    # Points and plus signs tell models apart: 1.5B and 15B.
    return "".join(c for c in name.casefold() if c.isalnum() or c in ".+")


def _order(result: PaperResult) -> tuple[str | Statement, ...]:
    ends = (result.paper, result.system, result.benchmark, result.metric)
    return (*(end.id if end else "" for end in ends), result.statements[0])
