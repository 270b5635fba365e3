"""The SHACL validation report in Turtle, the same bytes for the same results."""

import pyoxigraph as ox
import rdflib
from rdflib import RDF, SH
from rdflib.term import Node

from kg.schema import PREFIXES
from kg.validation.shapes import NAMESPACE

_PREFIXES = PREFIXES | {"sh": str(SH), "shapes": NAMESPACE}


def turtle_of(report: rdflib.Graph) -> str:
    """A report as a document; blank nodes are named by their place, whatever pySHACL called them."""
    (about,) = report.subjects(RDF.type, SH.ValidationReport)
    names: dict[Node, ox.BlankNode] = {}
    statements = []
    for subject, predicate, value in _ordered(report, about):
        # Only the report and the blank nodes below it are spoken of.
        own = names.setdefault(subject, ox.BlankNode(f"b{len(names)}"))
        statements.append(ox.Triple(own, ox.NamedNode(str(predicate)), _term(value, names)))
    return (ox.serialize(statements, format=ox.RdfFormat.TURTLE, prefixes=_PREFIXES) or b"").decode()


def _ordered(report: rdflib.Graph, about: Node) -> list[tuple[Node, Node, Node]]:
    """The statements about a node, then those about the blank nodes among their values, and so on, each node in its order."""
    signatures: dict[Node, str] = {}
    found: list[tuple[Node, Node, Node]] = []
    waiting, seen = [about], {about}
    while waiting:
        node = waiting.pop(0)
        pairs = [
            (str(predicate), _signature(report, value, signatures), value)
            for predicate, value in report.predicate_objects(node)
        ]
        for predicate, _, value in sorted(pairs, key=lambda pair: (pair[0] != str(RDF.type), *pair[:2])):
            found.append((node, rdflib.URIRef(predicate), value))
            if isinstance(value, rdflib.BNode) and value not in seen:
                seen.add(value)
                waiting.append(value)
    return found


def _signature(report: rdflib.Graph, node: Node, signatures: dict[Node, str]) -> str:
    """What a node is: its name, or all that is said of it where it has none."""
    if not isinstance(node, rdflib.BNode):
        return node.n3()
    if node not in signatures:
        signatures[node] = ""  # A circle of blank nodes ends here.
        said = (
            f"<{predicate}> {_signature(report, value, signatures)}"
            for predicate, value in report.predicate_objects(node)
        )
        signatures[node] = f"[{' ; '.join(sorted(said))}]"
    return signatures[node]


def _term(node: Node, names: dict[Node, ox.BlankNode]) -> ox.NamedNode | ox.BlankNode | ox.Literal:
    if isinstance(node, rdflib.BNode):
        return names.setdefault(node, ox.BlankNode(f"b{len(names)}"))
    if not isinstance(node, rdflib.Literal):
        return ox.NamedNode(str(node))
    if node.language:
        return ox.Literal(str(node), language=node.language)
    return ox.Literal(str(node), datatype=ox.NamedNode(str(node.datatype)) if node.datatype else None)
