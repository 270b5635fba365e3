"""Benchmarks, metrics, models and methods: what is known of them across digests."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from kg.schema import properties_of, subtypes_of
from kg.store.diff.mentions import first_mention
from kg.store.diff.moves import moves
from kg.store.diff.records import Change, Changed, Entity, EntityDifferences, Named
from kg.store.diff.snapshot import Snapshot

# Counts follow from what else is in a graph, and are no news of the entity itself.
_NO_FACTS = {"prefLabel", "altLabel", "paperCount"}
_FACTS = sorted({p.name for type_ in subtypes_of("Entity") for p in properties_of(type_)} - _NO_FACTS)


def entities(graph: Snapshot) -> dict[str, Entity]:
    """All entities by id, without evidence."""
    types: dict[str, set[str]] = defaultdict(set)
    for type_ in sorted(subtypes_of("Entity") - {"Entity"}):
        for id_ in graph.of_type(type_):
            types[id_].add(type_)
    facts = {name: graph.values(name) for name in _FACTS}
    aliases, families, bases = graph.values("altLabel"), graph.edges("family"), graph.edges("basedOn")

    def named(ids: Iterable[str]) -> tuple[Named, ...]:
        return tuple(Named(id_, graph.label(id_)) for id_ in ids)

    return {
        id_: Entity(
            id=id_,
            types=tuple(sorted(type_ for type_ in own if not (subtypes_of(type_) - {type_}) & own)),
            label=graph.label(id_),
            aliases=tuple(aliases.get(id_, ())),
            facts=tuple((name, ", ".join(values[id_])) for name, values in facts.items() if id_ in values),
            family=named(families.get(id_, ())),
            based_on=named(bases.get(id_, ())),
        )
        for id_, own in types.items()
    }


def compared_entities(
    old: dict[str, Entity], new: dict[str, Entity], before: Snapshot, after: Snapshot
) -> EntityDifferences:
    """The entities that differ, sorted by type and label; `before` and `after` have their sentences."""
    moved = moves(old, new, after)
    left, reached = {move.old.id for move in moved}, {move.new.id for move in moved}
    both = (Changed(old[id_], new[id_], tuple(_changes(old[id_], new[id_], before, after))) for id_ in old.keys() & new)
    return EntityDifferences(
        tuple(sorted((_proven(new[id_], after) for id_ in new.keys() - old - reached), key=_order)),
        tuple(sorted((_proven(old[id_], before) for id_ in old.keys() - new - left), key=_order)),
        tuple(sorted((changed for changed in both if changed.changes), key=lambda changed: _order(changed.new))),
        moved,
    )


def _order(entity: Entity) -> tuple[tuple[str, ...], str, str]:
    return entity.types, entity.label, entity.id


def _proven(entity: Entity, graph: Snapshot) -> Entity:
    evidence, introduced = first_mention(graph, entity.id)
    return replace(entity, evidence=evidence, introduced=introduced)


def _changes(old: Entity, new: Entity, before: Snapshot, after: Snapshot) -> Iterator[Change]:
    if old.label != new.label:
        yield Change("label", (old.label,), (new.label,), first_mention(after, new.id, new.label)[0])
    if old.types != new.types:
        yield Change("types", old.types, new.types)
    # One that became the label, or was it, is told with the label.
    gone = tuple(name for name in old.aliases if name not in (*new.aliases, new.label))
    come = tuple(name for name in new.aliases if name not in (*old.aliases, old.label))
    if come:
        yield Change("aliases", gone, come, first_mention(after, new.id, come[0])[0])
    elif gone:
        yield Change("aliases", gone, come, first_mention(before, old.id, gone[0])[0])
    before_facts, after_facts = dict(old.facts), dict(new.facts)
    for name in _FACTS:
        told, tells = before_facts.get(name), after_facts.get(name)
        if told != tells:
            yield Change(name, () if told is None else (told,), () if tells is None else (tells,))
    # A family or a base that only has another name is the same.
    for name in ("family", "based_on"):
        one, other = ({end.id: end.label for end in getattr(entity, name)} for entity in (old, new))
        if one.keys() != other.keys():
            yield Change(name, tuple(one.values()), tuple(other.values()))
