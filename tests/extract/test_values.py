from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.lexicon import locate
from kg.extract.records import Kind
from kg.extract.values import number_words, parse_value, rates, units, with_metric
from kg.resources import rows


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
        ("thirtyfold", "30", "factor"),
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
        ("1,234.5", "1234.5", None),
        ("95,2", "95.2", None),
        ("±0.3", "0.3", None),
        ("1e-4", "0.0001", None),
        ("11.94 × 10⁻⁴", "0.001194", None),
        ("3x10^-4", "0.0003", None),
        ("½", "0.5", None),
        ("1½", "1.5", None),
        ("٩١٫٥", "91.5", None),
        ("９１.２%", "91.2", "percent"),
        ("Δ11%", "11", "percent"),
        ("x1500", "1500", "factor"),
        ("44.3 ± 0.2", "44.3", None),
        ("76.5/100", "76.5", "of 100"),
        ("9 out of 10", "9", "of 10"),
        ("29.48 dB", "29.48", "decibels"),
        ("four minutes", "4", "minutes"),
        ("two thirds", "0.6667", "factor"),
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


def test_the_plus_of_an_open_range_may_stand_behind_the_unit() -> None:
    found = parse_value("95%+")
    assert (found.value, found.minimum, found.maximum, found.unit) == (None, Decimal(95), None, "percent")


@pytest.mark.parametrize("text", ["", "many", "GPT-4", "7B", "12 parrots", "1.2.3", "v2.5", "1,2,3", "9" * 90])
def test_gives_nothing_for_what_is_no_value(text: str) -> None:
    found = parse_value(text)
    assert (found.value, found.minimum, found.maximum, found.unit) == (None, None, None, None)


@given(st.one_of(st.text(), st.from_regex(r"[+-]?\d{1,9}([.,]\d+)?\s?(-|to|~)?\s?\d*\s?(%|x|times|fold|points)?\+?")))
def test_never_raises_and_keeps_the_text(text: str) -> None:
    found = parse_value(text)
    assert found.text == text
    for number in (found.value, found.minimum, found.maximum):
        assert number is None or number.is_finite()
    if found.minimum is not None and found.maximum is not None:
        assert found.minimum <= found.maximum


@given(st.decimals(min_value=0, max_value=10**6, places=2))
def test_reads_back_every_percentage(number: Decimal) -> None:
    assert parse_value(f"{number}%").value == number


def test_tables_hold_numbers_and_folded_words() -> None:
    assert all(Decimal(number.rstrip("x")) >= 0 for number in number_words().values())
    assert all(written == written.casefold() for written in [*number_words(), *units()])


@pytest.mark.parametrize(
    ("text", "metric", "kind", "unit"),
    [
        ("91.2", "accuracy", "absolute", "percent"),
        ("100", "pass@1", "absolute", "percent"),
        ("63-66", "average success rate", "absolute", "percent"),
        ("+4.3", "Recall@10", "difference", "points"),
        ("-4.3", "macro-F1", "difference", "points"),
    ],
)
def test_the_unit_of_a_rate_is_assumed_and_flagged(text: str, metric: str, kind: Kind, unit: str) -> None:
    found = with_metric(parse_value(text), metric, kind)
    assert (found.unit, found.assumed) == (unit, True)
    assert (found.value, found.text) == (parse_value(text).value, text)


@pytest.mark.parametrize(
    ("text", "metric", "kind"),
    [
        ("91.2%", "accuracy", "absolute"),
        ("0.91", "accuracy", "absolute"),
        ("1,024", "accuracy", "absolute"),
        ("12.4", "FID", "absolute"),
        ("24", "frame rate", "absolute"),
        ("91.2", None, "absolute"),
        ("4", "accuracy", "ratio"),
        ("many", "accuracy", "absolute"),
    ],
)
def test_no_other_unit_is_assumed(text: str, metric: str | None, kind: Kind) -> None:
    assert with_metric(parse_value(text), metric, kind) == parse_value(text)


def test_symbols_are_units() -> None:
    assert all(symbol.casefold() in units() for (symbol,) in rows(locate("unit_symbols.tsv"), 1))


def test_rates_have_their_form() -> None:
    assert all(words == " ".join(words.casefold().split()) and "@" not in words for words in rates())
    assert {line.split("\t")[1] for line in locate("rates.tsv").read_text().splitlines() if line[0] != "#"} == {
        "yes",
        "no",
    }
