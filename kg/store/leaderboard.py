"""Who leads on a benchmark: results that can be compared, ranked, and those that cannot, with the reason.

Only absolute single values of named systems by one metric and in one unit are ranked together. Results whose metric is not stated
are a table of their own. Where it is not known which way is better, the values stand in their order and have no rank.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from decimal import Decimal

import pyoxigraph as ox

from kg.store.naming import label_of
from kg.store.results import Result, results

CAVEAT = "Read by machine from summaries: check the sentence."


@dataclass(frozen=True, slots=True, kw_only=True)
class Row(Result):
    """A result with its place: `rank` counts from 1, equal values share one, None where nothing is ranked.

    `apart` says why the result cannot be compared, "" where it can.
    """

    rank: int | None = None
    apart: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Results by one metric and in one unit, the best first; `higher_is_better` is None where that is not known.

    `metric` and `unit` are "" where none is stated; `by_rule`: which way is better was told by the words that close the name.
    """

    metric: str
    unit: str
    higher_is_better: bool | None
    by_rule: bool
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Leaderboard:
    """The tables of a benchmark, the longest first, and the results that stand in none."""

    benchmark: str
    tables: tuple[Table, ...]
    apart: tuple[Row, ...]


def leaderboard(store: ox.Store, benchmark: ox.NamedNode, metric: ox.NamedNode | None = None) -> Leaderboard:
    """The results on a benchmark, by one metric where that is given."""
    groups: dict[tuple[str, str, bool | None, bool], list[Row]] = defaultdict(list)
    apart = []
    for result in _distinct(results(store, benchmark)):
        if metric is not None and result.metric_iri != metric.value:
            continue
        row = Row(**asdict(result), apart=_why_apart(result))
        if row.apart:
            apart.append(row)
        else:
            groups[row.metric, row.unit, row.higher_is_better, row.by_rule].append(row)
    tables = [Table(*key, tuple(_ranked(rows, key[2]))) for key, rows in groups.items()]
    tables.sort(key=lambda table: (-len(table.rows), table.metric == "", table.metric, table.unit))
    apart.sort(key=lambda row: (row.apart, row.system, row.title, row.value_text, row.sentence))
    return Leaderboard(label_of(store, benchmark), tuple(tables), tuple(apart))


def _distinct(found: list[Result]) -> Iterator[Result]:
    """Each result once: one that several digests state, with its first day and all code."""
    same: dict[tuple[str, ...], list[Result]] = defaultdict(list)
    for one in found:
        same[one.paper, one.kind, one.value_text, one.unit, one.metric_iri, one.system, one.baseline].append(one)
    for group in same.values():
        code = tuple(sorted({address for one in group for address in one.code}))
        yield replace(min(group, key=lambda one: (one.day, one.confidence, one.sentence)), code=code)


def _why_apart(result: Result) -> str:
    """Why a result cannot be ranked; "" where it can."""
    if result.kind == "difference":
        return f"a difference from {result.baseline or 'something that is not named'}"
    if result.kind == "ratio":
        return f"a ratio to {result.baseline or 'something that is not named'}"
    if result.value is None:
        return "a range, not one value"
    return "" if result.system else "no system is named"


def _ranked(rows: list[Row], higher_is_better: bool | None) -> Iterator[Row]:
    """The rows, the best first, equal values with one rank; the greatest first and without rank where the best is not known."""
    sign = 1 if higher_is_better is False else -1
    ordered = sorted(rows, key=lambda row: (sign * (row.value or Decimal()), row.system, row.title, row.sentence))
    rank = 0
    for k, row in enumerate(ordered, 1):
        if k == 1 or row.value != ordered[k - 2].value:
            rank = k
        yield row if higher_is_better is None else replace(row, rank=rank)
