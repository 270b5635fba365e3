"""Everything that a graph knows about one node: its properties, its links, and what is said of it, each with its sentence."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

import pyoxigraph as ox

from kg.schema import EDGE_TYPES, NODE_TYPES, expand, properties_of, subtypes_of
from kg.store.naming import id_of, label_of
from kg.store.query import solutions

# Types that have a name that people type, in the order in which they are told.
NAMED = (
    "Paper",
    "Benchmark",
    "Metric",
    "Model",
    "Method",
    "ModelFamily",
    "Author",
    "Tag",
    "Repository",
    "HFModel",
    "HFDataset",
    "HFSpace",
)
# Edges that come from columns and names; the others are told with their sentences.
LINKS = ("authoredBy", "tagged", "broader", "hasCode", "hasArtifact", "hasPage", "ownedBy", "family", "basedOn")

_WORDS = """
  ?fact kg:evidence ?evidence .
  ?evidence kg:confidence ?confidence ; kg:sentenceText ?sentence ; kg:path ?path ; kg:line ?line .
"""
_MENTIONS = f"""SELECT DISTINCT ?other ?role ?introduced ?confidence ?sentence ?path ?line WHERE {{
  {{ ?fact kg:entity ?node ; kg:paper ?other }} UNION {{ ?fact kg:paper ?node ; kg:entity ?other }}
  {_WORDS} OPTIONAL {{ ?fact kg:role ?role }} OPTIONAL {{ ?fact kg:introduced ?introduced }}
}}"""
_RESULTS = f"""SELECT DISTINCT
  ?fact ?kind ?value ?subject ?metric ?benchmark ?baseline ?paper ?confidence ?sentence ?path ?line
WHERE {{
  {{ ?fact kg:subject|kg:benchmark|kg:metric|kg:baseline ?node }} UNION {{ ?node kg:reports ?fact }}
  ?fact kg:valueText ?value ; kg:kind ?kind . ?paper kg:reports ?fact .
  {_WORDS} OPTIONAL {{ ?fact kg:subject ?subject }} OPTIONAL {{ ?fact kg:metric ?metric }}
  OPTIONAL {{ ?fact kg:benchmark ?benchmark }} OPTIONAL {{ ?fact kg:baseline ?baseline }}
}}"""
_COMPARISONS = f"""SELECT DISTINCT ?fact ?winner ?loser ?paper ?confidence ?sentence ?path ?line WHERE {{
  ?fact kg:winner|kg:loser|kg:paper ?node ; kg:winner ?winner ; kg:loser ?loser ; kg:paper ?paper .
  {_WORDS}
}}"""
_ENTRIES = """SELECT DISTINCT ?day ?path ?line ?summary {
  ?entry kg:describes ?node ; kg:line ?line ; kg:inDigest ?digest . ?digest kg:day ?day ; kg:path ?path .
  OPTIONAL { ?entry schema:description ?summary }
}"""
_POSITIONS = """SELECT ?author (MIN(?place) AS ?first) {
  ?authorship kg:paper ?node ; kg:author ?author ; kg:position ?place
} GROUP BY ?author"""


@dataclass(frozen=True, slots=True)
class Link:
    """An edge to or from another node; `edge` is a name of `kg.schema.EDGE_TYPES`, `forward` when it leads to the other.

    `places` are the rows of digests (`path:line`) whose columns state it; there are none for what names say (family, basedOn,
    broader, ownedBy).
    """

    edge: str
    forward: bool
    other: str
    id: str
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """What one day's digest says of a paper; `place` is `path:line`."""

    day: str
    place: str
    summary: str


@dataclass(frozen=True, slots=True)
class Statement:
    """What a summary says, with its sentence; `what` is in words, `place` is `path:line` of the digest."""

    what: str
    sentence: str
    place: str
    confidence: Decimal


@dataclass(frozen=True, slots=True)
class About:
    """All that is known about a node: `types` are its most special ones, `facts` the values of its properties by name.

    `entries` are those of a paper, by day; `links` to authors stand in the order of the paper's, the others by name.
    """

    id: str
    types: tuple[str, ...]
    label: str
    facts: dict[str, tuple[str, ...]]
    entries: tuple[Entry, ...]
    links: tuple[Link, ...]
    results: tuple[Statement, ...]
    comparisons: tuple[Statement, ...]
    mentions: tuple[Statement, ...]


def about(store: ox.Store, node: ox.NamedNode) -> About:
    """What a graph knows about a node."""
    classes = {term.value for term in _objects(store, node, "rdf:type")}
    types = tuple(
        name
        for name, type_ in NODE_TYPES.items()
        if type_.shown and _is_in(name, classes) and not any(_is_in(t, classes) for t in subtypes_of(name) - {name})
    )
    facts: dict[str, tuple[str, ...]] = {}
    for type_ in types:
        for own in properties_of(type_):
            if values := sorted({term.value for term in _objects(store, node, own.iri)}):
                facts[own.name] = tuple(values)
    return About(
        id_of(node), types, label_of(store, node), facts, _entries(store, node), tuple(_links(store, node)),
        tuple(_results(store, node)), tuple(_comparisons(store, node)), tuple(_mentions(store, node)),
    )  # fmt: skip


def _is_in(type_: str, classes: set[str]) -> bool:
    return expand(NODE_TYPES[type_].iri) in classes


def _objects(store: ox.Store, node: ox.NamedNode, iri: str) -> Iterator[ox.NamedNode | ox.Literal]:
    for quad in store.quads_for_pattern(node, ox.NamedNode(expand(iri)), None):
        if isinstance(quad.object, ox.NamedNode | ox.Literal):
            yield quad.object


def _entries(store: ox.Store, node: ox.NamedNode) -> tuple[Entry, ...]:
    rows = ({name: term.value for name, term in row.items()} for row in solutions(store, _ENTRIES, node=node))
    return tuple(
        Entry(row["day"], f"{row['path']}:{row['line']}", row.get("summary", ""))
        for row in sorted(rows, key=lambda row: (row["day"], row["path"], int(row["line"])))
    )


def _links(store: ox.Store, node: ox.NamedNode) -> Iterator[Link]:
    order = {row["author"]: int(row["first"].value) for row in solutions(store, _POSITIONS, node=node)}
    places = cache(lambda paper: tuple(entry.place for entry in _entries(store, paper)))
    for edge in LINKS:
        iri = ox.NamedNode(expand(EDGE_TYPES[edge].iri))
        outward = {quad.object for quad in store.quads_for_pattern(node, iri, None)}
        inward = {quad.subject for quad in store.quads_for_pattern(None, iri, node)}
        for forward, others in ((True, outward), (False, inward)):
            named = [(order.get(one, 0), label_of(store, one), one) for one in others if isinstance(one, ox.NamedNode)]
            for _, label, other in sorted(named, key=lambda found: (*found[:2], found[2].value)):
                from_column = EDGE_TYPES[edge].source == "Paper"
                yield Link(
                    edge, forward, label, id_of(other), places(node if forward else other) if from_column else ()
                )


def _asked(store: ox.Store, sparql: str, node: ox.NamedNode) -> Iterator[dict[str, str]]:
    """Rows with the labels of nodes, sorted."""
    rows = [
        {name: label_of(store, term) if isinstance(term, ox.NamedNode) else term.value for name, term in row.items()}
        for row in solutions(store, sparql, node=node)
    ]
    yield from sorted(rows, key=lambda row: sorted(row.items()))


def _statement(what: str, row: dict[str, str]) -> Statement:
    return Statement(what, row["sentence"], f"{row['path']}:{row['line']}", Decimal(row["confidence"]))


def _results(store: ox.Store, node: ox.NamedNode) -> Iterator[Statement]:
    for row in _asked(store, _RESULTS, node):
        parts = [f"{row.get('subject', 'a system that is not named')}: {row['value']}", row.get("metric", "")]
        parts += [f"on {row['benchmark']}" if "benchmark" in row else "", f"({row['kind']}"]
        parts[-1] += f", to {row['baseline']})" if "baseline" in row else ")"
        yield _statement(f"{' '.join(filter(None, parts))}, in {row['paper']}", row)


def _comparisons(store: ox.Store, node: ox.NamedNode) -> Iterator[Statement]:
    for row in _asked(store, _COMPARISONS, node):
        yield _statement(f"{row['winner']} outperforms {row['loser']}, in {row['paper']}", row)


def _mentions(store: ox.Store, node: ox.NamedNode) -> Iterator[Statement]:
    for row in _asked(store, _MENTIONS, node):
        told = "introduced" if row.get("introduced") == "true" else row.get("role", "")
        yield _statement(f"{row['other']}{f' ({told})' if told else ''}", row)
