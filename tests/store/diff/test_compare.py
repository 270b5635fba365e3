"""Two whole graphs: days of seeds/ that come and go, and what holds for whatever graphs."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.digest import Reading
from kg.errors import InputError, UsageError
from kg.resolve import read_aliases
from kg.store.diff import Diff, diff
from kg.store.diff.words import sections

Compared = Callable[[ox.Store, ox.Store], Diff]
LAST = "2025-03-04"


def test_a_graph_does_not_differ_from_itself(seeds_store: Callable[..., ox.Store], compared: Compared) -> None:
    found = compared(seeds_store(), seeds_store())
    assert found.is_empty
    assert [*found.counts()] == [(kind, 0, 0, 0) for kind in ("papers", "entities", "results", "leaders")]


def test_a_further_day_brings_its_papers_names_and_results(
    seeds_store: Callable[..., ox.Store], compared: Compared, seeds_reading: Reading
) -> None:
    found = compared(seeds_store(LAST), seeds_store())
    assert (found.days_new, found.days_gone) == ((LAST,), ())
    (day,) = (digest for digest in seeds_reading.digests if digest.day == LAST)
    assert {paper.id for paper in found.papers.new} == {f"paper/{entry.paper}" for entry in day.entries}
    assert not found.papers.gone
    assert not found.papers.changed
    assert not found.entities.gone
    assert not found.results.gone
    assert {entity.evidence.day for entity in found.entities.new if entity.evidence} == {LAST}
    assert found.results.new
    assert {result.day for result in found.results.new} == {LAST}


def test_whatever_is_new_has_a_sentence_that_stands_in_its_digest(
    seeds_store: Callable[..., ox.Store], compared: Compared, seeds: Path
) -> None:
    found = compared(seeds_store(LAST), seeds_store())
    cited = [one.evidence for section in sections(found) for item in section.items for one in item.cited]
    assert len(cited) > 50
    for evidence in cited:
        path, _, line = evidence.place.rpartition(":")
        row = "".join((seeds / path).read_text(encoding="utf-8").splitlines()[int(line) - 1 :])
        assert evidence.sentence.split()[-1] in row
    assert all(entity.evidence for entity in found.entities.new)


@pytest.mark.parametrize("without", ["2025-02-04", "2025-02-11", LAST])
def test_what_is_new_in_one_order_is_gone_in_the_other(
    without: str, seeds_store: Callable[..., ox.Store], compared: Compared
) -> None:
    there = compared(seeds_store(without), seeds_store())
    back = compared(seeds_store(), seeds_store(without))
    assert_opposite(there, back)


def test_bases_of_iris_are_no_difference(seeds_store: Callable[..., ox.Store], compared: Compared) -> None:
    other = "https://example.org/kg/"
    found = compared(seeds_store(), seeds_store(base=other))
    assert found.is_empty
    assert found.new.base == other


def test_a_second_digest_of_a_day_gives_facts_other_ids_and_no_news(
    seeds_store: Callable[..., ox.Store], compared: Compared
) -> None:
    one, other = seeds_store(), seeds_store(twice="2025-02-11")
    result = "https://w3id.org/paperkg/result/2502.06781/2025-02-11"
    assert all(
        not quad.subject.value.startswith(f"{result}/") for quad in other if isinstance(quad.subject, ox.NamedNode)
    )
    assert compared(one, other).is_empty


def test_names_that_a_list_of_aliases_makes_one_are_merged_and_not_gone(
    seeds_store: Callable[..., ox.Store], compared: Compared, tmp_path: Path
) -> None:
    file = tmp_path / "aliases.toml"
    file.write_text('[[same]]\nlabel = "system"\nnames = ["OREAL-32B", "OREAL-7B"]\n', encoding="utf-8")
    merged = seeds_store(aliases=read_aliases(file))
    found = compared(seeds_store(), merged)
    (move,) = found.entities.moved
    assert (move.old.label, move.new.id, move.how) == ("OREAL-7B", "system/oreal-32b", "merged")
    assert move.evidence is not None
    assert "OREAL-7B" in move.evidence.sentence
    assert not found.entities.new
    assert not found.entities.gone
    assert not found.results.new
    assert not found.results.gone
    assert [change.how for change in compared(merged, seeds_store()).entities.moved] == ["parted"]


def test_what_is_no_graph_of_digests_is_refused(tmp_path: Path) -> None:
    other = tmp_path / "other.ttl"
    other.write_text("<http://a/b> <http://a/c> <http://a/d> .", encoding="utf-8")
    with pytest.raises(InputError, match=r"other\.ttl: there is no kg:Digest in it"):
        diff(other, other)
    with pytest.raises(UsageError, match="no such file or folder"):
        diff(tmp_path / "nowhere", other)


def test_a_graph_of_another_vocabulary_is_refused(seeds_store: Callable[..., ox.Store], tmp_path: Path) -> None:
    file = tmp_path / "graph.nq"
    seeds_store().dump(str(file), ox.RdfFormat.N_QUADS)
    diff(file, file)
    old = tmp_path / "old.nq"
    old.write_text(file.read_text(encoding="utf-8").replace("ontology/0.2.0>", "ontology/0.0.1>"), encoding="utf-8")
    with pytest.raises(InputError, match=r"old\.nq: built with version 0\.0\.1 of the vocabulary"):
        diff(old, file)


def assert_opposite(there: Diff, back: Diff) -> None:
    """What is new in the one is gone in the other, and what has changed has changed back."""
    assert (there.days_new, there.days_gone) == (back.days_gone, back.days_new)
    for kind in ("papers", "entities", "results", "leaders"):
        one, other = getattr(there, kind), getattr(back, kind)
        assert (one.new, one.gone) == (other.gone, other.new)
        pairs, mirrored = (
            {(found.old, found.new) if forward else (found.new, found.old) for found in whole.changed}
            for whole, forward in ((one, True), (other, False))
        )
        assert pairs == mirrored
    hows = {"renamed": "renamed", "merged": "parted", "parted": "merged"}
    moved = {(move.old, move.new, move.how) for move in there.entities.moved}
    assert moved == {(move.new, move.old, hows[move.how]) for move in back.entities.moved}


PAPERS = ("2501.00001", "2501.00002", "2501.00003")
DAYS = ("2025-01-02", "2025-01-03")
SYSTEMS = ("system/a", "system/b", "system/c")
WORDS = ("A", "B", "C", "D")

few_days = st.lists(st.sampled_from(DAYS), min_size=1, unique=True)
about_papers = st.dictionaries(
    st.sampled_from(PAPERS),
    st.fixed_dictionaries(
        {"days": few_days}, optional={"title": st.sampled_from(("T", "U")), "tags": st.sets(st.sampled_from("xy"))}
    ),
    min_size=1,
)
about_names = st.dictionaries(st.sampled_from(SYSTEMS), st.lists(st.sampled_from(WORDS), min_size=1, unique=True))
about_results = st.lists(
    st.fixed_dictionaries(
        {
            "system": st.sampled_from((*SYSTEMS, "")),
            "value": st.sampled_from(("1", "2.0", "2", "1 to 2")),
            "benchmark": st.sampled_from(("benchmark/b", "benchmark/c", "")),
            "start": st.integers(0, 3),
        }
    ),
    max_size=4,
    unique_by=lambda one: one["start"],
)


@st.composite
def graphs(draw: st.DrawFn) -> dict[str, object]:
    papers = draw(about_papers)
    names = draw(about_names)
    paper = st.sampled_from(sorted(papers))
    results = [one | {"paper": draw(paper)} for one in draw(about_results)]
    mentions = [(draw(paper), id_, word) for id_, words in names.items() for word in words[:1]]
    return {"papers": papers, "names": names, "results": results, "mentions": mentions}


@settings(max_examples=150)
@given(graphs(), graphs())
def test_of_any_two_graphs_the_differences_in_one_order_mirror_those_in_the_other(
    graph: Callable[..., ox.Store], compared: Compared, one: dict[str, object], other: dict[str, object]
) -> None:
    old, new = graph(**one), graph(**other)
    assert compared(old, old).is_empty
    assert_opposite(compared(old, new), compared(new, old))


@settings(max_examples=50)
@given(graphs(), graphs())
def test_what_differs_is_told_once_and_two_graphs_without_differences_have_the_same_things(
    graph: Callable[..., ox.Store], compared: Compared, one: dict[str, object], other: dict[str, object]
) -> None:
    found = compared(graph(**one), graph(**other))
    entities = found.entities
    told = [entity.id for entity in entities.new] + [entity.id for entity in entities.gone]
    moved = {move.old.id for move in entities.moved} | {move.new.id for move in entities.moved}
    assert len(told) == len({*told})
    assert not moved & {*told}
    if found.is_empty:
        assert replace(found.old, source="", base="") == replace(found.new, source="", base="")
        assert one["papers"].keys() == other["papers"].keys()  # type: ignore[attr-defined]
