"""Parts hold what a build in memory holds, whatever the order and the cuts of the input."""

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from kg.bulk import local, stages
from kg.digest import Digest, Link, Reading
from kg.export import write
from kg.graph import Graph, build

EDGE = ("source", "type", "target", "graph")


@pytest.fixture
def the_same(parts, tmp_path: Path):
    """Holds parts against a graph in memory."""

    def compare(exports: Path, graph: Graph) -> None:
        folder = tmp_path / "whole"
        write(graph, folder, ["nquads", "parquet"])
        assert parts.lines(exports) == sorted((folder / "graph.nq").read_text(encoding="utf-8").split("\n")[:-1])
        assert parts.rows(exports / "nodes-parts", "id").equals(pq.read_table(folder / "nodes.parquet"))
        edges = pq.read_table(folder / "edges.parquet").sort_by([(key, "ascending") for key in EDGE])
        assert parts.rows(exports / "edges-parts", *EDGE).equals(edges)

    return compare


def test_parts_hold_the_graph(seeds_reading: Reading, seeds_graph: Graph, in_parts, the_same) -> None:
    the_same(in_parts(seeds_reading.digests) / "exports", seeds_graph)


@pytest.mark.parametrize("seed", range(3))
def test_order_and_cuts_of_the_input_change_no_byte(
    seed: int, seeds_reading: Reading, in_parts, monkeypatch, parts
) -> None:
    # Several parts, of so few entries.
    monkeypatch.setattr(local, "PART", 10)
    monkeypatch.setattr(local, "ROWS", 100)
    monkeypatch.setattr(local, "SHARE", 500)
    one = parts.files(in_parts(seeds_reading.digests) / "exports")
    assert sum(name.startswith("nquads-parts/digests-") for name in one) > 3
    assert sum(name.startswith("nodes-parts/merged-") for name in one) > 3
    assert parts.files(in_parts(seeds_reading.digests, seed) / "exports") == one


def test_parts_are_the_same_whatever_their_size(
    seeds_reading: Reading, seeds_graph: Graph, in_parts, monkeypatch, the_same
) -> None:
    monkeypatch.setattr(local, "PART", 1)
    monkeypatch.setattr(local, "ROWS", 7)
    monkeypatch.setattr(local, "SHARE", 300)
    the_same(in_parts(seeds_reading.digests) / "exports", seeds_graph)


def test_processes_change_no_byte(seeds_reading: Reading, in_parts, monkeypatch, parts) -> None:
    monkeypatch.setattr(local, "PART", 20)
    alone = parts.files(in_parts(seeds_reading.digests) / "exports")
    assert parts.files(in_parts(seeds_reading.digests, jobs=3) / "exports") == alone


def moved(digest: Digest, path: str) -> Digest:
    """The same digest in another file."""
    return replace(digest, path=path, entries=tuple(replace(entry, path=path) for entry in digest.entries))


def several(reading: Reading) -> list[Digest]:
    """A paper that defines a name on one day and uses it on another; one twice in a digest; a digest twice; an empty one."""
    first, second, *rest = reading.digests
    paper, other = first.entries[0], first.entries[1]
    long = replace(paper, summary="- We train with Mixed Preference Optimization (MPO). MPO gains 3.0% on MATH.")
    short = replace(
        paper, day=second.day, path=second.path, summary="- MPO reaches 81.0% accuracy on GSM8K.", title="Other"
    )
    twice = replace(other, summary="- The same paper once more, with 12.0% accuracy on MATH.", line=99)
    return [
        replace(first, entries=(*first.entries, twice, replace(long, line=100))),
        replace(second, entries=(short, *second.entries)),
        *rest,
        moved(rest[0], "copy.md"),
        moved(replace(rest[0], entries=rest[0].entries[:3]), "another.md"),
        Digest("2025-12-24", "empty.md", 1, "0" * 64, ()),
    ]


def test_papers_of_several_digests_and_digests_that_stand_twice(
    seeds_reading: Reading, in_parts, annotate, monkeypatch, the_same, parts
) -> None:
    digests = several(seeds_reading)
    graph = build(digests, annotate)
    # The short name is the long one's on the other day, too.
    named = {edge.target for edge in graph.edges if edge.type == "entity"}
    assert "system/mixed-preference-optimization" in named
    monkeypatch.setattr(local, "PART", 10)
    one = in_parts(digests) / "exports"
    the_same(one, graph)
    assert parts.files(in_parts(digests[::-1], seed=1, jobs=2) / "exports") == parts.files(one)


def test_an_entry_that_cannot_be_built_is_told_and_all_else_is_built(
    seeds_reading: Reading, in_parts, annotate, the_same, parts
) -> None:
    papers = Counter(entry.paper for digest in seeds_reading.digests for entry in digest.entries)
    assert len(seeds_reading.digests) > 2
    bad = [
        next(entry for entry in digest.entries if papers[entry.paper] == 1 and next(annotate([entry])).mentions)
        for digest in seeds_reading.digests[1:]
    ]
    folder = in_parts(seeds_reading.digests, poison=frozenset(entry.paper for entry in bad))
    faults = parts.rows(folder / "work" / "faults", "paper").to_pylist()
    assert {(own["path"], own["line"], own["paper"]) for own in faults} == {(e.path, e.line, e.paper) for e in bad}
    assert {own["reason"].lower() for own in faults} == {"keyerror: 'nonsense'"}
    left = [
        replace(digest, entries=tuple(entry for entry in digest.entries if entry not in bad))
        for digest in seeds_reading.digests
    ]
    the_same(folder / "exports", build(left, annotate))


def test_one_file_of_all_parts_has_the_bytes_of_one_that_was_made_in_memory(
    seeds_reading: Reading, in_parts, annotate, tmp_path: Path, monkeypatch
) -> None:
    monkeypatch.setattr(local, "PART", 10)
    monkeypatch.setattr(local, "ROWS", 100)
    files = ("edges.parquet", "graph.nq", "nodes.parquet")
    days = ("2024-01-01", "2025-02-10", "2025-02-12", "2025-02-13", "2025-12-31")
    empty = [Digest(day, f"empty-{day}.md", 1, "0" * 64, ()) for day in days]
    digests = [*several(seeds_reading), *empty]
    write(build(digests, annotate), tmp_path / "whole", ["nquads", "parquet"])
    exports = in_parts(digests, wanted=frozenset(files)) / "exports"
    assert tuple(sorted(path.name for path in exports.iterdir())) == files
    for name in files:
        assert (exports / name).read_bytes() == (tmp_path / "whole" / name).read_bytes(), name


@pytest.mark.parametrize("longest", [1, 6])
def test_long_digests_are_cut_and_sewn(
    longest: int, seeds_reading: Reading, in_parts, annotate, the_same, parts, monkeypatch
) -> None:
    monkeypatch.setattr(local, "PART", 10)
    monkeypatch.setattr(stages, "LONG", longest)
    digests = several(seeds_reading)
    # The same repository in two writings, and the same authors, on one day.
    first = digests[0].entries[0]
    link = Link("Repository", "https://github.com/Foo/Bar", "github.com", "Foo", "Bar", "", "GitHub URLs")
    other = replace(link, url="https://github.com/foo/bar", owner="foo", name="bar")
    entries = [
        replace(entry, authors=first.authors, author_sources=first.author_sources) for entry in digests[0].entries
    ]
    entries[1], entries[-1] = replace(entries[1], links=(link,)), replace(entries[-1], links=(other,))
    digests[0] = replace(digests[0], entries=tuple(entries))
    exports = in_parts(digests) / "exports"
    assert any(path.name.startswith("sewn_nodes") for path in (exports / "nquads-parts").iterdir())
    the_same(exports, build(digests, annotate))
    assert parts.files(in_parts(digests, seed=2) / "exports") == parts.files(exports)


def test_digests_without_any_entry_are_built(in_parts, annotate, the_same) -> None:
    digests = [Digest("2025-12-24", "empty.md", 1, "0" * 64, ())]
    the_same(in_parts(digests) / "exports", build(digests, annotate))


@pytest.mark.corpus
def test_the_corpus_in_parts_is_its_graph(shared: Path, corpus_graph: Graph, in_parts, the_same) -> None:
    from kg.digest import read

    the_same(in_parts(read([shared / "corpus"]).digests, jobs=2) / "exports", corpus_graph)
