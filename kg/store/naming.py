"""What a name that a person types stands for in a graph: forgiving of spelling, and asking back where several things match."""

import re
import unicodedata
from collections import defaultdict
from difflib import get_close_matches

import pyoxigraph as ox

from kg.errors import UsageError
from kg.schema import NODE_TYPES, PROPERTIES
from kg.store.query import solutions

MOST_SHOWN = 5
_ID = re.compile(rf"(?<=[/#:])(?:{'|'.join(sorted({t.prefix for t in NODE_TYPES.values() if not t.abstract}))})/.+")


def find(store: ox.Store, name: str, *types: str) -> ox.NamedNode:
    """The one node of some types that a name stands for.

    It may be the node's IRI, the end of it ("benchmark/math-500"), its label or an alias, first as they stand and then by their
    letters and digits alone.

    Raises:
        UsageError: nothing is called so (what is nearly is named), or several things are.
    """
    nodes: dict[ox.NamedNode, list[str]] = {}
    for type_ in types:
        nodes |= _named(store, type_)
    ways = (
        lambda node, _: node.value == name or ("/" in name and node.value.endswith(f"/{name}")),
        lambda _, names: name in names[:1],
        lambda _, names: name in names,
        lambda _, names: bool(folded(name)) and folded(name) in map(folded, names),
    )
    for fits in ways:
        found = sorted((node for node, names in nodes.items() if fits(node, names)), key=lambda node: node.value)
        if len(found) == 1:
            return found[0]
        if found:
            shown = ", ".join(f"{id_of(node)} ({nodes[node][0]})" for node in found[:MOST_SHOWN])
            more = f" and {len(found) - MOST_SHOWN} more" if len(found) > MOST_SHOWN else ""
            raise UsageError(f"{name!r} may be {shown}{more}; give one of these ids")
    called = {folded(own): own for names in nodes.values() for own in names}
    near = [called[key] for key in get_close_matches(folded(name), sorted(called), MOST_SHOWN)]
    hint = f"; did you mean {' or '.join(map(repr, near))}?" if near else ""
    what = NODE_TYPES[types[0]].name.casefold() if len(types) == 1 else "thing"
    raise UsageError(f"{name!r}: no {what} in this graph is called so{hint}")


def folded(name: str) -> str:
    """The letters, digits and plus signs of a name, whatever their case.

    >>> folded("MATH-500") == folded("math500"), folded("HumanEval+") == folded("HumanEval")
    (True, False)
    """
    return re.sub(r"[^\w+]|_", "", unicodedata.normalize("NFKC", name).casefold())


def _named(store: ox.Store, type_: str) -> dict[ox.NamedNode, list[str]]:
    """The nodes of a type with their names, the label first."""
    found: dict[ox.NamedNode, list[str]] = defaultdict(list)
    names = [NODE_TYPES[type_].label, "altLabel", *["arxivId"] * (type_ == "Paper")]
    for iri in (PROPERTIES[name].iri for name in names):
        asked = f"SELECT DISTINCT ?node ?name {{ ?node a {NODE_TYPES[type_].iri} ; {iri} ?name }}"
        for node, name in sorted((row["node"].value, row["name"].value) for row in solutions(store, asked)):
            found[ox.NamedNode(node)].append(name)
    return found


def id_of(node: ox.NamedNode) -> str:
    """The id in a node's IRI, whatever base it begins with.

    >>> [id_of(ox.NamedNode(f"{base}benchmark/math-500")) for base in ("https://example.org/kg/", "http://a/b#", "urn:x-a:")]
    ['benchmark/math-500', 'benchmark/math-500', 'benchmark/math-500']
    """
    found = _ID.search(node.value)
    return found[0] if found else node.value
