"""Where a summary gives a thing two names: "Direct Preference Optimization (DPO)", "MSTS, a Multimodal Safety Test Suite"."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import pairwise

from kg.extract import Mention

# What stands between a name and the other in brackets, and after that.
_OPEN = re.compile(r"[\"'”’*]{0,2}\s?\(\s?(?:or |aka |i\.e\.,? |dubbed |called |named |short for )?[\"'“‘*]{0,2}")
_CLOSE = re.compile(r"[\"'”’*]{0,2}\s?[),;]")
# What stands between a short name and the long one that says what it is.
_BESIDE = re.compile(r"[\"'”’*]{0,2}(?:[,:]| -) (?:an?|the) (?:(?:new|novel) )?[\"'“‘*]{0,2}")
_WIDEST = 32
# A short name has at most so many letters.
_SHORT = 24
# Words that initials leave out.
SMALL = frozenset(["a", "an", "and", "based", "by", "for", "from", "in", "of", "on", "or", "the", "to", "via", "with"])
_STEM = 5
# Words that a short name may have a letter for while the long one leaves them out.
_LEFT_OUT = {"benchmark": ("benchmark", "dataset")}
_REPEATED = re.compile(r"([^\W\d_])([2-9])")

# A label of the annotation and a surface as it stands.
Surface = tuple[str, str]
# The long name and the short one.
Definition = tuple[Surface, Surface]


def definitions(text: str, mentions: Iterable[Mention]) -> Iterator[Definition]:
    """The pairs of names of a text that stand beside each other as two names of one thing do, the shorter made of the longer."""
    places = sorted((span, mention.label, mention.text) for mention in mentions for span in mention.spans)
    for ((_, end), *one), ((start, last), *other) in pairwise(places):
        if not end < start <= end + _WIDEST:
            continue
        short, long = sorted((one, other), key=lambda named: len(named[1]))
        if _OPEN.fullmatch(text, end, start) and _CLOSE.match(text, last):
            found = is_short_for(short[1], long[1], *_LEFT_OUT.get(long[0], ()))
        else:
            found = short is one and bool(_BESIDE.fullmatch(text, end, start)) and is_initials(short[1], long[1])
        if found:
            yield (long[0], long[1]), (short[0], short[1])


def is_short_for(short: str, long: str, *left_out: str) -> bool:
    """Whether the letters of a name stand in the same order in another, the first at its beginning.

    A digit counts the letters before it; an "x" may stand for "cross"; `left_out` are words that the long name may lack. Names
    of two numbers are of two things, and so are a name and one that begins with it.

    >>> is_short_for("GRPO", "Group Relative Policy Optimization"), is_short_for("PPO", "Direct Preference Optimization")
    (True, False)
    >>> is_short_for("T3", "Textual Temporal reasoning Transfer"), is_short_for("XLDA", "Cross-lingual Document Attention")
    (True, True)
    """
    if len(short) > _SHORT or re.search(rf"(?<!\w){re.escape(short)}(?!\w)", long) or _other_numbers(short, long):
        return False
    if _letters(long)[: len(_letters(short))] == _letters(short):
        return False
    written = [short, _REPEATED.sub(lambda match: match[1] * int(match[2]), short)]
    spelled = [[c for c in _letters(name) if not c.isdigit()] for name in written]
    few = [letters for letters in (_letters(short), *spelled) if sum(not c.isdigit() for c in letters) > 1]
    crossed = re.sub("cross", "x", long, flags=re.IGNORECASE)
    many = [_letters(name) for base in (long, crossed) for name in (base, *(f"{base} {word}" for word in left_out))]
    return any(_in_order(one, other) for one in few for other in many)


def is_initials(short: str, long: str) -> bool:
    """Whether each letter of a name begins a word of another, is a capital in it, or follows the letter before it there.

    >>> is_initials("FR-Spec", "frequency-ranked speculative sampling"), is_initials("RAG", "retrieval stage")
    (True, False)
    """
    few = [c for c in short.casefold() if c.isalpha()]
    begins = {m.start() for m in re.finditer(r"(?<![^\W\d_])[^\W\d_]|(?<=[a-z])[A-Z]", long)}
    letters = long.casefold()
    if not 1 < len(few) <= _SHORT or not begins or len(letters) != len(long) or _other_numbers(short, long):
        return False
    ends = {min(begins)} if letters[min(begins)] == few[0] else set()
    for letter in few[1:]:
        least = min(ends, default=len(letters))
        ends = {at for at, c in enumerate(letters) if c == letter and ((at in begins and least < at) or at - 1 in ends)}
    return bool(ends)


def _other_numbers(short: str, long: str) -> bool:
    """Whether both names have numbers, and not the same."""
    one, other = (set(re.findall(r"\d+(?:\.\d+)*", name)) for name in (short, long))
    return bool(one and other) and one != other


def _letters(name: str) -> list[str]:
    return [c for c in unicodedata.normalize("NFKD", name).casefold() if c.isalnum()]


def _in_order(few: list[str], many: list[str]) -> bool:
    rest = iter(many)
    return len(few) < len(many) and few[:1] == many[:1] and all(c in rest for c in few)


def alike(one: str, other: str) -> bool:
    """Whether two long names may be writings of one: their words begin alike, but for small words and one at an end.

    >>> alike("Mixture-of-Head attention", "Mixture of Heads")
    True
    >>> alike("Task Preference Optimization", "Temporal Preference Optimization")
    False
    """
    few, many = sorted((_stems(one), _stems(other)), key=len)
    return few == many or (1 < len(few) == len(many) - 1 and few in (many[:-1], many[1:]))


def _stems(name: str) -> list[str]:
    words = re.split(r"[^\w]+", name.casefold())
    return [word[:_STEM].rstrip("s") for word in words if word and word not in SMALL]
