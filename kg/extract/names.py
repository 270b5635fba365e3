"""Known names: surfaces that people labelled in other summaries, and how often they meant it (`known_names.tsv`)."""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kg.resources import rows


def fold(surface: str) -> str:
    """A surface without case, white space and hyphens: "MATH 500" and "math-500" fold alike."""
    return re.sub(r"[\s\-‐‑–_]+", "", surface.casefold())


@dataclass(frozen=True)
class KnownNames:
    """Counts of papers by folded surface and label."""

    labelled: Mapping[str, Mapping[str, int]]

    def counts(self, surface: str) -> Mapping[str, int]:
        """In how many papers a surface has each label that it has in any."""
        return self.labelled.get(fold(surface), {})


def known_names(papers: Mapping[str, Mapping[str, str]]) -> KnownNames:
    """The names of papers: for each paper, labels by surface; two spellings of one name in a paper count twice."""
    labelled: dict[str, Counter[str]] = defaultdict(Counter)
    for labels in papers.values():
        for surface, label in labels.items():
            # A line of the data file that begins with "#" is a comment.
            if folded := fold(surface).lstrip("#"):
                labelled[folded][label] += 1
    return KnownNames(labelled)


@cache
def read_names(path: Path) -> KnownNames:
    """The names of a file of three columns: folded surface, label, papers in which it was labelled so.

    Raises:
        UsageError: a line has not three cells.
    """
    labelled: dict[str, dict[str, int]] = defaultdict(dict)
    for surface, label, count in rows(path, 3):
        labelled[surface][label] = int(count)
    return KnownNames(dict(labelled))


def write_names(names: KnownNames, path: Path) -> None:
    """Write names, one label of one surface a line, sorted."""
    lines = [
        f"{surface}\t{label}\t{count}"
        for surface, counts in sorted(names.labelled.items())
        for label, count in sorted(counts.items())
    ]
    comment = "# Names by label and number of labelled papers; folded for case, white space and hyphens."
    path.write_text("\n".join([comment, *lines]) + "\n", encoding="utf-8")
