import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.lexicon import locate
from kg.extract.pieces import CONTEXT, WINDOW, Pieces, piece_shape, word_shape


@pytest.fixture(scope="module")
def pieces() -> Pieces:
    return Pieces(locate("vocab.txt"))


@pytest.mark.parametrize(
    ("piece", "shape"),
    [("", 0), ("word", 1), ("Word", 2), ("A", 2), ("MATH", 3), ("LoRA", 4), ("vLLM", 5), ("42", 6), ("-", 7)],
)
def test_shapes_of_pieces_keep_the_case(piece: str, shape: int) -> None:
    assert piece_shape(piece) == shape


@pytest.mark.parametrize(
    ("word", "shape"), [("plain", 0), ("Plain", 1), ("LoRA", 3), ("vLLM", 2), ("GPT-4o", 7), ("o1", 4)]
)
def test_shapes_of_words_are_bits(word: str, shape: int) -> None:
    assert word_shape(word) == shape


def test_a_text_is_cut_into_pieces_of_the_vocabulary(pieces: Pieces) -> None:
    ids, shapes, _, begins = pieces.cut("LoRA tunes GPT-4o")
    assert [pieces.tokenizer.id_to_token(i) for i in ids] == ["lo", "##ra", "tunes", "gp", "##t", "-", "4", "##o"]
    assert begins.tolist() == [0, 2, 5, 11, 13, 14, 15, 16]
    assert len(shapes) == len(ids)


@given(count=st.integers(0, 1500), every=st.integers(1, 400), lead=st.integers(0, 200))
def test_windows_hold_every_piece_once_with_the_context_before_it(
    pieces: Pieces, count: int, every: int, lead: int
) -> None:
    text = " ".join(["word"] * count)
    starts = [5 * k for k in range(count)]
    windows = list(pieces.windows(text, "title " * lead, starts, starts[::every]))
    assert np.concatenate([w.tokens[w.tokens >= 0] for w in windows] or [[]]).tolist() == list(range(count))
    for window in windows:
        assert len(window.ids) <= WINDOW
        assert len({len(array) for array in vars(window).values()}) == 1
        assert window.ids[0] == pieces.begin
        assert window.ids[-1] == pieces.end
        assert (window.types == 0).sum() == min(lead, CONTEXT) + 2


def test_windows_end_with_sentences_where_they_can(pieces: Pieces) -> None:
    starts = [5 * k for k in range(900)]
    windows = list(pieces.windows(" ".join(["word"] * 900), "", starts, starts[::100]))
    assert [int((w.tokens >= 0).sum()) for w in windows] == [500, 400]


def test_one_long_word_is_cut_anywhere(pieces: Pieces) -> None:
    text = "a-" * 2000
    windows = list(pieces.windows(text, "", [0], [0]))
    assert sum(int((w.tokens >= 0).sum()) for w in windows) == 4000
    assert all(len(w.ids) <= WINDOW for w in windows)
