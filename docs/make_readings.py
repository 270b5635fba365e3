#!/usr/bin/env python3
"""Makes docs/readings.html: ten summaries of seeds/ with all that is read from them, right and wrong.

    python docs/make_readings.py [GOLD] [PAGE]

GOLD are the labels of seeds/ (../shared/gold/seeds.gold.jsonl where it is not given). Of each of the five days it takes the two
summaries with the most labelled results; those with the smaller arXiv id of equals.
"""

import re
import sys
from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path
from typing import Any

from spacy import displacy

from kg.digest import Entry, read
from kg.extract import Annotation, Extractor
from kg.extract.scoring import fold_name, fold_number, read_records

ROOT = Path(__file__).resolve().parent.parent
GOLD = ROOT.parent / "shared" / "gold" / "seeds.gold.jsonl"
COLOURS = {"right": "#c8e6c9", "wrong": "#ffcdd2", "missed": "#e0e0e0"}
SIGNS = {"right": "✓", "wrong": "✗", "missed": "missed"}
PARTS = ("subject", "benchmark", "metric", "value", "kind", "baseline")
PAGE = """<!DOCTYPE html>
<html lang="en">
<meta charset="utf-8">
<title>What is read from ten summaries</title>
<style>
body { font: 16px/1.5 system-ui, sans-serif; max-width: 62rem; margin: 2rem auto; padding: 0 1rem; color: #222; }
table { border-collapse: collapse; margin: 0.5rem 0 2.5rem; font-size: 0.85rem; }
td, th { border: 1px solid #ccc; padding: 0.2rem 0.5rem; text-align: left; }
.right { background: #c8e6c9; } .wrong { background: #ffcdd2; } .missed { background: #e0e0e0; }
</style>
<h1>What is read from ten summaries</h1>
<p>Made by <code>python docs/make_readings.py</code> from <code>seeds/</code>, which no part of the training has seen: of each
of the five days the two summaries with the most labelled results. <span class="right">Green</span> is as labelled,
<span class="wrong">red</span> is not, <span class="missed">grey</span> is labelled and was not found. A result is right when
all its parts are; a part of it is red when no labelled result of that number has it.</p>
"""


def verdicts(annotation: Annotation, gold: dict[str, Any]) -> list[dict[str, Any]]:
    """Places of names and numbers for displaCy, each with what it is and whether that is right."""
    labels = {fold_name(entity["text"]): entity["label"] for entity in gold["entities"]}
    stated = {(fold_number(result["value"]), result["kind"]) for result in gold["results"]}
    ents: list[tuple[int, int, str, str]] = []
    for mention in annotation.mentions:
        right = labels.get(fold_name(mention.text)) == mention.label
        name = f"{mention.label}{', new' if mention.introduced else ''}"
        ents += [(start, end, name, "right" if right else "wrong") for start, end in mention.spans]
    for result in annotation.results:
        number = fold_number(str(annotation.surface(result.value)))
        ents.append((*result.value, result.kind, "right" if (number, result.kind) in stated else "wrong"))
    taken = bytearray(len(annotation.text))
    for start, end, *_ in ents:
        taken[start:end] = b"\1" * (end - start)
    wanted = [(entity["text"], entity["label"]) for entity in gold["entities"]]
    wanted += [(result["value"], result["kind"]) for result in gold["results"]]
    for text, name in wanted:
        for match in re.finditer(rf"(?<!\w){re.escape(text)}(?!\w)", annotation.text):
            if not any(taken[slice(*match.span())]):
                taken[slice(*match.span())] = b"\1" * len(text)
                ents.append((*match.span(), name, "missed"))
    return [
        {"start": start, "end": end, "label": f"{name} {SIGNS[verdict]}", "verdict": verdict}
        for start, end, name, verdict in sorted(set(ents))
    ]


def table(head: Sequence[str], rows: Iterable[Sequence[tuple[str, str]]]) -> str:
    """A table of cells, each with its class."""
    body = ["<tr>" + "".join(f'<td class="{kind}">{escape(cell)}</td>' for cell, kind in row) + "</tr>" for row in rows]
    if not body:
        return ""
    return (
        "<table><tr>"
        + "".join(f"<th>{escape(cell)}</th>" for cell in head)
        + "</tr>\n"
        + "\n".join(body)
        + "</table>\n"
    )


def folded(result: dict[str, Any]) -> tuple[Any, ...]:
    """The parts of a result as they are compared."""
    return tuple(
        fold_number(result["value"]) if part == "value" else result[part] if part == "kind" else fold_name(result[part])
        for part in PARTS
    )


def results(annotation: Annotation, gold: dict[str, Any]) -> str:
    """The results that were read, then those that were missed."""
    wanted = [folded(result) for result in gold["results"]]
    rows, hit = [], set()
    for result in annotation.record("", "")["results"]:
        own = folded(result)
        alike = [other for other in wanted if other[3] == own[3]]
        # The labelled result of this number that has the most parts in common.
        best = max(alike, key=lambda other: sum(a == b for a, b in zip(own, other, strict=True)), default=None)
        verdict = "right" if own in wanted else "wrong"
        hit.add(own)
        classes = ["right" if best and a == b else "wrong" for a, b in zip(own, best or own, strict=True)]
        cells = [(str(result[part] or ""), kind) for part, kind in zip(PARTS, classes, strict=True)]
        rows.append([*cells, (f"{result['confidence']:.2f}", ""), (verdict, verdict)])
    for result, own in zip(gold["results"], wanted, strict=True):
        if own not in hit:
            rows.append([*((str(result[part] or ""), "missed") for part in PARTS), ("", ""), ("missed", "missed")])
    return table([*PARTS, "confidence", ""], rows)


def comparisons(annotation: Annotation, gold: dict[str, Any]) -> str:
    """The comparisons that were read, then those that were missed."""
    wanted = {tuple(map(fold_name, pair)): pair for pair in gold["outperforms"]}
    rows, hit = [], set()
    for comparison in annotation.comparisons:
        pair = [str(annotation.surface(span)) for span in (comparison.winner, comparison.loser)]
        own = tuple(map(fold_name, pair))
        verdict = "right" if own in wanted else "wrong"
        hit.add(own)
        rows.append([*((name, verdict) for name in pair), (f"{comparison.confidence:.2f}", ""), (verdict, verdict)])
    for own, pair in wanted.items():
        if own not in hit:
            rows.append([*((name, "missed") for name in pair), ("", ""), ("missed", "missed")])
    return table(["winner", "loser", "confidence", ""], rows)


def chosen(gold: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Of each day the two entries with the most results."""
    by_day: dict[str, list[dict[str, Any]]] = {}
    for entry in sorted(gold, key=lambda e: (e["date"], -len(e["results"]), e["id"])):
        by_day.setdefault(entry["date"], []).append(entry)
    return [entry for own in by_day.values() for entry in own[:2]]


def main(labels_of_seeds: Path = GOLD, target: Path = ROOT / "docs" / "readings.html") -> None:
    """Writes the page."""
    gold = chosen(read_records(labels_of_seeds))
    entries: dict[tuple[str, str], Entry] = {}
    for digest in read([ROOT / "seeds"]).digests:
        entries |= {(entry.paper, digest.day): entry for entry in digest.entries}
    own = [entries[entry["id"], entry["date"]] for entry in gold]
    page = [PAGE]
    for entry, labels, annotation in zip(own, gold, Extractor().annotate(own), strict=True):
        ents = verdicts(annotation, labels)
        options = {"colors": {ent["label"].upper(): COLOURS[ent["verdict"]] for ent in ents}}
        text = displacy.render({"text": annotation.text, "ents": ents}, style="ent", manual=True, options=options)
        page.append(f"<h2>{escape(entry.title)}</h2>\n<p>arXiv {entry.paper}, digest of {labels['date']}</p>\n{text}\n")
        page += [results(annotation, labels), comparisons(annotation, labels)]
    target.write_text("".join(page), encoding="utf-8")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
