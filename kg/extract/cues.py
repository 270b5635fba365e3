"""The cues by which a candidate is judged: what the encoder reads, how the name is written, how well it is known, what it is to
its paper.

A cue has a name and a value, 1 for cues that hold or do not; `kg.extract.weights` turns them into probabilities.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

import numpy as np
from spacy.tokens import Doc

from kg.extract.bounds import TokenSpan, bounds_of
from kg.extract.candidates import label_mass
from kg.extract.encoder import Reading
from kg.extract.names import KnownNames, fold
from kg.extract.records import LABELS, ROLES

Cues = dict[str, float]
# A place, and by label the logarithm of its chance to be a mention of it, and the mean of how likely each of its tokens is.
Fitted = tuple[TokenSpan, list[float], list[float]]

# Logarithms of probabilities lie between this and 0; quarters of them are of the size of other cues.
LEAST_LOG = -12.0
SCALE = 4.0
# Cues of what the encoder reads, for each label in turn: as the best of the places and as their mean.
READ = tuple(f"{cue}:{label}" for cue in ("most", "mean", "odds-most", "odds-mean", "mass") for label in LABELS)


def log_odds(log_probability: float) -> float:
    """Half the logarithm of the odds, in -3..3."""
    p = math.exp(log_probability)
    return max(-3.0, min(3.0, math.log((p + 1e-4) / (1 - p + 1e-4)) / 2))


def read_cues(fit: float) -> Cues:
    """Cues of the logarithm of a chance that the encoder reads."""
    return {"fit": max(fit, LEAST_LOG) / SCALE, "odds": log_odds(fit)}


class Clues:
    """What the cues of one document are computed from."""

    def __init__(self, doc: Doc, names: KnownNames) -> None:
        self.reading: Reading = doc._.kg_reading
        self.names = names
        self.words = [word.casefold()[:40] for word in bounds_of(doc).words]
        none = np.zeros((1, len(LABELS)))
        logs = np.log(np.maximum(self.reading.tags.astype(np.float64), 1e-5))
        # By token: the logarithm of its chance to be the first of a mention, not to go on one, and sums for all inside one.
        self.firsts = logs[:, 1::2]
        self.inner = np.concatenate([none, np.cumsum(logs[:, 2::2], axis=0)])
        going_on = self.reading.tags[:, 2::2].astype(np.float64)
        self.ends = np.concatenate([np.log(np.maximum(1 - going_on, 1e-5)), none])
        self.mass = np.concatenate([none, np.cumsum(label_mass(self.reading), axis=0)])
        self.inside = (1 - self.reading.tags[:, 0]).tolist()
        self.new = np.concatenate([[0.0], np.cumsum(self.reading.introduced, dtype=np.float64)])
        self.roles = np.concatenate([none, np.cumsum(self.reading.roles, axis=0, dtype=np.float64)])
        title = str(doc._.kg_context).split(" | ")
        self.title = fold(title[0])
        self.title_head = fold(title[0].partition(":")[0]) if ":" in title[0] else ""
        self.links = [(kind, fold(name)) for kind, name in doc._.kg_links]
        self.linked = [f"paper-links={kind}" for kind in dict.fromkeys(kind for kind, _ in self.links)] or ["no-links"]
        text = bounds_of(doc).text
        self.pairs = [(text[slice(*pair.long)], text[slice(*pair.short)]) for pair in doc._.kg_abbreviations]

    @cached_property
    def partners(self) -> dict[str, tuple[str, str]]:
        """The other form of a name that stands with its abbreviation, and which of the two it is."""
        found = {}
        for long, short in self.pairs:
            found[long] = short, "short"
            found[short] = long, "long"
        return found

    def fitted(self, places: Sequence[TokenSpan]) -> list[Fitted]:
        """What the encoder reads of each place as a whole mention of each label."""
        if not places:
            return []
        starts, ends = np.array(places).T
        fits = self.firsts[starts] + self.inner[ends] - self.inner[starts + 1] + self.ends[ends]
        shares = (self.mass[ends] - self.mass[starts]) / (ends - starts)[:, None]
        return list(zip(places, np.maximum(fits, LEAST_LOG).tolist(), shares.tolist(), strict=True))

    def of_name(self, surface: str) -> list[str]:
        """Cues of how a surface is written and where else it stands, the same for every label."""
        cues = []
        folded = fold(surface)
        if folded and folded in self.title:
            cues.append("in-title")
        if folded == self.title_head:
            cues.append("heads-title")
            cues += [f"heads-title&{cue}" for cue in self.linked]
        for kind, name in self.links:
            if folded == name:
                cues.append(f"is-link={kind}")
            elif len(folded) > 2 and folded in name:
                cues.append(f"in-link={kind}")
        if surface == surface.casefold():
            cues.append("lower")
        if not any(c.isupper() or c.isdigit() for c in surface[1:]):
            cues.append("plain")
        if len(surface) < 3:
            cues.append("short")
        if surface in self.partners:
            cues.append(f"has-{self.partners[surface][1]}")
        return cues


def clues_of(doc: Doc, names: KnownNames) -> Clues:
    """The document's clues, made once for the components that share the known names."""
    key = "kg_clues"
    if key not in doc.user_data or doc.user_data[key].names is not names:
        doc.user_data[key] = Clues(doc, names)
    found: Clues = doc.user_data[key]
    return found


def means(rows: Iterable[Sequence[float]]) -> list[float]:
    """The exact mean of each column."""
    return [math.fsum(column) / len(column) for column in zip(*rows, strict=True)]


def best_fit(fitted: Sequence[Fitted]) -> list[float]:
    """The best fit of each label."""
    return [max(column) for column in zip(*(fits for _, fits, _ in fitted), strict=True)]


def mention_cues(clues: Clues, surface: str, fitted: Sequence[Fitted], others: Mapping[str, Sequence[float]]) -> Cues:
    """Cues of a candidate surface for what it names, or that it names nothing.

    Args:
        clues: the document's.
        surface: the candidate.
        fitted: where it stands, and what the encoder reads there.
        others: the best fit of other candidates by surface, for the partner in an abbreviation.
    """
    _, high, shares = fitted[0]
    middle = high
    odds = odds_middle = [log_odds(fit) for fit in high]
    if len(fitted) > 1:
        high, middle = best_fit(fitted), means(fits for _, fits, _ in fitted)
        odds, odds_middle = [log_odds(fit) for fit in high], [log_odds(fit) for fit in middle]
        shares = means(own for _, _, own in fitted)
    scaled = [fit / SCALE for fit in (*high, *middle)]
    cues: Cues = {"always": 1.0, **dict(zip(READ, (*scaled, *odds, *odds_middle, *shares), strict=True))}
    best = high.index(max(high))
    start, end = max(fitted, key=lambda place: place[1][best])[0]
    cues["left"] = clues.inside[start - 1] if start else 0.0
    cues["right"] = clues.inside[end] if end < len(clues.words) else 0.0
    words = clues.words[start:end]
    before = clues.words[start - 1] if start else "<"
    after = clues.words[end] if end < len(clues.words) else ">"
    label = LABELS[best]
    held = [f"tokens={min(len(words), 6)}", f"places={min(len(fitted), 4)}", *clues.of_name(surface)]
    named = [
        f"best={label}", f"first={words[0]}", f"last={words[-1]}", f"last2={' '.join(words[-2:])}",
        f"before={before}", f"after={after}", f"before={before}&{label}", f"after={after}&{label}",
        f"surface={surface.casefold()[:60]}",
    ]  # fmt: skip
    known = clues.names.counts(surface)
    cues.update({f"known:{name}": math.log1p(count) for name, count in known.items()})
    if not known:
        held.append("unknown")
    partner = clues.partners.get(surface)
    if partner and partner[0] in others:
        cues.update({f"partner:{LABELS[k]}": others[partner[0]][k] / SCALE for k in range(len(LABELS))})
    cues.update(dict.fromkeys([*held, *(f"{cue}&{label}" for cue in held), *named], 1.0))
    return cues


def status_cues(
    clues: Clues, surface: str, label: str, places: Sequence[TokenSpan], rank: int, most_places: int
) -> Cues:
    """Cues of a mention for what it is to its paper: presented as new or not, and the role of a benchmark.

    `rank` counts the mentions of the same label that stand before it, `most_places` the places of the commonest one.
    """
    new = [float(clues.new[end] - clues.new[start]) / (end - start) for start, end in places]
    roles = [((clues.roles[end] - clues.roles[start]) / (end - start)).tolist() for start, end in places]
    cues: Cues = {"always": 1.0, f"always&{label}": 1.0}
    for name, value in (("first", new[0]), ("most", max(new)), ("mean", math.fsum(new) / len(new))):
        cues[f"new-{name}"] = cues[f"new-{name}&{label}"] = log_odds(math.log(max(value, 1e-5)))
    for role, column, mean in zip(ROLES, zip(*roles, strict=True), means(roles), strict=True):
        cues[f"role-most:{role}"] = log_odds(math.log(max(*column, 1e-5)))
        cues[f"role-mean:{role}"] = log_odds(math.log(max(mean, 1e-5)))
    start, end = places[0]
    words = clues.words
    held = [
        f"rank={min(rank, 3)}", f"places={min(len(places), 4)}", f"commonest={len(places) == most_places}",
        f"known={bool(clues.names.counts(surface))}", *clues.of_name(surface),
        f"before={words[start - 1] if start else '<'}", f"after={words[end] if end < len(words) else '>'}",
    ]  # fmt: skip
    held += [f"near={word}" for word in {*words[max(0, start - 5) : start], *words[end : end + 5]}]
    cues.update(dict.fromkeys([*held, *(f"{cue}&{label}" for cue in held)], 1.0))
    return cues
