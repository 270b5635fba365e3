import random

import pytest

from training.augment import LAYOUTS, NamePool, Rates, augment
from training.labelled import Labelled

TEXT = "- FooNet beats BarNet. - It reaches 91% accuracy on MATH. - FooNet-XL is larger than FooNet. - Code is out."
LABELS = {"FooNet": "model", "FooNet-XL": "model", "BarNet": "model", "MATH": "benchmark", "accuracy": "metric"}
GOLD = {
    "entities": [{"text": text, "label": label} for text, label in LABELS.items()],
    "introduces": ["FooNet"],
    "results": [],
    "outperforms": [],
}
PAPER = Labelled("1", "2025-01-01", TEXT, GOLD, "FooNet: a net | foo-net")
MORE = {"QuxNet-7B": "model", "QuxNet": "model", "GSM8K": "benchmark"}
OTHERS = Labelled(
    "2", "2025-01-01", "QuxNet and QuxNet-7B on GSM8K", {"entities": [{"text": s, "label": k} for s, k in MORE.items()]}
)


@pytest.mark.parametrize("seed", range(40))
def test_labels_move_with_their_names(seed: int) -> None:
    pool = NamePool([PAPER, OTHERS])
    found = augment(PAPER, pool, Rates(name=0.8, metric=0.5, layout=0, context=0), random.Random(seed))
    surfaces = [entity["text"] for entity in found.gold["entities"]]
    assert len(set(surfaces)) == len(surfaces)
    assert all(surface in found.text for surface in surfaces)
    assert set(found.gold["introduces"]) <= set(surfaces)
    assert found.context.startswith(found.gold["introduces"][0])
    assert [entity["label"] for entity in found.gold["entities"]] == list(LABELS.values())
    assert PAPER.text == TEXT


def test_without_rates_nothing_changes() -> None:
    assert augment(PAPER, NamePool([PAPER]), Rates(0, 0, 0, 0), random.Random(0)) == PAPER


def test_layouts_keep_the_words_in_each_sentence() -> None:
    for layout in LAYOUTS:
        found = layout(TEXT, random.Random(1))
        assert found.strip("- ")
        kept = [s for s in ("FooNet beats BarNet.", "It reaches 91% accuracy on MATH.", "Code is out.") if s in found]
        assert kept


def test_the_same_seed_gives_the_same_variant() -> None:
    pool = NamePool([PAPER, OTHERS])
    one, other = (augment(PAPER, pool, Rates(0.5, 0.5, 1, 1), random.Random(7)) for _ in range(2))
    assert one == other
