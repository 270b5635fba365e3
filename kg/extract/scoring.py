"""Figures of predicted annotations against labelled ones: precision, recall and F1 by kind of fact, micro-averaged over entries.

    benchmark, metric, model, method   a surface with that label
    system                             a model or method, whichever of the two
    role                               a benchmark with its role
    introduces                         a surface that the paper presents as new
    value, kind                        a number found as a result; the number with its kind
    result-core                        benchmark, metric and number
    result                             subject, benchmark, metric, baseline and number
    outperforms                        winner and loser

Surfaces are compared without case, white space, hyphens, quotes, a leading "the" and a plural "s"; numbers without leading
sign, thousands commas and the word "points". An entry that is not predicted counts as one in which nothing was found.
"""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from kg.errors import InputError
from kg.extract.records import LABELS, SYSTEMS

Record = Mapping[str, Any]
Facts = dict[str, set[Any]]


@dataclass(frozen=True)
class Figures:
    """Precision, recall and F1 in 0..1, with the number of labelled facts; `low` and `high` bound F1 in 95% of resamplings."""

    precision: float
    recall: float
    f1: float
    gold: int
    low: float | None = None
    high: float | None = None


def fold_name(surface: str | None) -> str | None:
    """A surface as it is compared; None stays None."""
    if surface is None:
        return None
    text = re.sub(r"^the\s+", "", surface.strip().casefold())
    text = re.sub(r"[\s\-‐‑–_'\"`’“”*]+", "", text)
    return re.sub(r"(?<=[a-z]{3})(?<!s)s$", "", text)


def fold_number(value: str) -> str:
    """A stated number as it is compared: "+12.4" and "12.4", "1.4×" and "1.4x" are the same; "%" and "x" count."""
    text = value.casefold().replace("×", "x").replace(",", "").strip()
    text = re.sub(r"\s*(percentage points?|points?|pp)$", "", text)
    text = re.sub(r"\s*percent\b", "%", text)
    return re.sub(r"\s+", "", text).lstrip("+~≈")


def _names(*names: str | None) -> tuple[str | None, ...]:
    return tuple(fold_name(name) for name in names)


def facts(record: Record) -> Facts:
    """The facts of an annotation (`Annotation.record`), by kind."""
    entities = record.get("entities", ())
    results = [(result, fold_number(result["value"])) for result in record.get("results", ())]
    found: Facts = {label: set() for label in LABELS}
    for entity in entities:
        found[entity["label"]].add(fold_name(entity["text"]))
    found["system"] = {fold_name(e["text"]) for e in entities if e["label"] in SYSTEMS}
    found["role"] = {(fold_name(e["text"]), e.get("role")) for e in entities if e["label"] == "benchmark"}
    found["introduces"] = {fold_name(surface) for surface in record.get("introduces", ())}
    found["value"] = {number for _, number in results}
    found["kind"] = {(number, result.get("kind")) for result, number in results}
    found["result-core"] = {(*_names(r.get("benchmark"), r.get("metric")), number) for r, number in results}
    arguments = ("subject", "benchmark", "metric", "baseline")
    found["result"] = {(*_names(*(r.get(name) for name in arguments)), number) for r, number in results}
    found["outperforms"] = {_names(*pair) for pair in record.get("outperforms", ())}
    return found


KINDS = tuple(facts({}))


class Comparison:
    """Labelled and predicted annotations side by side."""

    def __init__(self, gold: Iterable[Record], predicted: Iterable[Record]) -> None:
        """Both as `Annotation.record` gives them, told apart by `id` and `date`."""
        by_key: dict[tuple[str, str | None], Record] = {(r["id"], r.get("date")): r for r in predicted}
        self.entries = [
            (str(r["id"]), facts(r), facts(by_key.get((r["id"], r["date"])) or by_key.get((r["id"], None)) or {}))
            for r in gold
        ]

    def counts(self, kind: str) -> npt.NDArray[np.int64]:
        """Facts found, missed and wrongly found, by entry; shape (entries, 3)."""
        rows = [(len(w[kind] & g[kind]), len(w[kind] - g[kind]), len(g[kind] - w[kind])) for _, w, g in self.entries]
        return np.array(rows, dtype=np.int64).reshape(-1, 3)

    def figures(self, resamplings: int = 0) -> dict[str, Figures]:
        """Figures by kind; with `resamplings`, bounds by the bootstrap over entries (Efron 1979), from a fixed seed."""
        draw = np.random.default_rng(0)
        count = len(self.entries)
        weights = (
            draw.multinomial(count, np.full(count, 1 / count), size=resamplings) if count and resamplings else None
        )
        found = {}
        for kind in KINDS:
            counts = self.counts(kind)
            hit, missed, extra = (int(n) for n in counts.sum(axis=0))
            bounds: tuple[float, ...] = ()
            if weights is not None:
                bounds = tuple(float(b) for b in np.quantile(_f1(*(weights @ counts).T), (0.025, 0.975)))
            f1 = float(_f1(np.array([hit]), np.array([missed]), np.array([extra]))[0])
            found[kind] = Figures(hit / max(hit + extra, 1), hit / max(hit + missed, 1), f1, hit + missed, *bounds)
        return found

    def errors(self, kind: str) -> list[tuple[str, str, Any]]:
        """What differs in a kind: ("missed" or "extra", id, fact), by entry, in a fixed order."""
        order: Callable[[Any], str] = str
        return [
            (what, paper, fact)
            for paper, want, got in self.entries
            for what, rest in (("missed", want[kind] - got[kind]), ("extra", got[kind] - want[kind]))
            for fact in sorted(rest, key=order)
        ]


def _f1(
    hit: npt.NDArray[np.int64], missed: npt.NDArray[np.int64], extra: npt.NDArray[np.int64]
) -> npt.NDArray[np.float64]:
    ratios: npt.NDArray[np.float64] = 2 * hit / np.maximum(2 * hit + missed + extra, 1)
    return ratios


def read_records(path: Path, check: Callable[[Record], object] = lambda _: None) -> list[dict[str, Any]]:
    """The objects of a JSON Lines file, each with `id` and `date`, no two with the same; `facts` as `check` reads annotations.

    Raises:
        InputError: the file cannot be read, or a line is no such object; the message names the line.
    """
    records: dict[tuple[str, str], dict[str, Any]] = {}
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError) as fault:
        raise InputError(f"{path}: {fault}; give a file of JSON Lines in UTF-8") from fault
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
            key = record["id"], record["date"]
            check(record)
        except (ValueError, KeyError, TypeError, AttributeError) as fault:
            wrong = f"no or an unknown {fault}" if isinstance(fault, KeyError) else str(fault)
            remedy = "each line is a JSON object with id and date, in the form that `kg extract` prints"
            raise InputError(f"{path}:{number}: {wrong}; {remedy}") from fault
        if key in records:
            raise InputError(f"{path}:{number}: a second entry for {key[0]} of {key[1]}; remove one of them")
        records[key] = record
    return list(records.values())
