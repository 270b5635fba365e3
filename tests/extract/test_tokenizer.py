import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.vocab import Vocab

from kg.extract.tokenizer import Words

words = Words(Vocab())


def tokens(text: str) -> list[str]:
    return [token.text for token in words(text)]


@given(st.text())
def test_keeps_every_text_as_it_is(text: str) -> None:
    assert words(text).text == text


@pytest.mark.parametrize(
    "name",
    [
        "DeepSeek-R1-Distill-Qwen-7B", "pass@1", "Llama-3.1-8B/70B", "+12.4", "1.5x", "91.2%", "GPT-4o", "F1", "Best-of-N",
        "HumanEval+", "llama.cpp", "3.1-8B", "reward_retry",
        "Lla\u200bma\u202e-3.1-\u20608B", "GSM\u034f8K",
    ],
)  # fmt: skip
def test_names_and_numbers_are_whole(name: str) -> None:
    assert tokens(f"({name}), {name}.") == ["(", name, ")", ",", name, "."]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("CLIP's eyes", ["CLIP", "'", "s", "eyes"]),
        ("GPT-4-based", ["GPT-4", "-", "based"]),
        ("MATH/AIME", ["MATH", "/", "AIME"]),
        ("63-66%", ["63-66", "%"]),
        ("a  b", ["a", " ", "b"]),
    ],
)
def test_parts_what_can_be_labelled_apart(text: str, found: list[str]) -> None:
    assert tokens(text) == found


def test_reads_no_text_and_blanks_alone() -> None:
    assert [words(text).text for text in ("", " ", "\n \t", "a \u00a0 b")] == ["", " ", "\n \t", "a \u00a0 b"]
