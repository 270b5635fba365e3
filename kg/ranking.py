"""Which results can be compared, and in which order they stand: the one rule of `kg leaderboard` and of the page.

Only absolute single values of named systems by one metric and in one unit are ranked together. Results whose metric is not stated
are a table of their own. Where it is not known which way is better, the values stand in their order and have no rank.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Generic, TypeVar


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparable:
    """What the rule looks at; names are "" where none is stated.

    `value` is None for a range, whose words `value_text` has; `paper` and `metric_iri` tell papers and metrics apart;
    `higher_is_better` is None where that is not known, and `by_rule` says that it was told by the words that close the metric's
    name; `day` is that of the digest (ISO).
    """

    paper: str
    title: str
    day: str
    kind: str
    value: Decimal | None
    value_text: str
    unit: str
    metric: str
    metric_iri: str
    higher_is_better: bool | None
    by_rule: bool
    system: str
    baseline: str
    confidence: Decimal
    sentence: str


R = TypeVar("R", bound=Comparable)


@dataclass(frozen=True, slots=True)
class RankedTable(Generic[R]):
    """Results by one metric and in one unit, the best first, each with its rank.

    Ranks count from 1, equal values share one; they are None where it is not known which way is better. `by_rule`: that was told
    by the words that close the metric's name.
    """

    metric: str
    unit: str
    higher_is_better: bool | None
    by_rule: bool
    rows: tuple[tuple[int | None, R], ...]


@dataclass(frozen=True, slots=True)
class Ranking(Generic[R]):
    """The tables of a benchmark, the longest first, and the results that stand in none, each with the reason."""

    tables: tuple[RankedTable[R], ...]
    apart: tuple[tuple[str, R], ...]


def ranking(results: Iterable[R]) -> Ranking[R]:
    """The results on one benchmark, each once, in tables."""
    groups: dict[tuple[str, str, bool | None, bool], list[R]] = defaultdict(list)
    apart = []
    for result in _distinct(results):
        if why := why_apart(result):
            apart.append((why, result))
        else:
            groups[result.metric, result.unit, result.higher_is_better, result.by_rule].append(result)
    tables = [RankedTable(*key, tuple(_ranked(rows, key[2]))) for key, rows in groups.items()]
    tables.sort(key=lambda table: (-len(table.rows), table.metric == "", table.metric, table.unit))
    apart.sort(key=lambda row: (row[0], row[1].system, row[1].title, row[1].value_text, row[1].sentence))
    return Ranking(tuple(tables), tuple(apart))


def why_apart(result: Comparable) -> str:
    """Why a result cannot be ranked; "" where it can."""
    if result.kind == "difference":
        return f"a difference from {result.baseline or 'something that is not named'}"
    if result.kind == "ratio":
        return f"a ratio to {result.baseline or 'something that is not named'}"
    if result.value is None:
        return "a range, not one value"
    return "" if result.system else "no system is named"


def _distinct(found: Iterable[R]) -> Iterator[R]:
    """Each result once: of one that several digests state, that of the first day."""
    same: dict[tuple[str, ...], list[R]] = defaultdict(list)
    for one in found:
        same[one.paper, one.kind, one.value_text, one.unit, one.metric_iri, one.system, one.baseline].append(one)
    for group in same.values():
        yield min(group, key=lambda one: (one.day, one.confidence, one.sentence))


def _ranked(rows: list[R], higher_is_better: bool | None) -> Iterator[tuple[int | None, R]]:
    """The rows, the best first, equal values with one rank; the greatest first and without rank where the best is not known."""
    sign = 1 if higher_is_better is False else -1
    ordered = sorted(rows, key=lambda row: (sign * (row.value or Decimal()), row.system, row.title, row.sentence))
    rank = 0
    for k, row in enumerate(ordered, 1):
        if k == 1 or row.value != ordered[k - 2].value:
            rank = k
        yield (None if higher_is_better is None else rank), row
