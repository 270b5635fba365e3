"""What belongs to what in a graph: the things that papers speak of, those that are a step from each other, and their names."""

from collections import defaultdict
from collections.abc import Iterable, Set
from itertools import combinations

from kg.graph.model import Graph
from kg.graph.restriction import FACTS, is_thing
from kg.schema import EDGE_TYPES, NODE_TYPES

_NAMES = ("title", "name", "prefLabel", "artifactName", "altLabel", "arxivId")
BROUGHT = ("ownedBy", "family", "basedOn", "broader")
"""What a thing brings along although no paper says so: what its name, or its place in a taxonomy, tells."""


def names(graph: Graph, types: Iterable[str]) -> dict[str, list[str]]:
    """What the nodes of some types are called, those with the most edges first."""
    wanted = set(types)
    found = {node.id: node for node in graph.merged_nodes() if not wanted.isdisjoint(node.types)}
    edges: dict[str, int] = defaultdict(int)
    for edge in graph.edges:
        edges[edge.source] += 1
        edges[edge.target] += 1
    called: dict[str, list[str]] = {}
    for id_ in sorted(found, key=lambda id_: (-edges[id_], id_)):
        node, own = found[id_], [found[id_].label]
        for value in (node.properties[name] for name in _NAMES if name in node.properties):
            own += map(str, value) if isinstance(value, tuple) else (str(value),)
        called[id_] = list(dict.fromkeys(own))
    return called


def below(graph: Graph, tag: str) -> set[str]:
    """A tag and all tags below it."""
    found: set[str] = set()
    rim = {tag}
    while rim:
        found |= rim
        rim = {edge.source for edge in graph.edges if edge.type == "broader" and edge.target in rim} - found
    return found


def said_by(graph: Graph, papers: Set[str]) -> Set[str]:
    """Papers and the things that they speak of, with what these bring along."""
    things = {node.id for node in graph.nodes if is_thing(node)}
    facts = {edge.source for edge in graph.edges if edge.type == "paper" and edge.target in papers}
    told = papers | facts
    found: Set[str] = papers | {
        edge.target for edge in graph.edges if edge.source in told and edge.target in things and edge.type != "paper"
    }
    brought = [edge.key for edge in graph.edges if edge.type in BROUGHT]
    rim: Set[str] = found
    while rim:
        rim = {target for source, _, target in brought if source in rim} - found
        found = found | rim
    return found


def joined(graph: Graph) -> dict[str, set[str]]:
    """The things that are one step from each thing."""
    things = {node.id for node in graph.nodes if is_thing(node)}
    near: dict[str, set[str]] = {id_: set() for id_ in sorted(things)}
    results: dict[str, set[str]] = defaultdict(set)
    is_result = {node.id for node in graph.nodes if node.types[0] in FACTS and NODE_TYPES[node.types[0]].shown}
    for edge in graph.edges:
        if edge.source in is_result and edge.target in things:
            results[edge.source].add(edge.target)
        elif EDGE_TYPES[edge.type].shown and edge.source in things and edge.target in things:
            near[edge.source].add(edge.target)
            near[edge.target].add(edge.source)
    for ends in results.values():
        for one, other in combinations(sorted(ends), 2):
            near[one].add(other)
            near[other].add(one)
    return {id_: others - {id_} for id_, others in near.items()}
