"""A graph cut down to some of its things, with everything that is said of them.

Things are the nodes that are drawn, results apart. A part is closed by these rules, so that it is a graph like any other:

- a kept paper keeps its digest entries with their summaries, and their digests;
- a mention, result or comparison stays whole, with its evidence, where its paper and everything that it names are kept; else
  it goes: a result never loses its baseline or its system;
- an edge stays where both of its ends do, and where it was read from prose, a fact that stays states it;
- a digest's graph keeps what kept papers state in it; a thing that none of them speaks of keeps what all digests say it is;
- counts (`paperCount`, `supportCount`) and the description are those of the part; names and what is one thing stay as the
  whole graph decided them.
"""

from collections import defaultdict
from collections.abc import Iterator, Set
from dataclasses import replace

from kg.engine import Session
from kg.graph.description import DATASET, add_description
from kg.graph.model import ENTITIES_GRAPH, Edge, Graph, Node
from kg.graph.support import add_support
from kg.graph.tables import Tables
from kg.schema import NODE_TYPES, subtypes_of

FACTS = frozenset(name for name in subtypes_of("Fact") if not NODE_TYPES[name].abstract)
NAMED_BY_FACTS = frozenset(("paper", "entity", "subject", "benchmark", "metric", "baseline", "winner", "loser"))
"""Edges from a fact to what it speaks of."""


def is_thing(node: Node) -> bool:
    """Whether a node is one that people look for: drawn, and no result."""
    return NODE_TYPES[node.types[0]].shown and node.types[0] not in FACTS


def restricted(graph: Graph, things: Set[str], slice_: str) -> Graph:
    """The part of a graph that is about some things; `slice_` says of it which part it is."""
    named: dict[str, list[str]] = defaultdict(list)
    facts = {node.id for node in graph.nodes if node.types[0] in FACTS}
    for edge in graph.edges:
        if edge.type in NAMED_BY_FACTS and edge.source in facts:
            named[edge.source].append(edge.target)
    kept = things | {fact for fact in facts if things >= set(named[fact])}
    kept |= set(_kept_with(graph, kept))
    tables = Tables()
    stated: set[tuple[str, str]] = set()
    deferred = []
    for edge in graph.edges:
        if edge.source not in kept or edge.target not in kept:
            continue
        if edge.type == "ownedBy":
            deferred.append(edge)
        elif (rest := _with_evidence(edge, kept)) is not None:
            _add_edge(tables, rest, stated)
    for edge in deferred:
        # Who owns a link is said by those who link to it.
        if (edge.source, edge.graph) in stated:
            _add_edge(tables, edge, stated)
    spoken_of = {id_ for id_, _ in stated}
    for node in graph.nodes:
        said = node.graph == ENTITIES_GRAPH or node.id not in spoken_of or (node.id, node.graph) in stated
        if node.id in kept and said:
            own = {name: value for name, value in node.properties.items() if name not in ("paperCount", "supportCount")}
            if own or node.types[0] not in FACTS:
                tables.nodes[node.id, node.graph] = replace(node, properties=own)
    _count_papers(graph, tables, named)
    with Session() as session:
        add_support(tables, session)
    add_description(tables, _license(graph), slice_)
    return tables.graph()


def _kept_with(graph: Graph, kept: Set[str]) -> Iterator[str]:
    """What comes along with kept things and facts: entries, digests, authorships, evidence, the scheme of tags."""
    entries = {edge.source for edge in graph.edges if edge.type == "describes" and edge.target in kept}
    yield from entries
    authorships: dict[str, list[str]] = defaultdict(list)
    for edge in graph.edges:
        if (edge.type == "inDigest" and edge.source in entries) or (
            edge.type in ("evidence", "inScheme") and edge.source in kept
        ):
            yield edge.target
        elif edge.source.startswith("authorship/"):
            authorships[edge.source].append(edge.target)
    yield from (authorship for authorship, ends in authorships.items() if kept >= set(ends))


def _with_evidence(edge: Edge, kept: Set[str]) -> Edge | None:
    """The edge with the facts that stay; None where it had some and none stays."""
    if not edge.evidence:
        return edge
    evidence = tuple(fact for fact in edge.evidence if fact in kept)
    return replace(edge, evidence=evidence) if evidence else None


def _add_edge(tables: Tables, edge: Edge, stated: set[tuple[str, str]]) -> None:
    tables.edges[edge.source, edge.type, edge.target, edge.graph] = edge
    stated |= {(edge.source, edge.graph), (edge.target, edge.graph)}


def _count_papers(graph: Graph, tables: Tables, named: dict[str, list[str]]) -> None:
    """Counts anew how many papers name each entity."""
    mentions = {node for node, _ in tables.nodes if node.startswith("mention/")}
    papers: dict[str, set[str]] = defaultdict(set)
    for mention in mentions:
        paper = [end for end in named[mention] if end.startswith("paper/")]
        for end in named[mention]:
            papers[end].update(paper)
    counted = {node.id for node in graph.nodes if "paperCount" in node.properties}
    for (id_, in_graph), node in tables.nodes.items():
        if id_ in counted and in_graph == ENTITIES_GRAPH:
            own = {**node.properties, "paperCount": len(papers[id_])}
            tables.nodes[id_, in_graph] = replace(node, properties=own)


def _license(graph: Graph) -> str:
    return next(str(node.properties["license"]) for node in graph.nodes if node.id == DATASET)
