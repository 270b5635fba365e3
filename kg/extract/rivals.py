"""What other pairs of a summary say of one: a winner has often many losers, and a loser seldom wins."""

import math
from collections import defaultdict
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
        self._found: dict[object, list[tuple[float, Pair]]] = defaultdict(list)

    def add(self, key: object, chance: float, pair: Pair) -> None:
        """Take in a pair."""
        self._found[key] = sorted([*self._found[key], (chance, pair)], reverse=True)[:2]

    def chance(self, key: object, but: Pair) -> float | None:
        """The greatest chance of a pair with a key other than a given one; None where there is none."""
        return next((chance for chance, pair in self._found.get(key, ()) if pair != but), None)


def rival_cues(layout: Layout, places: Sequence[Pair], chances: Sequence[float]) -> list[Cues]:
    """For each of a document's pairs, as places of winner and loser, the cues of its own chance and those of the others.

    The others are: the same two the other way round; the same loser with other winners, the same winner with other losers;
    the loser as winner and the winner as loser; and the same winner with others of the enumeration that the loser stands in.
    """
    pairs = [(layout.owner[winner], layout.owner[loser]) for winner, loser in places]
    by_pair: Mapping[Pair, float] = dict(zip(pairs, chances, strict=True))
    winners, losers, rows = Best(), Best(), Best()
    for (winner, loser), (_, place), chance in zip(pairs, places, chances, strict=True):
        winners.add(winner, chance, (winner, loser))
        losers.add(loser, chance, (winner, loser))
        rows.add((winner, layout.heads[place]), chance, (winner, loser))
    found = []
    for pair, (lead, place), chance in zip(pairs, places, chances, strict=True):
        winner, loser = pair
        reverse = loser, winner
        side = "same" if layout.sentence[lead] == layout.sentence[place] else "other"
        own = odds(chance)
        cues: Cues = {"pair": 1.0, "odds": own, f"side={side}": 1.0, f"odds&{side}": own}
        others = {
            "reverse": by_pair.get(reverse),
            "loser-of-other": losers.chance(loser, pair),
            "winner-of-other": winners.chance(winner, pair),
            "loser-wins": winners.chance(loser, reverse),
            "winner-loses": losers.chance(winner, reverse),
            "row": rows.chance((winner, layout.heads[place]), pair),
        }
        for name, other in others.items():
            cues |= {f"no-{name}": 1.0} if other is None else dict.fromkeys((name, f"{name}&{side}"), odds(other))
        found.append(cues)
    return found
