"""Stretches of text that look like a name or a measure, whatever they name: the candidates to be judged by cues."""

import re
from functools import cache, lru_cache

from kg.extract.lexicon import words
from kg.extract.records import Span

WORD = r"[^\W_](?:[^\W_]|[+@_&.‑–-](?=[^\W_]))*(?:\+{1,2}(?![^\W_]))?"
WORDS = re.compile(WORD)
# A version or size that belongs to the name before it: "Claude 3.5", "Llama 3.1 8B", "LongBench v2", "Pro", "(preview)".
SUFFIX = re.compile(r"(?:[vV]?\d{1,4}(?:\.\d{1,3}){0,2}[bBkKmMoO]?|\d{1,4}(?:\.\d)?[xX×]\d{1,4}[bB]?|[IVX]{1,4})$")
# "GPT-4-based" names GPT-4.
TAIL = re.compile(r"(?<=[^\W_])[-‑–][a-z]{3,20}$")


@cache
def opening_words() -> frozenset[str]:
    """Lower-case words that are no part of a name, though they may be written with a capital (`opening_words.tsv`)."""
    return frozenset(words("opening_words.tsv"))


def is_marked(word: str) -> bool:
    """Whether a word by itself looks like a name: "GPT-4o", "LoRA", "MATH", "o1", "vLLM"; not "Novel", "three"."""
    capitals = sum(c.isupper() for c in word)
    if capitals >= 2 or any(c.isupper() for c in word[1:]):
        return True
    digits = any(c.isdigit() for c in word)
    return digits and any(c.isalpha() for c in word) and not word[0].isdigit()


def is_capitalised(word: str) -> bool:
    """Whether a word begins with a capital letter."""
    return word[0].isupper()


def _joined(text: str, left: Span, right: Span) -> bool:
    return right[0] - left[1] == 1 and text[left[1]] in " \u00a0"


def name_spans(text: str) -> list[Span]:
    """Maximal runs of capitalised or marked words, with the versions that follow them."""
    spans: list[Span] = []
    run: list[Span] = []

    def close() -> None:
        if run and _worth(text, run):
            spans.append((run[0][0], run[-1][1]))
        run.clear()

    for span in (match.span() for match in WORDS.finditer(text)):
        word = text[span[0] : span[1]]
        if run and not _joined(text, run[-1], span):
            close()
        named = is_marked(word) or is_capitalised(word)
        opener = word.casefold() in opening_words() and not word.isupper()
        if (named and not opener) or (run and SUFFIX.match(word)):
            run.append(span)
        else:
            close()
    close()
    return spans


def _worth(text: str, run: list[Span]) -> bool:
    named = [text[start:end] for start, end in run]
    return any(is_marked(word) or is_capitalised(word) for word in named) and len(named) <= 10


def parts(text: str, span: Span) -> list[Span]:
    """A run and the shorter runs inside it that may be the name: without first words, without last words.

    "OpenAI GPT-4o" holds "GPT-4o", "MATH Benchmark" holds "MATH"; runs of more than seven words are left whole.
    """
    pieces = [(span[0] + m.start(), span[0] + m.end()) for m in WORDS.finditer(text[span[0] : span[1]])]
    if len(pieces) > 7:
        return [span]
    found = [(pieces[i][0], pieces[j][1]) for i in range(len(pieces)) for j in range(i, len(pieces))]
    for start, end in list(found):
        tail = TAIL.search(text[start:end])
        if tail is not None:
            found.append((start, start + tail.start()))
    return [s for s in found if is_marked(text[s[0] : s[1]]) or is_capitalised(text[s[0] : s[1]])]


@lru_cache(maxsize=4096)
def shape(surface: str) -> str:
    """The shape of a name, runs of one class as one letter: "GPT-4o" is "A-9a", "LoRA" is "AaA"."""
    folded = "".join("A" if c.isupper() else "a" if c.isalpha() else "9" if c.isdigit() else c for c in surface[:40])
    return re.sub(r"(.)\1+", r"\1", folded)
