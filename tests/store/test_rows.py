"""What was written as RDF is read back as the rows that it was written from."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.errors import InputError
from kg.export.rdf import quads
from kg.graph import Edge, Graph
from kg.schema import PREFIXES
from kg.store import open_graph
from kg.store.rows import base_of, graph_of

KG = PREFIXES["kg"]


def store_of(statements: Iterable[ox.Quad]) -> ox.Store:
    store = ox.Store()
    store.extend(statements)
    return store


def bare(edges: tuple[Edge, ...]) -> list[Edge]:
    """Edges without what RDF does not say of them."""
    return [replace(edge, position=None, path=None, line=None, evidence=()) for edge in edges]


@pytest.mark.parametrize("file", ["graph.nq", "graph.trig", "graph.jsonld"])
def test_every_row_comes_back(seeds_graph: Graph, seeds_exports: Path, file: str) -> None:
    back = graph_of(open_graph(seeds_exports / file))
    assert back.nodes == seeds_graph.nodes
    assert list(back.edges) == bare(seeds_graph.edges)


def test_turtle_gives_the_union_of_the_days(seeds_graph: Graph, seeds_exports: Path) -> None:
    back = graph_of(open_graph(seeds_exports / "graph.ttl"))
    assert {node.id: node.label for node in back.nodes} == {node.id: node.label for node in seeds_graph.merged_nodes()}
    assert [edge.key for edge in back.edges] == [edge.key for edge, _ in seeds_graph.merged_edges()]
    assert {row.graph for row in (*back.nodes, *back.edges)} == {""}


@pytest.mark.parametrize("base", ["https://example.org/digest/", "http://example.org/kg#", "urn:example:"])
def test_ids_do_not_hang_on_the_base(seeds_graph: Graph, base: str) -> None:
    store = store_of(quads(seeds_graph, base))
    assert base_of(store) == base
    assert graph_of(store).nodes == seeds_graph.nodes


def test_a_graph_without_a_digest_is_none_of_ours() -> None:
    with pytest.raises(InputError, match=r"no kg:Digest in it.*build one with: kg build"):
        graph_of(store_of([ox.Quad(ox.NamedNode("a:a"), ox.NamedNode("a:b"), ox.NamedNode("a:c"))]))


@pytest.mark.parametrize("as_class", [False, True])
def test_another_vocabulary_is_not_read_by_half(seeds_graph: Graph, as_class: bool) -> None:
    old, paper = ox.NamedNode(f"{KG}ofAnOlderVersion"), ox.NamedNode("https://w3id.org/paperkg/paper/2502.06781")
    said = (ox.NamedNode(f"{PREFIXES['rdf']}type"), old) if as_class else (old, ox.Literal("x"))
    with pytest.raises(
        InputError, match=r"kg:ofAnOlderVersion: not in the vocabulary of this version.*build the graph again"
    ):
        graph_of(store_of([*quads(seeds_graph), ox.Quad(paper, *said)]))


def test_terms_of_other_vocabularies_may_be_added(seeds_graph: Graph) -> None:
    note = ox.Quad(
        ox.NamedNode("https://w3id.org/paperkg/paper/2502.06781"),
        ox.NamedNode("https://example.org/note"),
        ox.Literal("x"),
    )
    assert graph_of(store_of([*quads(seeds_graph), note])).nodes == seeds_graph.nodes


def test_a_value_that_is_none_of_its_type_is_named(seeds_graph: Graph) -> None:
    math, days = (ox.NamedNode(f"https://w3id.org/paperkg/{id_}") for id_ in ("benchmark/math-500", "graph/entities"))
    wrong = ox.Quad(math, ox.NamedNode(f"{KG}paperCount"), ox.Literal("many"), days)
    with pytest.raises(InputError, match="'many' is no xsd:integer, the type of kg:paperCount"):
        graph_of(store_of([*quads(seeds_graph), wrong]))
