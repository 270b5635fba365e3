"""Who leads on a benchmark: results that can be compared, ranked, and those that cannot, with the reason.

Only absolute single values of named systems by one metric and in one unit are ranked together. Results whose metric is not stated
are a table of their own. Where it is not known which way is better, the values stand in their order and have no rank.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

import pyoxigraph as ox

from kg.schema import PREFIXES
from kg.store.query import solutions

CAVEAT = "Read by machine from summaries: check the sentence."

_RESULTS = """
SELECT ?result ?kind ?value ?valueText ?unit ?assumed ?metric ?metricName ?higher ?byRule ?system ?baseline ?paper ?title
       ?day ?code ?confidence ?sentence ?path ?line
WHERE {
  ?result kg:benchmark ?benchmark ; kg:kind ?kind ; kg:valueText ?valueText ; kg:confidence ?confidence ;
    kg:evidence ?evidence .
  ?evidence kg:sentenceText ?sentence ; kg:path ?path ; kg:line ?line ; kg:sentence/oa:hasSource/kg:inDigest/kg:day ?day .
  ?paper kg:reports ?result ; dcterms:title ?title .
  OPTIONAL { ?result kg:value ?value }
  OPTIONAL { ?result kg:unit ?unit }
  OPTIONAL { ?result kg:unitAssumed ?assumed }
  OPTIONAL { ?result kg:subject ?s . ?s skos:prefLabel|foaf:name ?system }
  OPTIONAL { ?result kg:baseline ?b . ?b skos:prefLabel|foaf:name ?baseline }
  OPTIONAL { ?paper kg:hasCode/schema:url ?code }
  OPTIONAL {
    ?result kg:metric ?metric . ?metric skos:prefLabel ?metricName
    OPTIONAL { ?metric kg:higherIsBetter ?higher }
    OPTIONAL { ?metric kg:directionByRule ?byRule }
  }
}
"""


@dataclass(frozen=True, slots=True)
class Row:
    """One result. `value` is None for a range; `rank` counts from 1, equal values share one, None where nothing is ranked.

    `apart` says why the result cannot be compared, "" where it can; `code` are addresses; `place` is `path:line` of the digest.
    """

    rank: int | None
    value: Decimal | None
    value_text: str
    system: str
    baseline: str
    paper: str
    title: str
    day: str
    code: tuple[str, ...]
    confidence: Decimal
    sentence: str
    place: str
    unit_assumed: bool
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
    for key, row, measured in _rows(store, benchmark):
        if metric is not None and measured != metric.value:
            continue
        if row.apart:
            apart.append(row)
        else:
            groups[key].append(row)
    tables = [Table(*key, tuple(_ranked(rows, key[2]))) for key, rows in groups.items()]
    tables.sort(key=lambda table: (-len(table.rows), table.metric == "", table.metric, table.unit))
    apart.sort(key=lambda row: (row.apart, row.system, row.title, row.value_text, row.sentence))
    return Leaderboard(_label(store, benchmark), tuple(tables), tuple(apart))


def _rows(store: ox.Store, benchmark: ox.NamedNode) -> Iterator[tuple[tuple[str, str, bool | None, bool], Row, str]]:
    """Key of the table, row, and IRI of the metric; a result that several digests state stands once, with its first day."""
    found: dict[tuple[str, ...], tuple[dict[str, str], set[str]]] = {}
    answer = solutions(store, _RESULTS, benchmark=benchmark)
    rows: list[dict[str, str]] = [defaultdict(str, {name: term.value for name, term in row.items()}) for row in answer]
    for row in sorted(rows, key=lambda row: sorted(row.items())):
        told = (row["paper"], row["kind"], row["valueText"], row["unit"], row["metric"], row["system"], row["baseline"])
        first, code = found.setdefault(told, (row, set()))
        if row["day"] < first["day"]:
            first.update(row)
        code |= {row["code"]} - {""}
    for row, code in found.values():
        higher = {"true": True, "false": False}.get(row["higher"])
        yield (row["metricName"], row["unit"], higher, row["byRule"] == "true"), _row(row, code), row["metric"]


def _row(row: dict[str, str], code: set[str]) -> Row:
    return Row(
        None,
        Decimal(row["value"]) if row["value"] else None,
        row["valueText"],
        row["system"],
        row["baseline"],
        row["paper"],
        row["title"],
        row["day"],
        tuple(sorted(code)),
        Decimal(row["confidence"]),
        row["sentence"],
        f"{row['path']}:{row['line']}",
        row["assumed"] == "true",
        _why_apart(row),
    )


def _why_apart(row: dict[str, str]) -> str:
    """Why a result cannot be ranked; "" where it can."""
    if row["kind"] == "difference":
        return f"a difference from {row['baseline'] or 'something that is not named'}"
    if row["kind"] == "ratio":
        return f"a ratio to {row['baseline'] or 'something that is not named'}"
    if not row["value"]:
        return "a range, not one value"
    return "" if row["system"] else "no system is named"


def _ranked(rows: list[Row], higher_is_better: bool | None) -> Iterator[Row]:
    """The rows, the best first, equal values with one rank; the greatest first and without rank where the best is not known."""
    sign = 1 if higher_is_better is False else -1
    ordered = sorted(rows, key=lambda row: (sign * (row.value or Decimal()), row.system, row.title, row.sentence))
    rank = 0
    for k, row in enumerate(ordered, 1):
        if k == 1 or row.value != ordered[k - 2].value:
            rank = k
        yield row if higher_is_better is None else replace(row, rank=rank)


def _label(store: ox.Store, node: ox.NamedNode) -> str:
    quads = store.quads_for_pattern(node, ox.NamedNode(f"{PREFIXES['skos']}prefLabel"), None)
    return min((quad.object.value for quad in quads if isinstance(quad.object, ox.Literal)), default=node.value)
