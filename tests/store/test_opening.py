from pathlib import Path

import pytest

from kg.errors import InputError, UsageError
from kg.export import write
from kg.graph import Graph
from kg.store import open_graph, opening, run_query


def test_a_missing_graph_says_how_to_build_one(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="kg build PATH"):
        open_graph(tmp_path / "absent")
    with pytest.raises(UsageError, match=r"no graph here.*kg build PATH"):
        open_graph(tmp_path)
    (tmp_path / "notes.txt").write_text("x", encoding="utf-8")
    with pytest.raises(UsageError, match="not an RDF file"):
        open_graph(tmp_path / "notes.txt")


def test_a_folder_without_rdf_says_what_it_has(tmp_path: Path) -> None:
    for name in ("graph.html", "nodes.csv"):
        (tmp_path / name).write_text("x", encoding="utf-8")
    with pytest.raises(
        UsageError, match=r"no RDF here, only graph\.html, nodes\.csv; build one with: kg build PATH -o"
    ):
        open_graph(tmp_path)


def test_a_broken_graph_is_named(tmp_path: Path) -> None:
    (tmp_path / "graph.nq").write_text("<a> broken", encoding="utf-8")
    with pytest.raises(InputError, match=r"graph\.nq: .*build it again with: kg build PATH -o"):
        open_graph(tmp_path)


@pytest.mark.parametrize("name", ["graph.nq", "graph.trig", "graph.ttl"])
def test_an_empty_graph_is_named(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"")
    with pytest.raises(InputError, match=rf"{name}: there is no statement in it.*build it again"):
        open_graph(tmp_path)


@pytest.mark.parametrize("large", [0, opening.LARGE])
@pytest.mark.parametrize("form", ["trig", "nquads", "jsonld", "turtle"])
def test_a_graph_that_is_cut_off_is_named(
    seeds_graph: Graph, tmp_path: Path, monkeypatch, form: str, large: int
) -> None:
    monkeypatch.setattr(opening, "LARGE", large)
    (file,) = write(seeds_graph, tmp_path / "out", [form])
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
    with pytest.raises(InputError, match=rf"{file.name}: cannot be read.*cut off: build it again with: kg build PATH"):
        open_graph(tmp_path / "out")


def test_the_file_that_keeps_the_days_apart_is_read_first(seeds_graph: Graph, tmp_path: Path) -> None:
    write(seeds_graph, tmp_path / "out", ["turtle", "nquads"])
    answer = run_query(
        open_graph(tmp_path / "out"), "SELECT (COUNT(DISTINCT ?g) AS ?n) { GRAPH ?g { ?s ?p ?o } }", "csv"
    )
    assert int(answer.split()[1]) > 5
