"""Identity of labelled names against labelled groups of names; what is read of summaries has no part in it."""

import itertools
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.extract import Mention
from kg.resolve import Aliases, Resolution, definitions, direction_of, known, read_aliases, resolve


def rows(path: Path) -> Iterator[dict]:
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


@pytest.fixture(scope="module")
def labelled(shared: Path) -> tuple[dict, dict]:
    """The papers of each surface, and the long names of each paper."""
    uses: dict[tuple[str, str], set[str]] = {}
    defined: dict[str, set] = {}
    for gold, texts in (("train", "train"), ("train-three-column", "train-three-column")):
        summaries = {(t["id"], t["date"]): t["summary"] for t in rows(shared / "gold" / f"{texts}.texts.jsonl")}
        for row in rows(shared / "gold" / f"{gold}.gold.jsonl"):
            text = summaries[row["id"], row["date"]]
            mentions = []
            for entity in row["entities"]:
                name = entity["text"]
                spans = tuple(m.span() for m in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text))
                mentions.append(Mention(name, entity["label"], spans, None, False, "gold", 1.0))
                uses.setdefault((entity["label"], name), set()).add(row["id"])
            defined.setdefault(row["id"], set()).update(definitions(text, mentions))
    return uses, defined


def entities(found: Resolution, label: str, name: str) -> set[str]:
    systems = ("model", "method")
    labels = systems if label in systems else (label,)
    return {e for one in labels for e in found.meanings.get((one, name), ())}


def measured(found: Resolution, shared: Path) -> tuple[float, float, float]:
    """Recall and precision of pairs of names that are one thing, and the share of forbidden pairs that became one."""
    groups = [row for row in rows(shared / "gold" / "aliases.dev.jsonl") if row["type"] in ("same", "different")]
    known: dict[tuple[str, str], set[str]] = {}
    pairs: dict[str, set[tuple[str, str, str]]] = {"same": set(), "different": set()}
    for group in groups:
        label = "system" if group["label"] in ("model", "method", "system") else group["label"]
        for name in group["surfaces"]:
            if have := entities(found, "model" if label == "system" else label, name):
                known[label, name] = have
        pairs[group["type"]] |= {(label, *pair) for pair in itertools.combinations(sorted(set(group["surfaces"])), 2)}
    tried = {
        kind: {(la, a, b) for la, a, b in own if (la, a) in known and (la, b) in known} for kind, own in pairs.items()
    }
    by_entity: dict[str, set[tuple[str, str]]] = {}
    for name, have in known.items():
        for entity in have:
            by_entity.setdefault(entity, set()).add(name)
    merged = {
        (one[0], *sorted((one[1], other[1])))
        for names in by_entity.values()
        for one, other in itertools.combinations(sorted(names), 2)
    }
    assert len(tried["same"]) > 1000
    assert len(tried["different"]) > 100
    return (
        len(merged & tried["same"]) / len(tried["same"]),
        len(merged & pairs["same"]) / len(merged),
        len(merged & tried["different"]) / len(tried["different"]),
    )


def test_labelled_names_that_are_one_thing_are_one_node(labelled: tuple[dict, dict], shared: Path) -> None:
    recall, precision, forbidden = measured(resolve(*labelled, read_aliases()), shared)
    assert recall >= 0.9
    assert precision >= 0.998
    assert forbidden == 0


def test_most_of_them_are_so_without_the_list_of_names(labelled: tuple[dict, dict], shared: Path) -> None:
    recall, precision, forbidden = measured(resolve(*labelled, Aliases()), shared)
    assert recall >= 0.85
    assert precision >= 0.997
    assert forbidden <= 0.01


def test_spelling_and_long_names_alone_do_most_of_it(
    labelled: tuple[dict, dict], shared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(known, "known_metrics", dict)
    recall, precision, forbidden = measured(resolve(*labelled, Aliases()), shared)
    assert recall >= 0.79
    assert precision >= 0.998
    assert forbidden == 0


def test_directions_of_labelled_metrics_are_known(shared: Path) -> None:
    metrics = [row for row in rows(shared / "gold" / "aliases.dev.jsonl") if row["type"] == "metric"]
    assert len(metrics) >= 400
    wrong = [
        m["canonical"] for m in metrics if direction_of(m["canonical"]).higher_is_better is not m["higher_is_better"]
    ]
    assert wrong == []
