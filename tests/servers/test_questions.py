"""Every named question has the same answer on servers (Oxigraph, Virtuoso, Apache Jena Fuseki) as in `kg query`.

The default graph that is asked is the union of the named graphs.
"""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.schema import DEFAULT_BASE, NODE_TYPES, PREFIXES, expand
from kg.store import Question, bound, question, questions
from kg.store.load_process import load
from kg.store.opening import stated
from kg.store.query import given

Row = tuple[object, ...]

FULLEST = 12
"""Of so many nodes with the longest answers a question is asked."""

XSD = PREFIXES["xsd"]

pytestmark = pytest.mark.servers


@pytest.fixture(scope="module")
def store(exports: Path) -> ox.Store:
    both = ox.Store()
    for name in ("graph.nq", "invented.nq"):
        load(both, str(exports / name), ox.RdfFormat.N_QUADS)
    return both


def value(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None) -> object:
    """A term as what it means: servers write the same number, date or truth in different ways."""
    if not isinstance(term, ox.Literal):
        return term
    datatype = term.datatype.value
    if datatype in (f"{XSD}integer", f"{XSD}decimal"):
        return Decimal(term.value)
    if datatype == f"{XSD}boolean":
        return {"1": "true", "0": "false"}.get(term.value, term.value), datatype
    return term.value, datatype


def rows(solutions: ox.QuerySolutions) -> tuple[list[str], list[Row]]:
    names = [variable.value for variable in solutions.variables]
    return names, [tuple(value(solution[name]) for name in names) for solution in solutions]


def here(store: ox.Store, sparql: str) -> tuple[list[str], list[Row]]:
    answer = store.query(sparql)
    assert isinstance(answer, ox.QuerySolutions)
    return rows(answer)


def nodes(store: ox.Store, type_: str) -> list[ox.NamedNode]:
    class_ = ox.NamedNode(expand(NODE_TYPES[type_].iri))
    found = store.quads_for_pattern(None, ox.NamedNode(expand("rdf:type")), class_)
    return sorted({quad.subject for quad in found if isinstance(quad.subject, ox.NamedNode)}, key=str)


def asked(store: ox.Store, named: Question) -> Iterator[str]:
    """The question of the nodes with the longest answers, and of all that are invented."""
    if not named.parameters:
        yield named.sparql
        return
    ((variable, type_),) = named.parameters.items()
    texts = {node: given(named.sparql, {variable: node}) for node in nodes(store, type_)}
    lengths = {node: len(here(store, text)[1]) for node, text in texts.items()}
    fullest = sorted(texts, key=lambda node: (-lengths[node], node.value))[:FULLEST]
    invented = [node for node in texts if node.value.startswith("https://example.org/")]
    for node in dict.fromkeys([*fullest, *invented]):
        yield bound(named, {variable: node.value}, store)


@pytest.mark.parametrize("name", questions())
def test_a_named_question_has_the_same_rows_in_the_same_order(name: str, store: ox.Store, endpoint) -> None:
    answers = 0
    for sparql in asked(store, question(name)):
        expected = here(store, sparql)
        assert rows(endpoint.select(sparql)) == expected, sparql
        answers += bool(expected[1])
    assert answers > 0


def test_no_row_stands_twice_though_two_days_state_the_facts(store: ox.Store) -> None:
    for named in questions().values():
        for sparql in asked(store, named):
            _, found = here(store, sparql)
            assert len(found) == len(set(found)), sparql


def test_every_statement_arrives_in_its_named_graph(store: ox.Store, endpoint) -> None:
    # A server may keep graphs of its own.
    everything = f"""SELECT ?g ?s ?p ?o {{ GRAPH ?g {{ ?s ?p ?o }}
      FILTER (STRSTARTS(STR(?g), "{DEFAULT_BASE}") || STRSTARTS(STR(?g), "https://example.org/")) }}"""
    _, arrived = rows(endpoint.select(everything))
    _, expected = here(store, everything)
    assert len(arrived) == len(expected) == sum(1 for _ in stated(store))
    assert set(arrived) == set(expected)


def test_the_other_syntaxes_say_nothing_more(exports: Path, fuseki) -> None:
    count = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"
    before = rows(fuseki.select(count))
    for name in ("graph.trig", "graph.jsonld"):
        fuseki.load(exports / name)
        assert rows(fuseki.select(count)) == before
