"""The cues by which a surface is judged: how it is written, how well it is known, what stands around it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.extract.context import Context
from kg.extract.names import KnownNames
from kg.extract.records import Span
from kg.extract.shapes import is_capitalised, is_marked, shape

SEGMENTS = re.compile(r"[A-Za-z]+|\d+")
PLACES = 3


@dataclass(frozen=True)
class Lexicon:
    """What cues look up: known names, and the class of a head noun ("benchmark" for "leaderboard")."""

    names: KnownNames
    heads: Mapping[str, str]


def surface_cues(surface: str, lexicon: Lexicon, own: Mapping[str, str] | None) -> list[str]:
    """Cues of the surface itself, wherever it stands."""
    segments = [s.casefold() for s in SEGMENTS.findall(surface)] or [""]
    words = surface.split()
    cues = [
        "always",
        f"shape={shape(surface)}",
        f"words={min(len(words), 5)}",
        f"first={segments[0]}",
        f"last={segments[-1]}",
    ]
    cues += [f"end={surface[-k:].casefold()}" for k in (3, 4) if len(surface) > k]
    cues += [f"begin={surface[:3].casefold()}", f"length={min(len(surface) // 3, 6)}"]
    cues += [f"word={word.casefold()[:40]}" for word in words[:6]]
    if surface.islower():
        cues.append("lower")
    if not any(is_marked(word) for word in words):
        cues.append("unmarked")
    head = lexicon.heads.get(words[-1].casefold()) if words else None
    if head:
        cues.append(f"ends-in={head}")
    known = lexicon.names.cues(surface, own)
    return cues + known + [f"{cue}&{len(words) > 1}" for cue in known]


def place_cues(context: Context, span: Span, lexicon: Lexicon) -> list[str]:
    """Cues of one place where the surface stands."""
    start, end = span
    before, after = context.before(start, 8), context.after(end, 12)
    left = [*before, "<", "<"]
    right = [*after, ">", ">"]
    cues = [f"l1={left[0]}", f"l2={left[1]} {left[0]}", f"r1={right[0]}", f"r2={right[0]} {right[1]}"]
    cues += [f"L={word}" for word in before[:5]] + [f"R={word}" for word in after[:5]]
    cues.append(f"around={left[0]}_{right[0]}")
    lead, tail = context.list_lead(start), context.list_tail(end)
    cues += [
        f"lead={' '.join(lead)}",
        *(f"lead1={w}" for w in lead[:1]),
        f"tail={' '.join(tail)}",
        *(f"tail1={w}" for w in tail[:1]),
    ]
    cues += [f"lead-head={lexicon.heads[w]}" for w in (*lead, *before[:3]) if w in lexicon.heads]
    head = next((lexicon.heads[w] for w in after[:3] if w in lexicon.heads), None)
    if head:
        cues.append(f"head={head}")
    if right[0] in (",", ":", "is", "(", "-", "–", "—", "are", "as"):
        far = next((lexicon.heads[w] for w in context.after(end, 25) if w in lexicon.heads), None)
        cues.append(f"apposition={right[0]} {far}")
    if right[0] == "(" and len(after) > 2 and after[2] == ")":
        cues.append("has-abbreviation")
    if left[0] == "(" and right[0] == ")":
        cues.append("in-brackets")
    if before and _touches(context, start, left=True):
        cues.append("run-goes-on-left")
    if after and _touches(context, end, left=False):
        cues.append("run-goes-on-right")
    sentence = context.sentence(start)
    cues.append(
        "opens-sentence"
        if not context.text[sentence[0] : start].strip(" -*•\"'")
        else f"sentence={min(context.sentence_index(start), 4)}"
    )
    cues += [
        f"verb={w}"
        for w in context.words_in(sentence[0], start)[-12:]
        if w in lexicon.heads and lexicon.heads[w] == "introducing"
    ]
    if "#" in before or "#" in after:
        cues.append("number-near")
    return cues


def _touches(context: Context, offset: int, left: bool) -> bool:
    """Whether the neighbouring word is joined to the place and written like a part of the same name."""
    word = context.neighbour(offset, left)
    return word is not None and (is_marked(word) or is_capitalised(word) or word[0].isdigit())


def mention_cues(
    context: Context, surface: str, spans: Sequence[Span], lexicon: Lexicon, own: Mapping[str, str] | None = None
) -> list[str]:
    """All cues of a surface, each once: of itself and of the first places where it stands.

    `own`: labels of the text at hand by surface, when its own share in the known names must not count (in training).
    """
    cues = dict.fromkeys(surface_cues(surface, lexicon, own))
    for span in spans[:PLACES]:
        cues.update(dict.fromkeys(place_cues(context, span, lexicon)))
    cues[f"places={min(len(spans), 4)}"] = None
    cues[f"first-sentence={context.sentence_index(spans[0][0]) == 0}"] = None
    return list(cues)
