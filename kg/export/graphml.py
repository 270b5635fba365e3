"""GraphML for Gephi, yEd, igraph and networkx: the drawn part of the graph.

`graph.graphml` has every edge, several between two nodes among them; Gephi joins those unless it is told not to when it opens the
file. `graph-collapsed.graphml` has one weighted edge without direction for each pair of nodes. The columns are those of
`kg.export.attributes`; Gephi takes `label`, `weight`, `x`, `y`, `size`, `r`, `g` and `b` for what they are called.

GraphML cannot say when a node or an edge is there (`month` and `months` are texts; GEXF has intervals), nor the shapes of nodes.
"""

from collections.abc import Iterable, Iterator
from typing import Any

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
from kg.export.xml_stream import XmlStream
from kg.graph import View

NAMESPACE = "http://graphml.graphdrawing.org/xmlns"
SCHEMA = "http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd"
TITLE = "Knowledge graph of AI papers"

_XSI = "http://www.w3.org/2001/XMLSchema-instance"
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
    return _document(view, places, "directed", EDGE_COLUMNS, edges)


def generate_collapsed_graphml(view: View, places: Iterable[Place]) -> Iterator[bytes]:
    """The document in UTF-8 with one edge for each pair of nodes, without direction."""
    edges = (
        ({"id": name(f"{p.one} -- {p.other}"), "source": name(p.one), "target": name(p.other)}, p.columns)
        for p in pairs(view)
    )
    return _document(view, places, "undirected", PAIR_COLUMNS, edges)


def _document(
    view: View, places: Iterable[Place], direction: str, columns: dict[str, type], edges: Iterable[Row]
) -> Iterator[bytes]:
    stream = XmlStream()
    root = {f"{{{_XSI}}}schemaLocation": f"{NAMESPACE} {SCHEMA}"}
    with stream.opened() as xml:
        xml.write_declaration()
        with xml.element(_tag("graphml"), root, nsmap={None: NAMESPACE, "xsi": _XSI}):
            xml.write("\n")
            with xml.element(_tag("desc")):
                xml.write(text(f"{TITLE}; slice: {view.slice}" if view.slice else TITLE))
            xml.write("\n")
            _keys(xml, "node", NODE_COLUMNS | _PLACE_COLUMNS)
            _keys(xml, "edge", columns)
            with xml.element(_tag("graph"), {"edgedefault": direction}):
                xml.write("\n")
                for node, place in zip(view.nodes, places, strict=True):
                    _row(xml, "node", {"id": name(node.id)}, node_columns(node) | _place_columns(place))
                    yield from stream.pieces()
                for attributes, row in edges:
                    _row(xml, "edge", attributes, row)
                    yield from stream.pieces()
            xml.write("\n")
    yield stream.rest() + b"\n"


def _keys(xml: Any, of: str, columns: dict[str, type]) -> None:
    for column, type_ in columns.items():
        attributes = {"id": f"{of}-{column}", "for": of, "attr.name": column, "attr.type": _TYPES[type_]}
        with xml.element(_tag("key"), attributes):
            pass
        xml.write("\n")


def _row(xml: Any, kind: str, attributes: dict[str, str], columns: Columns) -> None:
    data, element, write = _tag("data"), xml.element, xml.write
    with element(_tag(kind), attributes):
        for column, value in columns.items():
            with element(data, {"key": f"{kind}-{column}"}):
                write(value if isinstance(value, str) else str(value))
    write("\n")


def _place_columns(place: Place) -> Columns:
    red, green, blue = place.colour
    return {"x": place.x, "y": place.y, "size": place.size, "r": red, "g": green, "b": blue}


def _tag(local: str) -> str:
    return f"{{{NAMESPACE}}}{local}"
