"""Terms and statements of Oxigraph as those of rdflib, which pySHACL speaks."""

from collections.abc import Iterable
from functools import cache
from typing import Any

import pyoxigraph as ox
import rdflib
from rdflib.namespace import NamespaceManager

from kg.errors import InputError
from kg.schema import expand

_TEXT = expand("xsd:string")


class FullNames(NamespaceManager):
    """Writes IRIs as they are.

    pySHACL names every node that one branch of a sh:or does not fit, and rdflib's search for the prefix of a new namespace takes
    time with the number of those that it has seen: more than half of the validation of 500,000 statements.
    """

    def normalizeUri(self, rdfTerm: str) -> str:  # noqa: N802, N803
        """The IRI in angle brackets."""
        return f"<{rdfTerm}>"


def rdflib_graph(statements: Iterable[ox.Quad | ox.Triple]) -> rdflib.Graph:
    """The union of all named graphs; literals keep the form in which they are written.

    Raises:
        InputError: a statement is about a statement (RDF 1.2), which rdflib cannot hold.
    """
    graph = rdflib.Graph(bind_namespaces="none")
    graph.namespace_manager = FullNames(graph, bind_namespaces="none")
    known = cache(_term)
    for statement in statements:
        graph.add((known(statement.subject), known(statement.predicate), known(statement.object)))
    return graph


def _term(term: Any) -> rdflib.term.Node:
    if isinstance(term, ox.NamedNode):
        return rdflib.URIRef(term.value)
    if isinstance(term, ox.BlankNode):
        return rdflib.BNode(term.value)
    if not isinstance(term, ox.Literal):
        raise InputError(f"{term}: a statement about a statement cannot be validated; write it without (RDF 1.1)")
    if term.language:
        return rdflib.Literal(term.value, lang=term.language)
    # RDF 1.1 has one kind of plain text; rdflib takes it for another one with its datatype than without.
    datatype = None if term.datatype.value == _TEXT else rdflib.URIRef(term.datatype.value)
    return rdflib.Literal(term.value, datatype=datatype, normalize=False)
