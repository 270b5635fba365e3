"""Reads rows of markdown tables that may be broken over several lines.

GitHub's own rule (GFM, section 4.10) is one line a row; digests wrap long titles, so a row here ends where it has its
cells.
A pipe behind a backslash is always text, as in markdown-it and cmark-gfm. Every function is linear in the text.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kg.digest.arxiv import arxiv_id
from kg.digest.problem_log import Place

_PIPE = re.compile(r"(?<!\\)\|")
_DELIMITER = re.compile(r":?-+:?")
HEADING = re.compile(r"\s{0,3}#{1,6}\s")
DAY_HEADING = re.compile(r"\s{0,3}#{1,6}\s+papers\s+for\s+(\S.*)", re.IGNORECASE)
DIGEST_HEADING = re.compile(r"\s{0,3}#{1,6}\s+papers\s+for\s+(\d{4}-\d{2}-\d{2})(?!\d)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Cell:
    """The text of a cell, wrapped lines joined with one space and pipes unescaped, and where it begins."""

    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class RowAttempt:
    """What reading a row gave: its cells, or None with the number found; `next_line` (from 0) is where to go on."""

    cells: tuple[Cell, ...] | None
    found: int
    next_line: int
    closed: bool = True


def begins_row(line: str) -> bool:
    """True if the line begins with a pipe."""
    return line.lstrip().startswith("|")


def split_line(line: str) -> list[str]:
    """The cells of a line of its own, stripped; without the outer pipes."""
    cells = [cell.strip() for cell in _PIPE.split(line.strip())]
    return cells[1 if cells[0] == "" else 0 : -1 if len(cells) > 1 and cells[-1] == "" else len(cells)]


def is_delimiter(line: str) -> bool:
    """True for the row of dashes under a table's header."""
    return "-" in line[:1000] and "|" in line and all(map(_DELIMITER.fullmatch, split_line(line)))


def read_row(lines: Sequence[str], start: int, width: int, *, title_first: bool) -> RowAttempt:
    """Reads the row of `width` cells that begins at line `start` (from 0), over as many lines as it takes.

    With `title_first`, a line whose first cell is a title with its arXiv link begins the next row, however few cells
    this one has got. A row that lacks nothing but its last pipe is taken and said not to be `closed`.
    """
    taken: list[int] = []
    pipes = 0
    is_open = False
    pause: tuple[int, int] | None = None
    stop = len(lines)
    for index in range(start, len(lines)):
        line = lines[index]
        if not line.strip():
            if pause is None and is_open:
                pause = (len(taken), index)
            continue
        pipes_after, closed = pipes + _count_pipes(line), _is_closed(line)
        if taken and _begins_next(line, full=pipes_after > width + closed, title_first=title_first):
            stop = index
            break
        taken.append(index)
        # Only a last cell that begins on the line of its pipe may do without the pipe behind it.
        is_open = pipes_after == width and (not closed if pipes_after > pipes else is_open)
        pipes = pipes_after
        if pipes > width:
            if pipes == width + 1 and closed:
                return RowAttempt(_cells(lines, taken), width, index + 1)
            stop = index + 1
            break
    if is_open:
        kept, following = pause or (len(taken), stop)
        return RowAttempt(_cells(lines, taken[:kept]), width, following, closed=False)
    following = next((i for i in range(start + 1, len(lines)) if _ends_lost_row(lines[i])), len(lines))
    lost = [i for i in taken if i < following]
    found = sum(_count_pipes(lines[i]) for i in lost) - _is_closed(lines[lost[-1]])
    found = found if pipes > width else min(found, width - 1)
    return RowAttempt(None, found, following)


def _begins_next(line: str, *, full: bool, title_first: bool) -> bool:
    """True if the line cannot belong to the row being read: `full` says that it would bring too many cells."""
    return bool(DIGEST_HEADING.match(line)) or (begins_row(line) and (full or (title_first and _holds_title(line))))


def _holds_title(line: str) -> bool:
    cell = line.lstrip()[1:].split("|", 1)[0].strip()
    return (
        _count_pipes(line) > 1
        and (cell.startswith("[") or "(Read more on" in cell)
        and not cell.casefold().startswith("[link]")
        and arxiv_id(cell) is not None
    )


def _ends_lost_row(line: str) -> bool:
    return not line.strip() or begins_row(line) or DIGEST_HEADING.match(line) is not None


def _count_pipes(line: str) -> int:
    return line.count("|") - line.count("\\|")


def _is_closed(line: str) -> bool:
    line = line.rstrip()
    return line.endswith("|") and not line.endswith("\\|")


def _cells(lines: Sequence[str], taken: Sequence[int]) -> tuple[Cell, ...]:
    cells: list[list[tuple[str, Place]]] = [[]]
    for index in taken:
        line = lines[index]
        begin = 0
        for end in [*(pipe.start() for pipe in _PIPE.finditer(line)), len(line)]:
            piece = line[begin:end]
            column = begin + len(piece) - len(piece.lstrip()) + 1
            cells[-1].append((piece.strip(), Place(index + 1, column if piece.strip() else begin + 1)))
            if end < len(line):
                cells.append([])
            begin = end + 1
    # Before the first pipe stands nothing, and behind the last one neither, where there is one.
    return tuple(map(_join, cells[1:-1] if _is_closed(lines[taken[-1]]) else cells[1:]))


def _join(pieces: Sequence[tuple[str, Place]]) -> Cell:
    filled = [piece for piece in pieces if piece[0]] or pieces[:1]
    return Cell(" ".join(text for text, _ in filled).strip().replace("\\|", "|"), filled[0][1])
