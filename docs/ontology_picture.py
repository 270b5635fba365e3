"""The picture of the vocabulary: where boxes and lines lie stands here by hand, what they are called comes from `kg.schema`.

A type or an edge without a place, and a line between two boxes that the schema does not join, is an error; so the picture cannot
say what the vocabulary does not. `python docs/make_ontology.py` writes it.
"""

from dataclasses import dataclass
from html import escape

from kg.schema import EDGE_TYPES, NODE_TYPES, PROPERTIES, ValueType, subtypes_of

WIDTH, HEIGHT = 1010, 760
COLUMNS, PROSE, FACTS, SOURCES, ABOUT = "#1d4ed8", "#c2410c", "#15803d", "#6d28d9", "#475569"
FILLS = {COLUMNS: "#e3edfd", PROSE: "#fdeee0", FACTS: "#e2f6e8", SOURCES: "#efeafd", ABOUT: "#eef2f6"}
LEGEND = (
    (COLUMNS, "stated by the columns of a digest"),
    (PROSE, "named in summaries"),
    (FACTS, "read from summaries"),
    (SOURCES, "where it stands, word by word"),
    (ABOUT, "what the graph says of itself"),
)
SHORTCUTS = {"introduces", "mentions", "evaluatesOn", "trainsOn", "outperforms"}
"""Edges that are derived from facts, which carry the evidence; drawn with dashes."""

LETTER = 6.7
"""About the width of a letter."""

TARGET = "oa:SpecificResource"
"""The one class of another vocabulary that is drawn: what spans become (`kg.export.rdf`)."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle; an `inner` one lies in that of a superclass, in white."""

    x: int
    y: int
    width: int
    height: int
    colour: str
    inner: bool = False

    def side(self, which: str) -> int:
        """The x of the left or right side, the y of the top or bottom."""
        ends = {"left": self.x, "right": self.x + self.width, "top": self.y, "bottom": self.y + self.height}
        return ends[which]


BOXES = {
    "TagScheme": Box(85, 30, 140, 34, COLUMNS),
    "Tag": Box(85, 112, 140, 34, COLUMNS),
    "Agent": Box(85, 180, 140, 76, COLUMNS),
    "Author": Box(97, 212, 116, 32, COLUMNS, inner=True),
    "Authorship": Box(85, 298, 140, 34, COLUMNS),
    "Artifact": Box(85, 348, 140, 198, COLUMNS),
    "Repository": Box(97, 380, 116, 32, COLUMNS, inner=True),
    "Account": Box(97, 502, 116, 32, COLUMNS, inner=True),
    "Paper": Box(330, 30, 100, 516, COLUMNS),
    "Fact": Box(540, 146, 140, 328, FACTS),
    "Result": Box(552, 182, 116, 136, FACTS, inner=True),
    "Mention": Box(552, 328, 116, 62, FACTS, inner=True),
    "Comparison": Box(552, 400, 116, 62, FACTS, inner=True),
    "Entity": Box(800, 52, 130, 468, PROSE),
    "Benchmark": Box(812, 96, 106, 118, PROSE, inner=True),
    "Metric": Box(812, 224, 106, 34, PROSE, inner=True),
    "System": Box(812, 458, 106, 50, PROSE, inner=True),
    "ModelFamily": Box(800, 570, 130, 34, PROSE),
    "Evidence": Box(540, 528, 140, 34, SOURCES),
    TARGET: Box(538, 616, 144, 34, SOURCES),
    "DigestEntry": Box(322, 616, 112, 34, SOURCES),
    "Digest": Box(85, 616, 140, 34, SOURCES),
    "KnowledgeGraph": Box(85, 702, 140, 34, ABOUT),
    "Partition": Box(428, 702, 110, 34, ABOUT),
}
NOTE = ("any of", "the three", 865, 340)
"""What an arrow to the frame of Entity means."""

IN_WORDS = {"Artifact": 428, "System": 496}
"""Boxes whose other subclasses are written in them, and the y of the first line."""


@dataclass(frozen=True, slots=True)
class Line:
    """A straight line between two boxes at a given y (`across`) or x, or a bow on one side of one box (`bow`).

    `source` and `target` are those of the edge types that it stands for, `start` and `end` the boxes that it joins.
    """

    source: str
    target: str
    start: str
    end: str
    at: int
    across: bool = True
    bow: str = ""
    label: int = 0
    note: str = ""


LINES = (
    Line("Tag", "TagScheme", "Tag", "TagScheme", 155, across=False),
    Line("Tag", "Tag", "Tag", "Tag", 129, bow="left"),
    Line("Paper", "Tag", "Paper", "Tag", 129),
    Line("Paper", "Author", "Paper", "Author", 228),
    Line("Authorship", "Author", "Authorship", "Author", 155, across=False),
    Line("Statement", "Paper", "Authorship", "Paper", 315),
    Line("Paper", "Repository", "Paper", "Repository", 396),
    Line("Paper", "Artifact", "Paper", "Artifact", 462),
    Line("Artifact", "Account", "Artifact", "Account", 506, bow="left"),
    Line("Paper", "Entity", "Paper", "Entity", 74, label=615),
    Line("Paper", "Benchmark", "Paper", "Benchmark", 116, label=615),
    Line("Statement", "Paper", "Fact", "Paper", 164),
    Line("Paper", "Result", "Paper", "Result", 250),
    Line("Result", "Benchmark", "Result", "Benchmark", 200),
    Line("Result", "Metric", "Result", "Metric", 241),
    Line("Result", "Participant", "Result", "Entity", 290, note="(or Agent)"),
    Line("Mention", "Entity", "Mention", "Entity", 359),
    Line("Comparison", "Entity", "Comparison", "Entity", 431),
    Line("Entity", "Entity", "Entity", "Entity", 865, bow="top"),
    Line("System", "System", "System", "System", 483, bow="right"),
    Line("System", "ModelFamily", "System", "ModelFamily", 865, across=False),
    Line("Fact", "Evidence", "Fact", "Evidence", 610, across=False),
    Line("Evidence", TARGET, "Evidence", TARGET, 610, across=False),
    Line(TARGET, "DigestEntry", TARGET, "DigestEntry", 633),
    Line("DigestEntry", "Paper", "DigestEntry", "Paper", 380, across=False),
    Line("DigestEntry", "Digest", "DigestEntry", "Digest", 633),
    Line("KnowledgeGraph", "Digest", "KnowledgeGraph", "Digest", 155, across=False),
    Line("KnowledgeGraph", "Partition", "KnowledgeGraph", "Partition", 719),
)


def picture() -> str:
    """The picture as SVG.

    Raises:
        ValueError: the schema has a type or an edge that has no place here, or the other way round.
    """
    names = _names()
    words = {box: _below(box) for box in IN_WORDS}
    drawn = BOXES.keys() | {name for box in words for name in words[box]}
    want = {name for name, type_ in NODE_TYPES.items() if not type_.abstract} | {"Fact", TARGET}
    if drawn != want:
        raise ValueError(f"docs/ontology_picture.py: give a place to, or take out: {', '.join(sorted(drawn ^ want))}")
    if stray := names.keys() ^ {(line.source, line.target) for line in LINES}:
        raise ValueError(f"docs/ontology_picture.py: draw or take out the edges between {sorted(stray)}")
    for line in LINES:
        if not (_may_be(line.start, line.source) and _may_be(line.end, line.target)):
            raise ValueError(f"docs/ontology_picture.py: no edge joins {line.start} and {line.end}")
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}"'
        ' font-family="Helvetica, Arial, sans-serif" font-size="14" role="img">',
        "<title>Node types of paperkg and the edges between them</title>",
        '<defs><marker id="tip" viewBox="0 0 8 8" refX="7.5" refY="4" markerWidth="8" markerHeight="8"'
        ' orient="auto" markerUnits="userSpaceOnUse"><path d="M0,0.5 L8,4 L0,7.5 z" fill="#334155"/></marker></defs>',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>',
    ]
    for name in sorted(BOXES, key=lambda name: BOXES[name].inner):
        parts += _box(name, words.get(name, []))
    for line in LINES:
        parts += _line(line, names[line.source, line.target])
    parts += [
        _text(row, NOTE[2], NOTE[3] + 17 * i, 'font-style="italic" font-size="12"') for i, row in enumerate(NOTE[:2])
    ]
    parts += _legend()
    return "\n".join([*parts, "</svg>\n"])


def _names() -> dict[tuple[str, str], list[str]]:
    """The names of edges by the types that they join; words of evidence are named by the first and the last of them."""
    names: dict[tuple[str, str], list[str]] = {}
    for edge in EDGE_TYPES.values():
        names.setdefault((edge.source, edge.target), []).append(edge.name)
    spans = [p for p in NODE_TYPES["Evidence"].properties if PROPERTIES[p].type is ValueType.SPAN]
    names["Evidence", TARGET] = [f"{spans[0]},", f"{spans[1]}, {spans[2]}, .."]
    names[TARGET, "DigestEntry"] = ["oa:hasSource"]
    return names


def _below(name: str) -> list[str]:
    return [n for n, type_ in NODE_TYPES.items() if name in type_.parents and n not in BOXES]


def _may_be(box: str, type_: str) -> bool:
    return box == type_ or (type_ in NODE_TYPES and box in subtypes_of(type_))


def _box(name: str, words: list[str]) -> list[str]:
    box = BOXES[name]
    fill = "#ffffff" if box.inner else FILLS[box.colour]
    rectangle = (
        f'<rect x="{box.x}" y="{box.y}" width="{box.width}" height="{box.height}" rx="7" fill="{fill}"'
        f' stroke="{box.colour}" stroke-width="{1 if box.inner else 1.5}"/>'
    )
    holds = words or any(name in NODE_TYPES[other].parents for other in BOXES if other in NODE_TYPES)
    y = box.y + (22 if holds else box.height // 2 + 5)
    middle = box.x + box.width // 2
    style = 'font-size="15" font-weight="bold"' if name in NODE_TYPES else 'font-size="14"'
    parts = [rectangle, _text(name, middle, y, style)]
    rows: list[str] = []
    for word in words:
        if rows and len(rows[-1]) + len(word) < 19:
            rows[-1] += f", {word}"
        else:
            rows.append(word)
    first = IN_WORDS.get(name, 0)
    return parts + [_text(row, middle, first + 17 * i, 'font-size="12"') for i, row in enumerate(rows)]


def _line(line: Line, names: list[str]) -> list[str]:
    start, end = BOXES[line.start], BOXES[line.end]
    if line.bow:
        return _bow(line, start, end, names)
    first, last = ("right", "left") if line.across else ("bottom", "top")
    if (start.x > end.x) if line.across else (start.y > end.y):
        first, last = last, first
    a, b = start.side(first), end.side(last)
    path = f"M{a},{line.at} H{b}" if line.across else f"M{line.at},{a} V{b}"
    parts = [_path(path, names)]
    if line.across:
        # Inner boxes: the label stands in the gap between the outer ones.
        middle = line.label or (_outer(line.start).side(first) + _outer(line.end).side(last)) // 2
        width = abs(_outer(line.end).side(last) - _outer(line.start).side(first))
        text = ", ".join(names)
        parts += _column([text] if line.label or len(text) * LETTER < width else names, middle, line.at - 6)
        if line.note:
            parts.append(_text(line.note, middle, line.at + 16))
    else:
        low = (a + b) // 2 + 5 + (len(names) - 1) * 8
        if _outer(line.start) is not start:
            low = (_outer(line.start).side(first) + b) // 2 + 5
        parts += _column(names, line.at + 8, low, "start")
    return parts


def _bow(line: Line, start: Box, end: Box, names: list[str]) -> list[str]:
    side, text = start.side(line.bow), ", ".join(names)
    if line.bow == "top":
        path = f"M{line.at - 16},{side} C{line.at - 16},{side - 26} {line.at + 16},{side - 26} {line.at + 16},{side}"
        return [_path(path, names), _text(text, line.at, side - 25)]
    out = -18 if line.bow == "left" else 18
    path = f"M{side},{line.at - 12} C{side + out},{line.at - 12} {side + out},{line.at + 12} {end.side(line.bow)},{line.at + 12}"
    anchor = "end" if out < 0 else "start"
    return [_path(path, names), _text(text, side + (out - 2 if out < 0 else out), line.at + 4, anchor=anchor)]


def _outer(name: str) -> Box:
    box = BOXES[name]
    return next((BOXES[p] for p in NODE_TYPES[name].parents if p in BOXES), box) if box.inner else box


def _path(path: str, names: list[str]) -> str:
    dashes = ' stroke-dasharray="5 3"' if set(names) <= SHORTCUTS else ""
    return f'<path d="{path}" fill="none" stroke="#334155" stroke-width="1.3"{dashes} marker-end="url(#tip)"/>'


def _column(rows: list[str], x: int, y: int, anchor: str = "middle") -> list[str]:
    """Rows of text, the last at `y`."""
    return [_text(row, x, y - 16 * (len(rows) - 1 - i), anchor=anchor) for i, row in enumerate(rows)]


def _text(text: str, x: int, y: int, style: str = "", anchor: str = "middle") -> str:
    style = f" {style}" if style else ""
    return f'<text x="{x}" y="{y}" text-anchor="{anchor}" fill="#0f172a"{style}>{escape(text)}</text>'


def _legend() -> list[str]:
    parts = []
    x, y = 746, 636
    for colour, text in LEGEND:
        parts.append(
            f'<rect x="{x}" y="{y - 11}" width="22" height="13" rx="3" fill="{FILLS[colour]}" stroke="{colour}"/>'
        )
        parts.append(_text(text, x + 32, y, anchor="start"))
        y += 21
    parts.append(f'<path d="M{x},{y - 5} h22" fill="none" stroke="#334155" stroke-width="1.3" stroke-dasharray="5 3"/>')
    return [*parts, _text("shortcut, derived from facts", x + 32, y, anchor="start")]
