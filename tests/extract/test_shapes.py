import pytest

from kg.extract.candidates import spelled_out
from kg.extract.numbers import number_spans
from kg.extract.shapes import name_spans, parts


def names(text: str) -> list[str]:
    return [text[start:end] for start, end in name_spans(text)]


def numbers(text: str) -> list[str]:
    return [text[start:end] for start, end in number_spans(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("we use Claude 3.5 Sonnet here", ["Claude 3.5 Sonnet"]),
        ("both LLaMA-3.1-8B-Instruct and o1", ["LLaMA-3.1-8B-Instruct", "o1"]),
        ("the HumanEval+ tasks", ["HumanEval+"]),
        ("scores on MATH, GSM8K", ["MATH", "GSM8K"]),
        ("nothing to see", []),
    ],
)
def test_names_are_runs_of_marked_words_with_versions(text: str, found: list[str]) -> None:
    assert names(text) == found


def test_a_run_holds_the_shorter_names_inside_it() -> None:
    text = "OpenAI GPT-4o-based"
    assert {"GPT-4o", "GPT-4o-based", text} <= {text[s:e] for s, e in parts(text, (0, len(text)))}


def test_long_names_stand_before_their_abbreviation() -> None:
    text = "we extend direct preference optimization (DPO) further"
    assert "direct preference optimization" in {text[s:e] for s, e in spelled_out(text)}


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
