"""The query layer: SPARQL, names in questions, and slices."""

import pyoxigraph as ox

from fuzz.inputs import lines_of, same_twice, text_of
from kg.errors import KgError, QueryError, UsageError
from kg.export.nquads import generate_nquads
from kg.graph import ENTITIES_GRAPH, sliced
from kg.graph.description import add_description
from kg.graph.slicing import checked
from kg.graph.tables import Tables
from kg.store import find
from kg.store.about import NAMED, about
from kg.store.query import RESULT_FORMATS, given, run_query, selected, shortened, variables
from kg.store.questions import bound, questions
from kg.store.text_table import text_table

_DAY = "digest/2025-02-11"
_tables = Tables()
_tables.node("benchmark/frob", ("Benchmark",), ENTITIES_GRAPH, prefLabel="Frob", paperCount=1)
_tables.node(
    "benchmark/frob-500", ("Benchmark",), ENTITIES_GRAPH, prefLabel="Frob-500", altLabel=("Frob500",), paperCount=0
)
_tables.node("tag/frobbing", ("Tag",), ENTITIES_GRAPH, prefLabel="Frobbing")
_tables.node(_DAY, ("Digest",), _DAY, day="2025-02-11", path="a.md", line=1)
_tables.node("paper/2502.00001", ("Paper",), _DAY, title="On Frobs", arxivId="2502.00001")
_tables.edge("paper/2502.00001", "evaluatesOn", "benchmark/frob", _DAY)
_tables.edge("paper/2502.00001", "tagged", "tag/frobbing", _DAY)
add_description(_tables)
GRAPH = _tables.graph()
"""A graph of one paper: queries that ask for all of everything end soon on it."""

_stores: list[ox.Store] = []


def _store() -> ox.Store:
    if not _stores:
        store = ox.Store()
        store.bulk_load(b"".join(generate_nquads(GRAPH)), ox.RdfFormat.N_QUADS)
        _stores.append(store)
    return _stores[0]


def ask(data: bytes) -> None:
    """A query has an answer in every form, or an error that says what is wrong; the store stays as it was."""
    sparql = text_of(data)
    store = _store()
    before = len(store)
    for form in RESULT_FORMATS:
        try:
            run_query(store, sparql, form)
        except QueryError as error:
            assert str(error), sparql
    assert len(store) == before
    names = variables(sparql)
    assert selected(sparql) <= names
    assert given(sparql, {}) == sparql
    assert not names & variables(given(sparql, dict.fromkeys(names, ox.NamedNode("a:b"))))


def ask_by_name(data: bytes) -> None:
    """A name in a question stands for a node of the graph, or an error says that it does not; it is never pasted."""
    name = text_of(data)
    store = _store()
    for question in questions().values():
        if len(question.parameters) == 1:
            try:
                sparql = bound(question, dict.fromkeys(question.parameters, name), store)
            except UsageError as error:
                assert str(error), error
            else:
                (variable,) = question.parameters
                assert sparql.partition("\n\n")[2].count("<") > question.sparql.partition("\n\n")[2].count("<"), (
                    variable
                )
                run_query(store, sparql, "csv")
    try:
        node = same_twice(lambda: find(store, name, *NAMED))
    except UsageError as error:
        assert str(error), error
    else:
        assert about(store, node).id
    assert shortened(name) == name or name.startswith("http")


def cut(data: bytes) -> None:
    """A slice is cut or refused, and what is left is part of the graph."""
    asked = lines_of(data, 3)
    for text in asked:
        try:
            checked(text)
        except UsageError as error:
            assert str(error), error
    try:
        part = same_twice(lambda: sliced(GRAPH, asked))
    except KgError as error:
        assert str(error), error
    else:
        assert {edge.key for edge in part.edges} <= {edge.key for edge in GRAPH.edges}


def draw_table(data: bytes) -> None:
    """A table in a terminal has the lines that it should, whatever its cells hold."""
    lines = lines_of(data, 20)
    rows = [[*line.split("\t"), "", ""][:2] for line in lines]
    drawn = text_table(["one", "two"], rows)
    assert all(line.isprintable() for line in drawn.split("\n"))
    assert drawn.count("\n") == len(rows) + 3
