"""Who leads on which benchmark, by the rules of `kg leaderboard`."""

from collections import defaultdict
from collections.abc import Hashable, Iterable
from itertools import groupby
from typing import Literal

from kg.ranking import ranking
from kg.store.diff.moves import Same
from kg.store.diff.records import Lead, LeadChange, LeadDifferences, Result
from kg.store.diff.results import what_it_says
from kg.store.results import Result as Stated

How = Literal["taken", "shared", "improved", "changed"]


def leads(results: Iterable[tuple[Stated, Result]]) -> list[Lead]:
    """The leaders of every benchmark's tables, where it is known which way is better; sorted."""
    boards: dict[str, list[Stated]] = defaultdict(list)
    as_compared: dict[str, Result] = {}
    for stated, result in results:
        if result.benchmark.id:
            boards[result.benchmark.id].append(stated)
            as_compared[stated.id] = result
    found = []
    for _, board in sorted(boards.items()):
        for table in ranking(board).tables:
            best = [as_compared[row.id] for rank, row in table.rows if rank == 1]
            if best and table.higher_is_better is not None:
                found.append(_lead(best, table.unit, table.higher_is_better, table.by_rule))
    return sorted(found, key=_order)


def compared_leads(old: list[Lead], new: list[Lead], still: set[Hashable], same: Same) -> LeadDifferences:
    """The tables that others lead; `still` is what the results of the new graph say (`what_it_says`)."""
    before, after = _by_table(old, same), _by_table(new, same)
    come: list[Lead] = []
    gone: list[Lead] = []
    changed: list[LeadChange] = []
    for table in sorted(before.keys() | after.keys()):
        pairs, one, other = _paired(before.get(table, []), after.get(table, []))
        gone += one
        come += other
        for was, now in pairs:
            if (how := _how(was, now, still, same)) is not None:
                changed.append(LeadChange(was, now, how))
    return LeadDifferences(
        tuple(sorted(come, key=_order)),
        tuple(sorted(gone, key=_order)),
        tuple(sorted(changed, key=lambda change: _order(change.new))),
    )


def _lead(best: list[Result], unit: str, higher_is_better: bool, by_rule: bool) -> Lead:
    ordered = sorted(best, key=lambda result: (result.system, result.day, result.id))
    each = tuple(next(group) for _, group in groupby(ordered, key=lambda result: result.system))
    first = each[0]
    return Lead(
        benchmark=first.benchmark,
        metric=first.metric,
        unit=unit,
        higher_is_better=higher_is_better,
        by_rule=by_rule,
        results=each,
    )


def _order(lead: Lead) -> tuple[str, ...]:
    return lead.benchmark.label, lead.metric.label, lead.unit, lead.benchmark.id, lead.metric.id


def _by_table(leads: list[Lead], same: Same) -> dict[tuple[str, str, str], list[Lead]]:
    """Leaders by benchmark, metric and unit; there are several where the tables of two names became one, or of one two."""
    found: dict[tuple[str, str, str], list[Lead]] = defaultdict(list)
    for lead in leads:
        found[same(lead.benchmark.id), same(lead.metric.id), lead.unit].append(lead)
    return found


def _paired(old: list[Lead], new: list[Lead]) -> tuple[list[tuple[Lead, Lead]], list[Lead], list[Lead]]:
    """The leaders of the same tables, and those of tables that only the one or the other graph has."""
    before, after = ({(lead.benchmark.id, lead.metric.id): lead for lead in own} for own in (old, new))
    pairs = [(before[key], after[key]) for key in sorted(before.keys() & after)]
    gone = [lead for key, lead in before.items() if key not in after]
    come = [lead for key, lead in after.items() if key not in before]
    if len(gone) == len(come) == 1:
        return [*pairs, (gone[0], come[0])], [], []
    return pairs, gone, come


def _how(old: Lead, new: Lead, still: set[Hashable], same: Same) -> How | None:
    """What happened to the lead; None where the same systems lead with the same value."""
    was, now = ({same(result.system.id) for result in lead.results} for lead in (old, new))
    equal = old.results[0].value == new.results[0].value
    if was == now and equal:
        return None
    as_before = old.higher_is_better == new.higher_is_better
    if not as_before or not all(what_it_says(result, same) in still for result in old.results):
        return "changed"
    if was == now:
        return "improved"
    return "shared" if was < now and equal else "taken"
