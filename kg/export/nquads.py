"""N-Quads: every statement with the named graph that states it, one a line, sorted. It has no prefixes, so it is long."""

from collections.abc import Iterator

import pyoxigraph as ox

from kg.export.rdf import generate, quads
from kg.graph import Graph
from kg.schema import DEFAULT_BASE


def generate_nquads(graph: Graph, base: str = DEFAULT_BASE) -> Iterator[bytes]:
    """The document in UTF-8."""
    return generate(quads(graph, base), ox.RdfFormat.N_QUADS)
