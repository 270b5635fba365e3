"""The steps that are written in SQL: each is one SELECT in a file of `data/`, whose comments say what it gives and reads."""

import re
from dataclasses import dataclass
from functools import cache

from kg.resources import data

_READS = re.compile(r"^-- reads: (.*)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Step:
    """A SELECT by its name; `reads` are the tables that it asks, made by other steps or of `kg.engine.schemas`."""

    name: str
    reads: tuple[str, ...]
    sql: str


@cache
def step(name: str) -> Step:
    """The step of that name.

    Raises:
        UsageError: there is none.
        ValueError: its file does not say what it reads.
    """
    text = data("engine", f"{name}.sql").read_text(encoding="utf-8")
    found = _READS.search(text)
    if found is None:
        raise ValueError(f"kg/engine/data/{name}.sql: no line '-- reads: ..'")
    return Step(name, tuple(found[1].split(", ")), text)


def sql_of(name: str) -> str:
    """The SELECT of a step."""
    return step(name).sql


def steps() -> list[str]:
    """The names of all steps, sorted."""
    return sorted(path.stem for path in data("engine").glob("*.sql"))
