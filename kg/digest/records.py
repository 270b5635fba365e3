"""What the reader yields: digests, their entries, and the problems met on the way."""

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning"]
LinkKind = Literal[
    "Repository", "HFModel", "HFDataset", "HFSpace", "HFCollection", "Account", "ProjectPage", "OtherLink"
]
LinkColumn = Literal["GitHub URLs", "HuggingFace URLs"]


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """An error (a row or cell that could not be read) or a warning (something repaired or set aside).

    `line` and `column` count from 1; columns are code points. `path` is relative to the root that was given.
    """

    path: str
    line: int
    column: int
    severity: Severity
    code: str
    message: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}: {self.severity}: {self.message}; {self.remedy} [{self.code}]"


@dataclass(frozen=True, slots=True)
class Link:
    """A link of a digest's column, sorted into an artifact type.

    `url` is the canonical URL (https, no trailing slash, no `.git`, no branch path for repositories); `host`, `owner`
    and `name` are as written in it (None where the kind has none); `text` is what stood in the cell.
    """

    kind: LinkKind
    url: str
    host: str
    owner: str | None
    name: str | None
    text: str
    column: LinkColumn


@dataclass(frozen=True, slots=True)
class Entry:
    """One paper of one digest: one row of a table, or one object of a JSON day.

    `title`, `authors` and `tags` are repaired where they were damaged; `title_source` and `author_sources` are the
    strings as they stand. `summary` is never repaired: it is the cell's text after joining wrapped lines with one
    space and stripping, and all evidence offsets (code points) count in it.
    """

    day: str
    paper: str
    title: str
    title_source: str
    authors: tuple[str, ...]
    author_sources: tuple[str, ...]
    summary: str
    tags: tuple[str, ...]
    links: tuple[Link, ...]
    path: str
    line: int


@dataclass(frozen=True, slots=True)
class Digest:
    """The entries of one day as one file states them. `sha256` is that of the file's bytes, in hexadecimal."""

    day: str
    path: str
    line: int
    sha256: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class FileReport:
    """What one file held: its days (ISO dates), rows seen, entries read, and distinct papers among them."""

    path: str
    days: tuple[str, ...]
    rows: int
    entries: int
    papers: int


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything that came out of the paths given, in the order of path and line."""

    digests: tuple[Digest, ...]
    files: tuple[FileReport, ...]
    problems: tuple[Problem, ...]

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems by which a row or cell was lost."""
        return tuple(p for p in self.problems if p.severity == "error")
