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
from collections import defaultdict
from collections.abc import Callable, Iterable, Set
from dataclasses import dataclass
from itertools import combinations, takewhile

from kg.errors import UsageError
from kg.graph.description import slice_of
from kg.graph.model import ENTITIES_GRAPH, Graph
from kg.graph.restriction import FACTS, NAMED_BY_FACTS, is_thing, restricted
from kg.naming import called
from kg.schema import EDGE_TYPES, NODE_TYPES

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

_TYPES = {"tag": ("Tag",), "author": ("Author",), "benchmark": ("Benchmark",), "model": ("Model", "Method")}
_NAMES = ("title", "name", "prefLabel", "artifactName", "altLabel", "arxivId")
_DAY = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
# What a kept thing brings along although no paper says so: what its name, or its place in a taxonomy, tells.
_BROUGHT = ("ownedBy", "family", "basedOn", "broader")

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
    kind, equals, value = (part.strip() for part in text.partition("="))
    if kind not in SLICES or not equals or not value:
        ways = ", ".join(way for kind, way in SLICES.items() if kind != "to")
        raise UsageError(f"slice {text!r}: no such slice; write one of {ways}")
    if kind in _TYPES:
        return _by_paper(graph, kind, value)
    if kind == "ego":
        return _ego(graph, value)
    return _top(text, value) if kind == "top" else _days(graph, text)


def _by_paper(graph: Graph, kind: str, value: str) -> Slice:
    names = _names(graph, _TYPES[kind])
    found = called(value, names, "model or method" if kind == "model" else kind)
    text = f"{kind}={names[found][0]}"
    wanted = _below(graph, found) if kind == "tag" else {found}

    def cut(part: Graph) -> Graph:
        if kind in ("tag", "author"):
            edge = {"tag": "tagged", "author": "authoredBy"}[kind]
            papers = {e.source for e in part.edges if e.type == edge and e.target in wanted}
        else:
            naming = {e.source for e in part.edges if e.type in NAMED_BY_FACTS and e.target in wanted}
            papers = {e.target for e in part.edges if e.type == "paper" and e.source in naming}
        return restricted(part, _said_by(part, papers), _text(part, text))

    return Slice(text, cut)


def _days(graph: Graph, text: str) -> Slice:
    bounds: dict[str, str] = {}
    for bound in text.split(","):
        name, _, day = (part.strip() for part in bound.partition("="))
        if name not in ("from", "to") or name in bounds or not _DAY.fullmatch(day):
            raise UsageError(f"slice {text!r}: write it as {SLICES['from']} or one of both, each a YYYY-MM-DD, YYYY-MM or YYYY")
        bounds[name] = day
    first, last = bounds.get("from", ""), bounds.get("to", "~")
    days = {node.id: str(node.properties["day"]) for node in graph.nodes if node.types == ("Digest",)}
    kept = {id_ for id_, day in days.items() if day >= first and day[: len(last)] <= last} | {ENTITIES_GRAPH}
    if len(kept) == 1 and days:
        raise UsageError(f"slice {text!r}: no digest is of these days; they are of {min(days.values())} to {max(days.values())}")

    def cut(part: Graph) -> Graph:
        rows = Graph(
            tuple(node for node in part.nodes if node.graph in kept),
            tuple(edge for edge in part.edges if edge.graph in kept),
        )
        papers = {edge.target for edge in rows.edges if edge.type == "describes"}
        return restricted(rows, _said_by(rows, papers), _text(part, told))

    told = ",".join(f"{name}={bounds[name]}" for name in ("from", "to") if name in bounds)
    return Slice(told, cut)


def _ego(graph: Graph, value: str) -> Slice:
    name, comma, depth = value.rpartition(",")
    if not (comma and depth.strip().isdecimal()):
        name, depth = value, "1"
    shown = tuple(type_.name for type_ in NODE_TYPES.values() if type_.shown)
    centre, steps = called(name.strip(), _names(graph, shown), "thing"), int(depth)
    text = f"ego={centre},{steps}"

    def cut(part: Graph) -> Graph:
        joined = _joined(part)
        results = {e.target for e in part.edges if e.source == centre and e.type in NAMED_BY_FACTS}
        reached = {centre} if centre in joined else results
        rim: Set[str] = reached
        for _ in takewhile(lambda _: rim, range(steps)):
            rim = {other for node in rim for other in joined[node]} - reached
            reached = reached | rim
        return restricted(part, reached, _text(part, text))

    return Slice(text, cut)


def _top(text: str, value: str) -> Slice:
    if not value.isdecimal() or not int(value):
        raise UsageError(f"slice {text!r}: write how many things to keep, such as top=200")

    def cut(part: Graph) -> Graph:
        import networkx as nx

        joined = _joined(part)
        network = nx.Graph(joined)
        core = nx.core_number(network)
        ranked = sorted(joined, key=lambda node: (-core[node], -len(joined[node]), node))
        return restricted(part, set(ranked[: int(value)]), _text(part, f"top={int(value)}"))

    return Slice(f"top={int(value)}", cut)


def _text(part: Graph, text: str) -> str:
    before = slice_of(part)
    return f"{before}; {text}" if before else text


def _names(graph: Graph, types: Iterable[str]) -> dict[str, list[str]]:
    """What the nodes of some types are called, those with the most edges first."""
    wanted = set(types)
    found = {node.id: node for node in graph.merged_nodes() if not wanted.isdisjoint(node.types)}
    edges: dict[str, int] = defaultdict(int)
    for edge in graph.edges:
        edges[edge.source] += 1
        edges[edge.target] += 1
    names: dict[str, list[str]] = {}
    for id_ in sorted(found, key=lambda id_: (-edges[id_], id_)):
        node, own = found[id_], [found[id_].label]
        for value in (node.properties[name] for name in _NAMES if name in node.properties):
            own += map(str, value) if isinstance(value, tuple) else (str(value),)
        names[id_] = list(dict.fromkeys(own))
    return names


def _below(graph: Graph, tag: str) -> set[str]:
    """A tag and all tags below it."""
    found: set[str] = set()
    rim = {tag}
    while rim:
        found |= rim
        rim = {edge.source for edge in graph.edges if edge.type == "broader" and edge.target in rim} - found
    return found


def _said_by(graph: Graph, papers: Set[str]) -> set[str]:
    """Papers and the things that they speak of, with what these bring along."""
    things = {node.id for node in graph.nodes if is_thing(node)}
    facts = {edge.source for edge in graph.edges if edge.type == "paper" and edge.target in papers}
    told = papers | facts
    found = papers | {
        edge.target for edge in graph.edges if edge.source in told and edge.target in things and edge.type != "paper"
    }
    brought = [edge.key for edge in graph.edges if edge.type in _BROUGHT]
    rim: Set[str] = found
    while rim:
        rim = {target for source, _, target in brought if source in rim} - found
        found |= rim
    return found


def _joined(graph: Graph) -> dict[str, set[str]]:
    """The things that are one step from each thing."""
    things = {node.id for node in graph.nodes if is_thing(node)}
    joined: dict[str, set[str]] = {id_: set() for id_ in sorted(things)}
    results: dict[str, set[str]] = defaultdict(set)
    is_result = {node.id for node in graph.nodes if node.types[0] in FACTS and NODE_TYPES[node.types[0]].shown}
    for edge in graph.edges:
        if edge.source in is_result and edge.target in things:
            results[edge.source].add(edge.target)
        elif EDGE_TYPES[edge.type].shown and edge.source in things and edge.target in things:
            joined[edge.source].add(edge.target)
            joined[edge.target].add(edge.source)
    for ends in results.values():
        for one, other in combinations(sorted(ends), 2):
            joined[one].add(other)
            joined[other].add(one)
    return {id_: others - {id_} for id_, others in joined.items()}
