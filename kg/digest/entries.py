"""Builds the entries of digests from rows, and gathers them by day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from kg.digest.cells import check_summary, repair_authors, repair_tags, repair_title
from kg.digest.link_cells import sort_links
from kg.digest.problem_log import Place, ProblemLog
from kg.digest.records import Digest, Entry, FileReport, LinkColumn

LONGEST_FIELD = 1_000_000


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table or one object of a JSON day, taken apart but neither repaired nor checked."""

    day: str
    paper: str
    place: Place
    title: tuple[str, Place]
    authors: tuple[Sequence[str], Place]
    summary: tuple[str, Place]
    tags: tuple[Sequence[str], Place]
    links: tuple[tuple[str, LinkColumn, Place], ...]


@dataclass
class DayBook:
    """The digests of one file while it is being read."""

    log: ProblemLog
    sha256: str
    rows: int = 0
    _days: dict[str, tuple[int, list[Entry]]] = field(default_factory=dict)
    _seen: dict[tuple[str, str], list[Entry]] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """True as long as no digest was found."""
        return not self._days

    def open_day(self, day: str, line: int) -> None:
        """Notes that the digest of a day begins (or goes on) at a line."""
        self._days.setdefault(day, (line, []))

    def add(self, row: Row) -> None:
        """Adds the entry that the row means; the same paper with the same content once."""
        log = self.log
        authors = repair_authors(*row.authors, log)
        entry = Entry(
            day=row.day,
            paper=row.paper,
            title=repair_title(row.title[0], row.paper, row.title[1], log),
            title_source=row.title[0],
            authors=tuple(authors),
            author_sources=tuple(authors.values()),
            summary=check_summary(*row.summary, log),
            tags=repair_tags(*row.tags, log),
            links=sort_links(row.links, log),
            path=log.path,
            line=row.place.line,
        )
        seen = self._seen.setdefault((row.day, row.paper), [])
        if first := next((other for other in seen if replace(other, line=entry.line) == entry), None):
            message = f"the paper {row.paper} stands in line {first.line} already, with the same content; kept once"
            log.add_warning(row.place, "repeated-row", message, "remove one of them")
            return
        seen.append(entry)
        self.open_day(row.day, row.place.line)
        self._days[row.day][1].append(entry)

    def digests(self) -> list[Digest]:
        """The digests of the file, in the order of their lines."""
        days = sorted(self._days.items(), key=lambda item: (item[1][0], item[0]))
        return [Digest(day, self.log.path, line, self.sha256, tuple(entries)) for day, (line, entries) in days]

    def report(self) -> FileReport:
        """What the file held."""
        entries = [entry for _, of_day in self._days.values() for entry in of_day]
        papers = len({entry.paper for entry in entries})
        return FileReport(self.log.path, tuple(sorted(self._days)), self.rows, len(entries), papers)


def too_long(texts: Iterable[tuple[str, Place]], log: ProblemLog) -> bool:
    """True, with an error, if a text is longer than any digest's: lists of such size would exhaust the memory."""
    for text, place in texts:
        if len(text) > LONGEST_FIELD:
            message = f"a cell has {len(text):,} characters, more than the {LONGEST_FIELD:,} allowed; the row is lost"
            log.add_error(place, "cell-too-long", message, "shorten it")
            return True
    return False
