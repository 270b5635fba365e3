"""Papers that are new, gone or changed."""

from collections.abc import Callable

import pyoxigraph as ox
import pytest

from kg.store.diff import Diff

Compared = Callable[[ox.Store, ox.Store], Diff]
PAPER = "2501.00001"
ABOUT = {"title": "T", "days": ["2025-01-02"], "authors": ["Ann", "Bob"], "tags": ["x"], "code": ["https://a.org/b"]}


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"title": "U"}, ("title", ("T",), ("U",))),
        ({"authors": ["Ann", "Bob", "Cem"]}, ("authors", (), ("Cem",))),
        ({"authors": ["Bob", "Ann"]}, ("authors", ("Ann", "Bob"), ("Bob", "Ann"))),
        ({"tags": ["y"]}, ("tags", ("x",), ("y",))),
        ({"code": []}, ("code", ("https://a.org/b",), ())),
        ({"days": ["2025-01-02", "2025-01-03"]}, ("days", (), ("2025-01-03",))),
        ({"summary": "Says more."}, ("summaries", ("Says.",), ("Says more.",))),
    ],
)
def test_what_changed_has_its_old_and_its_new_value(
    changed: dict[str, object], told: tuple[object, ...], graph: Callable[..., ox.Store], compared: Compared
) -> None:
    found = compared(graph({PAPER: ABOUT}), graph({PAPER: ABOUT | changed}))
    (paper,) = found.papers.changed
    assert not found.papers.new
    assert not found.papers.gone
    assert [(change.property, change.old, change.new) for change in paper.changes] == [told]


def test_a_new_paper_comes_with_all_that_the_columns_say(graph: Callable[..., ox.Store], compared: Compared) -> None:
    found = compared(graph(), graph({PAPER: ABOUT}))
    (paper,) = found.papers.new
    assert (paper.id, paper.title, paper.url) == (f"paper/{PAPER}", "T", f"https://arxiv.org/abs/{PAPER}")
    assert ([author.label for author in paper.authors], [tag.label for tag in paper.tags]) == (["Ann", "Bob"], ["x"])
    assert (paper.days, paper.places, paper.code) == (("2025-01-02",), ("2025-01-02.md:7",), ("https://a.org/b",))


def test_papers_stand_by_day_and_title(graph: Callable[..., ox.Store], compared: Compared) -> None:
    told = {"1": ("b", "03"), "2": ("a", "03"), "3": ("c", "02")}
    papers = {
        f"2501.0000{number}": {"title": title, "days": [f"2025-01-{day}"]} for number, (title, day) in told.items()
    }
    assert [paper.title for paper in compared(graph(), graph(papers)).papers.new] == ["c", "a", "b"]
