"""A slice says in every format that it is one, and which."""

import xml.etree.ElementTree as ET
from pathlib import Path

import pyarrow.parquet as pq
import pyoxigraph as ox
import pytest

from kg.export import FORMATS, write
from kg.graph import Graph, sliced, view
from kg.store import open_graph
from kg.validation import validate

TOLD = "tag=Reinforcement Learning; top=40"


@pytest.fixture(scope="module")
def part(seeds_graph: Graph) -> Graph:
    return sliced(seeds_graph, ["tag=reinforcement learning", "top=40"])


@pytest.fixture(scope="module")
def folder(part: Graph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("slice") / "out"
    write(part, folder, FORMATS)
    return folder


# Edges have no row that speaks of the graph; those of the nodes do.
OF_EDGES = ("edges.csv", "edges-spreadsheet.csv", "edges.parquet", "neo4j-relationships.csv")


@pytest.mark.parametrize("file", [f for format_ in FORMATS.values() for f in format_.files if f not in OF_EDGES])
def test_every_file_tells_its_slice(file: str, folder: Path) -> None:
    if file == "nodes.parquet":
        told = set(pq.read_table(folder / file)["slice"].to_pylist()) - {None}
        assert told == {TOLD}
    else:
        assert TOLD in (folder / file).read_text(encoding="utf-8")


def test_all_formats_have_the_same_part(part: Graph, folder: Path) -> None:
    papers = {node.id for node in part.nodes if node.types == ("Paper",)}
    assert papers
    quads = ox.parse(path=str(folder / "graph.nq"))
    paper = ox.NamedNode("https://w3id.org/paperkg/ontology#Paper")
    is_a = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    found = {q.subject.value for q in quads if (q.predicate, q.object) == (is_a, paper)}
    assert found == {f"https://w3id.org/paperkg/{id_}" for id_ in papers}
    table = pq.read_table(folder / "nodes.parquet", columns=["id", "type"]).to_pylist()
    assert {row["id"] for row in table if row["type"] == "Paper"} == papers
    drawn = {node.id for node in view(part).nodes}
    for file in ("graph.graphml", "graph-collapsed.graphml", "graph.gexf"):
        assert {e.get("id") for e in ET.parse(folder / file).iter() if e.tag.endswith("}node")} == drawn


def test_a_whole_graph_does_not_speak_of_slices(seeds_graph: Graph, tmp_path: Path) -> None:
    write(seeds_graph, tmp_path / "out", ["nquads", "graphml", "gexf", "sota", "html"])
    for file in (tmp_path / "out").iterdir():
        text = file.read_text(encoding="utf-8")
        assert "slice: " not in text
        assert "ontology#slice" not in text


@pytest.mark.parametrize("slices", [["tag=reinforcement learning"], ["top=40"], ["ego=MATH-500"], ["to=2025-02-11"]])
def test_slices_conform_to_the_shapes(slices: list[str], seeds_graph: Graph, tmp_path: Path) -> None:
    write(sliced(seeds_graph, slices), tmp_path / "out", ["nquads"])
    report = validate(open_graph(tmp_path / "out"))
    assert report.conforms, report.turtle
    assert report.statements > 500
