"""GraphML for Gephi, yEd, igraph and networkx: the drawn part of the graph, made with networkx.

GraphML has no lists, no dates and no absent values that all readers agree on: every node and every edge carries the same
columns, each of one type, lists are joined with " | ", and what is unknown is "" or 0. Characters that XML 1.0 forbids are
left out.
"""

import re
from collections.abc import Iterator

from kg.graph import View, ViewEdge, ViewNode

# XML 1.0, section 2.2: everything but the characters that a document may have.
_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def generate_graphml(view: View) -> Iterator[bytes]:
    """The document in UTF-8."""
    import networkx as nx

    graph = nx.MultiDiGraph()
    for node in view.nodes:
        graph.add_node(_text(node.id), **node_columns(node))
    for edge in view.edges:
        graph.add_edge(_text(edge.source), _text(edge.target), **edge_columns(edge))
    yield b"<?xml version='1.0' encoding='utf-8'?>\n"
    for line in nx.generate_graphml(graph, edge_id_from_attribute="key"):
        yield line.encode() + b"\n"


def node_columns(node: ViewNode) -> dict[str, str | int | float]:
    """The columns of a node, the same for all."""
    facts = node.facts
    return {
        "label": _text(node.label),
        "type": node.type,
        "aliases": _text(" | ".join(node.aliases)),
        "url": _text(node.urls[0] if node.urls else ""),
        "month": node.month,
        "degree": node.degree,
        "kind": _text(str(facts.get("kind", ""))),
        "unit": _text(str(facts.get("unit", ""))),
        "value": float(str(facts.get("value", 0))),
        "has_value": "true" if "value" in facts else "false",
        "papers": int(str(facts.get("paperCount", 0))),
        "handle": "true" if facts.get("looksLikeHandle") else "false",
    }


def edge_columns(edge: ViewEdge) -> dict[str, str | int | float]:
    """The columns of an edge, the same for all; `key` becomes the edge's id as well."""
    return {
        "key": _text(edge.id),
        "type": edge.type,
        "month": edge.month,
        "weight": edge.support,
        "evidence": _text(" | ".join(dict.fromkeys(quote.sentence for quote in edge.quotes))),
        "source_lines": _text(" | ".join(edge.places or dict.fromkeys(f"{q.path}:{q.line}" for q in edge.quotes))),
        "position": edge.position or 0,
    }


def _text(text: str) -> str:
    return _ILLEGAL.sub("", text)
