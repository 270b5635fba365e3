"""Terms that nobody declared, and nodes in no class: what no shape would look at."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches

import pyoxigraph as ox

from kg import resources
from kg.schema import expand
from kg.store.opening import union
from kg.store.query import shortened
from kg.validation.shapes import NAMESPACE

COMPONENT = f"{NAMESPACE}vocabulary"
"""What SHACL results of this kind name as their constraint component."""

_TYPE = ox.NamedNode(expand("rdf:type"))


@dataclass(frozen=True, slots=True)
class Unknown:
    """What is wrong at a node: `predicate` and `value` are IRIs, None where it has no type."""

    node: ox.NamedNode | ox.BlankNode
    predicate: str | None
    value: str | None
    message: str


def unknown(store: ox.Store, known: set[str]) -> Iterator[Unknown]:
    """One finding for each property and class that is neither known nor in the ontology, and one for each node in no class.

    A term is reported at the first node, by its IRI, that uses it.
    """
    declared = known | _declared()
    used: dict[tuple[str, bool], tuple[int, ox.NamedNode | ox.BlankNode]] = {}
    nodes: set[ox.NamedNode | ox.BlankNode] = set()
    typed: set[ox.NamedNode | ox.BlankNode] = set()
    for quad in union(store):
        subject, is_type = quad.subject, quad.predicate == _TYPE
        if isinstance(subject, ox.Triple):
            continue
        nodes.add(subject)
        if is_type:
            typed.add(subject)
        term = quad.object if is_type else quad.predicate
        if isinstance(term, ox.NamedNode) and term.value not in declared:
            count, first = used.get((term.value, is_type), (0, subject))
            used[term.value, is_type] = count + 1, min(first, subject, key=str)
    for (iri, is_class), (count, node) in sorted(used.items()):
        message = _message(iri, is_class, count, declared)
        yield Unknown(node, _TYPE.value if is_class else iri, iri if is_class else None, message)
    for node in sorted(nodes - typed, key=str):
        yield Unknown(
            node, None, None, "A node is in no class, so no shape looks at it; say its rdf:type, or take it out"
        )


def _declared() -> set[str]:
    """What the ontology declares: its own terms, and those of other vocabularies that a reasoner adds by it."""
    parsed = ox.parse(path=str(resources.ontology("kg.ttl")), format=ox.RdfFormat.TURTLE)
    return {quad.subject.value for quad in parsed if isinstance(quad.subject, ox.NamedNode)}


def _message(term: str, is_class: bool, count: int, declared: set[str]) -> str:
    name, kind = shortened(term), "class" if is_class else "property"
    # Names of classes begin with a capital letter in all vocabularies that are used here, those of properties do not.
    alike = sorted(known for known in map(shortened, declared) if known.rpartition(":")[2][:1].isupper() == is_class)
    near = get_close_matches(name, alike, 1)
    uses = "once" if count == 1 else f"{count:,} times"
    hint = f"correct it to {near[0]} where that is meant" if near else "take it out"
    return f"The {kind} {name}, used {uses}, is in no vocabulary of the graph; {hint}, or give shapes that know it (--shapes)"
