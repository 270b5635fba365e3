"""Validation as a library: bases, blank nodes, paths, and what cannot be validated."""

import re
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.errors import InputError, UsageError
from kg.export.nquads import generate_nquads
from kg.graph import Graph
from kg.validation import validate

PREFIXES = """
@prefix ex: <https://example.org/> . @prefix sh: <http://www.w3.org/ns/shacl#> . @prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
"""  # noqa: E501


def store_of(turtle: str) -> ox.Store:
    store = ox.Store()
    store.load((PREFIXES + turtle).encode(), format=ox.RdfFormat.TURTLE)
    return store


def shapes_of(turtle: str, folder: Path) -> Path:
    path = folder / "shapes.ttl"
    path.write_text(PREFIXES + turtle, encoding="utf-8")
    return path


@pytest.mark.parametrize("base", ["https://example.org/kg#", "urn:example:"])
def test_any_base_fits(base: str, seeds_graph: Graph) -> None:
    store = ox.Store()
    store.load(b"".join(generate_nquads(seeds_graph, base)), format=ox.RdfFormat.N_QUADS)
    report = validate(store)
    assert report.conforms, report.turtle


def test_nothing_conforms() -> None:
    report = validate(ox.Store())
    assert (report.conforms, report.statements, report.violations) == (True, 0, ())


def test_data_of_others_is_unknown_term_by_term() -> None:
    report = validate(store_of("ex:a a ex:Cat ; ex:eats ex:b, ex:c . ex:d ex:eats ex:a ."))
    told = [(one.node, one.property, one.value) for one in report.violations]
    iri = "https://example.org/"
    assert told == [(f"{iri}a", f"{iri}eats", None), (f"{iri}a", "rdf:type", f"{iri}Cat"), (f"{iri}d", "", None)]
    assert "used 3 times" in report.violations[0].message


@pytest.mark.parametrize(
    ("path", "written"),
    [
        ("( ex:p [ sh:inversePath ex:q ] )", "ex:p/^ex:q"),
        ("[ sh:alternativePath ( ex:p ex:q ) ]", "(ex:p|ex:q)"),
        ("[ sh:zeroOrMorePath ex:p ]", "(ex:p)*"),
        ("[ sh:oneOrMorePath ex:p ]", "(ex:p)+"),
        ("[ sh:zeroOrOnePath ex:p ]", "(ex:p)?"),
    ],
)
def test_paths_are_written_as_in_sparql(path: str, written: str, tmp_path: Path) -> None:
    shapes = f"ex:S sh:targetClass ex:C ; sh:property [ sh:path {path} ; sh:minCount 9 ] . ex:C ex:p ex:q ."
    report = validate(store_of("ex:a a ex:C ."), [shapes_of(shapes, tmp_path)])
    (violation,) = report.violations
    assert violation.property.replace("https://example.org/", "ex:") == written
    assert violation.shape == "part of https://example.org/S"


def test_blank_nodes_are_told_apart_in_the_report(tmp_path: Path) -> None:
    shapes = "ex:S sh:targetClass ex:C ; sh:property [ sh:path ex:p ; sh:maxCount 0 ] ."
    graph = store_of('[] a ex:C ; ex:p "1" . [] a ex:C ; ex:p "2" .')
    report = validate(graph, [shapes_of(shapes, tmp_path)])
    assert len({violation.node for violation in report.violations}) == 2
    assert all(re.match("_:", violation.node) for violation in report.violations)
    assert report.turtle.count("sh:focusNode _:b") == 2


def test_a_file_of_shapes_that_cannot_be_evaluated_is_named(tmp_path: Path) -> None:
    file = shapes_of('ex:S sh:targetClass ex:C ; sh:property [ sh:path ex:p ; sh:pattern "(" ] .', tmp_path)
    with pytest.raises(UsageError, match=r"shapes\.ttl: .*correct the file of shapes"):
        validate(store_of('ex:a a ex:C ; ex:p "x" .'), [file])


def test_statements_about_statements_are_refused() -> None:
    with pytest.raises(InputError, match=r"write it without \(RDF 1\.1\)"):
        validate(store_of("ex:a rdf:reifies <<( ex:a ex:b ex:c )>> ."))


def test_shapes_are_not_fetched(tmp_path: Path) -> None:
    shapes = """
    <https://unreachable.invalid/shapes> a <http://www.w3.org/2002/07/owl#Ontology> ;
        <http://www.w3.org/2002/07/owl#imports> <https://unreachable.invalid/more> .
    ex:S sh:targetClass ex:C ; sh:property [ sh:path ex:p ; sh:minCount 1 ] ."""
    assert validate(store_of("ex:a a ex:C ; ex:p 1 ."), [shapes_of(shapes, tmp_path)]).conforms
