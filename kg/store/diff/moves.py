"""Names that moved from one entity to another, and which ids of two graphs are therefore one thing."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import Literal

from kg.store.diff.mentions import first_mention
from kg.store.diff.records import Entity, Move, Named
from kg.store.diff.snapshot import Snapshot

Same = Callable[[str], str]
"""Gives one id for all ids that are one thing in the two graphs together; others as they are."""

_Index = Mapping[tuple[str, str], set[str]]


def moves(old: Mapping[str, Entity], new: Mapping[str, Entity], after: Snapshot) -> tuple[Move, ...]:
    """The names that moved, sorted.

    The label of an entity whose id is gone is a name of another now, or the label of one whose id is new was a name of another:
    the same moves, the other way round, are found between the graphs in the other order. A name that the other had already tells
    nothing, as short names can be those of several things.
    """
    before_names, after_names = _index(old.values()), _index(new.values())

    def taken(entity: Entity, here: _Index, there: _Index) -> set[str]:
        key = _group(entity.id), entity.label
        return there.get(key, set()) - here.get(key, set())

    pairs = {
        (id_, other)
        for id_, entity in old.items() if id_ not in new
        for other in taken(entity, before_names, after_names)
    }  # fmt: skip
    pairs |= {
        (other, id_)
        for id_, entity in new.items() if id_ not in old
        for other in taken(entity, after_names, before_names)
    }  # fmt: skip
    return tuple(_move(old[one], new[other], old, new, after) for one, other in sorted(pairs))


def same_after(moved: Iterable[Move]) -> Same:
    """Which ids are one thing, whichever way names moved between them: the least of them stands for all."""
    first: dict[str, str] = {}

    def same(id_: str) -> str:
        while (other := first.get(id_, id_)) != id_:
            id_ = other
        return id_

    for move in moved:
        one, other = sorted((same(move.old.id), same(move.new.id)))
        first[other] = one
    return same


def _move(one: Entity, other: Entity, old: Mapping[str, Entity], new: Mapping[str, Entity], after: Snapshot) -> Move:
    how: Literal["renamed", "merged", "parted"]
    how = "parted" if one.id in new else "merged" if other.id in old else "renamed"
    name = other.label if how == "parted" else one.label
    # What a list of aliases says stands in no sentence.
    evidence = first_mention(after, other.id, name)[0] or first_mention(after, other.id)[0]
    return Move(Named(one.id, one.label), Named(other.id, other.label), how, evidence)


def _index(entities: Iterable[Entity]) -> _Index:
    """The ids of what is called so, by kind of thing and name."""
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for entity in entities:
        for name in (entity.label, *entity.aliases):
            found[_group(entity.id), name].add(entity.id)
    return found


def _group(id_: str) -> str:
    return id_.partition("/")[0]
