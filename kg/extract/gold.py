"""Labelled summaries for training and measuring: label files and the text files beside them."""

import json
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.errors import InputError

# The days of `seeds/` are the test set: nothing may be learned from them.
TEST_DAYS = frozenset({"2025-02-04", "2025-02-10", "2025-02-11", "2025-02-20", "2025-03-04"})


@dataclass(frozen=True)
class Labelled:
    """A summary and its annotation in the form of ../shared/gold/GUIDELINES.md."""

    paper: str
    day: str
    text: str
    gold: dict[str, Any]

    @property
    def labels(self) -> dict[str, str]:
        """Label by surface, of surfaces that stand in the text."""
        return {e["text"]: e["label"] for e in self.gold["entities"] if e["text"] in self.text}


def texts_path(gold: Path) -> Path:
    """The file of texts beside a label file: `train.texts.jsonl` beside `train.gold.jsonl`."""
    return gold.with_name(gold.name.replace(".gold.", ".texts."))


def papers_of(folder: Path) -> frozenset[str]:
    """Every arXiv id that stands in the digests of a folder: with seeds/, the papers that nothing may be learned from."""
    texts = (path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.md")))
    return frozenset(paper for text in texts for paper in re.findall(r"arxiv\.org/\w+/(\d{4}\.\d{4,5})", text))


def read_labelled(paths: Iterable[Path], excluded: Collection[str] = ()) -> list[Labelled]:
    """The labelled summaries of label files; test days, and papers of `excluded`, are left out.

    Raises:
        InputError: a label file or its text file cannot be read, or a labelled summary has no text.
    """
    found = []
    for path in paths:
        texts = {(e["id"], e["date"]): e["summary"] for e in _entries(texts_path(path))}
        for entry in _entries(path):
            key = entry["id"], entry["date"]
            if key[1] in TEST_DAYS or key[0] in excluded:
                continue
            if key not in texts:
                raise InputError(f"{path}: {key[0]} of {key[1]} has no text in {texts_path(path)}; add it")
            found.append(Labelled(*key, texts[key], entry))
    return found


def _entries(path: Path) -> list[dict[str, Any]]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
        return [json.loads(line) for line in lines if line.strip()]
    except (OSError, ValueError) as fault:
        raise InputError(
            f"{path}: {fault}; give a label file NAME.gold.jsonl with NAME.texts.jsonl beside it"
        ) from fault
