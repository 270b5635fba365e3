"""Slices: parts of graphs that are too large to look at.

    tag=NAME            the papers with a tag, or with a tag below it, and all that they say
    author=NAME         the papers of an author
    benchmark=NAME      the papers that name a benchmark
    model=NAME          the papers that name a model or method
    from=DAY,to=DAY     what the digests of these days say; a DAY is YYYY-MM-DD, YYYY-MM or YYYY, both ends included
    ego=NAME,DEPTH      a thing and everything within some steps of it (1, if none are given)
    top=N               the N best-connected things

Things are the nodes that are drawn, results apart: these stand between their paper, system, benchmark, metric and baseline,
which are one step from each other, and come along with them (`kg.graph.restriction` says what else does). Several slices are cut
one after another, each from what the one before left. Names are looked up in the whole graph, as forgivingly as `kg show` does.
"""

import re
from collections.abc import Callable, Iterable, Set
from dataclasses import dataclass

from kg.errors import UsageError
from kg.graph.description import slice_of
from kg.graph.model import ENTITIES_GRAPH, Graph
from kg.graph.reach import below, joined, names, said_by
from kg.graph.restriction import NAMED_BY_FACTS, is_thing, restricted
from kg.naming import called
from kg.schema import NODE_TYPES

SLICES = {
    "tag": "tag=NAME",
    "author": "author=NAME",
    "benchmark": "benchmark=NAME",
    "model": "model=NAME",
    "from": "from=DAY,to=DAY",
    "to": "to=DAY",
    "ego": "ego=NAME,DEPTH",
    "top": "top=N",
}
"""How each kind of slice is written."""


@dataclass(frozen=True, slots=True)
class ByPaper:
    """A slice of the papers that have to do with a thing: of which types this is, how they are called together, and the edge.

    Without an edge, they are those of facts that name it.
    """

    types: tuple[str, ...]
    what: str
    edge: str = ""


BY_PAPER = {
    "tag": ByPaper(("Tag",), "tag", "tagged"),
    "author": ByPaper(("Author",), "author", "authoredBy"),
    "benchmark": ByPaper(("Benchmark",), "benchmark"),
    "model": ByPaper(("Model", "Method"), "model or method"),
}
SHOWN = tuple(type_.name for type_ in NODE_TYPES.values() if type_.shown)
"""Types of the things that an ego network may be of."""
_DAY = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
Cut = Callable[[Graph], Graph]


@dataclass(frozen=True, slots=True)
class Slice:
    """A part to cut: `text` tells it with the label or id of what was found, `cut` takes it from a graph."""

    text: str
    cut: Cut


def sliced(graph: Graph, slices: Iterable[str]) -> Graph:
    """The part of a graph that is left when some slices are cut, one after another; the graph itself, if there are none.

    Raises:
        UsageError: a slice is none, what it names is not in the graph (what is there is told), or nothing is left.
    """
    asked = [parsed(graph, text) for text in slices]
    for number, one in enumerate(asked):
        graph = one.cut(graph)
        if not any(is_thing(node) for node in graph.nodes):
            before = f" of what {'; '.join(s.text for s in asked[:number])} left" if number else ""
            raise UsageError(f"the slice {one.text} leaves nothing{before}; ask for more, or name other slices")
    return graph


def parsed(graph: Graph, text: str) -> Slice:
    """A slice as it is written, with what it names looked up in a graph.

    Raises:
        UsageError: it is none, or what it names is not in the graph.
    """
    kind, value = checked(text)
    if kind in BY_PAPER:
        return _by_paper(graph, kind, value)
    if kind == "ego":
        return _ego(graph, value)
    return _top(int(value)) if kind == "top" else _days(graph, text)


def checked(text: str) -> tuple[str, str]:
    """The kind of a slice and what follows its first equals sign, without a graph.

    Raises:
        UsageError: it is not written as a slice is.
    """
    kind, _, value = (part.strip() for part in text.partition("="))
    if kind not in SLICES or not value:
        ways = ", ".join(way for kind, way in SLICES.items() if kind != "to")
        raise UsageError(f"slice {text!r}: no such slice; write one of {ways}")
    if kind == "ego" and (depth := re.search(r",\s*([+-]\s*\d+|\d{10,})\s*$", value)):
        raise UsageError(
            f"slice {text!r}: {depth[1]} is no number of steps; write it as {SLICES['ego']}, such as ego=MATH-500,2"
        )
    if kind == "top" and not (value.isdecimal() and len(value) < 10 and int(value)):
        raise UsageError(f"slice {text!r}: write how many things to keep, such as top=200")
    if kind in ("from", "to") and not _bounds(text):
        raise UsageError(
            f"slice {text!r}: write it as {SLICES['from']} or one of both, each a YYYY-MM-DD, YYYY-MM or YYYY"
        )
    return kind, value


def _bounds(text: str) -> dict[str, str]:
    """The first and the last day of a slice, in their order; empty where it is not written so."""
    found: dict[str, str] = {}
    for bound in text.split(","):
        name, _, day = (part.strip() for part in bound.partition("="))
        if name not in ("from", "to") or name in found or not _DAY.fullmatch(day):
            return {}
        found[name] = day
    return dict(sorted(found.items()))


def days_of(text: str) -> tuple[str, str]:
    """Between what the days of a slice lie: each is not before the first, and begins with no more than the last."""
    bounds = _bounds(text)
    return bounds.get("from", ""), bounds.get("to", "~")


def centre_of(value: str) -> tuple[str, int]:
    """What an ego network is of, as it was written, and how many steps it has."""
    name, comma, depth = value.rpartition(",")
    if not (comma and depth.strip().isdecimal()):
        name, depth = value, "1"
    return name.strip(), int(depth.strip())


def _by_paper(graph: Graph, kind: str, value: str) -> Slice:
    by = BY_PAPER[kind]
    known = names(graph, by.types)
    found = called(value, known, by.what)
    text = f"{kind}={known[found][0]}"
    wanted = below(graph, found) if kind == "tag" else {found}

    def cut(part: Graph) -> Graph:
        if by.edge:
            papers = {e.source for e in part.edges if e.type == by.edge and e.target in wanted}
        else:
            naming = {e.source for e in part.edges if e.type in NAMED_BY_FACTS and e.target in wanted}
            papers = {e.target for e in part.edges if e.type == "paper" and e.source in naming}
        return restricted(part, said_by(part, papers), _text(part, text))

    return Slice(text, cut)


def _days(graph: Graph, text: str) -> Slice:
    first, last = days_of(text)
    days = {node.id: str(node.properties["day"]) for node in graph.nodes if node.types == ("Digest",)}
    kept = {id_ for id_, day in days.items() if day >= first and day[: len(last)] <= last} | {ENTITIES_GRAPH}
    if len(kept) == 1 and days:
        raise UsageError(
            f"slice {text!r}: no digest is of these days; they are of {min(days.values())} to {max(days.values())}"
        )

    def cut(part: Graph) -> Graph:
        rows = Graph(
            tuple(node for node in part.nodes if node.graph in kept),
            tuple(edge for edge in part.edges if edge.graph in kept),
        )
        papers = {edge.target for edge in rows.edges if edge.type == "describes"}
        return restricted(rows, said_by(rows, papers), _text(part, told))

    told = ",".join(f"{name}={day}" for name, day in _bounds(text).items())
    return Slice(told, cut)


def _ego(graph: Graph, value: str) -> Slice:
    name, steps = centre_of(value)
    centre = called(name, names(graph, SHOWN), "thing")
    text = f"ego={centre},{steps}"

    def cut(part: Graph) -> Graph:
        near = joined(part)
        results = {e.target for e in part.edges if e.source == centre and e.type in NAMED_BY_FACTS}
        reached = {centre} if centre in near else results
        rim: Set[str] = reached
        for _ in range(min(steps, len(near))):
            rim = {other for node in rim for other in near[node]} - reached
            reached = reached | rim
        return restricted(part, reached, _text(part, text))

    return Slice(text, cut)


def _top(number: int) -> Slice:
    text = f"top={number}"

    def cut(part: Graph) -> Graph:
        import networkx as nx

        near = joined(part)
        network = nx.Graph(near)
        core = nx.core_number(network)
        ranked = sorted(near, key=lambda node: (-core[node], -len(near[node]), node))
        return restricted(part, set(ranked[:number]), _text(part, text))

    return Slice(text, cut)


def _text(part: Graph, text: str) -> str:
    before = slice_of(part)
    return f"{before}; {text}" if before else text
