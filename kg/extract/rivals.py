"""What other pairs of a summary say of one: a winner has often many losers, and a loser seldom wins."""

import math
from collections.abc import Mapping, Sequence

from kg.extract.cues import Cues, log_odds
from kg.extract.layout import Layout

Pair = tuple[int, int]
LEAST_CHANCE = 1e-6


def odds(chance: float) -> float:
    """Half the logarithm of the odds of a chance, in -3..3."""
    return log_odds(math.log(max(chance, LEAST_CHANCE)))


class Best:
    """The two likeliest pairs by a key: the likeliest but for a given one is found at once, however many there are."""

    def __init__(self) -> None:
        self._first: dict[object, tuple[float, Pair]] = {}
        self._second: dict[object, tuple[float, Pair]] = {}

    def add(self, key: object, own: float, pair: Pair) -> None:
        """Take in a pair with its odds."""
        first = self._first.get(key)
        if first is None or own > first[0]:
            self._first[key] = own, pair
            if first is not None:
                self._second[key] = first
        elif key not in self._second or own > self._second[key][0]:
            self._second[key] = own, pair

    def odds(self, key: object, but: Pair) -> float | None:
        """The greatest odds of a pair with a key other than a given one; None where there is none."""
        first = self._first.get(key)
        found = first if first is None or first[1] != but else self._second.get(key)
        return None if found is None else found[0]


def rival_cues(layout: Layout, places: Sequence[Pair], chances: Sequence[float]) -> list[Cues]:
    """For each of a document's pairs, as places of winner and loser, the cues of its own chance and those of the others.

    The others are: the same two the other way round; the same loser with other winners, the same winner with other losers;
    the loser as winner and the winner as loser; and the same winner with others of the enumeration that the loser stands in.
    """
    pairs = [(layout.owner[winner], layout.owner[loser]) for winner, loser in places]
    read = [odds(chance) for chance in chances]
    by_pair: Mapping[Pair, float] = dict(zip(pairs, read, strict=True))
    winners, losers, rows = Best(), Best(), Best()
    for pair, (_, place), own in zip(pairs, places, read, strict=True):
        winners.add(pair[0], own, pair)
        losers.add(pair[1], own, pair)
        rows.add((pair[0], layout.heads[place]), own, pair)
    found = []
    for pair, (lead, place), own in zip(pairs, places, read, strict=True):
        winner, loser = pair
        reverse = loser, winner
        side = "same" if layout.sentence[lead] == layout.sentence[place] else "other"
        cues: Cues = {"pair": 1.0, "odds": own, f"side={side}": 1.0, f"odds&{side}": own}
        others = {
            "reverse": by_pair.get(reverse),
            "loser-of-other": losers.odds(loser, pair),
            "winner-of-other": winners.odds(winner, pair),
            "loser-wins": winners.odds(loser, reverse),
            "winner-loses": losers.odds(winner, reverse),
            "row": rows.odds((winner, layout.heads[place]), pair),
        }
        for name, other in others.items():
            cues |= {f"no-{name}": 1.0} if other is None else dict.fromkeys((name, f"{name}&{side}"), other)
        found.append(cues)
    return found
