"""The grammar of numbers: where they stand, and what they say."""

from decimal import Decimal

from fuzz.inputs import in_order, same_twice, text_of
from kg.extract.numbers import number_spans
from kg.extract.values import Value, is_rate, parse_value, with_metric


def find_numbers(data: bytes) -> None:
    """Numbers are found in order, inside the text, and each of them can be read."""
    text = text_of(data)
    spans = same_twice(lambda: number_spans(text))
    in_order(spans, text)
    for start, end in spans:
        value = parse_value(text[start:end])
        assert value.value is not None or value.minimum is not None, value
        _check(value)


def read_number(data: bytes) -> None:
    """Any text is a number or none; what is read is finite, and the same when it is written again."""
    number, _, metric = text_of(data).partition("\n")
    value = same_twice(lambda: parse_value(number))
    assert value.text == number
    _check(value)
    assert is_rate(metric) in (True, False)
    for kind in ("absolute", "difference", "ratio"):
        once = with_metric(value, metric, kind)
        assert with_metric(once, metric, kind) == once


def _check(value: Value) -> None:
    for number in (value.value, value.minimum, value.maximum):
        if number is not None:
            assert number.is_finite(), value
            assert Decimal(f"{number:f}") == number, value
            assert len(f"{number:f}") < 200, value
    if value.minimum is not None and value.maximum is not None:
        assert value.minimum <= value.maximum, value
    assert value.value is None or (value.minimum is None and value.maximum is None), value
