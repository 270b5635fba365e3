"""The differences as text."""

from collections.abc import Callable

import pyoxigraph as ox

from kg.store.diff import Diff
from kg.store.diff.text import text_lines
from kg.store.leaderboard import CAVEAT

Compared = Callable[[ox.Store, ox.Store], Diff]
OLD, NEW = "2501.00001", "2501.00002"
FIRST = {"paper": OLD, "value": "90", "start": 1}


def test_who_took_the_lead_from_whom_comes_with_both_sentences(
    graph: Callable[..., ox.Store], compared: Compared
) -> None:
    papers = {OLD: {"days": ["2025-01-02"], "title": "Old"}}
    more = papers | {NEW: {"days": ["2025-01-03"], "title": "New", "authors": ["Ann"], "code": ["https://a.org/b"]}}
    best = {"paper": NEW, "system": "system/z", "value": "95", "start": 1}
    old, new = graph(papers, results=[FIRST]), graph(more, results=[FIRST, best])
    assert [*text_lines(compared(old, new))] == [
        "old: old (2 days, 2025-01-01 to 2025-01-02, 1 paper)",
        "new: new (3 days, 2025-01-01 to 2025-01-03, 2 papers)",
        "new day: 2025-01-03",
        "",
        "          new  gone  changed",
        "--------  ---  ----  -------",
        "papers    1    0     0",
        "entities  1    0     0",
        "results   1    0     0",
        "leaders   0    0     1",
        "",
        "New paper (1)",
        "  New",
        "    2501.00002, 2025-01-03, 2025-01-03.md:8",
        "    by Ann",
        "    links: https://a.org/b",
        "    https://arxiv.org/abs/2501.00002",
        "",
        "New name (1)",
        "  z (Model)",
        "",
        "New result (1)",
        "  z: 95 m on b",
        "    New (2501.00002, 2025-01-03)",
        "      It has 95. [d.md:3, confidence 0.8]",
        "",
        "Changed leader (1)",
        "  b, m, percent (higher is better): z (95) takes the lead from a (90)",
        "    New (2501.00002, 2025-01-03)",
        "      It has 95. [d.md:3, confidence 0.8]",
        "    before: Old (2501.00001, 2025-01-02)",
        "      It has 90. [d.md:3, confidence 0.8]",
        "",
        CAVEAT,
    ]


def test_long_lists_are_folded_with_their_number(graph: Callable[..., ox.Store], compared: Compared) -> None:
    papers = {f"2501.{number:05}": {"days": ["2025-01-02"]} for number in range(30)}
    found = compared(graph(), graph(papers))
    lines = [*text_lines(found, limit=20)]
    assert "New papers (30)" in lines
    assert "  .. and 10 more; --limit 0 shows all" in lines
    assert sum(line.startswith("    https://") for line in lines) == 20
    assert sum(line.startswith("    https://") for line in text_lines(found)) == 30


def test_what_changed_says_what_is_more_and_what_is_less(graph: Callable[..., ox.Store], compared: Compared) -> None:
    about = {"days": ["2025-01-02"], "title": "T", "tags": ["x", "y"]}
    old = graph({OLD: about | {"summary": "a" * 200}})
    new = graph({OLD: about | {"title": "U", "tags": ["x", "z"], "summary": "b"}})
    lines = [*text_lines(compared(old, new))]
    assert lines[lines.index("Changed paper (1)") + 1 :][:5] == [
        "  U",
        "    2501.00001, 2025-01-02, 2025-01-02.md:7",
        "    title: U, before T",
        "    tags: now also z; no longer y",
        f"    summaries: now also b; no longer {'a' * 159}…",
    ]


def test_no_differences_are_said_to_be_none(graph: Callable[..., ox.Store], compared: Compared) -> None:
    assert [*text_lines(compared(graph(), graph()))][-1] == "no differences"


def test_names_that_moved_say_where_to(graph: Callable[..., ox.Store], compared: Compared) -> None:
    papers = {OLD: {"days": ["2025-01-02"]}}
    two = graph(papers, {"benchmark/a": ["A"], "benchmark/b": ["B"]})
    one = graph(papers, {"benchmark/a": ["A", "B"]})
    renamed = graph(papers, {"benchmark/a": ["A"], "benchmark/c": ["C", "B"]})
    for other, told in ((one, "B is now one with A"), (renamed, "B is now called C")):
        lines = [*text_lines(compared(two, other))]
        assert f"  {told}" in lines
    assert "  B is now apart from A" in [*text_lines(compared(one, two))]
