"""Gephi's own code opens the exports; what is then in its workspace is held against the graph."""

import calendar
import json
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from kg.export import write
from kg.export.attributes import (
    EDGE_COLUMNS,
    NODE_COLUMNS,
    PAIR_COLUMNS,
    edge_colour,
    edge_columns,
    name,
    node_columns,
    pairs,
    places,
)
from kg.export.drawn import DrawnGraph
from kg.export.gexf import LONGEST, generate_gexf
from kg.export.graphml import generate_graphml
from kg.graph import Graph, View

JAVA_TYPES = {str: "String", int: "Integer", float: "Double"}
OWN = {"label": "Label", "weight": "Weight"}
"""Columns that Gephi has anyway, by our names."""

Workspace = dict[str, Any]


@pytest.fixture(scope="module")
def gephi(root: Path, tool, folder_of_jars) -> Callable[..., list[Workspace]]:
    java, jar = tool("java"), folder_of_jars("PAPERKG_GEPHI", "gephi")[-1]

    def read(*files: tuple[str, Path]) -> list[Workspace]:
        arguments = [str(part) for pair in files for part in pair]
        command = [java, "-Xmx2g", "-cp", str(jar), str(root / "tests" / "gephi" / "ReadGraph.java"), *arguments]
        done = subprocess.run(command, check=False, capture_output=True, text=True, encoding="utf-8")
        assert done.returncode == 0, done.stderr[-2000:]
        return [json.loads(line) for line in done.stdout.split("\n") if line]

    return read


@pytest.fixture(scope="module")
def seeds_read(gephi, seeds_drawn: DrawnGraph, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Workspace]:
    folder = tmp_path_factory.mktemp("gephi") / "exports"
    write(seeds_drawn, folder, ["graphml", "gexf"])
    files = {"graph.graphml": "NO_MERGE", "graph-collapsed.graphml": "-", "graph.gexf": "-"}
    found = gephi(*((strategy, folder / file) for file, strategy in files.items()))
    return dict(zip(files, found, strict=True))


@pytest.fixture(scope="module")
def crowded_read(gephi, crowded_view: View, placed, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Workspace]:
    folder = tmp_path_factory.mktemp("crowded")
    for file, generate in (("graph.graphml", generate_graphml), ("graph.gexf", generate_gexf)):
        (folder / file).write_bytes(b"".join(generate(crowded_view, placed(crowded_view))))
    # Gephi takes long for a long text in GraphML: it is read once.
    short = View(tuple(node for node in crowded_view.nodes if node.id != "paper/long"), crowded_view.edges)
    (folder / "short.graphml").write_bytes(b"".join(generate_graphml(short, placed(short))))
    files = (("NO_MERGE", "graph.graphml"), ("-", "short.graphml"), ("-", "graph.gexf"))
    found = gephi(*((strategy, folder / file) for strategy, file in files))
    return dict(zip(("graph.graphml", "merged", "graph.gexf"), found, strict=True))


def values(columns: dict[str, Any]) -> dict[str, Any]:
    """Columns as Gephi's table has them: it keeps no empty text."""
    return {OWN.get(column, column): value for column, value in columns.items() if value != ""}


def epoch(day: str) -> int:
    return int(datetime.fromisoformat(day).replace(tzinfo=UTC).timestamp() * 1000)


def days(months: tuple[str, ...]) -> set[str]:
    return {f"{m}-{d:02}" for m in months for d in range(1, calendar.monthrange(int(m[:4]), int(m[5:]))[1] + 1)}


def days_of(intervals: list[list[int]]) -> set[str]:
    day = 24 * 3600 * 1000
    return {
        datetime.fromtimestamp(t / 1000, UTC).date().isoformat()
        for one in intervals
        for t in range(one[0], one[1] + 1, day)
    }


@pytest.mark.parametrize("file", ["graph.graphml", "graph.gexf", "graph-collapsed.graphml"])
def test_columns_have_their_names_and_types(file: str, seeds_read: dict[str, Workspace]) -> None:
    read = seeds_read[file]
    assert read["issues"] == []
    own = {"Id": "String", "Label": "String", "Interval": "IntervalSet"}
    edges = PAIR_COLUMNS if "collapsed" in file else EDGE_COLUMNS
    for table, columns, more in (("nodeColumns", NODE_COLUMNS, {}), ("edgeColumns", edges, {"Weight": "Double"})):
        ours = {column: JAVA_TYPES[type_] for column, type_ in columns.items() if column not in OWN}
        assert read[table] == own | more | ours


@pytest.mark.parametrize("file", ["graph.graphml", "graph.gexf", "graph-collapsed.graphml"])
def test_every_node_arrives_with_its_values_place_and_colour(
    file: str, seeds_read: dict[str, Workspace], seeds_drawn: DrawnGraph
) -> None:
    view, layout = seeds_drawn.view, seeds_drawn.layout
    found = {node["values"].pop("Id"): node for node in json.loads(json.dumps(seeds_read[file]["nodes"]))}
    assert len(found) == len(view.nodes)
    for node, place in zip(view.nodes, places(view, layout.everywhere, layout.radii), strict=True):
        read = found[node.id]
        assert read["values"] == values(node_columns(node))
        assert read["place"] == [place.x, place.y, place.size]
        assert tuple(read["colour"]) == place.colour


@pytest.mark.parametrize("which", ["seeds", "crowded"])
@pytest.mark.parametrize("file", ["graph.graphml", "graph.gexf"])
def test_every_edge_arrives_with_its_kind_and_evidence(
    which: str,
    file: str,
    seeds_read: dict[str, Workspace],
    crowded_read: dict[str, Workspace],
    seeds_drawn: DrawnGraph,
    crowded_view: View,
) -> None:
    view = seeds_drawn.view if which == "seeds" else crowded_view
    read = (seeds_read if which == "seeds" else crowded_read)[file]
    assert read["directed"]
    found = {edge["values"]["Id"]: edge for edge in read["edges"]}
    assert len(found) == len(read["edges"]) == len(view.edges)
    for edge in view.edges:
        one = found[name(edge.id)]
        assert (one["source"], one["target"]) == (name(edge.source), name(edge.target))
        assert one["values"] == values(edge_columns(edge)) | {"Id": name(edge.id)}
        if file == "graph.gexf":
            assert one["kind"] == edge.type
            assert tuple(one["colour"]) == edge_colour(edge.type)


def test_gephi_joins_parallel_edges_of_graphml_unless_it_is_told_not_to(
    crowded_read: dict[str, Workspace], crowded_view: View
) -> None:
    """docs/gephi.md says so; when it fails, the page can say less."""
    ends = {(name(edge.source), name(edge.target)) for edge in crowded_view.edges}
    merged = crowded_read["merged"]["edges"]
    assert {(edge["source"], edge["target"]) for edge in merged} == ends
    assert len(merged) == len(ends) < len(crowded_view.edges)


def test_the_collapsed_file_has_one_weighted_edge_for_each_pair(
    seeds_read: dict[str, Workspace], seeds_drawn: DrawnGraph
) -> None:
    read = seeds_read["graph-collapsed.graphml"]
    assert not read["directed"]
    found = {frozenset((edge["source"], edge["target"])): edge["values"]["Weight"] for edge in read["edges"]}
    assert len(found) == len(read["edges"])
    assert found == {frozenset((p.one, p.other)): p.columns["weight"] for p in pairs(seeds_drawn.view)}


def test_the_timeline_runs_from_the_first_month_to_the_last(
    seeds_read: dict[str, Workspace], seeds_graph: Graph
) -> None:
    read = seeds_read["graph.gexf"]
    assert (read["dynamic"], read["timeFormat"]) == (True, "DATE")
    told = sorted(str(node.properties["day"]) for node in seeds_graph.nodes if node.types == ("Digest",))
    first, last = told[0][:7], told[-1][:7]
    end = calendar.monthrange(int(last[:4]), int(last[5:]))[1]
    assert read["bounds"] == [epoch(f"{first}-01"), epoch(f"{last}-{end}")]


@pytest.mark.parametrize("which", ["seeds", "crowded"])
def test_the_timeline_shows_nodes_and_edges_in_their_months(
    which: str,
    seeds_read: dict[str, Workspace],
    crowded_read: dict[str, Workspace],
    seeds_drawn: DrawnGraph,
    crowded_view: View,
) -> None:
    view = seeds_drawn.view if which == "seeds" else crowded_view
    read = (seeds_read if which == "seeds" else crowded_read)["graph.gexf"]
    found = {one["values"]["Id"]: one["intervals"] for one in read["nodes"] + read["edges"]}
    for one in (*view.nodes, *view.edges):
        assert days_of(found[name(one.id)]) == days(one.months), one.id


@pytest.mark.parametrize("file", ["graph.graphml", "graph.gexf"])
def test_what_is_hard_to_write_arrives(file: str, crowded_read: dict[str, Workspace], crowded_view: View) -> None:
    read = crowded_read[file]
    assert read["issues"] == []
    labels = {node["values"]["Id"]: node["values"]["Label"] for node in read["nodes"]}
    long = labels.pop("paper/long")
    want = {name(node.id): node_columns(node)["label"] for node in crowded_view.nodes}
    whole = want.pop("paper/long")
    assert labels == want
    # Gephi's reader takes no longer attribute, and texts are attributes in GEXF.
    assert len(str(whole).encode()) > 10_000_000
    assert long == (whole if file == "graph.graphml" else f"{str(whole)[: LONGEST - 1]}…")
