"""What a stated number says: its value or range, and its unit.

Values are decimals without exponent; the written form is kept beside them.
"""

import re
import unicodedata
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from functools import cache

from kg.extract.records import Kind
from kg.resources import data, rows

# How a number is written: "1,234.5", "95,2", "1e-4", "11.9 × 10⁻⁴", "1½"; digits of any script.
SIGN = r"[+\-−–]?"
FRACTIONS = "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"
RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
POINT, COMMA = "[.٫．]", "[,٬]"
DIGITS = rf"(?:\d{{1,3}}(?:{COMMA}\d{{3}})+(?:{POINT}\d{{1,30}})?|\d{{1,3}},\d{{1,2}}(?![\d,])|\d{{1,30}}(?:{POINT}\d{{1,30}})?)"
POWER = rf"(?:[eE][+\-−]?\d{{1,2}}(?!\d)|\s?[×x]\s?10(?:\^[+\-−–]?\d{{1,2}}|[⁺⁻]?[{RAISED}]{{1,2}}))"
NUMBER = rf"(?:\d{{0,30}}[{FRACTIONS}]|{DIGITS}{POWER}?)"
BEFORE = r"[~≈±Δ$€£x×]{0,2}"
RANGE = re.compile(
    rf"(?P<prefix>{BEFORE})\s?(?P<low>{SIGN}{NUMBER})(?P<unit1>[^\d\s~–-]{{0,3}})\s?(?:-|–|—|~|to|and)\s?\$?"
    rf"(?P<high>{SIGN}{NUMBER})(?P<plus>\+?)\s?(?P<unit>\D{{0,40}})"
)
SINGLE = re.compile(
    rf"(?P<prefix>{BEFORE})\s?(?P<number>{SIGN}[$€£]?{NUMBER})(?P<plus>\+?)(?:\s?±\s?{NUMBER})?"
    rf"(?:\s?(?:/|(?:out )?of)\s?(?P<whole>{NUMBER})|\s?(?P<unit>\D{{0,40}}?)(?P<more>\+?))"
)


@dataclass(frozen=True, slots=True)
class Value:
    """A number as read: `value`, or `minimum` and `maximum` of a range; all None where the text cannot be read.

    `unit` is "percent", "points", "factor", a unit of `units.tsv`, "of 25" for "16.2/25", or None; `assumed` says that it is not
    written there, but follows from the metric (`with_metric`).
    """

    value: Decimal | None
    minimum: Decimal | None
    maximum: Decimal | None
    unit: str | None
    text: str
    assumed: bool = False


@cache
def units() -> dict[str, str]:
    """Unit by its written form, folded to lower case (`units.tsv`)."""
    return dict(_entries("units.tsv"))


@cache
def number_words() -> dict[str, str]:
    """Number by the word that spells it (`number_words.tsv`); "x" after the number makes it a factor."""
    return dict(_entries("number_words.tsv"))


@cache
def rates() -> dict[str, bool]:
    """Whether metrics are rates, by the words that close their names (`rates.tsv`)."""
    return {words: said == "yes" for words, said in _entries("rates.tsv")}


@cache
def _longest_rate() -> int:
    """Words of the longest closing words in `rates.tsv`; it keeps names without end linear."""
    return max(len(words.split()) for words in rates())


def is_rate(metric: str) -> bool:
    """Whether a metric is a share that is commonly given in percent.

    >>> is_rate("pass@1 accuracy"), is_rate("Recall@10"), is_rate("frame rate"), is_rate("FID")
    (True, True, False, False)
    """
    words = re.sub(r"@\S*", "", metric.casefold()).replace("-", " ").replace("_", " ").split()[-_longest_rate() :]
    endings = (" ".join(words[k:]) for k in range(len(words)))
    return next((rates()[ending] for ending in endings if ending in rates()), False)


def with_metric(value: Value, metric: str | None, kind: Kind) -> Value:
    """A value without unit of a rate, above 1 and up to 100, in percent; a difference of two in points. Others as they are.

    Up to 1 it may be a share as well ("an accuracy of 0.9").

    >>> found = with_metric(parse_value("91.2"), "accuracy", "absolute")
    >>> found.unit, found.assumed
    ('percent', True)
    >>> with_metric(parse_value("12.4"), "FID", "absolute").unit is None
    True
    """
    stated = [number for number in (value.value, value.minimum, value.maximum) if number is not None]
    fits = bool(stated) and 1 < max(abs(number) for number in stated) <= 100
    if value.unit is not None or metric is None or kind == "ratio" or not fits or not is_rate(metric):
        return value
    return replace(value, unit="percent" if kind == "absolute" else "points", assumed=True)


def _entries(name: str) -> list[tuple[str, str]]:
    return [(cells[0], cells[1]) for cells in rows(data("extract", name), 2)]


def decimal(text: str) -> Decimal | None:
    """A written number as a decimal without exponent and without closing zeros; None where it is none."""
    plain = re.sub(COMMA, ",", re.sub(POINT, ".", re.sub("[−–]", "-", text)))
    mantissa, raised, power = re.sub(r"\s?[×x]\s?10\^?", "e", plain).partition("e")
    power = "".join(str(RAISED.index(c)) if c in RAISED else "-" if c == "⁻" else c for c in power if c != "⁺")
    if re.fullmatch(rf"[+-]?\d*[{FRACTIONS}]", mantissa):
        part = Decimal(format(unicodedata.numeric(mantissa[-1]), ".4f"))
        whole = mantissa[:-1]
        mantissa = f"{whole.rstrip('0123456789')}{Decimal(whole.lstrip('+-') or 0) + part}"
    elif re.fullmatch(r"[+-]?\d{1,3},\d{1,2}", mantissa):
        mantissa = mantissa.replace(",", ".")
    try:
        number = Decimal(mantissa.replace(",", "") + raised + power)
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
    Value(value=None, minimum=Decimal('10'), maximum=Decimal('20'), unit='percent', text='10-20%', assumed=False)
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
    number = decimal(re.sub("[$€£]", "", found["number"]))
    known, unit = (True, f"of {decimal(found['whole'])}") if found["whole"] else unit_of(found["unit"])
    if number is None or not known:
        return None
    if found["plus"] or found["more"]:
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
    folded = " ".join(re.sub(r"fold$", " fold", stripped.casefold()).replace("-", " ").split())
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
