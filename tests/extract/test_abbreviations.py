import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.abbreviations import abbreviations


@pytest.mark.parametrize(
    ("text", "long", "short"),
    [
        ("the Massive Text Embedding Benchmark (MTEB) is", "Massive Text Embedding Benchmark", "MTEB"),
        ("we extend direct preference optimization (DPO) further", "direct preference optimization", "DPO"),
        ("uses Group-Relative Policy Optimization (GRPO)", "Group-Relative Policy Optimization", "GRPO"),
        ("a variable visual position encoding (VVPE)", "variable visual position encoding", "VVPE"),
        ("Low-Rank Adaptation (LoRA)", "Low-Rank Adaptation", "LoRA"),
    ],
)
def test_a_long_name_stands_before_its_short_form(text: str, long: str, short: str) -> None:
    (pair,) = abbreviations(text)
    assert text[slice(*pair.long)] == long
    assert text[slice(*pair.short)] == short


@pytest.mark.parametrize(
    "text", ["it scores high (91%)", "as shown (see Table 3)", "the model (GPT-4o) wins", "(MTEB)", ""]
)
def test_other_brackets_are_no_abbreviation(text: str) -> None:
    assert abbreviations(text) == []


@given(st.text(alphabet="aAbB -()1.é\n", max_size=80))
def test_spans_lie_in_the_text(text: str) -> None:
    for pair in abbreviations(text):
        assert 0 <= pair.long[0] < pair.long[1] < pair.short[0] < pair.short[1] <= len(text)
        assert text[pair.short[0] - 1] == "("
