"""Every result that the papers report, in names that people read, with the sentence that says so."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

import pyoxigraph as ox

from kg.ranking import Comparable
from kg.store.query import solutions

_RESULTS = """
SELECT ?result ?kind ?value ?valueText ?unit ?assumed ?benchmarkName ?metric ?metricName ?higher ?byRule ?system ?baseline
       ?paper ?title ?day ?code ?confidence ?sentence ?path ?line
WHERE {
  ?result a kg:Result ; kg:kind ?kind ; kg:valueText ?valueText ; kg:confidence ?confidence ; kg:evidence ?evidence .
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
  BENCHMARK
}
"""
_ANY = "OPTIONAL { ?result kg:benchmark/skos:prefLabel ?benchmarkName }"
_ONE = "?result kg:benchmark ?benchmark . OPTIONAL { ?benchmark skos:prefLabel ?benchmarkName }"


@dataclass(frozen=True, slots=True, kw_only=True)
class Result(Comparable):
    """One result; `id`, `paper` and `metric_iri` are IRIs, `code` are addresses; `place` is `path:line` of the digest."""

    id: str
    benchmark: str
    unit_assumed: bool
    code: tuple[str, ...]
    place: str


def results(store: ox.Store, benchmark: ox.NamedNode | None = None) -> list[Result]:
    """The results on a benchmark, or all, sorted by IRI, each once: of several statements of one, that of the first day."""
    asked = _RESULTS.replace("BENCHMARK", _ANY if benchmark is None else _ONE)
    answer = solutions(store, asked, **({} if benchmark is None else {"benchmark": benchmark}))
    found: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in answer:
        found[row["result"].value].append(defaultdict(str, {name: term.value for name, term in row.items()}))
    return list(_read(found))


def _read(found: dict[str, list[dict[str, str]]]) -> Iterator[Result]:
    for iri, rows in sorted(found.items()):
        row = min(rows, key=lambda row: (row["day"], sorted(row.items())))
        yield Result(
            id=iri,
            system=row["system"],
            benchmark=row["benchmarkName"],
            metric=row["metricName"],
            metric_iri=row["metric"],
            value=Decimal(row["value"]) if row["value"] else None,
            value_text=row["valueText"],
            unit=row["unit"],
            unit_assumed=row["assumed"] == "true",
            kind=row["kind"],
            higher_is_better={"true": True, "false": False}.get(row["higher"]),
            by_rule=row["byRule"] == "true",
            baseline=row["baseline"],
            paper=row["paper"],
            title=row["title"],
            day=row["day"],
            code=tuple(sorted({row["code"] for row in rows} - {""})),
            confidence=Decimal(row["confidence"]),
            sentence=row["sentence"],
            place=f"{row['path']}:{row['line']}",
        )
