"""Reads digests written as markdown: sections `## Papers for YYYY-MM-DD`, each with a table of papers."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from kg.digest.arxiv import arxiv_ids
from kg.digest.cells import split_authors, split_tags, split_title
from kg.digest.entries import DayBook, Row, too_long
from kg.digest.link_cells import stated_links
from kg.digest.problem_log import Place, ProblemLog, shorten
from kg.digest.records import LinkColumn
from kg.digest.table_rows import (
    DAY_HEADING,
    DIGEST_HEADING,
    HEADING,
    Cell,
    begins_row,
    is_delimiter,
    read_row,
    split_line,
)

_COLUMNS = {
    "title": "title",
    "paper": "title",
    "paper title": "title",
    "authors": "authors",
    "author": "authors",
    "summary": "summary",
    "summaries": "summary",
    "classification": "classification",
    "classifications": "classification",
    "tags": "classification",
    "github urls": "github",
    "github url": "github",
    "github": "github",
    "huggingface urls": "huggingface",
    "huggingface url": "huggingface",
    "hugging face urls": "huggingface",
    "hugging face url": "huggingface",
    "huggingface": "huggingface",
    "hugging face": "huggingface",
}
_LINK_COLUMNS: dict[str, LinkColumn] = {"github": "GitHub URLs", "huggingface": "HuggingFace URLs"}


@dataclass(frozen=True, slots=True)
class _Table:
    """A table being read: the field of each column (None for one that is left aside) and the day, None if unknown."""

    fields: tuple[str | None, ...]
    day: str | None


def read_markdown(text: str, name_day: str | None, book: DayBook) -> bool:
    """Puts the digests of a markdown text into the book; False if it holds neither a digest's heading nor its table.

    `name_day` is the day that the file's name states; it counts for tables that stand under no heading.
    """
    return _Reader(text.split("\n"), name_day, book).read()


class _Reader:
    """Walks through the lines of one file; `day` and `table` are those that the next row belongs to."""

    def __init__(self, lines: Sequence[str], name_day: str | None, book: DayBook) -> None:
        self.lines = lines
        self.name_day = name_day
        self.book = book
        self.log: ProblemLog = book.log
        self.day: str | None = None
        self.table: _Table | None = None
        self.untitled = False
        self.strays: tuple[str, int, int] | None = None
        self.is_digest = False
        self.pending: list[Callable[[], None]] = []

    def read(self) -> bool:
        index = 0
        while index < len(self.lines):
            line = self.lines[index]
            if not line.strip():
                index += 1
            elif HEADING.match(line):
                self._end_strays()
                self._read_heading(line, index)
                index += 1
            elif begins_row(line):
                index = self._read_table_line(line, index)
            else:
                self._read_line_outside(line, index)
                index += 1
        self._end_strays()
        # Only now is it known whether this is a digest with faults or no digest at all.
        if self.is_digest:
            for note in self.pending:
                note()
        return self.is_digest

    def _read_heading(self, line: str, index: int) -> None:
        self.table = None
        self.untitled = False
        if not (found := DAY_HEADING.match(line)):
            return
        self.is_digest = True
        stated = DIGEST_HEADING.match(line)
        try:
            self.day = date.fromisoformat(stated[1] if stated else "").isoformat()
        except ValueError:
            self.day = None
            place = Place(index + 1, found.start(1) + 1)
            message = f"{shorten(found[1].strip(), 30)} is no date of the form YYYY-MM-DD"
            self.log.add_error(place, "bad-date", message, "write the heading as `## Papers for YYYY-MM-DD`")
        else:
            self.book.open_day(self.day, index + 1)

    def _read_table_line(self, line: str, index: int) -> int:
        names = split_line(line) if len(line) < 10_000 else []
        fields = tuple(_COLUMNS.get(" ".join(name.strip("*_` ").casefold().split())) for name in names)
        delimited = index + 1 < len(self.lines) and is_delimiter(self.lines[index + 1])
        # Inside a table a wrapped cell may leave dashes alone on a line: only a column Title begins another one there.
        if (delimited and self.table is None) or ("title" in fields and (delimited or len({*fields} - {None}) > 1)):
            self._end_strays()
            self._begin_table(index, names, fields, delimited=delimited)
            return index + 1 + delimited
        if self.table is None:
            if not self.untitled:
                self._stray("rows", index)
            return index + 1
        self._end_strays()
        return self._read_row(self.table, index)

    def _begin_table(
        self, index: int, names: Sequence[str], fields: tuple[str | None, ...], *, delimited: bool
    ) -> None:
        place = Place(index + 1, 1)
        self.table = None
        self.untitled = "title" not in fields
        if self.untitled:
            columns = shorten(" | ".join(names))
            message = f"the table with the columns {columns} has no column Title; its rows are not read"
            self._note_later(place, "no-title-column", message, "name the column with the papers' titles `Title`")
            return
        self.is_digest = True
        if not delimited:
            message = "the header of the table has no row of dashes under it"
            self.log.add_warning(place, "no-delimiter-row", message, "write `|---|` under it, once for each column")
        elif (dashes := len(split_line(self.lines[index + 1]))) != len(fields):
            message = f"the row of dashes has {dashes} cells, the header {len(fields)}; the header counts"
            self.log.add_warning(Place(index + 2, 1), "delimiter-width", message, "write one `---` for each column")
        known: list[str | None] = []
        for name, field in zip(names, fields, strict=True):
            if field is None or field in known:
                why = "is not known" if field is None else "stands there twice"
                message = f"the column {shorten(name)} {why}, left aside"
                self.log.add_warning(place, "unknown-column", message, "name it as in the documentation, or remove it")
            known.append(None if field in known else field)
        self.table = _Table(tuple(known), self._day_of_table(place))

    def _day_of_table(self, place: Place) -> str | None:
        if self.day is not None:
            return self.day
        remedy = "write `## Papers for YYYY-MM-DD` above it"
        if self.name_day is None:
            message = "the day of this table is not known: no heading and no date in the file's name; its rows are lost"
            self.log.add_error(place, "no-day", message, remedy)
            return None
        message = f"no heading states the day of this table; {self.name_day} is taken from the file's name"
        self.log.add_warning(place, "day-from-name", message, remedy)
        self.day = self.name_day
        self.book.open_day(self.day, place.line)
        return self.day

    def _read_row(self, table: _Table, index: int) -> int:
        attempt = read_row(self.lines, index, len(table.fields), title_first=table.fields[0] == "title")
        self.book.rows += 1
        place = Place(index + 1, self.lines[index].index("|") + 1)
        if attempt.cells is None:
            width, found = len(table.fields), attempt.found
            fault = "too many cells" if found > width else "too few cells"
            message = f"the row has {fault}, {found} for {width} columns, and is lost"
            self.log.add_error(place, fault.replace(" ", "-"), message, r"write a `|` that is part of a cell as `\|`")
            return attempt.next_line
        if not attempt.closed:
            self.log.add_warning(
                place, "row-not-closed", "the row does not end with `|`", "write `|` behind its last cell"
            )
        if table.day is not None:
            cells = {field: cell for field, cell in zip(table.fields, attempt.cells, strict=True) if field}
            self._add_row(table.day, place, cells)
        return attempt.next_line

    def _add_row(self, day: str, place: Place, cells: dict[str, Cell]) -> None:
        if too_long(((cell.text, cell.place) for cell in cells.values()), self.log):
            return
        absent = Cell("", place)
        title, authors, summary = cells["title"], cells.get("authors", absent), cells.get("summary", absent)
        tags = cells.get("classification", absent)
        name, paper = split_title(title.text)
        if len(papers := arxiv_ids(title.text)) > 1:
            message = f"the title names {len(papers)} papers, {', '.join(papers)}; the row is lost"
            self.log.add_error(title.place, "two-papers", message, "write a row for each of them")
            return
        if paper is None:
            message = f"the title {shorten(title.text)} has no link with an arXiv identifier; the row is lost"
            self.log.add_error(
                title.place, "no-arxiv-id", message, "write it as [Title](https://arxiv.org/abs/2502.06781)"
            )
            return
        links = tuple(
            (text, column, cells[field].place)
            for field, column in _LINK_COLUMNS.items()
            if field in cells
            for text in stated_links(cells[field].text)
        )
        self.book.add(
            Row(
                day=day,
                paper=paper,
                place=place,
                title=(name, title.place),
                authors=(split_authors(authors.text), authors.place),
                summary=(summary.text, summary.place),
                tags=(split_tags(tags.text, tags.place, self.log), tags.place),
                links=links,
            )
        )

    def _read_line_outside(self, line: str, index: int) -> None:
        # A continuation of a lost row has pipes as well, but the link of its paper went before. The first cell of a row in a
        # quotation or list is its mark.
        if len(line) < 10_000 and "|" in line and any(split_title(cell)[1] for cell in split_line(line)[:2]):
            self._end_strays()
            self.book.rows += 1
            remedy = "begin and end every row with `|`, under a header that does so, too"
            self._note_later(Place(index + 1, 1), "row-not-opened", "a row without a `|` before it is lost", remedy)
        else:
            self._stray("text", index)

    def _stray(self, kind: str, index: int) -> None:
        """Notes a line that belongs to no table; a run of them is one problem."""
        if self.strays is not None and self.strays[0] != kind:
            self._end_strays()
        first, count = self.strays[1:] if self.strays else (index, 0)
        self.strays = (kind, first, count + 1)

    def _end_strays(self) -> None:
        if self.strays is None:
            return
        kind, first, count = self.strays
        self.strays = None
        place = Place(first + 1, 1)
        if kind == "text":
            message = f"text outside a table is not read ({count} line{'s' * (count > 1)})"
            self._note_later(place, "text-outside-table", message, "put it into a cell, or leave it", error=False)
        else:
            message = f"{count} line{'s' * (count > 1)} of a table without a header, not read"
            self._note_later(
                place, "no-header", message, "write `| Title | Authors | Summary |` and a row of dashes above"
            )

    def _note_later(self, place: Place, code: str, message: str, remedy: str, *, error: bool = True) -> None:
        note = self.log.add_error if error else self.log.add_warning
        self.pending.append(lambda: note(place, code, message, remedy))
