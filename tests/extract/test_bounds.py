from hypothesis import given
from hypothesis import strategies as st
from spacy.vocab import Vocab

from kg.extract.bounds import bounds_of, labelled_span
from kg.extract.tokenizer import Words

words = Words(Vocab())


@given(st.text(max_size=60), st.integers(0, 60), st.integers(0, 60))
def test_tokens_are_those_of_spacy(text: str, start: int, end: int) -> None:
    doc = words(text)
    theirs = doc.char_span(start, end) if 0 <= start < end <= len(text) else None
    ours = bounds_of(doc).tokens(start, end)
    assert ours == (None if theirs is None else (theirs.start, theirs.end))
    if ours is not None:
        assert bounds_of(doc).offsets(ours) == (start, end)


def test_a_span_that_cuts_a_token_is_none() -> None:
    doc = words("GPT-4o wins")
    assert labelled_span(doc, (0, 3), "model") is None
    span = labelled_span(doc, (0, 6), "model")
    assert span is not None
    assert (span.text, span.label_) == ("GPT-4o", "model")
    assert bounds_of(doc) is bounds_of(doc)
