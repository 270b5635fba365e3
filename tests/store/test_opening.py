from pathlib import Path

import pytest

from kg.errors import InputError, UsageError
from kg.export import write
from kg.graph import Graph
from kg.schema import ONTOLOGY_VERSION, PREFIXES
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


def test_the_union_has_a_statement_once_however_many_graphs_make_it(tmp_path: Path) -> None:
    quads = [f"<http://a/p> <{PREFIXES['rdf']}type> <{PREFIXES['kg']}Paper> <http://a/day{day}> .\n" for day in (1, 2)]
    (tmp_path / "graph.nq").write_text("".join(quads), encoding="utf-8")
    both = open_graph(tmp_path / "graph.nq")
    assert run_query(both, "SELECT (COUNT(*) AS ?n) { ?p a kg:Paper }", "csv").split() == ["n", "1"]
    assert run_query(both, "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?p a kg:Paper } }", "csv").split() == ["n", "2"]


@pytest.mark.parametrize("version", ["0.1.0", "9.9.9"])
def test_a_graph_of_another_version_is_refused_with_the_remedy(
    seeds_graph: Graph, tmp_path: Path, version: str
) -> None:
    write(seeds_graph, tmp_path / "out", ["nquads"])
    file = tmp_path / "out" / "graph.nq"
    text = file.read_text(encoding="utf-8")
    if version == "0.1.0":
        # Such a graph did not say its version, and its evidence had no words of its own.
        lines = [line for line in text.splitlines(True) if "sentenceText" not in line and "conformsTo" not in line]
        text = "".join(lines)
    file.write_text(text.replace(f"ontology/{ONTOLOGY_VERSION}", f"ontology/{version}"), encoding="utf-8")
    with pytest.raises(
        InputError, match=rf"graph\.nq: built with version {version}.*this is {ONTOLOGY_VERSION}.*kg build"
    ):
        open_graph(tmp_path / "out")


@pytest.mark.parametrize("kept", [slice(0, 20_000), slice(None, None, 2)])
def test_a_graph_that_is_cut_off_between_lines_is_noticed(seeds_graph: Graph, tmp_path: Path, kept: slice) -> None:
    write(seeds_graph, tmp_path / "out", ["nquads"])
    file = tmp_path / "out" / "graph.nq"
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    described = [line for line in lines[kept.stop or 0 :] if "dataset/graph>" in line or "/partition/" in line]
    file.write_text("".join([*lines[kept], *(described if kept.step else [])]), encoding="utf-8")
    with pytest.raises(InputError, match=r"cut off.*build it again with: kg build PATH"):
        open_graph(tmp_path / "out")


def test_statements_of_ones_own_may_be_added(seeds_graph: Graph, tmp_path: Path) -> None:
    write(seeds_graph, tmp_path / "out", ["nquads"])
    with (tmp_path / "out" / "graph.nq").open("a", encoding="utf-8") as file:
        file.write('<http://a/b> <http://a/note> "mine" <http://a/notes> .\n')
    assert run_query(open_graph(tmp_path / "out"), "ASK { ?s <http://a/note> 'mine' }") == "true\n"


def test_a_folder_with_a_graph_of_something_else_is_no_export(tmp_path: Path) -> None:
    (tmp_path / "graph.nq").write_text("<http://a> <http://b> <http://c> .\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"does not describe itself.*kg build PATH"):
        open_graph(tmp_path)
    assert run_query(open_graph(tmp_path / "graph.nq"), "ASK { ?s ?p ?o }") == "true\n"
