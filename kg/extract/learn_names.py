"""Builds `known_names.tsv` and `metric_heads.tsv` from labelled summaries; only labels and counts are kept, no text."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

from kg.extract.gold import Labelled
from kg.extract.tokenizer import TOKEN

# A lower-case surface that is seldom meant where it stands does more harm than good as a known name.
LEAST_SHARE_LOWER = 0.15
LEAST_HEADS = 2


def pieces(text: str) -> list[str]:
    """The words and punctuation of a text, white space left out: names are compared by them."""
    return [piece for piece in TOKEN.findall(text) if not piece.isspace()]


def learn_names(papers: Sequence[Labelled]) -> list[tuple[str, str, int, int]]:
    """Rows of `known_names.tsv`: surface, label, papers in which it was labelled so, papers in which it stands."""
    labelled: Counter[tuple[str, str]] = Counter()
    for surface, label, _ in {(s, label, p.paper) for p in papers for s, label in p.labels.items() if usable(s)}:
        labelled[surface, label] += 1
    seen = count_papers({surface for surface, _ in labelled}, papers)
    rows = []
    for (surface, label), times in sorted(labelled.items()):
        stands = max(seen[surface], times)
        if surface.islower() and times / stands < LEAST_SHARE_LOWER:
            continue
        rows.append((surface, label, times, stands))
    return rows


def usable(surface: str) -> bool:
    """Whether a surface can stand in a line of a data file and names more than a single letter."""
    return len(surface) > 1 and not re.search(r"[\t\n\r]", surface) and not surface.startswith("#")


def count_papers(surfaces: Iterable[str], papers: Sequence[Labelled]) -> Counter[str]:
    """In how many papers each surface stands, at word boundaries."""
    by_first: dict[str, list[tuple[list[str], str]]] = defaultdict(list)
    for surface in surfaces:
        by_first[pieces(surface)[0]].append((pieces(surface), surface))
    stands: dict[str, set[str]] = defaultdict(set)
    for paper in papers:
        words = pieces(paper.text)
        for i, word in enumerate(words):
            for wanted, surface in by_first.get(word, ()):
                if words[i : i + len(wanted)] == wanted:
                    stands[surface].add(paper.paper)
    return Counter({surface: len(found) for surface, found in stands.items()})


def learn_heads(papers: Sequence[Labelled]) -> list[str]:
    """Last words of labelled metrics, lower case, that end at least two different ones."""
    ends: dict[str, set[str]] = defaultdict(set)
    for paper in papers:
        for surface, label in paper.labels.items():
            if label == "metric" and re.fullmatch(r"[a-z]{3,}", surface.split()[-1].casefold()):
                ends[surface.split()[-1].casefold()].add(surface.casefold())
    return sorted(word for word, found in ends.items() if len(found) >= LEAST_HEADS)


def write_names(papers: Sequence[Labelled], folder: Path) -> None:
    """Write both files into a folder."""
    names = [
        "# surface, label, papers in which it was labelled so, papers in which it stands. Built by kg.extract.learn."
    ]
    names += ["\t".join(map(str, row)) for row in learn_names(papers)]
    (folder / "known_names.tsv").write_text("\n".join(names) + "\n", encoding="utf-8")
    heads = ["# Words in which the names of measures end. Built by kg.extract.learn.", *learn_heads(papers)]
    (folder / "metric_heads.tsv").write_text("\n".join(heads) + "\n", encoding="utf-8")
