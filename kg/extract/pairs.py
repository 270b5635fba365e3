"""Which system outperforms which: pairs of systems, and the cues by which each is judged."""

from kg.extract.arguments import TRUST
from kg.extract.cues import Cues
from kg.extract.layout import SYSTEM_MARKS, Layout, is_filler, is_passed
from kg.extract.links import Links
from kg.extract.records import SYSTEMS

# Systems that are looked at on each side of one; it keeps texts of many names linear.
REACH = 12
LOGIT = 8.0


def pairs(layout: Layout) -> dict[tuple[int, int], tuple[int, int]]:
    """Two systems that may be compared, as mentions, and the places where they stand nearest to each other.

    They stand in one sentence or in two that follow each other, or the winner is what the paper presents.
    """
    systems = [
        place
        for place, label in enumerate(layout.labels)
        if label in SYSTEMS and layout.owner[place] not in layout.spelled
    ]
    presented = [place for place in layout.presented if layout.labels[place] in SYSTEMS]
    best: dict[tuple[int, int], tuple[tuple[int, int], int, int]] = {}
    for k, loser in enumerate(systems):
        for winner in {*systems[max(0, k - REACH) : k + REACH + 1], *presented}:
            pair = layout.owner[winner], layout.owner[loser]
            away = abs(layout.sentence[winner] - layout.sentence[loser])
            if pair[0] == pair[1] or (away > 1 and not layout.mentions[pair[0]].introduced):
                continue
            found = (away, abs(layout.firsts[winner] - layout.firsts[loser])), winner, loser
            best[pair] = min(best.get(pair, found), found)
    return {pair: (winner, loser) for pair, (_, winner, loser) in sorted(best.items())}


def read_pairs(layout: Layout, links: Links) -> dict[tuple[int, int], Cues]:
    """The cues of each pair, by places, with what the encoder reads of it."""
    judged = pairs(layout)
    logits = links.pairs() if judged else {}
    found = {}
    for pair, (winner, loser) in judged.items():
        logit = max(-LOGIT, min(LOGIT, logits.get(pair, -LOGIT)))
        cues = dict.fromkeys(pair_cues(layout, winner, loser), 1.0)
        found[winner, loser] = cues | {"read": TRUST * logit / 4, "read-yes": TRUST * max(0.0, logit) / 4}
    return found


def pair_cues(layout: Layout, winner: int, loser: int) -> list[str]:
    """Cues that the system at one place outperforms that at another, and not the reverse."""
    first, second = layout.mentions[layout.owner[winner]], layout.mentions[layout.owner[loser]]
    within = layout.sentence[winner] == layout.sentence[loser]
    side = ("WL" if winner < loser else "LW") if within else ("W.L" if winner < loser else "L.W")
    head, lead = layout.heads[loser], layout.heads[winner]
    span, top = layout.places[loser], layout.places[head][0]
    sentence = layout.window(span)
    before, after = layout.before(top, 2), layout.after(span[1], 2)
    ahead, behind = layout.before(layout.places[lead][0], 2), layout.after(layout.places[winner][1], 2)
    word, at, systems = layout.relation(sentence[0], top)
    passed = within and at > layout.places[winner][0]
    following = layout.next_relation(span[1], 6)
    held = [
        "pair", f"side={side}", f"new={first.introduced}{second.introduced}&{side}",
        f"labels={first.label},{second.label}&{side}",
        f"hero={layout.owner[winner] == layout.hero}{layout.owner[loser] == layout.hero}&{side}",
        f"before={before[-1] if before else '^'}&{side}", f"before={' '.join(before)}&{side}",
        f"after={after[0] if after else '$'}&{side}", f"after={' '.join(after)}",
        f"winner-after={behind[0] if behind else '$'}&{side}", f"winner-after={' '.join(behind)}&{side}",
        f"winner-before={ahead[-1] if ahead else '^'}&{side}", f"winner-before={' '.join(ahead)}&{side}",
        f"relation={word}&{passed}{min(systems, 1)}&{side}", f"relation={word}&{passed}&{side}&{first.introduced}",
        f"following={following}&{side}",
        f"row={head != loser}&{side}", f"winner-row={lead != winner}&{side}", f"one-row={head == lead}",
    ]  # fmt: skip
    if within:
        held += _within_cues(layout, winner, loser, side)
    else:
        words = layout.between(sentence[0], top)
        rivals = sum(word in SYSTEM_MARKS for word in words)
        away = min(abs(layout.sentence[winner] - layout.sentence[loser]), 3)
        held += [f"rivals={min(rivals, 2)}&{side}&{first.introduced}", f"sentences={away}&{side}"]
        held += [f"lead={word}&{min(rivals, 1)}&{first.introduced}" for word in set(words[-12:])]
        held += [f"lead={word}" for word in set(words[-12:])]
        held += [f"tail={word}" for word in set(layout.between(span[1], sentence[1])[:6])]
        if len(words) <= 4:
            held.append(f"lead-words={' '.join(words)}")
    return held


def _within_cues(layout: Layout, winner: int, loser: int, side: str) -> list[str]:
    """Cues of two systems of one sentence."""
    head, lead = layout.heads[loser], layout.heads[winner]
    one, other = (winner, loser) if head == lead else (lead, head)
    words = layout.gap(layout.places[one], layout.places[other])
    rivals = sum(word in SYSTEM_MARKS for word in words)
    last, first = layout.places[max(winner, loser)], layout.places[min(head, lead)]
    tail = layout.between(last[1], layout.window(last)[1])[:8]
    opening = layout.between(layout.window(first)[0], first[0])[-10:]
    short = [word for word in words if not is_filler(word) and not is_passed(word)]
    held = [f"rivals={min(rivals, 3)}&{side}", f"gap={min(len(words).bit_length(), 6)}&{side}"]
    if len(words) <= 6:
        held.append(f"words={' '.join(words)}&{side}")
    if len(short) <= 4:
        held.append(f"short={' '.join(short)}&{side}")
    held += [f"has={word}&{side}" for word in set(words[-16:])]
    held += [f"has={word}&{side}&{min(rivals, 1)}" for word in set(words[-16:])]
    held += [f"tail={word}&{side}" for word in set(tail)] + [f"lead={word}&{side}" for word in set(opening)]
    return held
