"""The graph as people look at it, in GraphML and in the page: the shown types are nodes, everything else is said of them.

Mention, Evidence, Comparison, Authorship and DigestEntry nodes become the quotes, months and summaries of nodes and edges.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from kg.graph.description import slice_of
from kg.graph.model import Graph, Node, TextSpan
from kg.graph.months import months
from kg.schema import EDGE_TYPES, NODE_TYPES


@dataclass(frozen=True, slots=True, order=True)
class Quote:
    """The words behind a fact: the sentence, the words of each argument in it, and where the digest says so.

    `spans` maps an argument (`surface`, `value`, `subject`, `benchmark`, `metric`, `baseline`, `winner`, `loser`) to code
    points of the summary of `entry`; `sentence_span` are those of the sentence.
    """

    entry: str
    sentence_span: tuple[int, int]
    sentence: str
    spans: tuple[tuple[str, int, int], ...]
    path: str
    line: int
    component: str
    confidence: Decimal


@dataclass(frozen=True, slots=True, order=True)
class EntryText:
    """One day's text about a paper."""

    entry: str
    day: str
    path: str
    line: int
    summary: str


@dataclass(frozen=True, slots=True)
class ViewNode:
    """A node to draw. `months` are those (YYYY-MM) whose digests speak of it, `month` the first; `degree` counts its drawn edges.

    `urls` are its addresses on the web, the main one first; `facts` are single values by property name; `entries` is filled for
    papers, `quotes` for results.
    """

    id: str
    type: str
    label: str
    aliases: tuple[str, ...]
    urls: tuple[str, ...]
    month: str
    degree: int
    facts: dict[str, str | int | bool | Decimal]
    entries: tuple[EntryText, ...]
    quotes: tuple[Quote, ...]
    months: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ViewEdge:
    """An edge to draw; `id` is unique in the view; `months` as of nodes.

    `support` counts the papers that state the edge, or the digests where it comes from a column. The evidence of an edge from
    prose is in `quotes`, that of an edge from a column in `places` (`path:line`); `position` is an author's place from 1.
    """

    id: str
    source: str
    type: str
    target: str
    month: str
    support: int
    position: int | None
    places: tuple[str, ...]
    quotes: tuple[Quote, ...]
    months: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class View:
    """Nodes sorted by id; edges sorted by source, type, position, target; both ends of every edge are in `nodes`.

    `slice` says which part of a graph this is, as `kg.graph.slicing` writes it; "" for a whole one.
    """

    nodes: tuple[ViewNode, ...]
    edges: tuple[ViewEdge, ...]
    slice: str = ""


def view(graph: Graph) -> View:
    """The drawn part of a graph.

    `mentions` edges are left out between two nodes that a more telling edge joins already (introduces, evaluatesOn, trainsOn).
    """
    nodes = {node.id: node for node in graph.merged_nodes()}
    evidence_of: dict[str, list[str]] = defaultdict(list)
    entry_digest: dict[str, str] = {}
    paper_entries: dict[str, list[str]] = defaultdict(list)
    paper_of: dict[str, str] = {}
    for edge, _ in graph.merged_edges():
        if edge.type == "evidence":
            evidence_of[edge.source].append(edge.target)
        elif edge.type == "inDigest":
            entry_digest[edge.source] = edge.target
        elif edge.type == "describes":
            paper_entries[edge.target].append(edge.source)
        elif edge.type == "paper":
            paper_of[edge.source] = edge.target

    def quote(evidence: Node) -> Quote:
        sentence = evidence.properties["sentence"]
        assert isinstance(sentence, TextSpan)
        return Quote(
            sentence.entry,
            (sentence.start, sentence.end),
            sentence.exact,
            tuple(_argument_spans(evidence)),
            str(evidence.properties["path"]),
            int(str(evidence.properties["line"])),
            str(evidence.properties["component"]),
            Decimal(str(evidence.properties["confidence"])),
        )

    def quotes(facts: tuple[str, ...]) -> tuple[Quote, ...]:
        found = {quote(nodes[evidence]) for fact in facts for evidence in evidence_of[fact]}
        return tuple(sorted(found))

    drawn = [
        (edge, digests)
        for edge, digests in graph.merged_edges()
        if EDGE_TYPES[edge.type].shown and _is_shown(nodes[edge.source]) and _is_shown(nodes[edge.target])
    ]
    told = {(e.source, e.target) for e, _ in drawn if e.type in ("introduces", "evaluatesOn", "trainsOn")}
    drawn = [(e, n) for e, n in drawn if e.type != "mentions" or (e.source, e.target) not in told]
    node_months, edge_months = months(graph, {edge.key for edge, _ in drawn})
    degree: Counter[str] = Counter()
    for edge, _ in drawn:
        degree[edge.source] += 1
        degree[edge.target] += 1
    view_nodes = tuple(
        _view_node(
            node,
            tuple(node_months.get(node.id, ())),
            degree[node.id],
            tuple(_entry_text(nodes[e], nodes[entry_digest[e]]) for e in paper_entries[node.id]),
            quotes((node.id,)) if node.type == "Result" else (),
        )
        for node in nodes.values()
        if _is_shown(node)
    )
    places: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for row in graph.edges:
        if row.path is not None:
            places[row.key].append(f"{row.path}:{row.line}")
    drawn.sort(key=lambda d: (d[0].source, d[0].type, d[0].position or 0, d[0].target))
    view_edges = tuple(
        ViewEdge(
            f"{edge.source} {edge.type} {edge.target}",
            edge.source,
            edge.type,
            edge.target,
            next(iter(edge_months[edge.key]), ""),
            len({paper_of[fact] for fact in edge.evidence}) or digests,
            edge.position,
            tuple(places[edge.key]),
            quotes(edge.evidence or ((edge.source,) if nodes[edge.source].type == "Result" else ())),
            tuple(edge_months[edge.key]),
        )
        for edge, digests in drawn
    )
    return View(view_nodes, view_edges, slice_of(graph))


def _is_shown(node: Node) -> bool:
    return NODE_TYPES[node.types[0]].shown


def _argument_spans(evidence: Node) -> Iterator[tuple[str, int, int]]:
    for name, value in evidence.properties.items():
        if name.endswith("Span"):
            for span in value if isinstance(value, tuple) else (value,):
                assert isinstance(span, TextSpan)
                yield name.removesuffix("Span"), span.start, span.end


def _entry_text(entry: Node, digest: Node) -> EntryText:
    properties = entry.properties
    return EntryText(
        entry.id,
        str(digest.properties["day"]),
        str(digest.properties["path"]),
        int(str(properties["line"])),
        str(properties["summary"]),
    )


def _view_node(
    node: Node, months: tuple[str, ...], degree: int, entries: tuple[EntryText, ...], quotes: tuple[Quote, ...]
) -> ViewNode:
    facts = {
        name: value
        for name, value in node.properties.items()
        if not isinstance(value, tuple | TextSpan) and name not in (NODE_TYPES[node.types[0]].label, "url")
    }
    return ViewNode(
        node.id,
        node.type,
        node.label,
        _strings(node, "altLabel"),
        _strings(node, "url") or _strings(node, "page"),
        next(iter(months), ""),
        degree,
        facts,
        tuple(sorted(entries, key=lambda e: (e.day, e.entry))),
        quotes,
        months,
    )


def _strings(node: Node, name: str) -> tuple[str, ...]:
    value = node.properties.get(name, ())
    return tuple(str(one) for one in value) if isinstance(value, tuple) else (str(value),)
