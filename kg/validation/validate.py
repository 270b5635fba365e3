"""Validation by pySHACL: the vocabulary's shapes, shapes of one's own, and the closed vocabulary."""

import re
from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox
import rdflib
from rdflib import RDF, RDFS, SH

from kg import resources
from kg.errors import UsageError
from kg.store.opening import union
from kg.validation.records import Report
from kg.validation.report import merged, violations_of
from kg.validation.shapes import flattened, known_terms, own_shapes, read_shapes
from kg.validation.terms import rdflib_graph
from kg.validation.turtle import turtle_of
from kg.validation.vocabulary import unknown


def validate(store: ox.Store, shapes: Iterable[str | Path] = ()) -> Report:
    """Holds the union of all named graphs against the shapes of the vocabulary.

    Args:
        store: the graph, as `kg.store.open_graph` opens it.
        shapes: files of shapes that are held against it, too. They may speak of all superclasses that the ontology states.

    Raises:
        UsageError: a file of shapes cannot be read, or is not valid SHACL.
        InputError: the graph has statements about statements.
    """
    ours = own_shapes()
    others = {str(file): read_shapes(file) for file in shapes}
    for file, other in others.items():
        _refuse_what_is_no_shacl(file, other)
    graph = rdflib_graph(union(store))
    statements = len(graph)
    results = [_results(graph, flattened(ours))]
    if others:
        graph += _superclasses()
    for file, other in others.items():
        try:
            results.append(_results(graph, other))
        except (ValueError, RuntimeError, re.error) as error:
            raise UsageError(f"{file}: {error}; correct the file of shapes") from error
    held = (ours, *others.values())
    report = merged(results, unknown(store, set[str]().union(*map(known_terms, held))))
    return Report(violations_of(report, held, store), turtle_of(report), statements, sum(map(_count, held)))


def _results(graph: rdflib.Graph, shapes: rdflib.Graph) -> rdflib.Graph:
    """The report of pySHACL; nothing is inferred, imported or changed.

    Raises:
        ValueError: the shapes cannot be evaluated, and other errors of pySHACL's own, which are RuntimeErrors.
    """
    import pyshacl

    _, report, text = pyshacl.validate(graph, shacl_graph=shapes, inference="none", inplace=True)
    if not isinstance(report, rdflib.Graph):
        raise ValueError(text)  # noqa: TRY004
    return report


def _refuse_what_is_no_shacl(file: str, shapes: rdflib.Graph) -> None:
    """Holds shapes against the shapes of shapes (SHACL, appendix C)."""
    from pyshacl.entrypoints import meta_validate

    conforms, _, text = meta_validate(shapes, inference="none")
    if not conforms:
        raise UsageError(f"{file}: these are no valid shapes; correct what SHACL's own shapes find:\n{text}")


def _superclasses() -> rdflib.Graph:
    """The ontology's classes under classes, abstract ones among them, which no export states."""
    ontology = rdflib_graph(ox.parse(path=str(resources.ontology("kg.ttl")), format=ox.RdfFormat.TURTLE))
    found = rdflib.Graph()
    for statement in ontology.triples((None, RDFS.subClassOf, None)):
        found.add(statement)
    return found


def _count(shapes: rdflib.Graph) -> int:
    """Shapes that are called so, and those that belong to one that has a name."""
    stated = {shape for kind in (SH.NodeShape, SH.PropertyShape) for shape in shapes.subjects(RDF.type, kind)}
    parts = {part for shape, part in shapes.subject_objects(SH.property) if isinstance(shape, rdflib.URIRef)}
    return len(stated | parts)
