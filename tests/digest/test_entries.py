from kg.digest import read

HEAD = "## Papers for 2025-01-01\n\n| Title | Summary |\n|---|---|\n"
ROW = "| [T](https://arxiv.org/abs/2501.00001) | S |\n"


def test_identical_row_is_kept_once_with_a_warning() -> None:
    reading = read(["-"], stdin=(HEAD + ROW + ROW).encode())
    assert [entry.line for entry in reading.digests[0].entries] == [5]
    (problem,) = reading.problems
    assert (problem.code, problem.severity, problem.line) == ("repeated-row", "warning", 6)
    assert "line 5" in problem.message
    assert [(report.rows, report.entries, report.papers) for report in reading.files] == [(2, 1, 1)]


def test_same_paper_with_another_summary_is_a_second_entry() -> None:
    reading = read(["-"], stdin=(HEAD + ROW + ROW.replace("| S", "| R")).encode())
    assert [entry.summary for entry in reading.digests[0].entries] == ["S", "R"]
    assert reading.problems == ()
    assert [(report.rows, report.entries, report.papers) for report in reading.files] == [(2, 2, 1)]


def test_same_paper_on_two_days_is_two_entries() -> None:
    text = HEAD + ROW + HEAD.replace("01-01", "01-02") + ROW
    reading = read(["-"], stdin=text.encode())
    assert [(digest.day, len(digest.entries)) for digest in reading.digests] == [("2025-01-01", 1), ("2025-01-02", 1)]
    assert reading.problems == ()
