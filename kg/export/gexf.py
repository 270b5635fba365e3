"""GEXF 1.3 (https://gexf.net) for Gephi and Gephi Lite: the drawn part of the graph with time, colours, sizes and positions.

A node or an edge is there in the months whose digests speak of it, from their first day to their last, so that Gephi's timeline
plays the months: a window of one month shows what was said in it, one from the beginning what was said until then. What is said
in no month (a graph without digests) is always there. `kind` tells the edges between two nodes apart, so that Gephi keeps
them all. The columns are those of `kg.export.attributes`.

Values are attributes, and Gephi's reader takes none of more than 524,288 UTF-16 units: a longer text is cut and ends in "…".

The meta element has no date and no version, so that the same graph makes the same bytes.
"""

from calendar import monthrange
from collections.abc import Iterable, Iterator
from functools import lru_cache
from xml.sax.saxutils import quoteattr

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
from kg.export.graphml import TITLE, XSI
from kg.export.xml_text import DECLARATION, element, opening, pieces, words
from kg.graph import View

NAMESPACE = "http://gexf.net/1.3"
VIZ = "http://gexf.net/1.3/viz"
SCHEMA = "http://gexf.net/1.3/gexf.xsd"

_TYPES = {str: "string", int: "integer", float: "double"}
LONGEST = 250_000
"""Code points of a text; each is at most two UTF-16 units."""

# Those that GEXF has attributes of its own for.
_OWN = ("label", "weight")


def generate_gexf(view: View, places: Iterable[Place]) -> Iterator[bytes]:
    """The document in UTF-8; `places` are those of the nodes, in their order."""
    return pieces(_document(view, places))


def _document(view: View, places: Iterable[Place]) -> Iterator[str]:
    namespaces = {"xmlns": NAMESPACE, "xmlns:viz": VIZ, "xmlns:xsi": XSI}
    root = {**namespaces, "xsi:schemaLocation": f"{NAMESPACE} {SCHEMA}", "version": "1.3"}
    graph = {"defaultedgetype": "directed", "mode": "static"}
    if any(node.months for node in view.nodes):
        graph |= {"mode": "dynamic", "timeformat": "date", "timerepresentation": "interval"}
    yield DECLARATION + opening("gexf", root) + "\n"
    about = {"creator": "paperkg", "title": TITLE, "description": f"slice: {view.slice}" if view.slice else ""}
    yield element("meta", content="".join(element(tag, content=words(text(t))) for tag, t in about.items() if t)) + "\n"
    yield opening("graph", graph) + "\n"
    yield _attributes("node", NODE_COLUMNS)
    yield _attributes("edge", EDGE_COLUMNS)
    yield "<nodes>\n"
    for node, place in zip(view.nodes, places, strict=True):
        columns = node_columns(node)
        own = {"id": name(node.id), "label": _short(str(columns["label"]))}
        yield f"{opening('node', own)}{_values(columns)}{_spells(node.months)}{_place(place)}</node>\n"
    yield "</nodes>\n<edges>\n"
    for edge in view.edges:
        columns = edge_columns(edge)
        own = {"id": name(edge.id), "source": name(edge.source), "target": name(edge.target)}
        own |= {"label": str(columns["label"]), "kind": edge.type, "weight": str(columns["weight"])}
        colour = _colour(edge_colour(edge.type))
        yield f"{opening('edge', own)}{_values(columns)}{_spells(edge.months)}{colour}</edge>\n"
    yield "</edges>\n</graph>\n</gexf>\n"


def _attributes(of: str, columns: dict[str, type]) -> str:
    declared = [
        element("attribute", {"id": column, "title": column, "type": _TYPES[type_]})
        for column, type_ in columns.items()
        if column not in _OWN
    ]
    return element("attributes", {"class": of, "mode": "static"}, "".join(declared)) + "\n"


def _values(columns: dict[str, str | int | float]) -> str:
    values = [
        f'<attvalue for="{column}" value={_quoted(value)}/>' for column, value in columns.items() if column not in _OWN
    ]
    return f"<attvalues>{''.join(values)}</attvalues>"


def _quoted(value: str | int | float) -> str:
    return quoteattr(_short(value)) if isinstance(value, str) else f'"{value}"'


def _short(value: str) -> str:
    return value if len(value) <= LONGEST else value[: LONGEST - 1] + "…"


def _spells(months: tuple[str, ...]) -> str:
    return element("spells", content=_spell_elements(months)) if months else ""


@lru_cache(4096)
def _spell_elements(months: tuple[str, ...]) -> str:
    return "".join(element("spell", {"start": start, "end": end}) for start, end in intervals(months))


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


def _place(place: Place) -> str:
    position = f'<viz:position x="{place.x}" y="{place.y}" z="0"/>'
    return f'{_colour(place.colour)}{position}<viz:size value="{place.size}"/>'


@lru_cache(1024)
def _colour(colour: tuple[int, int, int]) -> str:
    return element("viz:color", dict(zip("rgb", map(str, colour), strict=True)))
