"""The graph as an rdflib Dataset, for programs that speak rdflib.

rdflib is 20 to 50 times slower than Oxigraph at reading and asking; for anything large use the N-Quads file and `kg.store`.
"""

from typing import TYPE_CHECKING

from kg.export.nquads import generate_nquads
from kg.graph import Graph
from kg.schema import DEFAULT_BASE, PREFIXES

if TYPE_CHECKING:
    import rdflib


def rdflib_dataset(graph: Graph, base: str = DEFAULT_BASE) -> "rdflib.Dataset":
    """All statements in their named graphs; the default graph is the union of them."""
    import rdflib

    dataset = rdflib.Dataset(default_union=True)
    for prefix, namespace in PREFIXES.items():
        dataset.bind(prefix, namespace, replace=True)
    dataset.parse(data=b"".join(generate_nquads(graph, base)), format="nquads")
    return dataset
