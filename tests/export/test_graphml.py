import xml.etree.ElementTree as ET

import networkx as nx
from hypothesis import given
from hypothesis import strategies as st

from kg.export.graphml import edge_columns, generate_graphml, node_columns
from kg.graph import Graph, Node, View, ViewEdge, ViewNode, view

NS = "{http://graphml.graphdrawing.org/xmlns}"


def test_reads_back_as_the_same_graph(seeds_graph: Graph) -> None:
    seen = view(seeds_graph)
    read = nx.parse_graphml(b"".join(generate_graphml(seen)).decode(), force_multigraph=True)
    assert read.is_directed()
    assert dict(read.nodes(data=True)) == {node.id: node_columns(node) for node in seen.nodes}
    found = {(s, t, key): data for s, t, key, data in read.edges(keys=True, data=True)}
    assert len(found) == len(seen.edges)
    for edge in seen.edges:
        want = edge_columns(edge)
        assert want.items() <= (found[edge.source, edge.target, edge.id] | {"key": edge.id}).items()


def test_edge_ids_are_unique_and_columns_have_one_type(seeds_graph: Graph) -> None:
    tree = ET.fromstring(b"".join(generate_graphml(view(seeds_graph))))
    ids = [edge.get("id") for edge in tree.iter(f"{NS}edge")]
    assert None not in ids
    assert len(ids) == len(set(ids))
    keys = [(key.get("for"), key.get("attr.name")) for key in tree.iter(f"{NS}key")]
    assert len(keys) == len(set(keys))
    columns = {len(node.findall(f"{NS}data")) for node in tree.iter(f"{NS}node")}
    assert len(columns) == 1


@given(st.text(alphabet=st.characters(codec="utf-8")))
def test_any_label_makes_a_file_that_reads_back(label: str) -> None:
    node = ViewNode("paper/1", "Paper", label, (label,), (label,), "2025-02", 1, {}, (), ())
    edge = ViewEdge("paper/1 mentions paper/1", "paper/1", "mentions", "paper/1", "2025-02", 1, None, (label,), ())
    read = nx.parse_graphml(b"".join(generate_graphml(View((node,), (edge,)))).decode())
    kept = "".join(c for c in label if c in "\t\n\r" or (c >= " " and c not in "\ufffe\uffff"))
    lines = kept.replace("\r\n", "\n").replace("\r", "\n")
    assert read.nodes["paper/1"]["label"] in (kept, lines)


def test_a_graph_without_edges_is_written() -> None:
    seen = view(Graph((Node("tag/x", ("Tag",), "digest/2025-01-01", {"prefLabel": "X"}),), ()))
    assert nx.parse_graphml(b"".join(generate_graphml(seen)).decode()).number_of_nodes() == 1
