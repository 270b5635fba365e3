"""Known names: surfaces that people labelled in other summaries, and how often they meant it (`known_names.tsv`)."""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from kg.extract.lexicon import rows


def fold(surface: str) -> str:
    """A surface without case, white space and hyphens: "MATH 500" and "math-500" fold alike."""
    return re.sub(r"[\s\-‐‑–_]+", "", surface.casefold())


@dataclass(frozen=True)
class KnownNames:
    """Counts of papers: `labelled[surface][label]`, and `seen[surface]`, in which the surface stands at all."""

    labelled: dict[str, dict[str, int]]
    seen: dict[str, int]
    folded: dict[str, dict[str, int]]

    def cues(self, surface: str, own: Mapping[str, str] | None = None) -> list[str]:
        """How well a surface is known, by label; `own` maps surfaces to the labels of the text at hand, not counted."""
        counts = dict(self.labelled.get(surface, {}))
        folded = dict(self.folded.get(fold(surface), {}))
        for text, label in (own or {}).items():
            if fold(text) == fold(surface):
                folded[label] = folded.get(label, 0) - 1
                if text == surface:
                    counts[label] = counts.get(label, 0) - 1
        seen = self.seen.get(surface, 0) - (own is not None)
        found = [f"known={label}:{_share(n, seen)}:{min(n, 3)}" for label, n in counts.items() if n > 0]
        spelled = [f"folded={label}:{min(n, 3)}" for label, n in folded.items() if n > 0]
        return (found or ["unknown"]) + (spelled or ["unfolded"])

    def knows(self, surface: str, own: Mapping[str, str]) -> bool:
        """Whether a surface is labelled in any text but the one at hand, whose labels by surface are `own`."""
        return any(n - (own.get(surface) == label) > 0 for label, n in self.labelled.get(surface, {}).items())


def _share(count: int, seen: int) -> int:
    """How often a name was meant where it stood, in fifths, rounded down."""
    return min(4, 5 * count // max(seen, count, 1))


def read_names(path: Path) -> KnownNames:
    """The names of a file of four columns: surface, label, papers in which it was labelled so, papers in which it stands.

    Raises:
        UsageError: a line has not four cells.
    """
    labelled: dict[str, dict[str, int]] = defaultdict(dict)
    seen: dict[str, int] = {}
    folded: dict[str, Counter[str]] = defaultdict(Counter)
    for surface, label, times, stands in rows(path, 4):
        labelled[surface][label] = int(times)
        seen[surface] = int(stands)
        folded[fold(surface)][label] += int(times)
    return KnownNames(dict(labelled), seen, {key: dict(counts) for key, counts in folded.items()})
