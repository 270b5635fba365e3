"""Spellings of one name: what is left of a surface when case, hyphens, plurals and damage are taken away."""

import re
import unicodedata
from functools import cache, lru_cache

from kg.digest import repair
from kg.resolve.model_names import parse_model_name, undamaged
from kg.resolve.names import slug
from kg.resources import data, rows

_QUOTES = re.compile(r"['\"`´‘’“”]|\*\*")
_DASHES = re.compile(r"[\s_‐‑‒–—−-]+")
_LETTERS_THEN_DIGIT = re.compile(r"(?<=[^\W\d_]{2})(?=\d)")
_UNCOUNTABLE = re.compile(r"(?:ss|us|is|as|series|species)$|\b\w?\wps$|[A-Z]{2}PS$")
_PLURAL = re.compile(r"(?<=[a-z]{3})s$|(?<=[A-Z]{2})s$")
_CAPITALS_PLURAL = re.compile(r"(?<=[A-Z]{2})s$")
_YEAR = re.compile(r"(?<![^\W\d_])([^\W\d_]{2,12})-?(?:20)?([012]\d)$")
_ZERO = re.compile(r"(?<=\d)\.0$")
_PLUS = re.compile(r"-?plus$")
_NUMBER = re.compile(r"[\d.@+]+\w?")


def canonical(label: str, surface: str) -> str:
    """What all spellings of a name share, in lower case, its words joined by hyphens.

    >>> canonical("benchmark", "MATH500") == canonical("benchmark", "the Math 500")
    True
    >>> canonical("model", "LLaMA 3.1 Instruct 8B"), canonical("method", "Chain of Thought")
    ('llama-3.1-8b-instruct', 'chain-of-thought')
    """
    text = "".join(map(_plain, unicodedata.normalize("NFKC", repair(surface))))
    text = _QUOTES.sub("", text)
    if label in ("model", "method"):
        name = parse_model_name(text)
        if name.is_taken_apart:
            return name.regular
        text = undamaged(text)
    text = _DASHES.sub("-", text.replace("(+)", "-with-plus")).strip("-")
    text = re.sub(r"^the-(?=.)", "", text, flags=re.IGNORECASE)
    text = _singular(label, text).casefold()
    if label == "benchmark":
        text = _ZERO.sub("", _PLUS.sub("+", _YEAR.sub(_with_year, text)))
    if label != "metric":
        words = text.split("-")
        named = [word for word in words if not _NUMBER.fullmatch(word)]
        # "P-LLaVA" is not PLLaVA; "DALL-E" is DALLE.
        if len(named) <= 2 and len(words[0]) > 1:
            text = re.sub(r"(?<=[^\W\d_])-(?=[^\W\d_])", "", text)
    return _LETTERS_THEN_DIGIT.sub("-", text)


def _plain(letter: str) -> str:
    """A Latin letter without its accent; any other character as it is."""
    base = unicodedata.normalize("NFD", letter)[0]
    return base if base.isascii() and base.isalpha() else letter


def _singular(label: str, text: str) -> str:
    """A name without its plural; a single word of a system or benchmark may be a name that ends so: Hermes, Diffusers."""
    if _UNCOUNTABLE.search(text):
        return text
    if label != "metric" and "-" not in text:
        return text if label == "benchmark" else _CAPITALS_PLURAL.sub("", text)
    return _PLURAL.sub("", re.sub(r"(?<=[a-z]{2})ies$", "y", text))


@cache
def _yearly() -> frozenset[str]:
    return frozenset(name for (name,) in rows(data("resolve", "yearly_names.tsv"), 1))


def _with_year(match: re.Match[str]) -> str:
    """A name and its year in four digits, where the name is one that has years."""
    return f"{match[1]}-20{match[2]}" if match[1] in _yearly() else match[0]


@lru_cache(maxsize=8192)
def form(label: str, name: str) -> str:
    """The last part of a name's id, by its spelling alone; `label` may be "system" for models and methods."""
    return slug(canonical("model" if label == "system" else label, name))
