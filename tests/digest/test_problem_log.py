from kg.digest.problem_log import Place, ProblemLog, shorten


def test_log_keeps_the_order_and_the_place() -> None:
    log = ProblemLog("a/x.md")
    log.add_warning(Place(2, 5), "w", "repaired", "see")
    log.add_error(Place(1, 1), "e", "lost", "mend")
    assert [str(problem) for problem in log.problems] == [
        "a/x.md:2:5: warning: repaired; see [w]",
        "a/x.md:1:1: error: lost; mend [e]",
    ]


def test_quotations_stay_short_and_on_one_line() -> None:
    assert shorten("a\nb") == r"'a\nb'"
    assert len(shorten("x" * 1000)) == 82
