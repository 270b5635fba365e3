"""The SHACL validation report: put together, and read into records."""

import re
from collections.abc import Iterable, Iterator, Sequence

import pyoxigraph as ox
import rdflib
from rdflib import RDF, SH
from rdflib.collection import Collection
from rdflib.term import Node

from kg.store.naming import id_of
from kg.store.query import shortened
from kg.validation.places import places
from kg.validation.records import Violation
from kg.validation.shapes import NAMESPACE
from kg.validation.vocabulary import COMPONENT, Unknown

# Targets and their selectors are no nodes of the graph's tables, so kg.store does not know their ids.
_TARGET = re.compile(r"(?<=[/#:])target/.+")
_REPEATED = {SH.zeroOrMorePath: "*", SH.oneOrMorePath: "+", SH.zeroOrOnePath: "?"}


def merged(reports: Iterable[rdflib.Graph], unknown: Iterable[Unknown]) -> rdflib.Graph:
    """One report of several, with a result for each term and node that no shape looks at."""
    whole, about = rdflib.Graph(bind_namespaces="none"), rdflib.BNode("report")
    for report in reports:
        tops = set(report.subjects(RDF.type, SH.ValidationReport))
        for statement in report:
            if statement[0] not in tops:
                whole.add(statement)
        for result in report.objects(None, SH.result):
            whole.add((about, SH.result, result))
    for number, one in enumerate(unknown):
        result = rdflib.BNode(f"unknown{number}")
        whole.add((about, SH.result, result))
        for predicate, term in _result_of(one):
            whole.add((result, predicate, term))
    whole.add((about, RDF.type, SH.ValidationReport))
    whole.add((about, SH.conforms, rdflib.Literal((about, SH.result, None) not in whole)))
    return whole


def _result_of(one: Unknown) -> Iterator[tuple[rdflib.URIRef, Node]]:
    yield RDF.type, SH.ValidationResult
    is_blank = isinstance(one.node, ox.BlankNode)
    yield SH.focusNode, rdflib.BNode(one.node.value) if is_blank else rdflib.URIRef(one.node.value)
    yield SH.resultSeverity, SH.Violation
    yield SH.sourceConstraintComponent, rdflib.URIRef(COMPONENT)
    yield SH.resultMessage, rdflib.Literal(one.message, lang="en")
    if one.predicate:
        yield SH.resultPath, rdflib.URIRef(one.predicate)
    if one.value:
        yield SH.value, rdflib.URIRef(one.value)


def violations_of(report: rdflib.Graph, shapes: Sequence[rdflib.Graph], store: ox.Store) -> tuple[Violation, ...]:
    """The results of a report as records, sorted."""
    where: dict[Node, tuple[str, ...]] = {}
    found = []
    for result in report.objects(None, SH.result):
        node, value, path = (report.value(result, term) for term in (SH.focusNode, SH.value, SH.resultPath))
        assert node is not None
        if node not in where:
            where[node] = places(store, ox.NamedNode(node)) if isinstance(node, rdflib.URIRef) else ()
        shape = report.value(result, SH.sourceShape) or report.value(result, SH.sourceConstraintComponent)
        found.append(
            Violation(
                _shown(node),
                _shape_name(shape, shapes),
                _path(report, path) if path is not None else "",
                _shown(value) if value is not None and value != node else None,
                " ".join(sorted(str(message) for message in report.objects(result, SH.resultMessage))),
                str(report.value(result, SH.resultSeverity)).removeprefix(str(SH)),
                str(node),
                where[node],
            )
        )
    return tuple(sorted(found, key=_order))


def _order(violation: Violation) -> tuple[str, ...]:
    return (
        violation.node,
        violation.shape,
        violation.property,
        violation.value or "",
        violation.message,
        violation.iri,
    )


def _shape_name(shape: Node | None, shapes: Sequence[rdflib.Graph]) -> str:
    """The prefixed name of a shape; one that has no IRI is called by the shape that it belongs to."""
    if isinstance(shape, rdflib.URIRef) or shape is None:
        return _shown(shape) if shape is not None else ""
    owners = {
        owner for graph in shapes for owner in graph.subjects(SH.property, shape) if isinstance(owner, rdflib.URIRef)
    }
    return f"part of {_shown(min(owners))}" if owners else "a shape without a name"


def _shown(term: Node) -> str:
    """A term for people: the id of a node, a prefixed name, or the text of a literal."""
    if not isinstance(term, rdflib.URIRef):
        return f"_:{term}" if isinstance(term, rdflib.BNode) else str(term)
    if term.startswith(NAMESPACE):
        return f"shapes:{term.removeprefix(NAMESPACE)}"
    name = shortened(str(term))
    if name != str(term):
        return name
    target = _TARGET.search(name)
    return target[0] if target else id_of(ox.NamedNode(name))


def _path(graph: rdflib.Graph, path: Node) -> str:
    """A property path as SPARQL writes it."""
    if isinstance(path, rdflib.URIRef):
        return shortened(str(path))
    if (path, RDF.first, None) in graph:
        return "/".join(_path(graph, step) for step in Collection(graph, path))
    for predicate, inner in graph.predicate_objects(path):
        if predicate == SH.inversePath:
            return f"^{_path(graph, inner)}"
        if predicate == SH.alternativePath:
            return f"({'|'.join(_path(graph, way) for way in Collection(graph, inner))})"
        if predicate in _REPEATED:
            return f"({_path(graph, inner)}){_REPEATED[rdflib.URIRef(str(predicate))]}"
    return ""
