"""Variants of labelled summaries: other names, other layout, less context; so that names and style count less than wording."""

import random
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from kg.extract.encoder import OF_ARGUMENT
from kg.extract.records import LABELS
from training.labelled import Labelled, surface_pattern

# Humps of a name: "DeepSeek-R1" is Deep, Seek, -, R, 1.
HUMP = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+(?:\.\d+)*|[^A-Za-z0-9]+")
AFTER_SENTENCE = r"(?<=[.!?]) "
PLACEHOLDERS = 0xE000


@dataclass(frozen=True)
class Rates:
    """Chances, in 0..1, that a name or a metric is replaced, that the layout is changed, and that context is dropped."""

    name: float = 0.2
    metric: float = 0.08
    layout: float = 0.3
    context: float = 0.3


class NamePool:
    """Surfaces by label, to draw other names from; the same papers give the same draws."""

    def __init__(self, papers: Sequence[Labelled]) -> None:
        self.surfaces = {
            label: sorted({s for paper in papers for s, own in paper.labels.items() if own == label})
            for label in LABELS
        }

    def draw(self, label: str, chance: random.Random) -> str:
        """A labelled name, or one put together of the humps of two; a metric is always a labelled one."""
        first, second = chance.choice(self.surfaces[label]), chance.choice(self.surfaces[label])
        if label == "metric" or chance.random() < 0.4:
            return first
        heads, tails = HUMP.findall(first), HUMP.findall(second)
        head, tail = chance.randrange(1, len(heads) + 1), chance.randrange(len(tails))
        mixed = ("".join(heads[:head]) + "".join(tails[tail:])).strip(" -()")
        return mixed if 2 <= len(mixed) <= 45 and re.search("[A-Za-z]", mixed) else first


def augment(paper: Labelled, pool: NamePool, rates: Rates, chance: random.Random) -> Labelled:
    """A variant of a paper; its labels move with its names."""
    paper = _rename(paper, pool, rates, chance)
    text, context = paper.text, paper.context
    if chance.random() < rates.layout:
        text = chance.choice(LAYOUTS)(text, chance)
    if chance.random() < rates.context:
        context = "" if chance.random() < 0.7 else context.split(" | ")[0]
    return replace(paper, text=text, context=context)


def _rename(paper: Labelled, pool: NamePool, rates: Rates, chance: random.Random) -> Labelled:
    text, context = paper.text, paper.context
    entities = [dict(entity) for entity in paper.gold["entities"]]
    taken = {entity["text"] for entity in entities}
    renamed: dict[str, str] = {}
    places: dict[str, str] = {}
    # The longest first, each behind a character of the private use area, so that no name is found inside another.
    for number, entity in enumerate(sorted(entities, key=lambda e: -len(e["text"]))):
        old, metric = entity["text"], entity["label"] == "metric"
        mark = chr(PLACEHOLDERS + number)
        text = surface_pattern(old).sub(mark, text)
        if not metric:
            context = surface_pattern(old).sub(mark, context)
        if chance.random() < (rates.metric if metric else rates.name):
            new = pool.draw(entity["label"], chance)
            if new not in taken:
                taken.add(new)
                renamed[old] = entity["text"] = new
        places[mark] = entity["text"]
    text, context = ("".join(places.get(c, c) for c in words) for words in (text, context))
    gold = paper.gold | {"entities": entities} | _moved(paper.gold, renamed)
    return replace(paper, text=text, context=context, gold=gold)


def _moved(gold: dict[str, Any], renamed: Mapping[str, str]) -> dict[str, Any]:
    """What labels say of names, with other names."""
    found: dict[str, Any] = {"introduces": [renamed.get(surface, surface) for surface in gold["introduces"]]}
    if gold.get("results") is not None:
        found["results"] = [
            {key: renamed.get(value, value) if key in OF_ARGUMENT else value for key, value in result.items()}
            for result in gold["results"]
        ]
        found["outperforms"] = [[renamed.get(surface, surface) for surface in pair] for pair in gold["outperforms"]]
    return found


def _shuffle(text: str, chance: random.Random) -> str:
    first, *rest = re.split(AFTER_SENTENCE + "(?=- )", text)
    chance.shuffle(rest)
    return " ".join([first, *rest])


def _excerpt(text: str, chance: random.Random) -> str:
    parts = re.split(AFTER_SENTENCE + "(?=[-A-Z])", text)
    start = chance.randrange(len(parts))
    return " ".join(parts[start : start + chance.randrange(1, 4)])


LAYOUTS: tuple[Callable[[str, random.Random], str], ...] = (
    lambda text, _: re.sub(r"(^|(?<=[.!?]) )- ", r"\1", text),
    lambda text, _: re.sub(r"(?<=[.!?]) - ", " ", text),
    lambda text, _: re.sub(AFTER_SENTENCE + "(?=[A-Z])", " - ", text),
    _shuffle,
    _excerpt,
)
