"""Turtle: the union of all named graphs. It cannot say which digest states a triple; TriG, N-Quads and JSON-LD do."""

from collections.abc import Iterator

import pyoxigraph as ox

from kg.export.rdf import generate, triples
from kg.graph import Graph
from kg.schema import DEFAULT_BASE


def generate_turtle(graph: Graph, base: str = DEFAULT_BASE) -> Iterator[bytes]:
    """The document in UTF-8."""
    return generate(triples(graph, base), ox.RdfFormat.TURTLE)
