"""The results on each benchmark as `kg leaderboard` ranks them, for the page.

    boards   [benchmark, tables, apart]; those that name no benchmark are a last board of -1, all of them apart
    tables   [metric, unit, is higher better, told by the name alone, rows]; a row is [rank, result]
    apart    [reason, result]

Benchmarks, metrics and results are positions in the view's nodes, -1 where none is named; a rank is 0 where nothing is ranked.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from kg.graph.view import View, ViewNode
from kg.ranking import Comparable, RankedTable, Ranking, ranking, why_apart

CAVEAT = "Numbers were read by machine from summaries: check the sentence."
_ENDS = ("subject", "metric", "baseline")


@dataclass(frozen=True, slots=True, kw_only=True)
class _PlacedResult(Comparable):
    """`number` and `metric_number` are positions in the view's nodes."""

    number: int
    metric_number: int


def boards(graph_view: View) -> list[list[Any]]:
    """The tables named above, benchmarks in the order of the view."""
    found: dict[int, list[_PlacedResult]] = defaultdict(list)
    for benchmark, result in _results(graph_view):
        found[benchmark].append(result)
    unnamed = found.pop(-1, [])
    made = [_board(benchmark, ranking(results)) for benchmark, results in sorted(found.items())]
    if unnamed:
        apart = [[why_apart(result) or "no benchmark is named", result.number] for result in unnamed]
        made.append([-1, [], sorted(apart)])
    return made


def _board(benchmark: int, order: Ranking[_PlacedResult]) -> list[Any]:
    return [benchmark, [_table(table) for table in order.tables], [[why, one.number] for why, one in order.apart]]


def _table(table: RankedTable[_PlacedResult]) -> list[Any]:
    rows = [[rank or 0, result.number] for rank, result in table.rows]
    return [table.rows[0][1].metric_number, table.unit, table.higher_is_better, table.by_rule, rows]


def _results(graph_view: View) -> Iterator[tuple[int, _PlacedResult]]:
    """Each result with each benchmark that it names, -1 where it names none."""
    index = {node.id: number for number, node in enumerate(graph_view.nodes)}
    days = {entry.entry: entry.day for node in graph_view.nodes for entry in node.entries}
    ends: dict[tuple[str, str], list[ViewNode]] = defaultdict(list)
    for edge in graph_view.edges:
        if edge.type == "reports":
            ends[edge.target, edge.type].append(graph_view.nodes[index[edge.source]])
        elif edge.type in (*_ENDS, "benchmark"):
            ends[edge.source, edge.type].append(graph_view.nodes[index[edge.target]])
    for number, node in enumerate(graph_view.nodes):
        paper = _first(ends[node.id, "reports"])
        if node.type != "Result" or paper is None:
            continue
        system, metric, baseline = (_first(ends[node.id, end]) for end in _ENDS)
        quote = min(node.quotes, key=lambda one: (days.get(one.entry, ""), one), default=None)
        about = metric.facts if metric else {}
        value, higher = node.facts.get("value"), about.get("higherIsBetter")
        result = _PlacedResult(
            paper=paper.id,
            title=paper.label,
            day=days.get(quote.entry, "") if quote else "",
            kind=str(node.facts.get("kind", "")),
            value=None if value is None else Decimal(str(value)),
            value_text=node.label,
            unit=str(node.facts.get("unit", "")),
            metric=metric.label if metric else "",
            metric_iri=metric.id if metric else "",
            higher_is_better=higher if isinstance(higher, bool) else None,
            by_rule=about.get("directionByRule") is True,
            system=system.label if system else "",
            baseline=baseline.label if baseline else "",
            confidence=Decimal(str(node.facts.get("confidence", 0))),
            sentence=quote.sentence if quote else "",
            number=number,
            metric_number=index[metric.id] if metric else -1,
        )
        for benchmark in ends[node.id, "benchmark"]:
            yield index[benchmark.id], result
        if not ends[node.id, "benchmark"]:
            yield -1, result


def _first(nodes: list[ViewNode]) -> ViewNode | None:
    """The one whose name comes first, as the store gives it."""
    return min(nodes, key=lambda node: (node.label, node.id), default=None)
