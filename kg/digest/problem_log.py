"""Collects the problems of one file, so that reading goes on behind each of them."""

from dataclasses import dataclass, field

from kg.digest.records import Problem


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where something begins in the file: line and column count from 1, columns are code points."""

    line: int
    column: int


@dataclass
class ProblemLog:
    """The problems of the file at `path` (relative to the root that was given), in the order in which they were met."""

    path: str
    problems: list[Problem] = field(default_factory=list)

    def add_error(self, place: Place, code: str, message: str, remedy: str) -> None:
        """Notes a row or cell that could not be read."""
        self.problems.append(Problem(self.path, place.line, place.column, "error", code, message, remedy))

    def add_warning(self, place: Place, code: str, message: str, remedy: str) -> None:
        """Notes something repaired or set aside."""
        self.problems.append(Problem(self.path, place.line, place.column, "warning", code, message, remedy))


def shorten(text: str, limit: int = 80) -> str:
    """The text as a quotation for a message: in Python's notation, at most `limit` code points of it."""
    return repr(text if len(text) <= limit else text[: limit - 1] + "…")
