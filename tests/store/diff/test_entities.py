"""Names that are new, gone, changed, or stand for something else."""

from collections.abc import Callable

import pyoxigraph as ox
import pytest

from kg.store.diff import Diff

Compared = Callable[[ox.Store, ox.Store], Diff]
EARLY, LATE = "2501.00001", "2501.00002"
PAPERS = {EARLY: {"days": ["2025-01-02"]}, LATE: {"days": ["2025-01-03"]}}


def test_a_new_name_comes_with_the_first_sentence_that_has_it(
    graph: Callable[..., ox.Store], compared: Compared
) -> None:
    mentions = [(LATE, "system/x", "X, late", "introduces"), (EARLY, "system/x", "X")]
    found = compared(graph(PAPERS), graph(PAPERS, {"system/x": ["X"]}, mentions))
    (entity,) = found.entities.new
    assert entity.evidence is not None
    assert (entity.label, entity.types, entity.introduced) == ("X", ("Model",), False)
    assert (entity.evidence.paper, entity.evidence.day, entity.evidence.sentence, entity.evidence.place) == (
        f"paper/{EARLY}", "2025-01-02", "Here is X.", "d.md:3"
    )  # fmt: skip


def test_of_one_day_the_paper_that_introduces_a_name_goes_first(
    graph: Callable[..., ox.Store], compared: Compared
) -> None:
    papers = {EARLY: {"days": ["2025-01-02"]}, LATE: {"days": ["2025-01-02"]}}
    mentions = [(EARLY, "system/x", "X"), (LATE, "system/x", "our X", "introduces")]
    (entity,) = compared(graph(papers), graph(papers, mentions=mentions)).entities.new
    assert entity.evidence is not None
    assert (entity.evidence.paper, entity.introduced) == (f"paper/{LATE}", True)


def test_what_only_another_name_tells_has_the_sentence_of_that_name(
    graph: Callable[..., ox.Store], compared: Compared
) -> None:
    new = graph(
        PAPERS,
        {"system/q": ["Q"], "system/q-d": ["Q-D"]},
        [(LATE, "system/q-d", "Q-D")],
        based_on={"system/q-d": "system/q"},
    )
    base, derived = compared(graph(PAPERS), new).entities.new
    assert (base.label, derived.label, base.evidence) == ("Q", "Q-D", derived.evidence)
    assert [one.label for one in derived.based_on] == ["Q"]


def test_models_that_are_made_from_each_other_have_no_sentence_and_do_no_harm(
    graph: Callable[..., ox.Store], compared: Compared
) -> None:
    new = graph(
        PAPERS, {"system/a": ["A"], "system/b": ["B"]}, based_on={"system/a": "system/b", "system/b": "system/a"}
    )
    assert [entity.evidence for entity in compared(graph(PAPERS), new).entities.new] == [None, None]


def test_a_name_whose_id_is_another_is_renamed(graph: Callable[..., ox.Store], compared: Compared) -> None:
    old = graph(PAPERS, {"benchmark/mat": ["MAT"]}, [(EARLY, "benchmark/mat", "MAT")])
    new = graph(PAPERS, {"benchmark/math": ["Math", "MAT"]}, [(EARLY, "benchmark/math", "MAT")])
    found = compared(old, new).entities
    (move,) = found.moved
    assert (move.old.id, move.new.id, move.how) == ("benchmark/mat", "benchmark/math", "renamed")
    assert move.evidence is not None
    assert move.evidence.sentence == "Here is MAT."
    assert not found.new
    assert not found.gone


def test_a_name_that_became_one_of_another_s_is_merged_and_can_part_again(
    graph: Callable[..., ox.Store], compared: Compared
) -> None:
    two = graph(PAPERS, {"benchmark/a": ["A"], "benchmark/b": ["B"]})
    one = graph(PAPERS, {"benchmark/a": ["A", "B"]})
    assert [(move.old.label, move.new.label, move.how) for move in compared(two, one).entities.moved] == [
        ("B", "A", "merged")
    ]
    assert [(move.old.label, move.new.label, move.how) for move in compared(one, two).entities.moved] == [
        ("A", "B", "parted")
    ]
    (changed,) = compared(two, one).entities.changed
    assert [(change.property, change.new) for change in changed.changes] == [("aliases", ("B",))]


def test_an_alias_that_another_had_before_tells_no_move(graph: Callable[..., ox.Store], compared: Compared) -> None:
    found = compared(
        graph(PAPERS, {"system/a": ["A"], "system/b": ["B", "A"]}), graph(PAPERS, {"system/b": ["B", "A"]})
    ).entities
    assert (found.moved, [entity.label for entity in found.gone]) == ((), ["A"])


def test_a_benchmark_and_a_model_of_one_name_are_two(graph: Callable[..., ox.Store], compared: Compared) -> None:
    found = compared(graph(PAPERS, {"benchmark/a": ["A"]}), graph(PAPERS, {"system/a": ["A"]})).entities
    assert (found.moved, len(found.new), len(found.gone)) == ((), 1, 1)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (["A"], ["a", "A"], [("label", ("A",), ("a",))]),
        (["A"], ["A", "AA"], [("aliases", (), ("AA",))]),
        (["A", "AA"], ["A"], [("aliases", ("AA",), ())]),
    ],
)
def test_labels_and_aliases_that_changed_come_with_a_sentence_that_has_the_name(
    old: list[str], new: list[str], told: list[object], graph: Callable[..., ox.Store], compared: Compared
) -> None:
    before, after = (
        graph(PAPERS, {"system/a": names}, [(EARLY, "system/a", name) for name in names]) for names in (old, new)
    )
    (changed,) = compared(before, after).entities.changed
    assert [(change.property, change.old, change.new) for change in changed.changes] == told
    (change,) = changed.changes
    assert change.evidence is not None
    assert change.evidence.sentence == f"Here is {(change.new or change.old)[0]}."


def test_which_way_is_better_and_what_a_model_was_made_from_are_told(
    graph: Callable[..., ox.Store], compared: Compared
) -> None:
    names = {"metric/m": ["M"], "system/a": ["A"], "system/b": ["B"]}
    new = graph(PAPERS, names, lower_is_better=["metric/m"], based_on={"system/b": "system/a"})
    changes = [(found.new.id, *found.changes) for found in compared(graph(PAPERS, names), new).entities.changed]
    assert [(id_, change.property, change.old, change.new) for id_, change in changes] == [
        ("metric/m", "higherIsBetter", ("true",), ("false",)), ("system/b", "based_on", (), ("A",))
    ]  # fmt: skip
