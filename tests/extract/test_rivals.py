"""What other pairs say of a pair of systems."""

import pytest

from kg.extract.layout import Layout
from kg.extract.rivals import Best, odds, rival_cues

TEXT = "FooNet beats GPT-4o and Qwen-7B. LoRA is used."


@pytest.fixture(scope="module")
def judged(named):
    """The cues of pairs of systems, by name and with their chances."""

    def run(chances: dict[tuple[str, str], float]):
        layout = Layout(named(TEXT, dict.fromkeys(("FooNet", "GPT-4o", "Qwen-7B", "LoRA"), "model"), {}, ("FooNet",)))
        place = {layout.mentions[owner].text: k for k, owner in enumerate(layout.owner)}
        places = [(place[winner], place[loser]) for winner, loser in chances]
        return dict(zip(chances, rival_cues(layout, places, list(chances.values())), strict=True))

    return run


def test_a_pair_alone_has_its_own_chance(judged) -> None:
    found = judged({("FooNet", "GPT-4o"): 0.8})["FooNet", "GPT-4o"]
    assert found["odds"] == found["odds&same"] == odds(0.8)
    others = ("reverse", "loser-of-other", "winner-of-other", "loser-wins", "winner-loses", "row")
    assert found.keys() == {"pair", "odds", "side=same", "odds&same", *(f"no-{name}" for name in others)}


def test_others_are_told_apart_by_who_wins(judged) -> None:
    found = judged(
        {
            ("FooNet", "GPT-4o"): 0.8,
            ("GPT-4o", "FooNet"): 0.1,
            ("FooNet", "Qwen-7B"): 0.6,
            ("LoRA", "GPT-4o"): 0.2,
            ("GPT-4o", "LoRA"): 0.3,
        }
    )
    own = found["FooNet", "GPT-4o"]
    assert own["reverse"] == odds(0.1)
    assert own["winner-of-other"] == own["row"] == odds(0.6)
    assert own["loser-of-other"] == odds(0.2)
    assert own["loser-wins"] == odds(0.3)
    assert "no-winner-loses" in own
    assert "side=other" in found["LoRA", "GPT-4o"]
    assert "no-row" in found["LoRA", "GPT-4o"]


def test_the_likeliest_of_a_key_but_one() -> None:
    best = Best()
    for chance, pair in ((0.2, (0, 1)), (0.9, (0, 2)), (0.5, (0, 3))):
        best.add(0, chance, pair)
    assert best.odds(0, (0, 2)) == 0.5
    assert best.odds(0, (0, 1)) == 0.9
    assert best.odds(1, (0, 1)) is None
