"""What a comparison of two graphs finds.

Ids are those of nodes, without the base of their IRIs, since the two graphs may have different ones. Whatever is taken from the
older graph was evidence there, and its `place` (`path:line`) is a line of the digests of that time.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Generic, Literal, TypeVar

Kind = Literal["papers", "entities", "results", "leaders"]
KINDS: tuple[Kind, ...] = ("papers", "entities", "results", "leaders")


@dataclass(frozen=True, slots=True, order=True)
class Named:
    """A node and what people call it; both are "" where none is stated."""

    id: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """The words that state a fact: `paper` is an id, `url` its page, `day` that of the digest (ISO), `place` its `path:line`."""

    paper: str
    title: str
    url: str
    day: str
    sentence: str
    place: str
    confidence: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A paper: `url` is its page on arXiv; authors in their order; `code`, `artifacts` and `pages` are addresses.

    `days` are those whose digests describe it, `summaries` what these say of it and `places` (`path:line`) where.
    """

    id: str
    title: str
    url: str
    days: tuple[str, ...]
    places: tuple[str, ...]
    authors: tuple[Named, ...]
    tags: tuple[Named, ...]
    code: tuple[str, ...]
    artifacts: tuple[str, ...]
    pages: tuple[str, ...]
    summaries: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """A benchmark, metric, model or method.

    `evidence` is the first sentence that names it, of those of one day one that introduces it (`introduced`); it is read for
    entities that are new or gone alone. What only the name of another tells (what a model was made from) has that name's
    sentence. `facts` are the other properties, by name: direction and unit of a metric, size of a model.
    """

    id: str
    types: tuple[str, ...]
    label: str
    aliases: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    family: tuple[Named, ...]
    based_on: tuple[Named, ...]
    introduced: bool = False
    evidence: Evidence | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Result(Evidence):
    """A result, of several statements of one that of the first day; `value` is None for a range, whose words `value_text` has."""

    id: str
    system: Named
    benchmark: Named
    metric: Named
    baseline: Named
    kind: str
    value: Decimal | None
    value_text: str
    unit: str
    unit_assumed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Lead:
    """Who leads a table of `kg leaderboard`: the results of rank 1, one for each system, sorted by its name."""

    benchmark: Named
    metric: Named
    unit: str
    higher_is_better: bool
    by_rule: bool
    results: tuple[Result, ...]


T = TypeVar("T", Paper, Entity, Result)


@dataclass(frozen=True, slots=True)
class Change:
    """A property with its old and its new value; of one that has many, those that only the old or only the new graph has.

    `evidence` is the first sentence with the new name, where a name is what is new.
    """

    property: str
    old: tuple[str, ...]
    new: tuple[str, ...]
    evidence: Evidence | None = None


@dataclass(frozen=True, slots=True)
class Changed(Generic[T]):
    """A thing that is in both graphs, and what is no longer the same."""

    old: T
    new: T
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Differences(Generic[T]):
    """Things of one kind: only in the new graph, only in the old one, in both and not the same."""

    new: tuple[T, ...] = ()
    gone: tuple[T, ...] = ()
    changed: tuple[Changed[T], ...] = ()


@dataclass(frozen=True, slots=True)
class Move:
    """A name that now stands for another node; neither of the two is listed as new or gone.

    `how`: "renamed" where only the old graph has the one and only the new graph the other, "merged" where the new graph had the
    other before, "parted" where the new graph still has the one.
    """

    old: Named
    new: Named
    how: Literal["renamed", "merged", "parted"]
    evidence: Evidence | None


@dataclass(frozen=True, slots=True)
class EntityDifferences(Differences[Entity]):
    """Benchmarks, metrics, models and methods."""

    moved: tuple[Move, ...] = ()


@dataclass(frozen=True, slots=True)
class LeadChange:
    """A table whose leaders, or whose best value, is another.

    `how`: "taken" (the old leaders' results still stand, and are beaten), "shared" (others reached the same value), "improved"
    (the same leaders have a better value), or "changed" (results that led are gone or others now, or the other way is better).
    """

    old: Lead
    new: Lead
    how: Literal["taken", "shared", "improved", "changed"]


@dataclass(frozen=True, slots=True)
class LeadDifferences:
    """Tables with leaders: those that only one graph has, and those that another leads."""

    new: tuple[Lead, ...] = ()
    gone: tuple[Lead, ...] = ()
    changed: tuple[LeadChange, ...] = ()


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two graphs; `days` are those of its digests, sorted, `slice` says which part of a graph it is ("" the whole)."""

    source: str
    base: str
    days: tuple[str, ...]
    papers: int
    slice: str


@dataclass(frozen=True, slots=True)
class Diff:
    """All that differs between two graphs, sorted by what people call it."""

    old: Side
    new: Side
    days_new: tuple[str, ...]
    days_gone: tuple[str, ...]
    papers: Differences[Paper]
    entities: EntityDifferences
    results: Differences[Result]
    leaders: LeadDifferences

    def counts(self) -> Iterator[tuple[Kind, int, int, int]]:
        """The number of things of each kind that are new, gone and changed; names that moved are changed ones."""
        for kind in KINDS:
            found = getattr(self, kind)
            yield kind, len(found.new), len(found.gone), len(found.changed) + len(getattr(found, "moved", ()))

    @property
    def is_empty(self) -> bool:
        """Whether the two graphs say the same, of the same days."""
        return not (self.days_new or self.days_gone or any(sum(numbers) for _, *numbers in self.counts()))
