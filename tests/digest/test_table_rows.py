import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.digest.table_rows import is_delimiter, read_row, split_line

CHARS = st.characters(codec="utf-8", exclude_characters="\n\r")
CELL = (
    st.text(CHARS, max_size=30).map(lambda text: " ".join(text.split())).filter(lambda text: not text.startswith("#"))
)


def texts(source: str, width: int) -> list[str] | None:
    attempt = read_row(source.split("\n"), 0, width, title_first=False)
    return None if attempt.cells is None else [cell.text for cell in attempt.cells]


@given(st.lists(CELL, min_size=1, max_size=5), st.data())
def test_row_wrapped_anywhere_reads_back_exactly(cells: list[str], data: st.DataObject) -> None:
    row = "| " + " | ".join(cell.replace("|", r"\|") for cell in cells) + " |"
    words = row.split(" ")
    ends = data.draw(
        st.lists(st.sampled_from([" ", " ", "\n", "\n  ", " \n\n"]), min_size=len(words), max_size=len(words))
    )
    source = "".join(word + end for word, end in zip(words, ends, strict=True))
    assert texts(source + "\n| next | row |", len(cells)) == cells


def test_cell_keeps_its_inner_double_spaces_and_escaped_pipes() -> None:
    assert texts(r"|  a  b | c \| d\\| e |", 2) == ["a  b", r"c | d\| e"]


def test_cell_knows_where_it_begins() -> None:
    attempt = read_row(["", "| é", "", "  b |", "   c | d |"], 1, 3, title_first=False)
    assert attempt.cells is not None
    assert [(cell.text, cell.place.line, cell.place.column) for cell in attempt.cells] == [
        ("é b", 2, 3),
        ("c", 5, 4),
        ("d", 5, 8),
    ]
    assert attempt.next_line == 5


@pytest.mark.parametrize(
    ("source", "found", "next_line"),
    [
        ("| a | b |\n| c | d | e |", 2, 1),
        ("| a | b\nc |\n| d | e | f |", 2, 2),
        ("| a | b | c | d |\n| e | f | g |", 4, 1),
        ("| a | b | c | d\nmore |\n| e | f | g |", 4, 2),
        ("| a | b\n## Papers for 2025-01-02", 2, 1),
        ("| a | b |\n\ntext", 2, 1),
        ("| a | b |\ntext", 2, 2),
    ],
)
def test_row_that_does_not_fit_is_reported_not_guessed(source: str, found: int, next_line: int) -> None:
    attempt = read_row(source.split("\n"), 0, 3, title_first=True)
    assert (attempt.cells, attempt.found, attempt.next_line) == (None, found, next_line)


def test_row_that_lacks_only_its_last_pipe_is_taken() -> None:
    attempt = read_row(["| a | b | c", "more", "| d | e | f |"], 0, 3, title_first=True)
    assert attempt.cells is not None
    assert [cell.text for cell in attempt.cells] == ["a", "b", "c more"]
    assert (attempt.closed, attempt.next_line) == (False, 2)


def test_text_behind_a_blank_line_does_not_join_an_open_row() -> None:
    attempt = read_row(["| a | b | c", "", "text"], 0, 3, title_first=True)
    assert attempt.cells is not None
    assert attempt.cells[2].text == "c"
    assert attempt.next_line == 1


def test_title_with_its_link_begins_a_row_however_short_the_last_one_was() -> None:
    lines = ["| [A](https://arxiv.org/abs/2501.00001) | x |", "| [B](https://arxiv.org/abs/2501.00002) | y |"]
    assert read_row(lines, 0, 5, title_first=True).cells is None
    assert read_row(lines, 0, 5, title_first=True).next_line == 1


def test_delimiter_and_header_lines() -> None:
    assert is_delimiter("|---|:-:|--:|")
    assert is_delimiter("--- | ---")
    assert not is_delimiter("| - | a |")
    assert not is_delimiter("---")
    assert split_line(r"| a \| b | | c |") == [r"a \| b", "", "c"]
