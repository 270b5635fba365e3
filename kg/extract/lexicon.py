"""Where the data files of the stage lie, and the order of what was found with them."""

from collections.abc import Iterable
from pathlib import Path

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


def by_place(mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    """Mentions in the order in which they first stand in the text."""
    return tuple(sorted(mentions, key=lambda mention: (mention.spans[0], mention.text)))
