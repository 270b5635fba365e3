"""Statements of Oxigraph as a graph of rdflib, which pySHACL speaks."""

from collections.abc import Iterable
from functools import cache

import pyoxigraph as ox
import rdflib
from rdflib.namespace import NamespaceManager

from kg.errors import InputError
from kg.export.rdflib_dataset import rdflib_term


class FullNames(NamespaceManager):
    """Writes IRIs as they are.

    pySHACL names every node that one branch of a sh:or does not fit, and rdflib's search for the prefix of a new namespace takes
    time with the number of those that it has seen: more than half of the validation of 500,000 statements.
    """

    def normalizeUri(self, rdfTerm: str) -> str:  # noqa: N802, N803
        """The IRI in angle brackets."""
        return f"<{rdfTerm}>"


def rdflib_graph(statements: Iterable[ox.Quad | ox.Triple]) -> rdflib.Graph:
    """Statements without their named graphs; literals keep the form in which they are written.

    Raises:
        InputError: a statement is about a statement (RDF 1.2), which rdflib cannot hold.
    """
    graph = rdflib.Graph(bind_namespaces="none")
    graph.namespace_manager = FullNames(graph, bind_namespaces="none")
    known = cache(rdflib_term)
    try:
        for statement in statements:
            graph.add((known(statement.subject), known(statement.predicate), known(statement.object)))
    except ValueError as error:
        raise InputError(
            f"{error}; a statement about a statement cannot be validated; write it without (RDF 1.1)"
        ) from error
    return graph
