"""The steps that are written in SQL: each is one SELECT in a file of `sql/`, whose first comments say what it reads and gives."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).resolve().parent / "sql"
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
        FileNotFoundError: there is none.
        ValueError: its file does not say what it reads.
    """
    text = (FOLDER / f"{name}.sql").read_text(encoding="utf-8")
    found = _READS.search(text)
    if found is None:
        raise ValueError(f"kg/engine/sql/{name}.sql: no line '-- reads: ..'")
    return Step(name, tuple(found[1].split(", ")), text)


def sql_of(name: str) -> str:
    """The SELECT of a step."""
    return step(name).sql


STEPS = tuple(sorted(path.stem for path in FOLDER.glob("*.sql")))
"""Names of all steps."""
