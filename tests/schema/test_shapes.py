"""The shapes: valid SHACL, whole against the vocabulary, and true of real graphs."""

from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from pyshacl import validate as pyshacl_validate
from pyshacl.entrypoints import meta_validate
from rdflib import RDF, SH
from rdflib.collection import Collection
from rdflib.term import Node

from kg import resources
from kg.export import write
from kg.graph import Graph
from kg.schema import EDGE_TYPES, NODE_TYPES, PROPERTIES, expand, properties_of, rdf_types_of, subtypes_of
from kg.store import open_graph
from kg.store.opening import union
from kg.validation import own_shapes, validate
from kg.validation.shapes import NAMESPACE, flattened, known_terms
from kg.validation.terms import rdflib_graph

SHAPES = own_shapes()
CONCRETE = [name for name, type_ in NODE_TYPES.items() if not type_.abstract]
NAMED = sorted(s for kind in (SH.NodeShape, SH.PropertyShape) for s in SHAPES.subjects(RDF.type, kind))
WORDS = {"oa:SpecificResource", "oa:TextQuoteSelector", "oa:TextPositionSelector"}


def name_of(shape: Node) -> str:
    return str(shape).removeprefix(NAMESPACE)


def shape_of(type_: str) -> rdflib.URIRef:
    return rdflib.URIRef(NAMESPACE + type_)


def paths_of(type_: str) -> set[str]:
    """The properties that a type's shape and those of its superclasses speak of."""
    above = [name for name in CONCRETE if type_ in subtypes_of(name)]
    parts = [part for name in above for part in SHAPES.objects(shape_of(name), SH.property)]
    found = {SHAPES.value(part, SH.path) for part in parts}
    return {str(path) for path in found if isinstance(path, rdflib.URIRef)} - {str(RDF.type)}


def may_have(type_: str) -> set[str]:
    """The IRIs of properties and outgoing edges that the vocabulary gives a type or a superclass."""
    edges = {expand(edge.iri) for edge in EDGE_TYPES.values() if type_ in subtypes_of(edge.source)}
    return edges | {expand(prop.iri) for prop in properties_of(type_)}


def opened(graph: Graph, folder: Path) -> ox.Store:
    write(graph, folder / "out", ["nquads"])
    return open_graph(folder / "out")


def test_they_are_valid_shapes() -> None:
    conforms, _, text = meta_validate(SHAPES, inference="none")
    assert conforms, text


@pytest.mark.parametrize("type_", CONCRETE)
def test_every_type_has_a_shape_with_all_that_it_may_have_and_nothing_else(type_: str) -> None:
    shape = shape_of(type_)
    assert (shape, RDF.type, SH.NodeShape) in SHAPES
    assert str(SHAPES.value(shape, SH.targetClass)) == expand(NODE_TYPES[type_].iri)
    assert paths_of(type_) == may_have(type_)


@pytest.mark.parametrize("type_", [name for name in CONCRETE if (shape_of(name), SH.closed, None) in SHAPES])
def test_a_closed_shape_lets_through_what_the_shapes_above_and_below_it_speak_of(type_: str) -> None:
    ignored = {str(term) for term in Collection(SHAPES, SHAPES.value(shape_of(type_), SH.ignoredProperties))}
    own = {str(SHAPES.value(part, SH.path)) for part in SHAPES.objects(shape_of(type_), SH.property)}
    below = set().union(*(may_have(name) for name in subtypes_of(type_)))
    assert {path for path in ignored | own if path.startswith("http")} == below | {str(RDF.type)}


def test_every_type_without_types_below_it_is_closed() -> None:
    leaves = {name for name in CONCRETE if subtypes_of(name) == {name}} - {"Model", "Method"}
    assert leaves <= {name for name in CONCRETE if (shape_of(name), SH.closed, None) in SHAPES}
    assert (shape_of("System"), SH.closed, None) in SHAPES  # One name can be both a model and a method.


def test_classes_stand_beside_each_other_as_exports_state_them() -> None:
    for type_ in CONCRETE:
        held = [name for name in CONCRETE if type_ in subtypes_of(name)]
        stated = {rdflib.URIRef(expand(name)) for name in rdf_types_of(type_)}
        for name in held:
            shape = rdflib.URIRef(f"{NAMESPACE}{name}-types")
            if (members := SHAPES.value(shape, SH["in"])) is not None:
                assert stated <= set(Collection(SHAPES, members)), (type_, name)
            assert set(SHAPES.objects(shape, SH.hasValue)) <= stated


def test_nothing_is_unknown_to_the_vocabulary() -> None:
    tables = (NODE_TYPES.values(), PROPERTIES.values(), EDGE_TYPES.values())
    known = {expand(row.iri) for table in tables for row in table} | {str(RDF.type)}
    known |= {expand(iri) for type_ in CONCRETE for iri in rdf_types_of(type_)} | set(map(expand, WORDS))
    known |= {
        expand(f"oa:{name}") for name in ("hasSource", "hasSelector", "exact", "prefix", "suffix", "start", "end")
    }
    abstract = {expand(type_.iri) for type_ in NODE_TYPES.values() if type_.abstract}
    assert known_terms(SHAPES) == known - abstract


@pytest.mark.parametrize("shape", NAMED, ids=name_of)
def test_every_shape_has_a_name_and_says_what_to_do(shape: rdflib.URIRef) -> None:
    assert SHAPES.value(shape, SH.name) or SHAPES.value(shape, rdflib.RDFS.label)
    constrained = {SH.closed, SH.pattern, SH["or"], SH.xone, SH.disjoint} & set(SHAPES.predicates(shape))
    if constrained or (shape, RDF.type, SH.PropertyShape) in SHAPES:
        (message,) = SHAPES.objects(shape, SH.message)
        wrong, separator, remedy = str(message).partition("; ")
        assert wrong[0].isupper()
        assert separator
        assert remedy.split()[0] in ("build", "correct")


def test_the_seeds_conform(seeds_graph: Graph, tmp_path: Path) -> None:
    report = validate(opened(seeds_graph, tmp_path))
    assert report.conforms, report.turtle
    assert report.statements > 25_000
    assert report.shapes == len(NAMED)


@pytest.mark.parametrize(("end", "conforms"), [("valueMin", True), ("valueMax", False)])
def test_a_range_may_be_open_above_alone(seeds_graph: Graph, tmp_path: Path, end: str, conforms: bool) -> None:
    nodes = list(seeds_graph.nodes)
    at = next(k for k, node in enumerate(nodes) if node.types == ("Result",) and "value" in node.properties)
    told = {end if name == "value" else name: value for name, value in nodes[at].properties.items()}
    nodes[at] = replace(nodes[at], properties=told)
    assert validate(opened(replace(seeds_graph, nodes=tuple(nodes)), tmp_path)).conforms == conforms


@pytest.mark.corpus
def test_the_corpus_conforms(corpus_graph: Graph, tmp_path: Path) -> None:
    report = validate(opened(corpus_graph, tmp_path))
    assert report.conforms, report.turtle
    assert report.statements > 400_000


def test_quick_shapes_find_the_same(seeds_graph: Graph, tmp_path: Path) -> None:
    """Property shapes with targets of their own give the results of the shapes as they are written."""
    graph = rdflib_graph(union(opened(seeds_graph, tmp_path)))
    mention, alien = rdflib.URIRef(expand("kg:Mention")), rdflib.URIRef("https://example.org/alien")
    for number, node in enumerate(sorted(graph.subjects(RDF.type, mention))[:9]):
        graph.remove((node, sorted(graph.predicates(node))[number % 5], None))
        graph.add((node, alien, rdflib.Literal("x")))
    reports = [pyshacl_validate(graph, shacl_graph=shapes, inplace=True)[1] for shapes in (SHAPES, flattened(SHAPES))]
    told = [
        sorted(
            tuple(
                str(report.value(result, term))
                for term in (SH.focusNode, SH.sourceShape, SH.resultPath, SH.resultMessage)
            )
            for result in report.objects(None, SH.result)
        )
        for report in reports
    ]
    assert told[0] == told[1]
    assert len(told[0]) > 15


def test_shapes_are_shipped_beside_the_ontology() -> None:
    assert resources.ontology("shapes.ttl").read_text(encoding="utf-8").endswith(".\n")
