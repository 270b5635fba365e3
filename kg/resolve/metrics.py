"""What is known of metrics: which way is better, the unit, and other writings of the name."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from kg.errors import UsageError
from kg.resolve.spelling import canonical
from kg.resources import data, numbered_rows

DIRECTIONS = {"higher": True, "lower": False, "none": None}
# Of longer names the last so many words are looked at.
MOST_WORDS = 6


@dataclass(frozen=True, slots=True)
class Metric:
    """A metric of the data file. `higher_is_better` is None where neither way is better by itself."""

    name: str
    higher_is_better: bool | None
    unit: str | None
    writings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Direction:
    """Which way is better, or None where that is not said; `by_rule`: the closing word of the name says so, not the file."""

    higher_is_better: bool | None
    by_rule: bool = False


@cache
def known_metrics() -> dict[str, Metric]:
    """The metrics of `metrics.tsv` by every writing, as it stands and folded; of two that fold alike the first."""
    found: dict[str, Metric] = {}
    folded: dict[str, Metric] = {}
    path = data("resolve", "metrics.tsv")
    for number, (name, direction, unit, writings) in numbered_rows(path, 4):
        if direction not in DIRECTIONS:
            raise UsageError(f"{path}:{number}: {direction!r} is no direction; write {', '.join(DIRECTIONS)}")
        metric = Metric(name, DIRECTIONS[direction], unit or None, tuple(filter(None, writings.split(" | "))))
        for writing in (name, *metric.writings):
            other = found.setdefault(writing, metric)
            folded.setdefault(canonical("metric", writing), metric)
            if other is not metric:
                raise UsageError(
                    f"{path}:{number}: {writing!r} is a writing of {other.name!r}, too; leave it with one of them"
                )
    return folded | found


def known_metric(surface: str) -> Metric | None:
    """The metric of `metrics.tsv` that a surface names."""
    known = known_metrics()
    return known.get(surface) or known.get(canonical("metric", surface))


@cache
def _words() -> tuple[dict[str, bool], frozenset[str]]:
    """Words that close names, with their direction; and words that leave the direction open wherever they stand."""
    closing, opening = {}, set()
    path = data("resolve", "metric_words.tsv")
    for number, (words, direction) in numbered_rows(path, 2):
        if direction == "open":
            opening.add(words)
        elif DIRECTIONS.get(direction) is None:
            raise UsageError(f"{path}:{number}: {direction!r} is no direction; write higher, lower or open")
        else:
            closing[words] = direction == "higher"
    return closing, frozenset(opening)


def direction_of(surface: str) -> Direction:
    """Which way is better for a metric: as `metrics.tsv` says, else as the words say that close its name, else not known.

    Of closing words that are a listed metric, "none" counts, too: "average attack success rate" is as open as its last words.

    >>> direction_of("WER").higher_is_better, direction_of("tool selection accuracy"), direction_of("Foo index").higher_is_better
    (False, Direction(higher_is_better=True, by_rule=True), None)
    """
    if known := known_metric(surface):
        return Direction(known.higher_is_better)
    closing, opening = _words()
    words = re.sub(r"@.*$", "", canonical("metric", surface)).split("-")
    if opening.intersection(words):
        return Direction(None)
    for first in range(max(0, len(words) - MOST_WORDS), len(words)):
        last = " ".join(words[first:])
        if first and (known := known_metric(last)):
            return Direction(known.higher_is_better, by_rule=known.higher_is_better is not None)
        if last in closing:
            return Direction(closing[last], by_rule=True)
    return Direction(None)


def direction_of_all(names: Iterable[str]) -> Direction:
    """Which way is better for the metric of some names: as listed for any, else as the rule has it; None if they disagree."""
    found = [(known_metric(name), direction_of(name)) for name in names]
    for own in (
        [d for known, d in found if known],
        [d for known, d in found if not known and d.higher_is_better is not None],
    ):
        if own:
            return own[0] if all(direction == own[0] for direction in own) else Direction(None)
    return Direction(None)


def unit_of_all(names: Iterable[str]) -> str | None:
    """The unit of the metric of some names; None where it has none of its own, is not known, or they disagree."""
    units = {known.unit for name in names if (known := known_metric(name))}
    return units.pop() if len(units) == 1 else None
