"""The graph for programs that speak rdflib.

rdflib is 20 to 50 times slower than Oxigraph at reading and asking; for anything large use the N-Quads file and `kg.store`.
Statements are handed over one by one, which takes two fifths of the time that rdflib needs to parse them as N-Quads.
"""

from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING

import pyoxigraph as ox
import rdflib
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID as _DEFAULT

from kg.schema import DEFAULT_BASE, PREFIXES, expand

if TYPE_CHECKING:
    from kg.graph import Graph

_TEXT = expand("xsd:string")


def rdflib_dataset(graph: "Graph", base: str = DEFAULT_BASE) -> rdflib.Dataset:
    """All statements in their named graphs; the default graph is the union of them, and the project's prefixes are bound."""
    from kg.export.rdf import quads

    return dataset_of(quads(graph, base))


def dataset_of(quads: Iterable[ox.Quad]) -> rdflib.Dataset:
    """The same of any quads, such as all of a store.

    Raises:
        ValueError: a term is a triple, which rdflib does not know.
    """
    dataset = rdflib.Dataset(default_union=True)
    _bind(dataset)
    graphs = cache(lambda term: dataset.graph(_DEFAULT if isinstance(term, ox.DefaultGraph) else rdflib_term(term)))
    terms = cache(rdflib_term)
    for quad in quads:
        triple = (terms(quad.subject), terms(quad.predicate), terms(quad.object))
        # Past Dataset.add, which would look up the graph anew for each.
        dataset.store.add(triple, graphs(quad.graph_name))
    return dataset


def graph_of_triples(triples: Iterable[ox.Triple]) -> rdflib.Graph:
    """Triples without named graphs, such as the answer to a CONSTRUCT; the prefixes are bound.

    Raises:
        ValueError: a term is a triple, which rdflib does not know.
    """
    graph = rdflib.Graph()
    _bind(graph)
    for triple in triples:
        graph.add((rdflib_term(triple.subject), rdflib_term(triple.predicate), rdflib_term(triple.object)))
    return graph


def _bind(graph: rdflib.Graph) -> None:
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace, replace=True)


def rdflib_term(term: object) -> rdflib.URIRef | rdflib.BNode | rdflib.Literal:
    """A term of Oxigraph as one of rdflib's; literals keep the form in which they are written.

    Raises:
        ValueError: it is a triple, which rdflib does not know.
    """
    if isinstance(term, ox.NamedNode):
        return rdflib.URIRef(term.value)
    if isinstance(term, ox.BlankNode):
        return rdflib.BNode(term.value)
    if isinstance(term, ox.Literal):
        if term.language:
            return rdflib.Literal(term.value, lang=term.language)
        # What rdflib's own parsers make of a plain string; with the datatype it would not be equal to Literal("text").
        datatype = term.datatype.value
        known = None if datatype == _TEXT else rdflib.URIRef(datatype)
        return rdflib.Literal(term.value, datatype=known, normalize=False)
    raise ValueError(f"{term}: rdflib has no such terms")
