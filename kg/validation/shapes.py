"""The shapes: reading them, making them quick, and the terms that they know."""

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import rdflib
from rdflib import RDF, SH
from rdflib.collection import Collection

from kg import resources
from kg.errors import UsageError
from kg.validation.terms import rdflib_graph

NAMESPACE = "https://w3id.org/paperkg/ontology/shapes#"


def own_shapes() -> rdflib.Graph:
    """The shapes of the vocabulary, `ontology/shapes.ttl`."""
    return read_shapes(resources.ontology("shapes.ttl"))


def read_shapes(path: str | Path) -> rdflib.Graph:
    """A file of shapes; what it imports is not fetched.

    Raises:
        UsageError: there is no such file, its name ends like no RDF file, or it cannot be parsed.
    """
    file = Path(path)
    syntax = ox.RdfFormat.from_extension(file.suffix.removeprefix("."))
    if not file.is_file() or syntax is None:
        raise UsageError(f"{path}: no file of shapes; name one in RDF (.ttl, .nt, .jsonld, .rdf, .trig, .nq)")
    try:
        return rdflib_graph(ox.parse(path=str(file), format=syntax))
    except (SyntaxError, ValueError, OSError) as error:
        raise UsageError(f"{path}: cannot be read as {syntax.name}: {error}; correct the file of shapes") from error


def flattened(shapes: rdflib.Graph) -> rdflib.Graph:
    """The same shapes, each property shape with the targets of the node shapes that it belongs to.

    A node shape with targets holds each node against each of its property shapes by itself, and pySHACL reads the constraints
    anew for every one; a property shape with targets of its own holds all nodes at once. Results are the same (SHACL, sections
    2.1 and 4.7): they come from the property shape either way. A closed shape goes on allowing the properties that it had.

    Only for shapes whose node shapes have one target class each and are no parts of other shapes, as ours.
    """
    flat = rdflib.Graph()
    flat += shapes
    flat.namespace_manager = shapes.namespace_manager
    for shape, target in shapes.subject_objects(SH.targetClass):
        ignored = flat.value(shape, SH.ignoredProperties)
        for part in list(shapes.objects(shape, SH.property)):
            flat.remove((shape, SH.property, part))
            flat.add((part, SH.targetClass, target))
            path = shapes.value(part, SH.path)
            if ignored is not None and isinstance(path, rdflib.URIRef):
                Collection(flat, ignored).append(path)
    return flat


def known_terms(shapes: rdflib.Graph) -> set[str]:
    """The IRIs that shapes speak of as properties (on their paths) or as classes."""
    found = {str(RDF.type)}
    for path in shapes.objects(None, SH.path):
        found.update(_names(shapes, path))
    for predicate in (SH.targetClass, SH["class"], SH.targetSubjectsOf, SH.targetObjectsOf):
        found.update(str(term) for term in shapes.objects(None, predicate))
    for shape in shapes.subjects(SH.path, RDF.type):
        found.update(str(term) for term in shapes.objects(shape, SH.hasValue))
        for members in shapes.objects(shape, SH["in"]):
            found.update(str(term) for term in Collection(shapes, members))
    return found


def _names(shapes: rdflib.Graph, path: rdflib.term.Node) -> Iterator[str]:
    """The properties on a path, however it is put together."""
    if isinstance(path, rdflib.URIRef):
        if path != RDF.nil:
            yield str(path)
        return
    for part in shapes.objects(path):
        yield from _names(shapes, part)
