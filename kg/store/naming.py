"""What a name that a person types stands for in a store: forgiving of spelling, and asking back where several things match."""

import re
from collections import defaultdict

import pyoxigraph as ox

from kg.naming import called
from kg.schema import NODE_TYPES, PROPERTIES, expand
from kg.store.query import solutions

_ID = re.compile(rf"(?<=[/#:])(?:{'|'.join(sorted({t.prefix for t in NODE_TYPES.values() if not t.abstract}))})/.+")

# An identifier since 2007 (https://info.arxiv.org/help/arxiv_identifier.html) as people paste it.
_ARXIV = re.compile(
    r"(?:arxiv:|(?:https?://)?(?:www\.)?(?:arxiv\.org/(?:abs|pdf)|huggingface\.co/papers)/)?(\d{4}\.\d{4,5})(?:v\d+)?(?:\.pdf)?/?",
    re.IGNORECASE,
)


def find(store: ox.Store, name: str, *types: str) -> ox.NamedNode:
    """The one node of some types that a name stands for.

    It may be the node's IRI, the end of it ("benchmark/math-500"), its address on the web, its label or an alias, first as they
    stand and then by their letters and digits alone; of a paper also its arXiv identifier, with or without version.

    Raises:
        UsageError: nothing is called so (what is nearly is named), or several things are.
    """
    if match := _ARXIV.fullmatch(name.strip()):
        name = match[1]
    nodes: dict[str, list[str]] = {}
    for type_ in types:
        nodes |= _named(store, type_)
    what = NODE_TYPES[types[0]].name.casefold() if len(types) == 1 else "thing"
    return ox.NamedNode(called(name, nodes, what, _short))


def _named(store: ox.Store, type_: str) -> dict[str, list[str]]:
    """The nodes of a type with their names, the label first."""
    found: dict[str, list[str]] = defaultdict(list)
    own = NODE_TYPES[type_].properties
    names = [NODE_TYPES[type_].label, *(name for name in ("altLabel", "arxivId", "url") if name in own)]
    for iri in (PROPERTIES[name].iri for name in names):
        asked = f"SELECT DISTINCT ?node ?name {{ ?node a {NODE_TYPES[type_].iri} ; {iri} ?name }}"
        for node, name in sorted((row["node"].value, row["name"].value) for row in solutions(store, asked)):
            found[node].append(name)
    return found


def label_of(store: ox.Store, node: ox.NamedNode) -> str:
    """What a person calls a node: the first of its labels, its id where it has none."""
    for name in dict.fromkeys(type_.label for type_ in NODE_TYPES.values() if type_.label):
        quads = store.quads_for_pattern(node, ox.NamedNode(expand(PROPERTIES[name].iri)), None)
        if labels := [quad.object.value for quad in quads if isinstance(quad.object, ox.Literal)]:
            return min(labels)
    return id_of(node)


def id_of(node: ox.NamedNode) -> str:
    """The id in a node's IRI, whatever base it begins with.

    >>> [id_of(ox.NamedNode(f"{base}benchmark/math-500")) for base in ("https://example.org/kg/", "http://a/b#", "urn:x-a:")]
    ['benchmark/math-500', 'benchmark/math-500', 'benchmark/math-500']
    """
    return _short(node.value)


def _short(iri: str) -> str:
    found = _ID.search(iri)
    return found[0] if found else iri
