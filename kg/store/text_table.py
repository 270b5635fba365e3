"""Rows as text in columns, for a terminal."""

import unicodedata

CELL_WIDTH = 80


def text_table(header: list[str], rows: list[list[str]]) -> str:
    """The rows under their header, columns as wide as their widest cell (at most 80 places, cut with `…`), and their number.

    >>> print(text_table(["a", "b"], [["x", "1"]]))
    a  b
    -  -
    x  1
    1 row
    <BLANKLINE>
    """
    cells = [[_cut(cell) for cell in row] for row in [header, *rows]]
    widths = [max(_width(row[number]) for row in cells) for number in range(len(header))]
    lines = [_line(row, widths) for row in cells]
    lines.insert(1, "  ".join("-" * width for width in widths))
    lines.append("1 row" if len(rows) == 1 else f"{len(rows)} rows")
    return "\n".join(lines) + "\n"


def _line(row: list[str], widths: list[int]) -> str:
    return "  ".join(cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)).rstrip()


def _cut(cell: str) -> str:
    cell = " ".join("".join(c if c.isprintable() else " " for c in cell).split())
    return cell if len(cell) <= CELL_WIDTH else cell[: CELL_WIDTH - 1] + "…"


def _width(cell: str) -> int:
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in cell)
