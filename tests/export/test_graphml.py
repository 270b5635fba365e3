import io
import json
import subprocess
import xml.etree.ElementTree as ET
from collections import Counter
from pathlib import Path

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.export.attributes import Place, edge_columns, name, node_columns, pairs
from kg.export.drawn import DrawnGraph
from kg.export.formats import FORMATS
from kg.export.graphml import generate_collapsed_graphml, generate_graphml
from kg.graph import Graph, Node, View, ViewEdge, ViewNode, view

NS = "{http://graphml.graphdrawing.org/xmlns}"
SOMEWHERE = Place(1, 2, 7, (1, 2, 3))


def place_columns(place: Place) -> dict[str, int]:
    red, green, blue = place.colour
    return {"x": place.x, "y": place.y, "size": place.size, "r": red, "g": green, "b": blue}


def parsed(document: bytes) -> nx.MultiDiGraph:
    return nx.parse_graphml(document.decode(), force_multigraph=True)


@pytest.mark.parametrize("which", ["seeds", "crowded"])
def test_networkx_reads_the_same_graph(which: str, seeds_drawn: DrawnGraph, crowded_view: View, placed) -> None:
    seen = seeds_drawn.view if which == "seeds" else crowded_view
    places = placed(seen)
    read = parsed(b"".join(generate_graphml(seen, places)))
    assert read.is_directed()
    want = {name(n.id): node_columns(n) | place_columns(p) for n, p in zip(seen.nodes, places, strict=True)}
    assert dict(read.nodes(data=True)) == want
    found = {key: (s, t, data) for s, t, key, data in read.edges(keys=True, data=True)}
    assert found == {name(e.id): (name(e.source), name(e.target), edge_columns(e)) for e in seen.edges}


def test_the_collapsed_file_has_one_edge_for_each_pair(crowded_view: View, placed) -> None:
    document = b"".join(generate_collapsed_graphml(crowded_view, placed(crowded_view)))
    read = nx.parse_graphml(document.decode())
    assert not read.is_directed()
    assert not read.is_multigraph()
    weights = {frozenset(pair): data["weight"] for *pair, data in read.edges(data=True)}
    assert weights == {frozenset((name(p.one), name(p.other))): p.columns["weight"] for p in pairs(crowded_view)}


def test_igraph_reads_the_same_graph(seeds_drawn: DrawnGraph, crowded_view: View, placed, tmp_path: Path) -> None:
    igraph = pytest.importorskip("igraph", reason="python-igraph is not installed (pip install 'paperkg[igraph]')")
    for seen in (seeds_drawn.view, crowded_view):
        places = placed(seen)
        file = tmp_path / "graph.graphml"
        file.write_bytes(b"".join(generate_graphml(seen, places)))
        read = igraph.Graph.Read_GraphML(str(file))
        assert read.is_directed()
        want = [node_columns(n) | place_columns(p) for n, p in zip(seen.nodes, places, strict=True)]
        assert read.vs["id"] == [name(node.id) for node in seen.nodes]
        for column in want[0]:
            assert read.vs[column] == [row[column] for row in want], column
        ends = [(read.vs[e.source]["id"], e["type"], read.vs[e.target]["id"]) for e in read.es]
        assert ends == [(name(e.source), e.type, name(e.target)) for e in seen.edges]
        for column in ("evidence", "weight", "months", "confidence"):
            assert read.es[column] == [edge_columns(edge)[column] for edge in seen.edges], column


def test_gephi_lite_reads_the_same_graph(crowded_view: View, placed, root: Path, tmp_path: Path, tool) -> None:
    node = tool("node")
    if not (root / "tests/js/node_modules/graphology-graphml").exists():
        pytest.skip("graphology is not installed (npm ci --prefix tests/js)")
    file = tmp_path / "graph.graphml"
    places = placed(crowded_view)
    file.write_bytes(b"".join(generate_graphml(crowded_view, places)))
    run = subprocess.run([node, root / "tests/js/to_json.mjs", file], check=True, capture_output=True)
    read = json.loads(run.stdout)
    assert read["options"]["type"] == "directed"
    for found, node_, place in zip(read["nodes"], crowded_view.nodes, places, strict=True):
        colour = "#{:02x}{:02x}{:02x}".format(*place.colour)
        drawn = {"x": place.x, "y": place.y, "size": place.size, "color": colour}
        assert (found["key"], found["attributes"]) == (name(node_.id), node_columns(node_) | drawn)
    edges = {edge["key"]: (edge["source"], edge["target"], edge["attributes"]) for edge in read["edges"]}
    assert edges == {name(e.id): (name(e.source), name(e.target), edge_columns(e)) for e in crowded_view.edges}


def test_edge_ids_and_columns_are_there_once(seeds_drawn: DrawnGraph, placed) -> None:
    seen = seeds_drawn.view
    for generate in (generate_graphml, generate_collapsed_graphml):
        tree = ET.fromstring(b"".join(generate(seen, placed(seen))))
        ids = Counter(edge.get("id") for edge in tree.iter(f"{NS}edge"))
        assert None not in ids
        assert max(ids.values()) == 1
        keys = Counter((key.get("for"), key.get("attr.name")) for key in tree.iter(f"{NS}key"))
        assert max(keys.values()) == 1
        assert {key.get("attr.type") for key in tree.iter(f"{NS}key")} == {"string", "int", "double"}


def test_a_slice_is_told_in_the_description(crowded_view: View, placed) -> None:
    tree = ET.fromstring(b"".join(generate_graphml(crowded_view, placed(crowded_view))))
    assert tree.findtext(f"{NS}desc") == "Knowledge graph of AI papers; slice: tag=X"


@given(st.text(alphabet=st.characters()))
def test_any_label_makes_a_file_that_reads_back(label: str) -> None:
    node = ViewNode("paper/1", "Paper", label, (label,), (label,), "2025-02", 1, {}, (), ())
    edge = ViewEdge("paper/1 mentions paper/1", "paper/1", "mentions", "paper/1", "2025-02", 1, None, (label,), ())
    read = parsed(b"".join(generate_graphml(View((node,), (edge,)), [SOMEWHERE])))
    kept = "".join(
        c for c in label if c in "\t\n\r" or " " <= c <= "\ud7ff" or "\ue000" <= c <= "\ufffd" or c > "\uffff"
    )
    assert read.nodes["paper/1"]["label"] == (kept if kept.strip() else "paper/1")
    assert read.nodes["paper/1"]["aliases"] == kept


def test_a_graph_without_edges_or_nodes_is_written() -> None:
    seen = view(Graph((Node("tag/x", ("Tag",), "digest/2025-01-01", {"prefLabel": "X"}),), ()))
    for one, places in ((seen, [SOMEWHERE]), (View((), ()), [])):
        for generate in (generate_graphml, generate_collapsed_graphml):
            read = nx.parse_graphml(b"".join(generate(one, places)).decode())
            assert (read.number_of_nodes(), read.number_of_edges()) == (len(one.nodes), 0)


def test_a_document_comes_in_pieces(crowded_view: View, placed) -> None:
    pieces = list(generate_graphml(crowded_view, placed(crowded_view)))
    assert len(pieces) > 1
    ET.parse(io.BytesIO(b"".join(pieces)))


def test_the_formats_draw_where_the_page_does(seeds_drawn: DrawnGraph) -> None:
    (read,) = [parsed(b"".join(FORMATS["graphml"].files["graph.graphml"](seeds_drawn, "")))]
    for number, node in enumerate(seeds_drawn.view.nodes):
        x, y = seeds_drawn.layout.places[number]
        assert (read.nodes[node.id]["x"], read.nodes[node.id]["y"]) == (x, -y)
