"""Which names belong to a number: candidates for subject, benchmark, metric and baseline, and the cues that choose among them."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

from kg.extract.cues import LEAST_LOG, Cues, read_cues
from kg.extract.encoder import ARGUMENTS, OF_ARGUMENT
from kg.extract.layout import VALUE_MARK, Layout, is_filler
from kg.extract.links import Links
from kg.extract.records import SYSTEMS, Kind, Span
from kg.extract.values import parse_value
from kg.extract.weights import CueWeights

# What the encoder reads, and what "respectively" says, weigh more than a single cue, and are held back less in learning.
TRUST = 3.0
TOLD = ("paired=True&told", "paired=False&told")
LONGEST = 5


@dataclass(frozen=True)
class Choices:
    """What some arguments of a number may be, all that names of the same labels can be.

    places: those of names, None for none
    cues: of each place, the same for all arguments
    read: what the encoder reads of each place, by argument
    """

    places: list[int | None]
    cues: list[Cues]
    read: dict[str, list[Cues]]


def logits(found: Sequence[Choices], weights: CueWeights) -> list[dict[str, list[float]]]:
    """For each of some choices, by argument, the score of each place; the labels of the weights are arguments."""
    scores = weights.scores([cues for own in found for cues in chain(own.cues, *own.read.values())]) / 100
    scored, at = [], 0
    for own in found:
        shared = scores[at : at + len(own.places)]
        by_argument = {}
        for argument in own.read:
            at += len(own.places)
            column = weights.labels.index(argument)
            by_argument[argument] = (shared[:, column] + scores[at : at + len(own.places), column]).tolist()
        scored.append(by_argument)
        at += len(own.places)
    return scored


def choices(layout: Layout, value: Span, kind: Kind, links: Links | None = None) -> list[Choices]:
    """The choices for the arguments that a result of a kind can have: that it is not named, and its candidates.

    Args:
        layout: the document.
        value: place of the number, one of the layout's values.
        kind: its kind; an absolute value has no baseline.
        links: what the encoder reads; None leaves that out.
    """
    fits = links.arguments(value) if links else {}
    alike: dict[tuple[str, ...], list[str]] = {}
    for argument in ARGUMENTS:
        if argument != "baseline" or kind != "absolute":
            alike.setdefault(OF_ARGUMENT[argument], []).append(argument)
    found = []
    for labels, arguments in alike.items():
        named = layout.candidates(value, labels)
        held = [unnamed_cues(layout, value, kind, named)]
        own = {label: [place for place in named if layout.labels[place] == label] for label in labels}
        ranks = {
            label: {place: k for k, place in enumerate(_by_distance(layout, value, own[label]))} for label in labels
        }
        for place in named:
            label = layout.labels[place]
            held.append(named_cues(layout, value, kind, place, own[label], ranks[label][place]))
        cues = [{cue: TRUST if cue in TOLD else 1.0 for cue in own} for own in held]
        places = [None, *named]
        read = {argument: [_read(fits.get(argument), place, layout) for place in places] for argument in arguments}
        found.append(Choices(places, cues, read))
    return found


def _read(fits: tuple[float, dict[int, float]] | None, place: int | None, layout: Layout) -> Cues:
    """What the encoder reads of a place as an argument."""
    if fits is None:
        return {}
    unnamed, named = fits
    fit = unnamed if place is None else named.get(layout.owner[place], LEAST_LOG)
    return {cue: TRUST * amount for cue, amount in read_cues(fit).items()}


def unnamed_cues(layout: Layout, value: Span, kind: Kind, places: Sequence[int]) -> list[str]:
    """Cues that an argument of a number is not named."""
    sentence = layout.said_in(value)
    low, high = layout.window(value)
    own = [place for place in places if layout.sentence[place] == sentence]
    before, after = layout.before(value[0], 3)[::-1], layout.after(value[1], 3)
    unit = parse_value(layout.context.text[slice(*value)]).unit
    held = [
        "none", f"none&{kind}", f"none&own={min(len(own), 3)}&{kind}", f"none&unit={unit}", f"none&unit={unit}&{kind}",
        f"none&after={' '.join(after[:2])}", f"none&before={' '.join(before[:2])}",
        f"none&before={(before or ['^'])[0]}&{kind}", f"none&after={(after or ['$'])[0]}&{kind}",
    ]  # fmt: skip
    held += [f"none&near={word}" for word in {*before, *after}]
    held += [f"none&in={word}" for word in set(layout.between(low, high)) if word.isalpha() or word[0] == "<"]
    if own:
        place = min(own, key=lambda p: abs(layout.firsts[p] - value[0]))
        words = _short(layout.gap(value, layout.places[place]))
        side = "R" if layout.firsts[place] >= value[0] else "L"
        held.append(f"none&nearest={' '.join(words) if len(words) <= 2 else 'far'}&{side}")
    return held


def _by_distance(layout: Layout, value: Span, places: Sequence[int]) -> list[int]:
    return sorted(places, key=lambda place: layout.far(place, value))


def named_cues(layout: Layout, value: Span, kind: Kind, place: int, own: Sequence[int], rank: int) -> list[str]:
    """Cues that the name at a place is an argument of a number.

    Args:
        layout: the document.
        value: the number.
        kind: what it is.
        place: the name.
        own: all candidates of the same label.
        rank: how many of these stand nearer.
    """
    mention, label, span = layout.mentions[layout.owner[place]], layout.labels[place], layout.places[place]
    side = "R" if span[0] >= value[0] else "L"
    sentence = layout.said_in(value)
    away = abs(layout.sentence[place] - sentence)
    gap = layout.gap(value, span)
    rivals, numbers = min(gap.count(f"<{label}>"), 3), min(gap.count(VALUE_MARK), 3)
    held = [
        f"&{side}", f"{kind}&{side}", f"label={label}&{kind}", f"new={mention.introduced}&{kind}",
        f"new={mention.introduced}&{kind}&{min(away, 2)}&{side}", f"hero={layout.owner[place] == layout.hero}&{kind}",
        f"role={mention.role}&{kind}", f"rivals={rivals}&{side}", f"rivals={rivals}&{side}&{kind}&{min(numbers, 2)}",
        f"numbers={numbers}&{side}", f"numbers={numbers}&{side}&{kind}",
        f"sentences={min(away, 3)}&{side}", f"sentences={min(away, 3)}&{side}&{kind}",
        f"gap={min(len(gap).bit_length(), 6)}&{side}", f"gap={min(len(gap).bit_length(), 6)}&{side}&{kind}",
        f"rank={min(rank, 4)}&{kind}", f"rank={min(rank, 4)}&{side}&{min(away, 2)}",
    ]  # fmt: skip
    before, after = layout.before(span[0], 2), layout.after(span[1], 1)
    word = before[-1] if before else "^"
    held += [f"before={word}", f"before={word}&{kind}&{side}", f"before={' '.join(before)}&{side}"]
    word = after[0] if after else "$"
    held += [f"after={word}", f"after={word}&{kind}&{side}"]
    if away == 0:
        held += _gap_cues(layout, value, kind, place, gap, side)
        held.append(_other_side(layout, value, own, side, min(rivals, 1)))
    if label in SYSTEMS:
        held += _relation_cues(layout, value, kind, place, side, min(away, 1))
    paired = layout.paired(value, label)
    if paired is None:
        held.append("alone")
    else:
        same = layout.owner[paired] == layout.owner[place]
        told = "respectively" in layout.between(value[1], layout.window(value)[1])
        held += [f"paired={same}", f"paired={same}&{kind}", f"paired={same}&{side}"]
        held += [f"paired={same}&told"] if told else []
    return held


def _short(gap: Sequence[str]) -> list[str]:
    return [word for word in gap if not is_filler(word)]


def _gap_cues(layout: Layout, value: Span, kind: Kind, place: int, gap: list[str], side: str) -> list[str]:
    """Cues of the words between a number and a name of its sentence."""
    held = []
    short = _short(gap)
    if len(gap) <= LONGEST:
        held += [f"words={' '.join(gap)}&{side}", f"words={' '.join(gap)}&{side}&{kind}"]
    if len(short) <= LONGEST:
        held += [f"short={' '.join(short)}&{side}", f"short={' '.join(short)}&{side}&{kind}"]
    by_value, by_name = (gap[:2], gap[-2:]) if side == "R" else (gap[-2:], gap[:2])
    held += [f"value-side={' '.join(by_value)}&{side}", f"name-side={' '.join(by_name)}&{side}"]
    held += [f"name-side={' '.join(by_name)}&{side}&{kind}"]
    held += [f"has={word}&{side}" for word in set(gap[-14:])]
    if len(short) <= 3:
        echoes = _echoes(layout, value, place, short, side)
        held += [
            f"echo={echoes}&{side}",
            f"echo={echoes}&{side}&{min(gap.count(VALUE_MARK), 1)}{min(gap.count(f'<{layout.labels[place]}>'), 1)}",
        ]
    return held


def _echoes(layout: Layout, value: Span, place: int, short: list[str], side: str) -> int:
    """How many other numbers of the sentence (2 for more) have such a name in just such a place: "A by 3% and B by 5%"."""
    count = 0
    index, sentence = bisect_left(layout.values, value), layout.sentence[place]
    for other in layout.values[max(0, index - 6) : index + 7]:
        if other == value or layout.said_in(other) != sentence:
            continue
        at = layout.next_place(other)
        for near in range(max(0, at - 3), min(len(layout.places), at + 3)):
            alike = layout.labels[near] == layout.labels[place] and layout.owner[near] != layout.owner[place]
            if alike and layout.sentence[near] == sentence and ("R" if near >= at else "L") == side:
                count += _short(layout.gap(other, layout.places[near])) == short
    return min(count, 2)


def _other_side(layout: Layout, value: Span, own: Sequence[int], side: str, rivals: int) -> str:
    """What stands on the other side of a number: the words up to the nearest name there."""
    sentence = layout.said_in(value)
    others = [
        p for p in own if layout.sentence[p] == sentence and ("R" if layout.firsts[p] >= value[0] else "L") != side
    ]
    if not others:
        return f"other=no&{side}&{rivals}"
    nearest = min(others, key=lambda p: abs(layout.firsts[p] - value[0]))
    words = _short(layout.gap(value, layout.places[nearest]))
    return f"other={' '.join(words) if len(words) <= 2 else 'far'}&{side}&{rivals}"


def _relation_cues(layout: Layout, value: Span, kind: Kind, place: int, side: str, away: int) -> list[str]:
    """Cues of the words of relation before a system and before a number: "surpassing A by 3%"."""
    start = layout.places[place][0]
    word, at, systems = layout.relation(layout.context.sentence(start)[0], start)
    passed = at > value[0]
    said, _, _ = layout.relation_of(value)
    introduced = layout.mentions[layout.owner[place]].introduced
    return [
        f"relation={word}&{side}&{passed}&{away}", f"relation={word}&{side}&{kind}&{passed}&{min(systems, 1)}",
        f"said={said}&{side}&{kind}&{introduced}&{away}", f"said={said}&relation={word}&{side}",
    ]  # fmt: skip
