"""Things from the names that papers use for them: counted over papers in any parts, and summed by an engine."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from kg.digest import repair
from kg.resolve.definitions import Surface
from kg.resolve.model_names import undamaged

if TYPE_CHECKING:
    import pyarrow as pa

    from kg.resolve.resolution import Sense

TYPES = {"benchmark": "Benchmark", "metric": "Metric", "model": "Model", "method": "Method"}


@dataclass(frozen=True, slots=True)
class Entity:
    """What surfaces name: `label` is the most frequent of them, `aliases` are the others, sorted; `papers` counts papers.

    A surface that names it in all papers goes before one that names another thing in some.
    """

    id: str
    types: tuple[str, ...]
    label: str
    aliases: tuple[str, ...]
    papers: int


class NameCounts:
    """Counts the names of papers, each paper given once with all its names (`kg.engine.schemas.NAMES`)."""

    def __init__(self) -> None:
        """Begins with none."""
        self._counts: dict[tuple[str, str, str, bool, str], list[int]] = {}

    def add(self, senses: "Mapping[Surface, Sense]") -> None:
        """Adds what each surface of one more paper names, surfaces sorted."""
        counted = set()
        for (label, surface), sense in senses.items():
            key = sense.entity, label, _repaired(surface), sense.own, sense.called
            count = self._counts.get(key)
            if count is None:
                count = self._counts[key] = [0, 0]
            count[0] += 1
            if sense.entity not in counted:
                counted.add(sense.entity)
                count[1] += 1

    def table(self) -> "pa.Table":
        """What was counted."""
        from kg.engine.schemas import NAMES, table_of

        rows = (
            (entity, label, name, *count, own, called or None)
            for (entity, label, name, own, called), count in self._counts.items()
        )
        return table_of(rows, NAMES)


@lru_cache(maxsize=50_000)
def _repaired(surface: str) -> str:
    return repair(surface)


def entities_of(counts: NameCounts) -> Iterator[Entity]:
    """The things of some papers, in no order."""
    from kg.engine import Session

    with Session() as session:
        session.add("names", counts.table())
        for batch in session.stream("entities"):
            yield from entities_in(batch)


def entities_in(batch: "pa.RecordBatch") -> Iterator[Entity]:
    """The things of a batch that the step `entities` gave."""
    columns = (batch.column(name).to_pylist() for name in ("entity", "label", "names", "labels", "papers"))
    for id_, name, names, labels, papers in zip(*columns, strict=True):
        label = undamaged(name) if id_.startswith("system/") else name
        types = tuple(sorted(TYPES[own] for own in labels))
        yield Entity(id_, types, label, tuple(own for own in names if own != label), papers)
