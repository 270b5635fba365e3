"""Names of models taken apart: family, version, size, kind, tuning, date, quantisation, and what they are made from.

The grammar; words are parted by spaces, hyphens, underscores, slashes, commas, colons and brackets, and letters from a number
that follows:

    name         = [vendor ["/"]] family part* [base]
    family       = word (other word)*               up to the first part; "Stable Diffusion", "Vision-R1"
    part         = version | size | kind | tuning | date | quantisation | other word
    version      = ["v"] number ("." number)* [letter]   the first of the name: "3.1", "v1.5", "2.0", which is "2", "4o"
                 | letter number ("." number)*           "R1", "k1.5"
    size         = [number "x"] number ("B" | "M" | "T")  "70B", "8x7B", "7B1"; "A3B" are parameters active at a time
    date         = "1106", "202412", "20241217", "2024-12-17"
    quantisation = "int8", "FP8", "4bit", "W4A16", "AWQ", "GPTQ", "GGUF", "NF4"
    base         = name that begins with a word for a family of base models: "Qwen-7B" in "R1-Distill-Qwen-7B"

Vendors, kinds ("mini", "VL", "Sonnet"), tunings ("Instruct", "Preview") and base models stand in `model_words.tsv`. A kind
is of the family where the name begins with it: "Vision-R1". Two names are of one model when they have the same parts, in
whatever order those after the family stand.
"""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from kg.resources import data, rows

_BREAK = re.compile(r"[\s_‐‑‒–—−/()\[\],:-]+")
_LETTERS_NUMBER = re.compile(r"([^\W\d_]{2,}?)\.?(v?\d+(?:\.\d+)*)([^\W\d_][^\W_]*)?")
_SIZE = re.compile(r"(?:(\d{1,3})x)?(\d{1,4}(?:\.\d{1,4}(?!b\d))?)(b(\d)?|m|t)")
_VERSION = re.compile(r"v?(\d+(?:\.\d+)*[a-z]?)|([a-z]\d+(?:\.\d+)*)")
_QUANTISATION = re.compile(r"u?int\d+|[bn]?fp?\d+|\d+bits?|w\d+a\d+|awq|gptq|gguf")
# Forms of parts, the first that fits.
_FORMS = {
    "sizes": re.compile(rf"{_SIZE.pattern}|a\d+(?:\.\d+)?b"),
    "dates": re.compile(r"20\d{2}(?:[01]\d(?:[0-3]\d)?)?|[01]\d[0-3]\d"),
    "quantisations": _QUANTISATION,
    "version": _VERSION,
}
_UNITS = {"m": 10**6, "b": 10**9, "t": 10**12}
# Longer texts are no names of models.
LONGEST = 200
# "1M" is a number of tokens rather than of parameters.
_LEAST_MILLIONS = 10


@dataclass(frozen=True, slots=True)
class ModelName:
    """The parts of a model's name, in lower case; `base` is the name of the model that it was made from, if it says so."""

    family: str
    version: str = ""
    others: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    sizes: tuple[str, ...] = ()
    tunings: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    quantisations: tuple[str, ...] = ()
    base: str = ""

    @property
    def is_taken_apart(self) -> bool:
        """Whether more than words was found in the name."""
        return bool(self.version or self.kinds or self.sizes or self.tunings or self.dates or self.quantisations)

    @property
    def parameter_count(self) -> int | None:
        """How many parameters the size states; None where it states none, several, or experts ("8x7B"), which share some."""
        matches = [match for size in self.sizes if (match := _SIZE.fullmatch(size))]
        counts = [_stated(match) for match in matches if match[3] != "m" or float(match[2]) > _LEAST_MILLIONS]
        # No model is of "0B".
        return counts[0] or None if len(counts) == 1 and not matches[0][1] else None

    @property
    def regular(self) -> str:
        """The name with its parts in the order of the fields; the same for all writings of one model's name."""
        sets = (sorted(set(part)) for part in (self.kinds, self.sizes, self.tunings, self.dates, self.quantisations))
        kinds, *rest = sets
        parts = [self.family, self.version, *self.others, *kinds, *(word for part in rest for word in part)]
        return "-".join(filter(None, parts))


def _stated(size: re.Match[str]) -> int:
    """The number that a size says: "7b" and "7b1" are 7 and 7.1 thousand millions."""
    return int(Decimal(f"{size[2]}.{size[4]}" if size[4] else size[2]) * _UNITS[size[3][0]])


@cache
def _words() -> dict[str, tuple[str, str]]:
    """Kind of word and usual writing by word."""
    return {word: (kind, usual or word) for word, kind, usual in rows(data("resolve", "model_words.tsv"), 3)}


@cache
def _damages() -> tuple[tuple[re.Pattern[str], str], ...]:
    patterns = rows(data("resolve", "damaged_names.tsv"), 2)
    return tuple((re.compile(pattern, re.IGNORECASE), written) for pattern, written in patterns)


def written_family(name: str, family: str) -> str:
    """The family of a name with the letters of its writing; the family itself where that is not found.

    >>> written_family("Meta-LLaMA-3", "llama"), written_family("Vision R1 7B", "vision-r1")
    ('LLaMA', 'Vision R1')
    """
    if len(name) > LONGEST:
        return family
    letters = r"[\W_]*".join(map(re.escape, family.replace("-", "")))
    match = re.search(rf"(?<![^\W\d_]){letters}", unicodedata.normalize("NFKC", name), re.IGNORECASE)
    return match.group() if match else family


def undamaged(name: str) -> str:
    """A name without what scanning does to letters: "GPT-40" is GPT-4o."""
    for pattern, written in _damages():
        name = pattern.sub(written, name)
    return name


def _parts(text: str) -> list[str]:
    """The words of a name, letters parted from the number after them."""
    found = []
    text = re.sub(r"(20\d{2})-([01]\d)-([0-3]\d)", r"\1\2\3", text)
    text = re.sub(r"(\d)[- ](bits?)\b", r"\1\2", text)
    for word in filter(None, _BREAK.split(text)):
        match = None if _SIZE.fullmatch(word) or _QUANTISATION.fullmatch(word) else _LETTERS_NUMBER.fullmatch(word)
        if match is None:
            found += _base_and_kind(word)
        elif match[3] and (_SIZE.fullmatch(match[2] + match[3]) or len(match[3]) == 1):
            found += [*_base_and_kind(match[1]), match[2] + match[3]]
        elif match[3] and match[3] not in _words():
            found.append(word)
        else:
            found += [*_base_and_kind(match[1]), *filter(None, match.groups()[1:])]
    return found


def _base_and_kind(word: str) -> list[str]:
    """A word that is a base model and a kind at once, as "qwenvl", in two; any other as it is."""
    words = _words()
    cuts = (k for k in range(2, len(word) - 1) if words.get(word[:k], ("",))[0] == "base")
    return next(([word[:k], word[k:]] for k in cuts if words.get(word[k:], ("",))[0] == "kind"), [word])


def parse_model_name(name: str) -> ModelName:
    """Takes a name apart; a name of no model gives its first word as family, and the others.

    >>> parse_model_name("Meta-Llama-3.1-8B-Instruct").regular, parse_model_name("GPT-40 mini").regular
    ('llama-3.1-8b-instruct', 'gpt-4o-mini')
    >>> parse_model_name("Claude Sonnet 3.5") == parse_model_name("Claude 3.5 Sonnet")
    True
    >>> parse_model_name("DeepSeek-R1-Distill-Qwen-1.5B").parameter_count
    1500000000
    """
    text = unicodedata.normalize("NFKC", name)
    if len(text) > LONGEST:
        return ModelName(text.casefold())
    text = undamaged(text).casefold()
    words = _words()
    parts = _parts(re.sub(r"['’\"“”]|\*\*", "", text))
    parts = parts[_vendor_words(parts, text) :]
    if not parts:
        return ModelName("")
    split = 2 if len(parts) > 1 and words.get(parts[0], ("",))[0] == "kind" and parts[1][0].isalpha() else 1
    split = next((k for k in range(split, len(parts)) if not _is_word(parts[k])), len(parts))
    family, rest = "-".join(parts[:split]), parts[split:]
    version, base = "", ""
    found: dict[str, list[str]] = {name: [] for name in ("others", "kind", "sizes", "tuning", "dates", "quantisations")}
    for k, part in enumerate(rest):
        what = _what(part)
        if what == "version" and not version and not base:
            number = _VERSION.fullmatch(part)
            version = re.sub(r"(?<=\d)(?:\.0)+$", "", number[1] or number[2]) if number else ""
            # "Foo v4b" is not "Foo 4B".
            version = f"v{version}" if _SIZE.fullmatch(version) else version
        elif what in found:
            found[what].append(words.get(part, ("", part))[1])
        else:
            found["others"].append(part)
            if what == "base" and not base:
                base = "-".join(rest[k:])
    others, kinds, sizes, tunings, dates, quantisations = (tuple(own) for own in found.values())
    return ModelName(family, version, others, kinds, sizes, tunings, dates, quantisations, base)


def _what(part: str) -> str:
    """What a part of a name is: one of `_FORMS`, "kind", "tuning", "base", "vendor", or "" for any other word."""
    kind = _words().get(part, ("",))[0]
    form = next((name for name, form in _FORMS.items() if form.fullmatch(part)), "")
    return kind if kind in ("kind", "tuning") else form or kind


def _is_word(part: str) -> bool:
    return _what(part) in ("", "base", "vendor")


def _vendor_words(parts: list[str], text: str) -> int:
    """How many words at the beginning say who makes it: "OpenAI", or the account before a slash that names the family, too."""
    if len(parts) < 2:
        return 0
    account, slash, rest = text.partition("/")
    words = _parts(account)
    if slash and words and all(map(_is_word, words)) and rest.startswith(words[0]) and parts[: len(words)] == words:
        return len(words)
    return int(_words().get(parts[0], ("",))[0] == "vendor")
