"""The table of distinct surfaces, and the entity that each of them names."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from kg.digest import repair
from kg.resolve.names import fold, slug

_TYPES = {"benchmark": "Benchmark", "metric": "Metric", "model": "Model", "method": "Method"}
_PREFIXES = {"benchmark": "benchmark", "metric": "metric", "model": "system", "method": "system"}

Surface = tuple[str, str]
"""A label of the annotation and a surface as it stands."""


@dataclass(frozen=True, slots=True)
class Entity:
    """What surfaces name: `label` is the most frequent of them, `aliases` are the others, sorted; `papers` counts papers."""

    id: str
    types: tuple[str, ...]
    label: str
    aliases: tuple[str, ...]
    papers: int


def entity_id(label: str, surface: str) -> str:
    """The id of what a surface names.

    >>> entity_id("benchmark", "MATH500"), entity_id("model", "OREAL-7B")
    ('benchmark/math-500', 'system/oreal-7b')
    """
    return f"{_PREFIXES[label]}/{slug(fold(repair(surface)))}"


def resolve(surfaces: Mapping[Surface, frozenset[str]]) -> tuple[dict[Surface, str], dict[str, Entity]]:
    """Decides which surfaces are one entity.

    Args:
        surfaces: for each distinct surface the ids of the papers that use it.

    Returns:
        The entity id of each surface, to be joined with the mentions, and the entities by id, both sorted.
    """
    ids = {surface: entity_id(*surface) for surface in sorted(surfaces)}
    members: dict[str, list[Surface]] = {}
    for named, entity in ids.items():
        members.setdefault(entity, []).append(named)
    entities: dict[str, Entity] = {}
    for entity, group in sorted(members.items()):
        uses: Counter[str] = Counter()
        for label, surface in group:
            uses[repair(surface)] += len(surfaces[label, surface])
        names = sorted(uses, key=lambda name: (-uses[name], name))
        types = tuple(sorted({_TYPES[label] for label, _ in group}))
        papers = frozenset[str]().union(*(surfaces[named] for named in group))
        entities[entity] = Entity(entity, types, names[0], tuple(sorted(names[1:])), len(papers))
    return ids, entities
