"""What a stated number says: its value or range, and its unit.

Values are decimals without exponent; the written form is kept beside them.
"""

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache

from kg.resources import data

NUMBER = r"[+\-−–]?(?:\d{1,3}(?:,\d{3})+|\d{1,30})(?:\.\d{1,30})?"
RANGE = re.compile(
    rf"(?P<prefix>[$€£~≈x×]?)\s?(?P<low>{NUMBER})(?P<unit1>[^\d\s~–-]{{0,3}})\s?(?:-|–|—|~|to|and)\s?\$?(?P<high>{NUMBER})(?P<plus>\+?)\s?(?P<unit>\D{{0,40}})"
)
SINGLE = re.compile(rf"(?P<prefix>[$€£~≈x×]{{0,2}})\s?(?P<number>{NUMBER})(?P<plus>\+?)\s?(?P<unit>\D{{0,40}})")


@dataclass(frozen=True, slots=True)
class Value:
    """A number as read: `value`, or `minimum` and `maximum` of a range; all None where the text cannot be read.

    `unit` is "percent", "points", "factor", a unit of `units.tsv`, or None.
    """

    value: Decimal | None
    minimum: Decimal | None
    maximum: Decimal | None
    unit: str | None
    text: str


@cache
def units() -> dict[str, str]:
    """Unit by its written form, folded to lower case (`units.tsv`)."""
    return dict(_entries("units.tsv"))


@cache
def number_words() -> dict[str, str]:
    """Number by the word that spells it (`number_words.tsv`); "x" after the number makes it a factor."""
    return dict(_entries("number_words.tsv"))


def _entries(name: str) -> list[tuple[str, str]]:
    lines = data("extract", name).read_text(encoding="utf-8").splitlines()
    return [(cells[0], cells[1]) for cells in (line.split("\t") for line in lines if line and line[0] != "#")]


def decimal(text: str) -> Decimal | None:
    """A written number as a decimal without exponent and without closing zeros; None where it is none."""
    try:
        number = Decimal(text.replace(",", "").replace("−", "-").replace("–", "-"))
    except InvalidOperation:
        return None
    return Decimal(format(number.normalize(), "f")) if number.is_finite() else None


def unit_of(text: str) -> tuple[bool, str | None]:
    """Whether the words after a number are read, and the unit they give; none at all gives (True, None)."""
    folded = " ".join(text.casefold().replace("-", " ").split()).strip(" .")
    if not folded:
        return True, None
    return folded in units(), units().get(folded)


def parse_value(text: str) -> Value:
    """The number that a text states, such as "91.2%", "+3.2", "2.6x", "10-20%", "1,024" or "threefold".

    >>> parse_value("10-20%")
    Value(value=None, minimum=Decimal('10'), maximum=Decimal('20'), unit='percent', text='10-20%')
    >>> parse_value("two times").value, parse_value("two times").unit
    (Decimal('2'), 'factor')
    >>> parse_value("many").value is None
    True
    """
    nothing = Value(None, None, None, None, text)
    stripped = text.strip()
    if not stripped or len(stripped) > 80:
        return nothing
    return _spelled(stripped, text) or _range(stripped, text) or _single(stripped, text) or nothing


def _single(stripped: str, text: str) -> Value | None:
    found = SINGLE.fullmatch(stripped)
    if found is None:
        return None
    number = decimal(found["number"])
    known, unit = unit_of(found["unit"])
    if number is None or not known:
        return None
    if found["plus"]:
        return Value(None, number, None, _with_prefix(found["prefix"], unit), text)
    return Value(number, None, None, _with_prefix(found["prefix"], unit), text)


def _range(stripped: str, text: str) -> Value | None:
    found = RANGE.fullmatch(stripped)
    if found is None:
        return None
    low, high = decimal(found["low"]), decimal(found["high"])
    known, unit = unit_of(found["unit"] or found["unit1"])
    if low is None or high is None or not known or not unit_of(found["unit1"])[0]:
        return None
    # "2.1-1.5%" is a span all the same, and a minimum above the maximum would not validate.
    low, high = min(low, high), max(low, high)
    return Value(None, low, high, _with_prefix(found["prefix"], unit), text)


def _spelled(stripped: str, text: str) -> Value | None:
    folded = " ".join(stripped.casefold().replace("-", " ").split())
    words = number_words()
    stated = words.get(folded)
    if stated is None:
        number, _, rest = folded.partition(" ")
        known, unit = unit_of(rest)
        if number not in words or words[number].endswith("x") or not known:
            return None
        return Value(decimal(words[number]), None, None, unit, text)
    return Value(decimal(stated.rstrip("x")), None, None, "factor" if stated.endswith("x") else None, text)


def _with_prefix(prefix: str, unit: str | None) -> str | None:
    signs = {"$": "US dollars", "€": "euros", "£": "pounds", "x": "factor", "×": "factor"}
    return unit or next((signs[sign] for sign in prefix if sign in signs), None)
