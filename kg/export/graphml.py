"""GraphML for Gephi, yEd, igraph and networkx: the drawn part of the graph.

`graph.graphml` has every edge, several between two nodes among them; Gephi joins those unless it is told not to when it opens the
file. `graph-collapsed.graphml` has one weighted edge without direction for each pair of nodes. The columns are those of
`kg.export.attributes`; Gephi takes `label`, `weight`, `x`, `y`, `size`, `r`, `g` and `b` for what they are called.

GraphML cannot say when a node or an edge is there (`month` and `months` are texts; GEXF has intervals), nor the shapes of nodes.
"""

from collections.abc import Iterable, Iterator

from kg.export.attributes import (
    EDGE_COLUMNS,
    NODE_COLUMNS,
    PAIR_COLUMNS,
    Place,
    edge_columns,
    name,
    node_columns,
    pairs,
    text,
)
from kg.export.xml_text import DECLARATION, element, opening, pieces, words
from kg.graph import View

NAMESPACE = "http://graphml.graphdrawing.org/xmlns"
SCHEMA = "http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd"
TITLE = "Knowledge graph of AI papers"

XSI = "http://www.w3.org/2001/XMLSchema-instance"
_TYPES = {str: "string", int: "int", float: "double"}
_PLACE_COLUMNS: dict[str, type] = {"x": int, "y": int, "size": int, "r": int, "g": int, "b": int}

Columns = dict[str, str | int | float]
Row = tuple[dict[str, str], Columns]
"""The attributes of an element, and its columns."""


def generate_graphml(view: View, places: Iterable[Place]) -> Iterator[bytes]:
    """The document in UTF-8, every edge in it; `places` are those of the nodes, in their order."""
    edges = (
        ({"id": name(edge.id), "source": name(edge.source), "target": name(edge.target)}, edge_columns(edge))
        for edge in view.edges
    )
    return pieces(_document(view, places, "directed", EDGE_COLUMNS, edges))


def generate_collapsed_graphml(view: View, places: Iterable[Place]) -> Iterator[bytes]:
    """The document in UTF-8 with one edge for each pair of nodes, without direction."""
    edges = (
        ({"id": name(f"{p.one} -- {p.other}"), "source": name(p.one), "target": name(p.other)}, p.columns)
        for p in pairs(view)
    )
    return pieces(_document(view, places, "undirected", PAIR_COLUMNS, edges))


def _document(
    view: View, places: Iterable[Place], direction: str, columns: dict[str, type], edges: Iterable[Row]
) -> Iterator[str]:
    namespaces = {"xmlns": NAMESPACE, "xmlns:xsi": XSI, "xsi:schemaLocation": f"{NAMESPACE} {SCHEMA}"}
    yield DECLARATION + opening("graphml", namespaces) + "\n"
    yield element("desc", content=words(text(f"{TITLE}; slice: {view.slice}" if view.slice else TITLE))) + "\n"
    yield from _keys("node", NODE_COLUMNS | _PLACE_COLUMNS)
    yield from _keys("edge", columns)
    yield opening("graph", {"edgedefault": direction}) + "\n"
    for node, place in zip(view.nodes, places, strict=True):
        yield _row("node", {"id": name(node.id)}, node_columns(node) | _place_columns(place))
    for attributes, row in edges:
        yield _row("edge", attributes, row)
    yield "</graph>\n</graphml>\n"


def _keys(of: str, columns: dict[str, type]) -> Iterator[str]:
    for column, type_ in columns.items():
        attributes = {"id": f"{of}-{column}", "for": of, "attr.name": column, "attr.type": _TYPES[type_]}
        yield element("key", attributes) + "\n"


def _row(kind: str, attributes: dict[str, str], columns: Columns) -> str:
    data = [
        f'<data key="{kind}-{column}">{words(value) if isinstance(value, str) else value}</data>'
        for column, value in columns.items()
    ]
    return f"{opening(kind, attributes)}{''.join(data)}</{kind}>\n"


def _place_columns(place: Place) -> Columns:
    red, green, blue = place.colour
    return {"x": place.x, "y": place.y, "size": place.size, "r": red, "g": green, "b": blue}
