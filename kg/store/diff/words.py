"""The differences in words: what the text, Markdown and the feed say of each, whatever they make of it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from kg.store.diff.records import (
    Change,
    Diff,
    Entity,
    Evidence,
    Kind,
    Lead,
    LeadChange,
    Move,
    Named,
    Paper,
    Result,
    Side,
)

How = Literal["new", "gone", "changed"]
MOST_AUTHORS = 3
LONGEST = 160
"""Code points of a value that are shown; the summary of a paper is longer."""

_MANY = {"days", "authors", "tags", "code", "artifacts", "pages", "summaries", "aliases", "types"}
_KINDS: dict[Kind, tuple[str, str]] = {
    "papers": ("paper", "papers"),
    "entities": ("name", "names"),
    "results": ("result", "results"),
    "leaders": ("leader", "leaders"),
}


@dataclass(frozen=True, slots=True)
class Cited:
    """A sentence, and what it is to the difference ("" the one that states it)."""

    role: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Item:
    """One difference: what it is in a line, its address on the web, more lines, and the sentences.

    `id` is that of the node, or of the fact where several nodes make it; `day` is that of its evidence, "" where there is none.
    """

    kind: Kind
    how: How
    id: str
    head: str
    day: str
    url: str = ""
    lines: tuple[str, ...] = ()
    cited: tuple[Cited, ...] = ()
    paper: str = ""
    authors: tuple[Named, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Section:
    """The differences of one kind that are new, gone or changed, under their title."""

    title: str
    items: tuple[Item, ...]


def sections(found: Diff) -> Iterator[Section]:
    """All sections that have something."""
    papers, entities, results, leaders = found.papers, found.entities, found.results, found.leaders
    items: dict[Kind, dict[How, list[Item]]] = {
        "papers": {
            "new": [_paper(one, "new") for one in papers.new],
            "gone": [_paper(one, "gone") for one in papers.gone],
            "changed": [_paper(one.new, "changed", _changes(one.changes)) for one in papers.changed],
        },
        "entities": {
            "new": [_entity(one, "new") for one in entities.new],
            "gone": [_entity(one, "gone") for one in entities.gone],
            "changed": [
                *map(_move, entities.moved),
                *(_entity(one.new, "changed", one.changes) for one in entities.changed),
            ],
        },
        "results": {
            "new": [_result(one, "new") for one in results.new],
            "gone": [_result(one, "gone") for one in results.gone],
            "changed": [_result(one.new, "changed", one.changes, one.old) for one in results.changed],
        },
        "leaders": {
            "new": [_lead(one, "new") for one in leaders.new],
            "gone": [_lead(one, "gone") for one in leaders.gone],
            "changed": [*map(_lead_change, leaders.changed)],
        },
    }
    for kind, by_how in items.items():
        for how, own in by_how.items():
            if own:
                yield Section(f"{how.capitalize()} {_KINDS[kind][len(own) > 1]} ({len(own):,})", tuple(own))


def headline(found: Diff) -> tuple[str, ...]:
    """What was compared, and the days that only one of the two has."""
    sides = (("old", found.old), ("new", found.new))
    return (*(f"{word}: {side.source} ({_extent(side)})" for word, side in sides), *_days(found))


def extent(found: Diff) -> str:
    """The same in a line that does not tell where the graphs lie."""
    return "; ".join((f"old: {_extent(found.old)}", f"new: {_extent(found.new)}", *_days(found)))


def _extent(side: Side) -> str:
    days = f", {side.days[0]} to {side.days[-1]}" if side.days else ""
    part = f", the slice {side.slice}" if side.slice else ""
    return f"{counted(len(side.days), 'day')}{days}, {counted(side.papers, 'paper')}{part}"


def _days(found: Diff) -> Iterator[str]:
    for word, own in (("new", found.days_new), ("gone", found.days_gone)):
        if own:
            yield f"{word} {'day' if len(own) == 1 else 'days'}: {listed(own)}"


def counted(number: int, what: str) -> str:
    """A number of things.

    >>> counted(1, "day"), counted(1500, "paper")
    ('1 day', '1,500 papers')
    """
    return f"{number:,} {what}" if number == 1 else f"{number:,} {what}s"


def listed(words: tuple[str, ...], most: int = 10) -> str:
    """The first of some words, and how many more there are."""
    more = f" and {len(words) - most:,} more" if len(words) > most else ""
    return ", ".join(words[:most]) + more


def source_of(evidence: Evidence) -> str:
    """Identifier of the paper and day of a sentence."""
    return ", ".join(filter(None, (_short(evidence.paper), evidence.day)))


def place_of(evidence: Evidence) -> str:
    """Place and confidence of a sentence."""
    return f"{evidence.place}, confidence {evidence.confidence}"


def _paper(paper: Paper, how: How, lines: tuple[str, ...] = ()) -> Item:
    told = [", ".join(filter(None, (_short(paper.id), *paper.days[-1:], *paper.places[-1:])))]
    if how == "changed":
        told += lines
    else:
        authors = tuple(author.label for author in paper.authors)
        told += [f"by {listed(authors, MOST_AUTHORS)}"] if authors else []
        told += [f"tags: {', '.join(tag.label for tag in paper.tags)}"] if paper.tags else []
        links = (*paper.code, *paper.artifacts, *paper.pages)
        told += [f"links: {' '.join(links)}"] if links else []
    day = paper.days[-1] if paper.days and how != "gone" else ""
    return Item("papers", how, paper.id, paper.title, day, paper.url, tuple(told), (), paper.id, paper.authors)


def _entity(entity: Entity, how: How, changes: tuple[Change, ...] = ()) -> Item:
    lines = _changes(changes)
    if how != "changed":
        lines = (f"also called {listed(entity.aliases)}",) if entity.aliases else ()
        lines += tuple(f"{name}: {value}" for name, value in entity.facts)
        lines += tuple(f"family: {family.label}" for family in entity.family)
        lines += tuple(f"made from {base.label}" for base in entity.based_on)
    cited = (
        [Cited("introduces it" if entity.introduced else "names it first", entity.evidence)] if entity.evidence else []
    )
    cited += [Cited(f"says {change.property}", change.evidence) for change in changes if change.evidence]
    day = max((one.evidence.day for one in cited), default="") if how != "gone" else ""
    head = f"{entity.label} ({' and '.join(entity.types)})"
    return Item("entities", how, entity.id, head, day, "", lines, tuple(cited))


def _move(move: Move) -> Item:
    old, new = move.old.label, move.new.label
    head = {
        "renamed": f"{old} is now called {new}",
        "merged": f"{old} is now one with {new}",
        "parted": f"{new} is now apart from {old}",
    }[move.how]
    cited = (Cited("", move.evidence),) if move.evidence else ()
    day = move.evidence.day if move.evidence else ""
    # The id of what is no longer there, or is there for the first time: the other has news of its own.
    own = move.new.id if move.how == "parted" else move.old.id
    lines = (f"{move.old.id} -> {move.new.id}",)
    return Item("entities", "changed", own, head, day, "", lines, cited)


def _result(result: Result, how: How, changes: tuple[Change, ...] = (), before: Result | None = None) -> Item:
    cited = (Cited("", result), *((Cited("before", before),) if before else ()))
    day = result.day if how != "gone" else ""
    return Item("results", how, result.id, _said(result), day, result.url, _changes(changes), cited, result.paper)


def _said(result: Result) -> str:
    """A result as a phrase."""
    on = f"on {result.benchmark.label}" if result.benchmark.id else ""
    to = f", to {result.baseline.label}" if result.baseline.id else ""
    kind = f"({result.kind}{to})" if result.kind != "absolute" or to else ""
    unit = result.unit if result.unit_assumed else ""
    said = (f"{result.system.label or 'a system that is not named'}:", result.value_text)
    assumed = f"({unit} assumed)" if unit else ""
    return " ".join(filter(None, (*said, assumed, result.metric.label, on, kind)))


def _lead(lead: Lead, how: How) -> Item:
    verb = "leads" if len(lead.results) == 1 else "lead"
    head = f"{_table(lead)}: {_who(lead)} {verb if how == 'new' else 'no longer ' + verb}"
    cited = tuple(Cited("", result) for result in lead.results)
    day = max(result.day for result in lead.results) if how == "new" else ""
    return Item("leaders", how, _fact(lead), head, day, "", (), cited)


def _lead_change(change: LeadChange) -> Item:
    old, new = _who(change.old), _who(change.new)
    turned = change.old.higher_is_better != change.new.higher_is_better
    why = "when the other way was better" if turned else "which is no longer stated so"
    said = {
        "taken": f"{new} {'takes' if len(change.new.results) == 1 else 'take'} the lead from {old}",
        "shared": f"{new} share the lead, before {old}",
        "improved": f"{new} improves on {old}",
        "changed": f"{new}, before {old}, {why}",
    }[change.how]
    cited = (
        *(Cited("", result) for result in change.new.results),
        *(Cited("before", result) for result in change.old.results),
    )
    day = max(result.day for result in change.new.results)
    return Item("leaders", "changed", _fact(change.new), f"{_table(change.new)}: {said}", day, "", (), cited)


def _table(lead: Lead) -> str:
    better = "higher is better" if lead.higher_is_better else "lower is better"
    rule = ", by the words that close its name" * lead.by_rule
    named = ", ".join(filter(None, (lead.benchmark.label, lead.metric.label, lead.unit or "no unit")))
    return f"{named} ({better}{rule})"


def _who(lead: Lead) -> str:
    return " and ".join(f"{result.system.label} ({result.value_text})" for result in lead.results)


def _fact(lead: Lead) -> str:
    """An id of who leads with what on which table, the same in whatever graph."""
    who = ",".join(result.system.id for result in lead.results)
    return f"leader/{lead.benchmark.id}/{lead.metric.id}/{lead.unit or 'no-unit'}/{who}/{lead.results[0].value}"


def _changes(changes: tuple[Change, ...]) -> tuple[str, ...]:
    return tuple(_change(change) for change in changes)


def _change(change: Change) -> str:
    old, new = (tuple(map(_cut, values)) for values in (change.old, change.new))
    if len(old) == len(new) == 1 and change.property not in _MANY:
        return f"{change.property}: {new[0]}, before {old[0]}"
    told = (f"now also {listed(new)}" if new else "", f"no longer {listed(old)}" if old else "")
    return f"{change.property}: {'; '.join(filter(None, told))}"


def _cut(value: str) -> str:
    return value if len(value) <= LONGEST else value[: LONGEST - 1] + "…"


def _short(id_: str) -> str:
    return id_.rpartition("paper/")[2]
