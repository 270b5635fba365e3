"""Task tags in their order: which tag stands above another, after Hugging Face's taxonomy of tasks (`data/tasks.tsv`)."""

from dataclasses import dataclass
from functools import cache

from kg import resources
from kg.resolve.names import tag_id


@dataclass(frozen=True, slots=True)
class Task:
    """A task of the taxonomy; `above` is the id of the tag above it, None for a category, `notation` the id at Hugging Face."""

    label: str
    above: str | None
    notation: str | None


@cache
def tasks() -> dict[str, Task]:
    """The taxonomy by ids of tags.

    >>> tasks()["tag/robotics"]
    Task(label='Robotics', above='tag/reinforcement-learning', notation='robotics')
    """
    found = {}
    for label, above, notation in resources.rows(resources.data("resolve", "tasks.tsv"), 3):
        found[tag_id(label)] = Task(
            label, None if above == "-" else tag_id(above), None if notation == "-" else notation
        )
    return found
