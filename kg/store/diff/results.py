"""Results: which of them say the same, though they have other ids, and which say something else of the same.

The id of a result tells where its number stands: a word more in the summary, or a second digest of the same day, gives it
another. So two results are the same when their papers state the same: system, benchmark, metric, baseline, kind, value and unit.
Of those that only one graph has, two are one result that has changed when they say all but value and unit alike, or else when
they are read from the same number in the same sentence.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping

from kg.store.diff.moves import Same
from kg.store.diff.records import Change, Changed, Differences, Named, Result
from kg.store.diff.snapshot import Snapshot
from kg.store.results import Result as Stated
from kg.store.results import results as stated_in

_ARGUMENTS = ("subject", "benchmark", "metric", "baseline")
NOT_NAMED = Named("", "")


def stated_results(graph: Snapshot) -> list[tuple[Stated, Result]]:
    """All results, as `kg.store.results` has them and as they are compared."""
    arguments = {name: graph.edges(name) for name in _ARGUMENTS}

    def argument(result: str, name: str) -> Named:
        (end, *_) = arguments[name].get(result, [""])
        return Named(end, graph.label(end)) if end else NOT_NAMED

    found = []
    for one in stated_in(graph.store):
        id_, paper = graph.id_of_iri(one.id), graph.id_of_iri(one.paper)
        system, benchmark, metric, baseline = (argument(id_, name) for name in _ARGUMENTS)
        found.append(
            (
                one,
                Result(
                    id=id_, system=system, benchmark=benchmark, metric=metric, baseline=baseline, kind=one.kind,
                    value=one.value, value_text=one.value_text, unit=one.unit, unit_assumed=one.unit_assumed,
                    paper=paper, title=one.title, url=graph.pages.get(paper, ""), day=one.day,
                    sentence=one.sentence, place=one.place, confidence=one.confidence,
                ),
            )
        )  # fmt: skip
    return found


def what_it_says(result: Result, same: Same) -> Hashable:
    """What two results have in common that are the same."""
    value = result.value_text if result.value is None else result.value
    return *_of_what(result, same), value, result.unit


def compared_results(old: Iterable[Result], new: Iterable[Result], same: Same) -> Differences[Result]:
    """The results that differ, sorted by benchmark, metric and system."""
    before, after = _distinct(old, same), _distinct(new, same)
    gone = [result for key, result in before.items() if key not in after]
    come = [result for key, result in after.items() if key not in before]
    pairs: list[tuple[Result, Result]] = []
    for alike in (
        lambda one: _of_what(one, same) if one.system.id and one.benchmark.id and one.metric.id else None,
        lambda one: (one.paper, one.sentence, one.value_text),
        lambda one: (one.id, one.sentence, one.value_text),
    ):
        found = list(_alone(gone, come, alike))
        taken = {id(result) for pair in found for result in pair}
        gone, come = ([result for result in rest if id(result) not in taken] for rest in (gone, come))
        pairs += found
    changed = (Changed(one, other, tuple(_changes(one, other, same))) for one, other in pairs)
    return Differences(
        tuple(sorted(come, key=_order)),
        tuple(sorted(gone, key=_order)),
        tuple(sorted(changed, key=lambda change: _order(change.new))),
    )


def _of_what(result: Result, same: Same) -> tuple[str, ...]:
    arguments = (result.system, result.benchmark, result.metric, result.baseline)
    return result.paper, *(same(one.id) for one in arguments), result.kind


def _distinct(results: Iterable[Result], same: Same) -> Mapping[Hashable, Result]:
    """Each result once, of several that say the same that of the first day."""
    found: dict[Hashable, Result] = {}
    for result in sorted(results, key=lambda one: (one.day, one.id)):
        found.setdefault(what_it_says(result, same), result)
    return found


def _alone(
    gone: list[Result], come: list[Result], alike: Callable[[Result], Hashable]
) -> Iterator[tuple[Result, Result]]:
    """Pairs of results that are alike, and like no others."""
    old, new = Counter(map(alike, gone)), Counter(map(alike, come))
    others = {alike(result): result for result in come}
    for result in gone:
        key = alike(result)
        if key is not None and old[key] == new[key] == 1:
            yield result, others[key]


def _order(result: Result) -> tuple[object, ...]:
    arguments = (result.benchmark, result.metric, result.system)
    # What is not stated comes last.
    return (
        *((one.id == "", one.label, one.id) for one in arguments),
        result.paper,
        result.kind,
        result.value_text,
        result.id,
    )


def _changes(old: Result, new: Result, same: Same) -> Iterator[Change]:
    for name in ("system", "benchmark", "metric", "baseline"):
        one, other = getattr(old, name), getattr(new, name)
        if same(one.id) != same(other.id):
            yield Change(name, tuple(filter(None, (one.label,))), tuple(filter(None, (other.label,))))
    if old.kind != new.kind:
        yield Change("kind", (old.kind,), (new.kind,))
    told = (old.value_text, new.value_text) if None in (old.value, new.value) else (old.value, new.value)
    if told[0] != told[1]:
        yield Change("value", (old.value_text,), (new.value_text,))
    if old.unit != new.unit:
        yield Change("unit", tuple(filter(None, (old.unit,))), tuple(filter(None, (new.unit,))))
