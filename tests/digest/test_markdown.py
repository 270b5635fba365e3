import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.digest import Entry, Reading, read
from kg.digest.entries import DayBook
from kg.digest.markdown import read_markdown
from kg.digest.problem_log import ProblemLog

DAY = "## Papers for 2025-01-01\n\n"
HEAD = "| Title | Authors | Summary |\n|---|---|---|\n"
ROW = "| [T](https://arxiv.org/abs/2501.00001) | A, B | S |\n"
OTHER = "| [U](https://arxiv.org/abs/2501.00002) | C | R |\n"


def reading_of(text: str) -> Reading:
    return read(["-"], stdin=text.encode())


def entries_of(reading: Reading) -> list[Entry]:
    return [entry for digest in reading.digests for entry in digest.entries]


def codes(reading: Reading) -> list[tuple[str, str]]:
    return [(problem.severity, problem.code) for problem in reading.problems]


WORDS = st.lists(
    st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S")), min_size=1, max_size=8), max_size=6
)
NAMES = ["Title", "AUTHORS", " Summary ", "classification", "GitHub URLs", "Hugging Face URLs"]


@given(WORDS, WORDS, st.permutations(NAMES), st.integers(1, 6), st.data())
def test_table_in_any_order_wrapped_anywhere_reads_back(
    title: list[str], summary: list[str], order: list[str], keep: int, data: st.DataObject
) -> None:
    shown = " ".join(["T", *title])
    stated = " ".join(["S", *summary])
    cells = {
        "Title": f"[{shown}](https://arxiv.org/abs/2501.00001)",
        "AUTHORS": "Ada, Zoë B",
        " Summary ": stated,
        "classification": "['X', 'Y z']",
        "GitHub URLs": "[Link](https://github.com/a/b)",
        "Hugging Face URLs": "N/A",
    }
    columns = [name for name in order if name == "Title" or order.index(name) < keep]
    row = "| " + " | ".join(cells[name].replace("|", r"\|") for name in columns) + " |"
    words = row.split(" ")
    ends = data.draw(st.lists(st.sampled_from([" ", "\n", "\n\n "]), min_size=len(words), max_size=len(words)))
    wrapped = "".join(word + end for word, end in zip(words, ends, strict=True))
    header = f"|{'|'.join(columns)}|\n{'|---' * len(columns)}|\n"
    (entry,) = entries_of(reading_of(f"{DAY}{header}{wrapped}\n"))
    assert entry.title_source == shown
    assert entry.paper == "2501.00001"
    assert entry.author_sources == (("Ada", "Zoë B") if "AUTHORS" in columns else ())
    assert entry.summary == (stated if " Summary " in columns else "")
    assert entry.tags == (("X", "Y z") if "classification" in columns else ())
    assert [link.url for link in entry.links] == (["https://github.com/a/b"] if "GitHub URLs" in columns else [])


def test_several_digests_stand_in_one_file() -> None:
    reading = reading_of(f"{DAY}{HEAD}{ROW}\n# papers for 2025-01-02  (Thursday)\n\n{HEAD}{OTHER}")
    assert [(digest.day, digest.line, len(digest.entries)) for digest in reading.digests] == [
        ("2025-01-01", 1, 1),
        ("2025-01-02", 7, 1),
    ]
    assert reading.problems == ()


def test_one_day_in_two_sections_is_one_digest() -> None:
    reading = reading_of(f"{DAY}{HEAD}{ROW}\n{DAY}{HEAD}{OTHER}")
    assert [[entry.paper for entry in digest.entries] for digest in reading.digests] == [["2501.00001", "2501.00002"]]


def test_day_without_papers_is_a_digest() -> None:
    reading = reading_of(DAY)
    assert [(digest.day, digest.entries) for digest in reading.digests] == [("2025-01-01", ())]
    assert reading.problems == ()


def test_day_comes_from_the_file_name_with_a_warning() -> None:
    book = DayBook(ProblemLog("digest-2025-01-03.md"), "")
    assert read_markdown(HEAD + ROW, "2025-01-03", book)
    assert [digest.day for digest in book.digests()] == ["2025-01-03"]
    assert [(problem.severity, problem.code) for problem in book.log.problems] == [("warning", "day-from-name")]


def test_rows_of_an_unknown_day_are_an_error() -> None:
    reading = reading_of(HEAD + ROW)
    assert (reading.digests, codes(reading)) == ((), [("error", "no-day")])
    assert [report.rows for report in reading.files] == [1]


def test_impossible_date_is_an_error() -> None:
    reading = reading_of(f"## Papers for 2025-02-30\n{HEAD}{ROW}")
    assert codes(reading) == [("error", "bad-date"), ("error", "no-day")]
    assert (reading.problems[0].line, reading.problems[0].column) == (1, 15)


@pytest.mark.parametrize(
    ("row", "code", "line"),
    [
        ("| [X](https://arxiv.org/abs/2501.00003) | A |\n", "too-few-cells", 5),
        ("| [X](https://arxiv.org/abs/2501.00003) | A | p(a|b) |\n", "too-many-cells", 5),
        ("| [X\n  y](https://arxiv.org/abs/2501.00003) | A | p(a|b) |\n", "too-many-cells", 5),
        ("| X | A | S |\n", "no-arxiv-id", 5),
        ("| [X](https://example.org/2501.00003) | A | S |\n", "no-arxiv-id", 5),
    ],
)
def test_lost_row_costs_no_other(row: str, code: str, line: int) -> None:
    reading = reading_of(DAY + HEAD + row + ROW + OTHER)
    assert [entry.paper for entry in entries_of(reading)] == ["2501.00001", "2501.00002"]
    assert [(problem.severity, problem.code, problem.line) for problem in reading.problems] == [("error", code, line)]
    assert [(report.rows, report.entries) for report in reading.files] == [(3, 2)]


def test_row_cut_at_the_end_of_the_file_is_an_error() -> None:
    reading = reading_of(DAY + HEAD + ROW + "| [U](https://arxiv.org/abs/2501.00002) | C")
    assert [entry.paper for entry in entries_of(reading)] == ["2501.00001"]
    assert codes(reading) == [("error", "too-few-cells")]


def test_row_without_its_last_pipe_reads_with_a_warning() -> None:
    reading = reading_of(DAY + HEAD + ROW.replace(" S |", " S") + OTHER)
    assert [entry.summary for entry in entries_of(reading)] == ["S", "R"]
    assert codes(reading) == [("warning", "row-not-closed")]


def test_unknown_and_repeated_columns_are_left_aside() -> None:
    head = "| Title | Rating | Authors | Authors |\n|---|---|---|---|\n"
    reading = reading_of(f"{DAY}{head}| [T](https://arxiv.org/abs/2501.00001) | 5 | A | B |\n")
    assert [entry.authors for entry in entries_of(reading)] == [("A",)]
    assert codes(reading) == [("warning", "unknown-column")] * 2


def test_header_without_title_is_one_error() -> None:
    reading = reading_of(f"{DAY}| Name | Authors |\n|---|---|\n| a | b |\n| c | d |\n")
    assert codes(reading) == [("error", "no-title-column")]


def test_header_without_dashes_reads_with_a_warning() -> None:
    reading = reading_of(f"{DAY}| Title | Authors | Summary |\n{ROW}")
    assert len(entries_of(reading)) == 1
    assert codes(reading) == [("warning", "no-delimiter-row")]


def test_dashes_of_another_width_are_a_warning() -> None:
    reading = reading_of(f"{DAY}| Title | Authors | Summary |\n|---|---|\n{ROW}")
    assert len(entries_of(reading)) == 1
    assert codes(reading) == [("warning", "delimiter-width")]


def test_rows_without_any_header_are_an_error() -> None:
    reading = reading_of(DAY + ROW + OTHER)
    assert codes(reading) == [("error", "no-header")]
    assert "2 lines" in reading.problems[0].message


def test_run_of_text_outside_a_table_is_one_warning() -> None:
    reading = reading_of(f"{DAY}some\ntext\n\n{HEAD}{ROW}\nmore\n")
    assert [(problem.code, problem.line) for problem in reading.problems] == [
        ("text-outside-table", 3),
        ("text-outside-table", 10),
    ]
    assert len(entries_of(reading)) == 1


def test_cell_of_dashes_left_alone_on_a_line_is_no_table_header() -> None:
    title = "[T](https://arxiv.org/abs/2501.00001)"
    reading = reading_of(f"{DAY}| Authors | Summary | Title |\n|---|---|---|\n| x\n| - |\n{title} |\n")
    assert [(entry.authors, entry.summary) for entry in entries_of(reading)] == [(("x",), "-")]
    assert reading.problems == ()


def test_giant_cell_costs_its_row_alone() -> None:
    reading = reading_of(DAY + HEAD + ROW.replace("S", "s" * 1_000_001) + OTHER)
    assert [entry.paper for entry in entries_of(reading)] == ["2501.00002"]
    assert codes(reading) == [("error", "cell-too-long")]
