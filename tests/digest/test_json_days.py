import json
from typing import Any

import pytest

from kg.digest import Entry, Reading, read
from kg.digest.entries import DayBook
from kg.digest.json_days import read_json
from kg.digest.problem_log import ProblemLog

PAPER: dict[str, Any] = {
    "title": "A long\n  title",
    "authors": "Ada L, zsytony",
    "link": "https://arxiv.org/abs/2501.00001",
    "github_repo": "https://github.com/x/y;",
    "summary": " - One.\n- Two. ",
    "classification": ["B", "A"],
    "github_urls": ["github.com/x/y", "https://github.com/x/z"],
    "huggingface_urls": [None, "hf.co/o/m"],
    "date": "2025-01-01",
}


def reading_of(text: str) -> Reading:
    return read(["-"], stdin=text.encode())


def entries_of(reading: Reading) -> list[Entry]:
    return [entry for digest in reading.digests for entry in digest.entries]


def codes(reading: Reading) -> list[tuple[str, str]]:
    return [(problem.severity, problem.code) for problem in reading.problems]


def test_object_gives_an_entry() -> None:
    reading = reading_of(json.dumps([PAPER], indent=4))
    (entry,) = entries_of(reading)
    assert (entry.day, entry.paper, entry.title, entry.line) == ("2025-01-01", "2501.00001", "A long title", 2)
    assert entry.authors == ("Ada L", "zsytony")
    assert entry.summary == "- One.\n- Two."
    assert entry.tags == ("B", "A")
    assert [link.url for link in entry.links] == [
        "https://github.com/x/y",
        "https://github.com/x/z",
        "https://huggingface.co/o/m",
    ]
    assert reading.problems == ()


def test_authors_may_be_a_list_and_tags_a_string() -> None:
    (entry,) = entries_of(reading_of(json.dumps([PAPER | {"authors": ["A, B", " C "], "classification": "['X']"}])))
    assert (entry.authors, entry.tags) == (("A, B", "C"), ("X",))


def test_problem_points_at_the_field() -> None:
    text = json.dumps([PAPER | {"huggingface_urls": ["null"]}], indent=4)
    (problem,) = reading_of(text).problems
    line = text.split("\n")[problem.line - 1]
    assert line[: problem.column - 1].strip() == '"huggingface_urls":'
    (problem,) = reading_of(json.dumps([PAPER, PAPER | {"link": "x"}])).problems
    assert json.dumps([PAPER, PAPER | {"link": "x"}])[problem.column - 1 :].startswith('"x"')


@pytest.mark.parametrize(
    "broken",
    ['{"title": "X", "link" "y"}', '{"title": "X', '{"title": "X",}', '{"title": NaNa}', '{"title": "X" "date": "y"}'],
)
def test_broken_object_costs_no_other(broken: str) -> None:
    text = f"[\n{json.dumps(PAPER)},\n{broken},\n{json.dumps(PAPER | {'link': 'arxiv.org/abs/2501.00002'})}\n]"
    reading = reading_of(text)
    assert [entry.paper for entry in entries_of(reading)] == ["2501.00001", "2501.00002"]
    assert codes(reading) == [("error", "broken-json")]
    assert reading.problems[0].line in (3, 4)
    assert "begins at 3:1" in reading.problems[0].message


def test_array_without_its_end_is_an_error() -> None:
    reading = reading_of(f"[{json.dumps(PAPER)}")
    assert len(entries_of(reading)) == 1
    assert codes(reading) == [("error", "cut-json")]


@pytest.mark.parametrize("text", [json.dumps(PAPER), f"{json.dumps(PAPER)}\n{json.dumps(PAPER | {'title': 'U'})}\n"])
def test_objects_may_stand_without_an_array(text: str) -> None:
    reading = reading_of(text)
    assert len(entries_of(reading)) == text.count("2501.00001")
    assert reading.problems == ()


def test_other_values_are_errors() -> None:
    reading = reading_of(f'[{json.dumps(PAPER)}, 7, {{"name": "x"}}]')
    assert len(entries_of(reading)) == 1
    assert codes(reading) == [("error", "no-object"), ("error", "no-paper")]


def test_unknown_field_is_a_warning() -> None:
    assert codes(reading_of(json.dumps([PAPER | {"rating": 5}]))) == [("warning", "unknown-field")]


def test_same_paper_twice_is_kept_once_unless_it_differs() -> None:
    reading = reading_of(json.dumps([PAPER, PAPER, PAPER | {"summary": "Other."}]))
    assert len(entries_of(reading)) == 2
    assert codes(reading) == [("warning", "repeated-row")]


@pytest.mark.parametrize("stated", [None, "", "soon"])
def test_missing_date_comes_from_the_file_name(stated: str | None) -> None:
    book = DayBook(ProblemLog("2025-01-05.json"), "")
    assert read_json(json.dumps([PAPER | {"date": stated}]), "2025-01-05", book)
    assert [digest.day for digest in book.digests()] == ["2025-01-05"]
    assert [(problem.severity, problem.code) for problem in book.log.problems] == [("warning", "day-from-name")]
    assert codes(reading_of(json.dumps([PAPER | {"date": stated}]))) == [("error", "no-day")]


def test_empty_array_is_a_day_without_papers() -> None:
    book = DayBook(ProblemLog("2025-01-05.json"), "")
    assert read_json("[]", "2025-01-05", book)
    assert [(digest.day, digest.entries) for digest in book.digests()] == [("2025-01-05", ())]


def test_endless_nesting_and_endless_breakage_end() -> None:
    assert ("error", "nested-json") in codes(reading_of('[{"title":' * 100_000))
    assert ("error", "no-json") in codes(reading_of('{"title" ' * 100_000))
