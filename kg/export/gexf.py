"""GEXF 1.3 (https://gexf.net) for Gephi and Gephi Lite: the drawn part of the graph with time, colours, sizes and positions.

A node or an edge is there in the months whose digests speak of it, from their first day to their last, so that Gephi's timeline
plays the months: a window of one month shows what was said in it, one from the beginning what was said until then. What is said
in no month (a graph without digests) is always there. `kind` tells the edges between two nodes apart, so that Gephi keeps
them all. The columns are those of `kg.export.attributes`.

Values are attributes, and Gephi's reader takes none of more than 524,288 UTF-16 units: a longer text is cut and ends in "…".

The meta element has no date and no version, so that the same graph makes the same bytes.
"""

from calendar import monthrange
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any

from kg.export.attributes import (
    EDGE_COLUMNS,
    NODE_COLUMNS,
    Place,
    edge_colour,
    edge_columns,
    name,
    node_columns,
    text,
)
from kg.export.graphml import TITLE
from kg.export.xml_stream import XmlStream
from kg.graph import View

NAMESPACE = "http://gexf.net/1.3"
VIZ = "http://gexf.net/1.3/viz"
SCHEMA = "http://gexf.net/1.3/gexf.xsd"

_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_TYPES = {str: "string", int: "integer", float: "double"}
LONGEST = 250_000
"""Code points of a text; each is at most two UTF-16 units."""

# Those that GEXF has attributes of its own for.
_OWN = ("label", "weight")


def generate_gexf(view: View, places: Iterable[Place]) -> Iterator[bytes]:
    """The document in UTF-8; `places` are those of the nodes, in their order."""
    stream = XmlStream()
    root = {f"{{{_XSI}}}schemaLocation": f"{NAMESPACE} {SCHEMA}", "version": "1.3"}
    graph = {"defaultedgetype": "directed", "mode": "static"}
    if any(node.months for node in view.nodes):
        graph |= {"mode": "dynamic", "timeformat": "date", "timerepresentation": "interval"}
    with stream.opened() as xml:
        xml.write_declaration()
        with xml.element(_tag("gexf"), root, nsmap={None: NAMESPACE, "viz": VIZ, "xsi": _XSI}):
            _meta(xml, view)
            with xml.element(_tag("graph"), graph):
                _attributes(xml, "node", NODE_COLUMNS)
                _attributes(xml, "edge", EDGE_COLUMNS)
                with xml.element(_tag("nodes")):
                    xml.write("\n")
                    for node, place in zip(view.nodes, places, strict=True):
                        columns = node_columns(node)
                        own = {"id": name(node.id), "label": _short(columns["label"])}
                        with xml.element(_tag("node"), own):
                            _values(xml, columns)
                            _spells(xml, node.months)
                            _place(xml, place)
                        xml.write("\n")
                        yield from stream.pieces()
                with xml.element(_tag("edges")):
                    xml.write("\n")
                    for edge in view.edges:
                        columns = edge_columns(edge)
                        own = {"id": name(edge.id), "source": name(edge.source), "target": name(edge.target)}
                        own |= {"label": str(columns["label"]), "kind": edge.type, "weight": str(columns["weight"])}
                        with xml.element(_tag("edge"), own):
                            _values(xml, columns)
                            _spells(xml, edge.months)
                            _empty(xml, _viz("color"), _colour(edge_colour(edge.type)))
                        xml.write("\n")
                        yield from stream.pieces()
    yield stream.rest() + b"\n"


def _meta(xml: Any, view: View) -> None:
    with xml.element(_tag("meta")):
        about = {"creator": "paperkg", "title": TITLE, "description": f"slice: {view.slice}" if view.slice else ""}
        for tag, words in about.items():
            if words:
                with xml.element(_tag(tag)):
                    xml.write(text(words))
    xml.write("\n")


def _attributes(xml: Any, of: str, columns: dict[str, type]) -> None:
    with xml.element(_tag("attributes"), {"class": of, "mode": "static"}):
        for column, type_ in columns.items():
            if column not in _OWN:
                _empty(xml, _tag("attribute"), {"id": column, "title": column, "type": _TYPES[type_]})
    xml.write("\n")


def _values(xml: Any, columns: dict[str, str | int | float]) -> None:
    tag, element = _tag("attvalue"), xml.element
    with element(_tag("attvalues")):
        for column, value in columns.items():
            if column not in _OWN:
                with element(tag, {"for": column, "value": _short(value)}):
                    pass


def _short(value: str | int | float) -> str:
    words = value if isinstance(value, str) else str(value)
    return words if len(words) <= LONGEST else words[: LONGEST - 1] + "…"


def _spells(xml: Any, months: Sequence[str]) -> None:
    if months:
        with xml.element(_tag("spells")):
            for start, end in intervals(tuple(months)):
                _empty(xml, _tag("spell"), {"start": start, "end": end})


@lru_cache(4096)
def intervals(months: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """The first and the last day of each run of months that follow each other.

    >>> intervals(("2024-12", "2025-01", "2025-03"))
    (('2024-12-01', '2025-01-31'), ('2025-03-01', '2025-03-31'))
    """
    runs: list[list[int]] = []
    for month in months:
        number = int(month[:4]) * 12 + int(month[5:7]) - 1
        if runs and runs[-1][1] == number - 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return tuple((f"{_month(first)}-01", f"{_month(last)}-{_days(last)}") for first, last in runs)


def _month(number: int) -> str:
    return f"{number // 12:04}-{number % 12 + 1:02}"


def _days(number: int) -> int:
    return monthrange(number // 12, number % 12 + 1)[1]


def _place(xml: Any, place: Place) -> None:
    _empty(xml, _viz("color"), _colour(place.colour))
    _empty(xml, _viz("position"), {"x": str(place.x), "y": str(place.y), "z": "0"})
    _empty(xml, _viz("size"), {"value": str(place.size)})


@lru_cache
def _colour(colour: tuple[int, int, int]) -> dict[str, str]:
    return dict(zip("rgb", map(str, colour), strict=True))


def _empty(xml: Any, tag: str, attributes: dict[str, str]) -> None:
    with xml.element(tag, attributes):
        pass


def _tag(local: str) -> str:
    return f"{{{NAMESPACE}}}{local}"


def _viz(local: str) -> str:
    return f"{{{VIZ}}}{local}"
