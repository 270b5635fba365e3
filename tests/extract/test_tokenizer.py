from hypothesis import given
from hypothesis import strategies as st
from spacy.vocab import Vocab

from kg.extract.tokenizer import Words

words = Words(Vocab())


@given(st.text())
def test_keeps_every_text_as_it_is(text: str) -> None:
    assert words(text).text == text


def test_cuts_at_every_word_boundary() -> None:
    assert [token.text for token in words("GPT-4o(pass@1),  91.2%")] == [
        *("GPT", "-", "4o", "(", "pass", "@", "1", ")", ",", " ", "91", ".", "2", "%")
    ]


def test_reads_no_text_and_blanks_alone() -> None:
    assert [words(text).text for text in ("", " ", "\n \t", "a \u00a0 b")] == ["", " ", "\n \t", "a \u00a0 b"]
