import pytest

from kg.digest.cells import (
    check_summary,
    repair_authors,
    repair_tags,
    repair_title,
    split_authors,
    split_tags,
    split_title,
)
from kg.digest.problem_log import Place, ProblemLog

HERE = Place(3, 7)


@pytest.mark.parametrize(
    ("cell", "title", "paper"),
    [
        ("[A b](https://arxiv.org/abs/2501.00001)", "A b", "2501.00001"),
        ("[[A] (b) [c](d)](https://arxiv.org/abs/2501.00001)", "[A] (b) [c](d)", "2501.00001"),
        ("[ A ](arxiv.org/pdf/2501.00001v2)", "A", "2501.00001"),
        (
            "A (Read more on [arXiv](arxiv.org/abs/2501.00001) or [HuggingFace](hf.co/papers/2501.00001))",
            "A",
            "2501.00001",
        ),
        ("A (x) (Read more on [HuggingFace](https://huggingface.co/papers/2501.00001))", "A (x)", "2501.00001"),
        ("[A](https://example.org)", "A", None),
        ("[about arxiv.org/abs/2501.00009](https://example.org)", "about arxiv.org/abs/2501.00009", None),
        ("A https://arxiv.org/abs/2501.00001", "A", "2501.00001"),
        ("A", "A", None),
        ("", "", None),
    ],
)
def test_title_and_identifier(cell: str, title: str, paper: str | None) -> None:
    assert split_title(cell) == (title, paper)


def test_missing_title_is_a_warning_and_no_empty_label() -> None:
    log = ProblemLog("x.md")
    assert repair_title("", "2501.00001", HERE, log) == "arXiv:2501.00001"
    assert [(problem.code, problem.line, problem.column) for problem in log.problems] == [("no-title", 3, 7)]


def test_authors_stand_between_commas() -> None:
    assert split_authors(" Ada L, ,zsytony,") == ["Ada L", "zsytony"]
    assert split_authors("N/A") == split_authors("") == []


def test_author_twice_in_one_row_is_kept_once() -> None:
    log = ProblemLog("x.md")
    assert repair_authors(["A", "Jos√©", "A"], HERE, log) == {"A": "A", "José": "Jos√©"}
    assert sorted(problem.code for problem in log.problems) == ["damaged-text", "repeated-author"]


@pytest.mark.parametrize(
    ("cell", "tags", "warned"),
    [
        ("['A b', 'C']", ["A b", "C"], False),
        ('["A", "it\'s"]', ["A", "it's"], False),
        ("[]", [], False),
        ("N/A", [], False),
        ("", [], False),
        (r"['\d']", [r"\d"], False),
        ("['A', 'B'", ["A", "B"], True),
        ("A, B c", ["A", "B c"], True),
        ("[1, 2]", ["1", "2"], True),
        ("['A', null]", ["A", "null"], True),
        ("[" * 10_000, None, True),
    ],
)
def test_classification_forms(cell: str, tags: list[str] | None, warned: bool) -> None:
    log = ProblemLog("x.md")
    found = split_tags(cell, HERE, log)
    assert tags is None or found == tags
    assert [problem.code for problem in log.problems] == ["classification-form"] * warned


def test_tag_twice_in_one_row_is_kept_once() -> None:
    log = ProblemLog("x.md")
    assert repair_tags(["A", " A ", "", "B"], HERE, log) == ("A", "B")
    assert [problem.code for problem in log.problems] == ["repeated-tag"]


def test_damaged_summary_is_noted_and_kept() -> None:
    log = ProblemLog("x.md")
    assert check_summary("1.40Ã— faster", HERE, log) == "1.40Ã— faster"
    assert [(problem.severity, problem.code) for problem in log.problems] == [("warning", "damaged-text")]
    assert "'1.40×'" in log.problems[0].remedy
