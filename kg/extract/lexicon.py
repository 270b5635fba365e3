"""Reading the data files of the stage: tab-separated, one entry a line, `#` opens a comment line."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from kg.errors import UsageError
from kg.extract.records import Mention
from kg.resources import data as shipped


def locate(name: str, folder: str | None = None) -> Path:
    """Path of a data file in `folder`, or of the shipped one where that folder has none.

    Raises:
        UsageError: there is no such file.
    """
    if folder is not None and (Path(folder) / name).exists():
        return Path(folder) / name
    return shipped("extract", name)


def rows(path: Path, columns: int) -> Iterator[list[str]]:
    """The entries of a data file, each a list of `columns` cells.

    Raises:
        UsageError: a line has another number of cells.
    """
    return (cells for _, cells in numbered_rows(path, columns))


def numbered_rows(path: Path, columns: int) -> Iterator[tuple[int, list[str]]]:
    """The same, each with the number of its line, from 1."""
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        if not line or line.startswith("#"):
            continue
        cells = line.split("\t")
        if len(cells) != columns:
            raise UsageError(f"{path}:{number}: {len(cells)} cells in place of {columns}; separate them by single tabs")
        yield number, cells


def by_place(mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    """Mentions in the order in which they first stand in the text."""
    return tuple(sorted(mentions, key=lambda mention: (mention.spans[0], mention.text)))
