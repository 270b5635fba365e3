"""TriG: Turtle with the named graphs; what N-Quads says in a third of the bytes, for reading and for kg query."""

from collections.abc import Iterator

import pyoxigraph as ox

from kg.export.rdf import generate, quads
from kg.graph import Graph
from kg.schema import DEFAULT_BASE


def generate_trig(graph: Graph, base: str = DEFAULT_BASE) -> Iterator[bytes]:
    """The document in UTF-8."""
    return generate(quads(graph, base), ox.RdfFormat.TRIG)
