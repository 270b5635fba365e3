from collections.abc import Iterator
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.digest.text_repair import is_damaged, repair

NAMES = [
    "Lucie-Aimée Kaffee",
    "François Fleuret",
    "Jürgen Schmidhuber",
    "Søren Kierkegaard",
    "José Muñoz",
    "Łukasz Kaiser",
    "Ondřej Dušek",
    "Mårten Björkman",
    "Tomáš Mikolov",
    "Bálint Mucsányi",
    "Gül Varol",
    "João Gonçalves",
]
SYMBOLS = "×≤≥±→–—“”‘’…°µ√∞∑∈αβλ•™"
WORDS = [
    *NAMES,
    "plain",
    "1.40×",
    "3.5±0.2",
    "x ≤ y",
    "“quoted”",
    "GPT-4 – fast",
    "张三",
    "Иван",
    "محمد",
    "한국어",
    "√2",
    "√π",
    "&amp;",
]


@pytest.mark.parametrize(
    ("damaged", "right"),
    [
        ("Lucie-Aim√©e Kaffee", "Lucie-Aimée Kaffee"),
        ("1.40Ã—", "1.40×"),
        ("Ã—", "×"),
        ("S√∏ren", "Søren"),
        ("an en-dash – and “quotes” beside Lucie-Aim√©e", "an en-dash – and “quotes” beside Lucie-Aimée"),
        ("JosÃ© and Jos√©", "José and José"),
    ],
)
def test_damage_is_repaired_where_it_stands(damaged: str, right: str) -> None:
    assert is_damaged(damaged)
    assert repair(damaged) == right


def wrongly_decoded() -> Iterator[tuple[str, str]]:
    """Names and what they become; an encoding that lacks a character for a byte of a name cannot damage it so."""
    for name in NAMES:
        for encoding in ("mac_roman", "cp1252", "latin-1"):
            with suppress(UnicodeDecodeError):
                yield name, name.encode().decode(encoding)


@pytest.mark.parametrize(("name", "damaged"), list(wrongly_decoded()))
def test_names_decoded_wrongly_come_back(name: str, damaged: str) -> None:
    assert damaged != name
    assert repair(damaged) == name


@given(st.lists(st.sampled_from([*WORDS, *SYMBOLS]), max_size=8).map(" ".join))
def test_sound_text_is_left_alone(text: str) -> None:
    assert not is_damaged(text)
    assert repair(text) == text


@given(st.text())
def test_text_that_shows_no_damage_is_left_alone(text: str) -> None:
    if not is_damaged(text):
        assert repair(text) == text


MOJIBAKE = st.tuples(st.text("éüñøçàíóåß×–“’…a b"), st.sampled_from(["mac_roman", "cp1252", "latin-1"])).map(
    lambda pair: pair[0].encode().decode(pair[1], "replace")
)


@given(st.lists(st.one_of(st.text(max_size=8), MOJIBAKE), max_size=4).map(" ".join))
def test_repair_is_idempotent(text: str) -> None:
    assert repair(repair(text)) == repair(text)


def test_quotes_and_entities_stay() -> None:
    assert repair("Lucie-Aim√©e’s “&amp;” ﬁt") == "Lucie-Aimée’s “&amp;” ﬁt"
