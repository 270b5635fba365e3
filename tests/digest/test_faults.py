"""One test for each fault that was found in reading hostile digests."""

import json
from pathlib import Path

import pytest

from kg.digest import Reading, read

TABLE = "| Title | Authors | Summary |\n|---|---|---|\n"
PAPER = {
    "title": "T",
    "authors": "A B",
    "link": "https://arxiv.org/abs/2502.00001",
    "summary": "s",
    "date": "2025-02-11",
}


def row(number: int, title: str = "T") -> str:
    return f"| [{title}](https://arxiv.org/abs/2502.{number:05}) | A B | s |\n"


def read_text(folder: Path, name: str, text: str) -> Reading:
    (folder / name).write_text(text, encoding="utf-8")
    return read([folder / name])


def codes(reading: Reading) -> list[str]:
    return [problem.code for problem in reading.problems]


@pytest.mark.parametrize("heading", ["February 12, 2025", "2025/02/12", "2025-2-12", "2025-02-30"])
def test_a_heading_that_cannot_be_read_takes_the_day_of_no_other(tmp_path: Path, heading: str) -> None:
    text = f"## Papers for 2025-02-11\n\n{TABLE}{row(1)}\n## Papers for {heading}\n\n{TABLE}{row(2)}"
    reading = read_text(tmp_path, "days.md", text)
    assert [entry.paper for digest in reading.digests for entry in digest.entries] == ["2502.00001"]
    assert codes(reading) == ["bad-date", "no-day"]


def test_a_row_without_its_first_pipe_is_a_lost_row(tmp_path: Path) -> None:
    text = f"## Papers for 2025-02-11\n\n{TABLE}{row(1)}{row(2)[2:]}{row(3)}> {row(4)}"
    reading = read_text(tmp_path, "day.md", text)
    assert [entry.paper for digest in reading.digests for entry in digest.entries] == ["2502.00001", "2502.00003"]
    assert codes(reading) == ["row-not-opened", "row-not-opened"]
    assert reading.files[0].rows == 4


def test_a_title_that_names_two_papers_is_a_lost_row(tmp_path: Path) -> None:
    cell = "[X](https://arxiv.org/abs/2502.00002), [Y](https://arxiv.org/abs/2502.00003)"
    reading = read_text(tmp_path, "day.md", f"## Papers for 2025-02-11\n\n{TABLE}| {cell} | A B | s |\n")
    assert codes(reading) == ["two-papers"]


def test_several_texts_in_one_field_are_joined(tmp_path: Path) -> None:
    reading = read_text(tmp_path, "day.json", json.dumps([PAPER | {"summary": ["- one 91.0", "- two 80.0"]}]))
    assert reading.digests[0].entries[0].summary == "- one 91.0 - two 80.0"
    assert codes(reading) == ["several-texts"]


def test_a_link_that_names_two_papers_is_an_error(tmp_path: Path) -> None:
    links = ["https://arxiv.org/abs/2502.00001", "https://arxiv.org/abs/2502.00002"]
    reading = read_text(tmp_path, "day.json", json.dumps([PAPER | {"link": links}]))
    assert "two-papers" in codes(reading)


@pytest.mark.parametrize("field", ["title", "authors", "summary", "classification"])
def test_half_a_character_is_an_error_and_the_rest_is_read(tmp_path: Path, field: str) -> None:
    for value in ("https://a\ud800b", ["https://a\ud800b"]):
        reading = read_text(tmp_path, "day.json", json.dumps([PAPER | {field: value}]))
        assert "a\ufffdb" in repr(reading.digests[0].entries[0])
        assert "ud800" not in repr(reading.digests[0].entries[0])
        assert "lone-surrogate" in codes(reading)


@pytest.mark.parametrize("number", ["1" * 5000, "NaN", "-Infinity", "1e999"])
def test_a_number_where_text_belongs_stays_as_it_is_written(tmp_path: Path, number: str) -> None:
    text = json.dumps([PAPER | {"title": "NUMBER"}]).replace('"NUMBER"', number)
    assert read_text(tmp_path, "day.json", text).digests[0].entries[0].title == number


def test_a_field_stated_twice_is_said_so(tmp_path: Path) -> None:
    text = json.dumps([PAPER]).replace('"title": "T"', '"title": "T", "title": "U"')
    reading = read_text(tmp_path, "day.json", text)
    assert reading.digests[0].entries[0].title == "T"
    assert codes(reading) == ["repeated-field"]


def test_papers_inside_another_object_are_read(tmp_path: Path) -> None:
    upper = {name.title(): value for name, value in PAPER.items()} | {"Link": "https://arxiv.org/abs/2502.00002"}
    reading = read_text(tmp_path, "day.json", json.dumps({"papers": [PAPER, upper]}))
    assert [entry.paper for entry in reading.digests[0].entries] == ["2502.00001", "2502.00002"]
    assert codes(reading) == []


def test_an_object_that_is_no_paper_counts_as_a_lost_row(tmp_path: Path) -> None:
    reading = read_text(tmp_path, "day.json", json.dumps([PAPER, {"name": "x"}]))
    assert codes(reading) == ["no-paper"]
    assert reading.files[0].rows == 2


@pytest.mark.parametrize(("stated", "day"), [("2025-02-11T08:00:00Z", "2025-02-11"), ("2025-02-119999", None)])
def test_a_date_is_a_date_and_nothing_more(tmp_path: Path, stated: str, day: str | None) -> None:
    reading = read_text(tmp_path, "days.json", json.dumps([PAPER | {"date": stated}]))
    assert [digest.day for digest in reading.digests] == ([day] if day else [])
    assert codes(reading) == ([] if day else ["no-day"])
