"""Who leads on a benchmark: results that can be compared, ranked, and those that cannot, with the reason.

`kg.ranking` says which can.
"""

from dataclasses import asdict, dataclass

import pyoxigraph as ox

from kg.ranking import ranking
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
    found = results(store, benchmark)
    order = ranking(one for one in found if metric is None or one.metric_iri == metric.value)
    tables = (
        Table(
            t.metric,
            t.unit,
            t.higher_is_better,
            t.by_rule,
            tuple(Row(**asdict(one), rank=rank) for rank, one in t.rows),
        )
        for t in order.tables
    )
    apart = tuple(Row(**asdict(one), apart=why) for why, one in order.apart)
    return Leaderboard(label_of(store, benchmark), tuple(tables), apart)
