from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.values import number_words, parse_value, units


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("91.2%", "91.2", "percent"),
        ("94.10", "94.1", None),
        ("100", "100", None),
        ("+3.2", "3.2", None),
        ("-1.5%", "-1.5", "percent"),
        ("−4", "-4", None),
        ("2.6x", "2.6", "factor"),
        ("2.6×", "2.6", "factor"),
        ("1.40Ã—", "1.4", "factor"),
        ("x9", "9", "factor"),
        ("30-fold", "30", "factor"),
        ("4.5 times", "4.5", "factor"),
        ("two times", "2", "factor"),
        ("threefold", "3", "factor"),
        ("half", "0.5", "factor"),
        ("an order of magnitude", "10", "factor"),
        ("two-order-of-magnitude", "100", "factor"),
        ("1,024", "1024", None),
        ("27.7 percentage points", "27.7", "points"),
        ("3 points", "3", "points"),
        ("70ms", "70", "milliseconds"),
        ("1.2 seconds", "1.2", "seconds"),
        ("12GB", "12", "gigabytes"),
        ("$450", "450", "US dollars"),
        ("zero", "0", None),
    ],
)
def test_reads_a_single_number(text: str, value: str, unit: str | None) -> None:
    found = parse_value(text)
    assert (found.value, found.minimum, found.maximum, found.unit) == (Decimal(value), None, None, unit)


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("10-20%", "10", "20", "percent"),
        ("63%-66%", "63", "66", "percent"),
        ("4.0% to 16.0%", "4", "16", "percent"),
        ("2x-4x", "2", "4", "factor"),
        ("5-10 times", "5", "10", "factor"),
        ("1.5~2.5", "1.5", "2.5", None),
    ],
)
def test_reads_a_range(text: str, low: str, high: str, unit: str | None) -> None:
    found = parse_value(text)
    assert (found.value, found.minimum, found.maximum, found.unit) == (None, Decimal(low), Decimal(high), unit)


def test_reads_an_open_range() -> None:
    assert (parse_value("20+").minimum, parse_value("20+").maximum) == (Decimal(20), None)


@pytest.mark.parametrize("text", ["", "many", "GPT-4", "7B", "12 parrots", "1.2.3", "½", "9" * 90])
def test_gives_nothing_for_what_is_no_value(text: str) -> None:
    found = parse_value(text)
    assert (found.value, found.minimum, found.maximum, found.unit) == (None, None, None, None)


@given(st.one_of(st.text(), st.from_regex(r"[+-]?\d{1,9}([.,]\d+)?\s?(-|to|~)?\s?\d*\s?(%|x|times|fold|points)?\+?")))
def test_never_raises_and_keeps_the_text(text: str) -> None:
    found = parse_value(text)
    assert found.text == text
    for number in (found.value, found.minimum, found.maximum):
        assert number is None or (number.is_finite() and "E" not in str(number))
    if found.minimum is not None and found.maximum is not None:
        assert found.minimum <= found.maximum


@given(st.decimals(min_value=0, max_value=10**6, places=2))
def test_reads_back_every_percentage(number: Decimal) -> None:
    assert parse_value(f"{number}%").value == number


def test_tables_hold_numbers_and_folded_words() -> None:
    assert all(Decimal(number.rstrip("x")) >= 0 for number in number_words().values())
    assert all(written == written.casefold() for written in [*number_words(), *units()])
