"""The columns that nodes and edges have in GraphML and GEXF: the same for all, each of one type.

The formats have no lists, no dates and no absent values that all readers agree on: lists are joined with " | ", truth is `true`
or `false` as text, and what is unknown is "" or 0. A value that is no finite number counts as none; the label still tells it
as it was written. Characters that XML 1.0 forbids are left out of texts, and percent-encoded in ids, which must stay apart.
"""

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from kg.export.appearance import EDGE_STYLES, NODE_STYLES, rgb
from kg.graph import View, ViewEdge, ViewNode

# XML 1.0, section 2.2: everything but the characters that a document may have.
_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Place:
    """Where and how a node is drawn: coordinates with y growing upwards, half its width, red, green and blue (0 to 255)."""

    x: int
    y: int
    size: int
    colour: tuple[int, int, int]


NODE_COLUMNS: dict[str, type] = {
    "label": str,
    "type": str,
    "aliases": str,
    "url": str,
    "month": str,
    "months": str,
    "degree": int,
    "kind": str,
    "unit": str,
    "value": float,
    "has_value": str,
    "papers": int,
    "handle": str,
}
EDGE_COLUMNS: dict[str, type] = {
    "label": str,
    "type": str,
    "month": str,
    "months": str,
    "weight": int,
    "confidence": float,
    "evidence": str,
    "source_lines": str,
    "position": int,
}
PAIR_COLUMNS: dict[str, type] = {
    "types": str,
    "month": str,
    "months": str,
    "weight": int,
    "edges": int,
}


def node_columns(node: ViewNode) -> dict[str, str | int | float]:
    """The columns of a node; its label is its id where it has none that can be seen."""
    facts = node.facts
    value = finite(facts.get("value"))
    label = text(node.label)
    return {
        "label": label if label.strip() else name(node.id),
        "type": node.type,
        "aliases": text(" | ".join(node.aliases)),
        "url": text(node.urls[0] if node.urls else ""),
        "month": node.month,
        "months": " | ".join(node.months),
        "degree": node.degree,
        "kind": text(str(facts.get("kind", ""))),
        "unit": text(str(facts.get("unit", ""))),
        "value": 0.0 if value is None else value,
        "has_value": "false" if value is None else "true",
        "papers": int(str(facts.get("paperCount", 0))),
        "handle": "true" if facts.get("looksLikeHandle") else "false",
    }


def edge_columns(edge: ViewEdge) -> dict[str, str | int | float]:
    """The columns of an edge; `weight` counts the papers or digests that state it, what a column states has confidence 1."""
    return {
        "label": EDGE_STYLES[edge.type].forward,
        "type": edge.type,
        "month": edge.month,
        "months": " | ".join(edge.months),
        "weight": edge.support,
        "confidence": max((finite(quote.confidence) or 0.0 for quote in edge.quotes), default=1.0),
        "evidence": text(" | ".join(dict.fromkeys(quote.sentence for quote in edge.quotes))),
        "source_lines": text(" | ".join(edge.places or dict.fromkeys(f"{q.path}:{q.line}" for q in edge.quotes))),
        "position": edge.position or 0,
    }


@dataclass(frozen=True, slots=True)
class Pair:
    """All edges between two nodes as one without a direction; `columns` are those of `PAIR_COLUMNS`."""

    one: str
    other: str
    columns: dict[str, str | int | float]


def pairs(view: View) -> Iterator[Pair]:
    """The pairs of nodes that edges join, sorted; the weight is the sum of those of the edges."""
    found: dict[tuple[str, str], list[ViewEdge]] = defaultdict(list)
    for edge in view.edges:
        found[min(edge.source, edge.target), max(edge.source, edge.target)].append(edge)
    for (one, other), edges in sorted(found.items()):
        months = sorted({month for edge in edges for month in edge.months})
        columns: dict[str, str | int | float] = {
            "types": " | ".join(sorted({edge.type for edge in edges})),
            "month": min((edge.month for edge in edges if edge.month), default=""),
            "months": " | ".join(months),
            "weight": sum(edge.support for edge in edges),
            "edges": len(edges),
        }
        yield Pair(one, other, columns)


def places(view: View, coordinates: Iterable[tuple[int, int]], radii: Iterable[int]) -> Iterator[Place]:
    """How each node of a view is drawn, from coordinates whose y grows downwards, as on the page."""
    for node, (x, y), size in zip(view.nodes, coordinates, radii, strict=True):
        yield Place(x, -y, size, node_colour(node.type))


@lru_cache
def node_colour(type_: str) -> tuple[int, int, int]:
    """The colour of nodes of a type."""
    return rgb(NODE_STYLES[type_].colour)


@lru_cache
def edge_colour(type_: str) -> tuple[int, int, int]:
    """The colour of edges of a type."""
    return rgb(EDGE_STYLES[type_].group)


def finite(value: object) -> float | None:
    """A number as a double; None for what is none, or not finite."""
    try:
        number = float(str(value))
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def text(value: str) -> str:
    """A text without the characters that no XML document may have."""
    return _ILLEGAL.sub("", value)


def name(id_: str) -> str:
    """An id with the characters that no XML document may have percent-encoded.

    >>> name("tag/a\\x00")
    'tag/a%00'
    """
    return _ILLEGAL.sub(lambda found: f"%{ord(found[0]):02X}", id_)
