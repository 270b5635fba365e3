import pytest

from kg.extract.numbers import number_spans


def numbers(text: str) -> list[str]:
    return [text[start:end] for start, end in number_spans(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("by 3.2% and +1.4 points", ["3.2%", "+1.4"]),
        ("between 10-20% and 5", ["10-20%", "5"]),
        ("2.6x faster, two times the win rate", ["2.6x", "two times"]),
        ("a threefold gain, 1,024 items", ["threefold", "1,024"]),
        ("1,234.5 and 95,2 and 1e-4", ["1,234.5", "95,2", "1e-4"]),
        ("a KID of 11.94 × 10⁻⁴ and 3x10^-4", ["11.94 × 10⁻⁴", "3x10^-4"]),
        ("1.40Ã— and 1.4× and x1500", ["1.40Ã—", "1.4×", "x1500"]),
        ("44.3 ± 0.2 against ±0.3", ["44.3 ± 0.2", "0.3"]),
        ("½ of them, 1½ points", ["½", "1½"]),
        ("gains of 10-20+ points", ["10-20+"]),
        ("accuracy of ٩١٫٥ and ９１.２%", ["٩١٫٥", "９１.２%"]),
        ("scores 76.5/100 and 16.2/25.", ["76.5/100", "16.2/25"]),
        ("17 of 20 and 9 out of 10", ["17 of 20", "9 out of 10"]),
        ("13.07/6.54/3.68 tokens/s", ["13.07", "6.54", "3.68 tokens/s"]),
        ("29.48 dB, 0.46 cm, 70ms, 41 s and 12 GB", ["29.48 dB", "0.46 cm", "70ms", "41 s", "12 GB"]),
        ("by 9 percentage points, 4.8-point", ["9", "4.8"]),
        ("67.7% (Δ11%)", ["67.7%", "11%"]),
        ("takes four minutes, two thirds of it", ["four minutes", "two thirds"]),
        ("reduced by half, to zero", ["half", "zero"]),
        ("1/4 to 1 of them", []),
        ("took 30 seconds to 5 minutes", []),
        ("a thirtyfold gain over older ones, thousands of them", ["thirtyfold"]),
    ],
)
def test_numbers_keep_sign_unit_and_range(text: str, found: list[str]) -> None:
    assert numbers(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("from 53.3 to 86.4", ["53.3", "86.4"]),
        ("rose (from 49.65% to 57.08%)", ["49.65%", "57.08%"]),
        ("improving from around 30 to 39.4", ["30", "39.4"]),
        ("ranging from 5% to 51%", ["5% to 51%"]),
        ("gains of 4.0% to 16.0%", ["4.0% to 16.0%"]),
    ],
)
def test_from_and_to_are_two_numbers_and_a_span_is_one(text: str, found: list[str]) -> None:
    assert numbers(text) == found


@pytest.mark.parametrize(
    "name",
    [
        "GPT-3.5",
        "Qwen2.5",
        "v2.5",
        "3D",
        "GPT-4",
        "top-5",
        "F1",
        "pass@1",
        "7B",
        "Llama-3.1-8B/70B",
        "o1",
        "H100",
        "MATH_500",
    ],
)
def test_numbers_in_names_are_none(name: str) -> None:
    assert numbers(f"with {name} on it") == []
