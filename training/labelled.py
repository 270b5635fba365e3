"""Labelled summaries: label files, and the digests or text files that they speak of."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.digest import Entry, read
from kg.errors import InputError
from kg.extract.names import KnownNames, fold, known_names
from kg.extract.scoring import read_records
from kg.extract.seen import Links, context_of_entry, links_of_entry
from kg.resources import rows

# The days of `seeds/` are the test set: nothing may be learned from them.
TEST_DAYS = frozenset({"2025-02-04", "2025-02-10", "2025-02-11", "2025-02-20", "2025-03-04"})


@dataclass(frozen=True)
class Labelled:
    """A summary, its context and links as the pipeline takes them, and its annotation as `Annotation.record` has it."""

    paper: str
    day: str
    text: str
    gold: dict[str, Any]
    context: str = ""
    links: Links = ()

    @property
    def labels(self) -> dict[str, str]:
        """Label by surface, of surfaces that stand in the text."""
        return {e["text"]: e["label"] for e in self.gold["entities"] if e["text"] in self.text}


def surface_pattern(surface: str) -> re.Pattern[str]:
    """Finds a surface where no ASCII letter or digit stands beside it."""
    return re.compile(rf"(?<![A-Za-z0-9]){re.escape(surface)}(?![A-Za-z0-9])")


def gold_places(paper: Labelled) -> Iterator[tuple[int, int, dict[str, str]]]:
    """Every place (code points) of every labelled surface, the longest first, none inside another, with its entity."""
    taken = bytearray(len(paper.text))
    for entity in sorted(paper.gold["entities"], key=lambda e: -len(e["text"])):
        for match in surface_pattern(entity["text"]).finditer(paper.text):
            start, end = match.span()
            if not any(taken[start:end]):
                taken[start:end] = b"\1" * (end - start)
                yield start, end, entity


def apart(papers: Sequence[Labelled], held: Sequence[Labelled]) -> list[Labelled]:
    """The papers that stand neither on a day of `held` nor among its papers."""
    days, ids = {paper.day for paper in held}, {paper.paper for paper in held}
    return [paper for paper in papers if paper.day not in days and paper.paper not in ids]


def labels_by_paper(papers: Iterable[Labelled]) -> dict[str, dict[str, str]]:
    """Label by surface, by paper; a paper may stand in two digests."""
    found: dict[str, dict[str, str]] = {}
    for paper in papers:
        found.setdefault(paper.paper, {}).update(paper.labels)
    return found


def labels_beside(
    papers: Iterable[Labelled], invented: Iterable[Labelled], lists: Iterable[Path]
) -> dict[str, dict[str, str]]:
    """Label by surface of what is known beside the labelled papers, by invented summary and by list and label.

    What a labelled paper presents as new is left out: nobody knew it when its summary was written, and nobody will know
    what tomorrow's papers present.

    Args:
        papers: all labelled papers.
        invented: summaries of papers that do not exist.
        lists: files of names, each line a name and its label, parted by a tab.
    """
    new = {fold(surface) for paper in papers for surface in paper.gold["introduces"]}
    found = labels_by_paper(invented)
    for path in lists:
        for surface, label in rows(path, 2):
            found.setdefault(f"{path.name}: {label}", {})[surface] = label
    return {
        source: {surface: label for surface, label in own.items() if fold(surface) not in new}
        for source, own in found.items()
    }


def names_of(papers: Iterable[Labelled], beside: Mapping[str, Mapping[str, str]]) -> KnownNames:
    """Names by label, with the number of papers, and of sources `beside` them, in which each was labelled so."""
    return known_names({**labels_by_paper(papers), **beside})


def papers_of(folder: Path) -> frozenset[str]:
    """Every arXiv id that stands in the digests of a folder: with seeds/, the papers that nothing may be learned from."""
    texts = (path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.md")))
    return frozenset(paper for text in texts for paper in re.findall(r"arxiv\.org/\w+/(\d{4}\.\d{4,5})", text))


def read_labelled(pairs: Iterable[tuple[Path, Path]], excluded: Collection[str] = ()) -> list[Labelled]:
    """The labelled summaries of label files; test days, and papers of `excluded`, are left out.

    Args:
        pairs: a label file, and what it speaks of: digests (a file or folder), or a JSON Lines file (`.jsonl`) with `id`,
            `date`, `title` and `summary`.
        excluded: ids of papers.

    Raises:
        InputError: a file cannot be read, or a labelled summary has no text.
    """
    found = []
    for labels, texts in pairs:
        known = _texts(texts)
        for entry in read_records(labels):
            key = entry["id"], entry["date"]
            if key[1] in TEST_DAYS or key[0] in excluded:
                continue
            if key not in known:
                raise InputError(
                    f"{labels}: {key[0]} of {key[1]} does not stand in {texts}; give the texts it speaks of"
                )
            text, *rest = known[key]
            found.append(Labelled(*key, text, entry, *rest))
    return found


def _texts(path: Path) -> dict[tuple[str, str], tuple[str, str, Links]]:
    """Summary, context and links by id and day."""
    if path.suffix == ".jsonl":
        return {(e["id"], e["date"]): (e["summary"], e.get("title", ""), ()) for e in read_records(path)}
    entries: Iterable[Entry] = (entry for digest in read([str(path)]).digests for entry in digest.entries)
    return {
        (entry.paper, entry.day): (entry.summary, context_of_entry(entry), links_of_entry(entry)) for entry in entries
    }
