import pytest

from kg.digest.link_cells import sort_links, stated_links
from kg.digest.problem_log import Place, ProblemLog

HERE = Place(2, 9)


@pytest.mark.parametrize(
    ("cell", "texts"),
    [
        ("[Link](https://a.org/x), [Link](b.org)", ["https://a.org/x", "b.org"]),
        ("[Link](https://a.org/x_(y))", ["https://a.org/x_(y)"]),
        ('[Link](https://a.org "A title")', ["https://a.org"]),
        ("[Link](https://a.org, https://b.org)", ["https://a.org", "https://b.org"]),
        ("[Link](https://a.org/ b/c)", ["https://a.org/ b/c"]),
        ("https://a.org, b.org; c.org", ["https://a.org", "b.org", "c.org"]),
        ("https://a.org/m-{1,2}, b.org", ["https://a.org/m-{1,2}", "b.org"]),
        ("b.org [Link](a.org)", ["b.org", "a.org"]),
        ("[Link](https://a.org/x", ["https://a.org/x"]),
        ("[Link](null)", ["null"]),
        *((text, []) for text in ("N/A", "", "null", "none", "None", "string", " - ", "n/a", "[]")),
    ],
)
def test_links_that_a_cell_states(cell: str, texts: list[str]) -> None:
    assert stated_links(cell) == texts


def test_same_link_in_both_columns_is_kept_once() -> None:
    stated = [("github.com/X/y.git", "GitHub URLs", HERE), ("https://github.com/x/Y", "HuggingFace URLs", HERE)]
    log = ProblemLog("x.md")
    assert [(link.url, link.column) for link in sort_links(stated, log)] == [("https://github.com/X/y", "GitHub URLs")]
    assert log.problems == []


def test_set_aside_and_repaired_links_are_warnings() -> None:
    stated = [
        (text, "HuggingFace URLs", HERE)
        for text in ("null", "https://x.github.io/ a/", "hf.co/o/m-{1,2}", "https://huggingface.co/papers/2501.00001")
    ]
    log = ProblemLog("x.md")
    assert [link.url for link in sort_links(stated, log)] == [
        "https://x.github.io/a",
        "https://huggingface.co/o/m-1",
        "https://huggingface.co/o/m-2",
    ]
    assert [problem.code for problem in log.problems] == ["no-link", "link-white-space", "folded-links", "no-link"]
    assert {(problem.severity, problem.line, problem.column) for problem in log.problems} == {("warning", 2, 9)}
