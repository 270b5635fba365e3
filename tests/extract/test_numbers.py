import pytest

from kg.extract.numbers import number_spans


def numbers(text: str) -> list[str]:
    return [text[start:end] for start, end in number_spans(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("by 3.2% and +1.4 points", ["3.2%", "+1.4"]),
        ("from 10-20% to 5", ["10-20%", "5"]),
        ("2.6x faster, two times the win rate", ["2.6x", "two times"]),
        ("GPT-3.5 and Qwen2.5 with 7B", []),
        ("a threefold gain, 1,024 items", ["threefold", "1,024"]),
    ],
)
def test_numbers_keep_sign_unit_and_range(text: str, found: list[str]) -> None:
    assert numbers(text) == found
