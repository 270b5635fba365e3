"""What the page knows: the view as JSON-able tables, every summary stored once.

    nodes    {id, label, type, aliases, urls, months, facts, entries, quotes}; what is empty is left out
    edges    [source, type, target, support, months, quotes, places]
    months   YYYY-MM, ascending, without gaps
    entries  {id, day, path, line, text, marks}; a mark is [start, end, node, is it a result]
    quotes   [entry, start, end, arguments, component, confidence]; an argument is [name, start, end]

Nodes, edge types, months, entries and quotes refer to each other by position in their table; offsets are code points of the
entry's text. `boards` are those of `boards.py`.
"""

import json
from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from typing import Any
from urllib.parse import urlsplit

from kg.export.appearance import EDGE_STYLES, GROWTH, LARGEST, NODE_STYLES, SMALLEST
from kg.export.html.boards import CAVEAT, boards
from kg.graph.view import Quote, View, ViewEdge, ViewNode

Mark = tuple[int, int, int, bool]
Row = dict[str, Any]


def page_data(graph_view: View) -> Row:
    """The tables named above, and the types with their names and shapes."""
    index = {node.id: i for i, node in enumerate(graph_view.nodes)}
    edge_types = list(EDGE_STYLES)
    months = _calendar(month for node in graph_view.nodes for month in node.months or (node.month,))
    month_index = {month: number for number, month in enumerate(months)}

    def dated(thing: ViewNode | ViewEdge) -> list[int]:
        return [month_index[month] for month in thing.months or (thing.month,) if month in month_index]

    marks = _marks(graph_view, index)
    entries = [entry for node in graph_view.nodes for entry in node.entries]
    entry_index = {entry.entry: i for i, entry in enumerate(entries)}
    quote_index: dict[Quote, int] = {}

    def quotes(found: Iterable[Quote]) -> list[int]:
        return [quote_index.setdefault(quote, len(quote_index)) for quote in found]

    nodes = [_node(node, dated(node), entry_index, quotes(node.quotes)) for node in graph_view.nodes]
    edges = [
        [
            index[edge.source],
            edge_types.index(edge.type),
            index[edge.target],
            edge.support,
            dated(edge),
            quotes(edge.quotes),
            list(edge.places),
        ]
        for edge in graph_view.edges
    ]
    return {
        "nodeTypes": {name: [style.one, style.many, style.shape, style.colour] for name, style in NODE_STYLES.items()},
        "edgeTypes": [
            [name, style.forward, style.backward, style.group, style.targets, style.sources]
            for name, style in EDGE_STYLES.items()
        ],
        "radius": [SMALLEST, LARGEST, GROWTH],
        "nodes": nodes,
        "edges": edges,
        "months": months,
        "boards": boards(graph_view),
        "caveat": CAVEAT,
        "entries": [
            {
                "id": entry.entry,
                "day": entry.day,
                "path": entry.path,
                "line": entry.line,
                "text": entry.summary,
                "marks": disjoint(marks[entry.entry]),
            }
            for entry in entries
        ],
        "quotes": [_quote(quote, entry_index) for quote in quote_index],
    }


def as_script(value: object) -> str:
    r"""JSON that can stand inside a script element, whatever the text in it: ASCII, without <, > and &.

    >>> as_script({"title": "</script>\u2028"})
    '{"title":"\\u003c/script\\u003e\\u2028"}'
    """
    text = json.dumps(value, separators=(",", ":"), allow_nan=False)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def disjoint(marks: Iterable[Mark]) -> list[Mark]:
    """The marks in the order of the text, of two that overlap the longer, of two equally long the first."""
    kept: list[Mark] = []
    for mark in sorted(set(marks), key=lambda m: (m[0] - m[1], *m)):
        if mark[0] < mark[1] and all(mark[1] <= other[0] or other[1] <= mark[0] for other in kept):
            kept.append(mark)
    return sorted(kept)


def _node(node: ViewNode, months: list[int], entry_index: dict[str, int], quotes: list[int]) -> Row:
    row: Row = {"id": node.id, "label": node.label, "type": node.type}
    optional = {
        "aliases": [alias for alias in node.aliases if alias != node.label],
        "urls": [url for url in node.urls if _on_the_web(url)],
        "months": months,
        "facts": {
            name: f"{value:f}" if isinstance(value, Decimal) else value
            for name, value in sorted(node.facts.items())
            if value not in node.urls
        },
        "entries": [entry_index[entry.entry] for entry in node.entries],
        "quotes": quotes,
    }
    return row | {name: value for name, value in optional.items() if value}


def _calendar(months: Iterable[str]) -> list[str]:
    """All months from the first to the last, also those without a digest: a time axis has no gaps.

    >>> _calendar(["2025-02", "2024-11", ""])
    ['2024-11', '2024-12', '2025-01', '2025-02']
    """
    counted = sorted({12 * int(month[:4]) + int(month[5:]) - 1 for month in months if month})
    return [f"{n // 12:04}-{n % 12 + 1:02}" for n in range(counted[0], counted[-1] + 1)] if counted else []


def _on_the_web(url: str) -> bool:
    """Whether an address is one of the web: `javascript:` and its kin never reach the page as a link."""
    try:
        return urlsplit(url).scheme.lower() in ("http", "https")
    except ValueError:
        return False


def _quote(quote: Quote, entry_index: dict[str, int]) -> list[Any]:
    return [
        entry_index[quote.entry],
        *quote.sentence_span,
        [list(span) for span in quote.spans],
        quote.component,
        str(quote.confidence),
    ]


def _marks(graph_view: View, index: dict[str, int]) -> dict[str, list[Mark]]:
    """What the quotes say of the words of each entry: which node they name, and which of them are results."""
    marks: dict[str, list[Mark]] = defaultdict(list)
    for node in graph_view.nodes:
        for quote in node.quotes:
            marks[quote.entry] += [
                (start, end, index[node.id], True) for name, start, end in quote.spans if name == "value"
            ]
    for edge in graph_view.edges:
        named = {"surface": edge.target, "winner": edge.source, "loser": edge.target, edge.type: edge.target}
        for quote in edge.quotes:
            marks[quote.entry] += [
                (start, end, index[named[name]], False) for name, start, end in quote.spans if name in named
            ]
    return marks
