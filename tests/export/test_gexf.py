import json
import subprocess
import xml.etree.ElementTree as ET
from pathlib import Path

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.export.attributes import Place, edge_columns, name, node_columns
from kg.export.drawn import DrawnGraph
from kg.export.gexf import LONGEST, generate_gexf, intervals
from kg.graph import Graph, Node, View, ViewNode, view

NS, VIZ = "{http://gexf.net/1.3}", "{http://gexf.net/1.3/viz}"
SOMEWHERE = Place(1, 2, 7, (1, 2, 3))


def cut(columns: dict[str, str | int | float]) -> dict[str, str | int | float]:
    """Columns with their texts as long as Gephi reads them."""
    return {
        column: value[: LONGEST - 1] + "…" if isinstance(value, str) and len(value) > LONGEST else value
        for column, value in columns.items()
    }


def read_by_networkx(file: Path) -> nx.DiGraph:
    if "1.3" not in nx.readwrite.gexf.GEXF.versions:
        # Older releases know the version before, which has the same elements.
        text = file.read_text(encoding="utf-8")
        older = text.replace("http://gexf.net/1.3", "http://www.gexf.net/1.2draft").replace(
            'version="1.3"', 'version="1.2"'
        )
        file.write_text(older, encoding="utf-8")
    return nx.read_gexf(file)


def written(seen: View, places, file: Path) -> Path:
    file.write_bytes(b"".join(generate_gexf(seen, places)))
    return file


@pytest.mark.parametrize("which", ["seeds", "crowded"])
def test_networkx_reads_the_same_graph(
    which: str, seeds_drawn: DrawnGraph, crowded_view: View, placed, tmp_path: Path
) -> None:
    seen = seeds_drawn.view if which == "seeds" else crowded_view
    places = placed(seen)
    read = read_by_networkx(written(seen, places, tmp_path / "graph.gexf"))
    assert read.is_directed()
    for node, place in zip(seen.nodes, places, strict=True):
        found = dict(read.nodes[name(node.id)])
        viz, spells = found.pop("viz"), found.pop("spells", [])
        assert found == cut(node_columns(node))
        assert tuple(viz["color"][part] for part in "rgb") == place.colour
        assert (viz["position"]["x"], viz["position"]["y"], viz["size"]) == (place.x, place.y, place.size)
        assert tuple(spells) == intervals(node.months)
    found = {data.pop("id"): (s, t, data) for s, t, data in read.edges(data=True)}
    assert found.keys() == {name(edge.id) for edge in seen.edges}
    for edge in seen.edges:
        source, target, data = found[name(edge.id)]
        assert (source, target) == (name(edge.source), name(edge.target))
        assert tuple(data.pop("spells", ())) == intervals(edge.months)
        assert data == edge_columns(edge)


def test_gephi_lite_reads_the_same_graph(crowded_view: View, placed, root: Path, tmp_path: Path, tool) -> None:
    node_js = tool("node")
    if not (root / "tests/js/node_modules/graphology-gexf").exists():
        pytest.skip("graphology is not installed (npm ci --prefix tests/js)")
    places = placed(crowded_view)
    file = written(crowded_view, places, tmp_path / "graph.gexf")
    run = subprocess.run([node_js, root / "tests/js/to_json.mjs", file], check=True, capture_output=True)
    read = json.loads(run.stdout)
    assert read["attributes"]["description"] == "slice: tag=X"
    for found, node, place in zip(read["nodes"], crowded_view.nodes, places, strict=True):
        drawn = {"x": place.x, "y": place.y, "z": 0, "size": place.size, "color": "rgb({},{},{})".format(*place.colour)}
        assert (found["key"], found["attributes"]) == (name(node.id), cut(node_columns(node)) | drawn)
    for found, edge in zip(read["edges"], crowded_view.edges, strict=True):
        assert (found["key"], found["source"], found["target"]) == tuple(map(name, (edge.id, edge.source, edge.target)))
        attributes = found["attributes"]
        assert attributes.pop("kind") == edge.type
        assert attributes.pop("color").startswith("rgb(")
        assert attributes == edge_columns(edge)


def test_the_kinds_of_edges_between_two_nodes_differ(seeds_drawn: DrawnGraph, crowded_view: View, placed) -> None:
    for seen in (seeds_drawn.view, crowded_view):
        tree = ET.fromstring(b"".join(generate_gexf(seen, placed(seen))))
        edges = [tuple(edge.get(key) for key in ("source", "target", "kind")) for edge in tree.iter(f"{NS}edge")]
        assert len(set(edges)) == len(edges) == len(seen.edges)


def test_elements_are_those_of_the_format_and_nothing_tells_the_day(crowded_view: View, placed) -> None:
    tree = ET.fromstring(b"".join(generate_gexf(crowded_view, placed(crowded_view))))
    meta = tree.find(f"{NS}meta")
    assert meta is not None
    assert not meta.attrib
    assert [child.tag for child in meta] == [f"{NS}{tag}" for tag in ("creator", "title", "description")]
    viz = {element.tag for element in tree.iter() if element.tag.startswith(VIZ)}
    assert viz == {f"{VIZ}{tag}" for tag in ("color", "position", "size")}
    assert {a.get("type") for a in tree.iter(f"{NS}attribute")} == {"string", "integer", "double"}


def test_edges_are_never_there_without_their_ends(seeds_drawn: DrawnGraph) -> None:
    months = {node.id: set(node.months) for node in seeds_drawn.view.nodes}
    for edge in seeds_drawn.view.edges:
        assert edge.months
        assert set(edge.months) <= months[edge.source] & months[edge.target]


@given(st.sets(st.integers(0, 40)))
def test_intervals_hold_their_months_and_no_others(numbers: set[int]) -> None:
    months = tuple(f"{2023 + n // 12}-{n % 12 + 1:02}" for n in sorted(numbers))
    found = intervals(months)
    every = [f"{2023 + n // 12}-{n % 12 + 1:02}" for n in range(48)]
    assert [m for m in every if any(start[:7] <= m <= end[:7] for start, end in found)] == list(months)
    assert all(start.endswith("-01") and end[8:] in ("28", "29", "30", "31") for start, end in found)


def test_a_graph_without_months_edges_or_nodes_is_written(tmp_path: Path) -> None:
    timeless = View((ViewNode("tag/x", "Tag", "X", (), (), "", 0, {}, (), ()),), ())
    dated = view(Graph((Node("tag/x", ("Tag",), "digest/2025-01-01", {"prefLabel": "X"}),), ()))
    for seen, mode in ((timeless, "static"), (View((), ()), "static"), (dated, "dynamic")):
        file = written(seen, [SOMEWHERE] * len(seen.nodes), tmp_path / "graph.gexf")
        graph = ET.parse(file).find(f"{NS}graph")
        assert graph is not None
        assert graph.get("mode") == mode
        assert len(read_by_networkx(file)) == len(seen.nodes)
