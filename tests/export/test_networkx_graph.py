"""The whole graph in networkx."""

from decimal import Decimal

import networkx as nx

from kg.export.networkx_graph import networkx_graph
from kg.graph import Edge, Graph, Node, TextSpan


def test_nodes_and_edges_are_all_there(seeds_graph: Graph) -> None:
    network = networkx_graph(seeds_graph)
    assert isinstance(network, nx.MultiDiGraph)
    assert set(network) == {node.id for node in seeds_graph.nodes}
    assert {(s, key, t) for s, t, key in network.edges(keys=True)} == {edge.key for edge in seeds_graph.edges}
    assert all(key == about["type"] for _, _, key, about in network.edges(keys=True, data=True))


def test_attributes_are_the_properties_with_their_types(seeds_graph: Graph) -> None:
    network = networkx_graph(seeds_graph)
    for node in seeds_graph.merged_nodes():
        about = dict(network.nodes[node.id])
        assert [about.pop(name) for name in ("type", "types", "label")] == [node.type, node.types, node.label]
        assert "digest/" in str(about["graphs"]) or about["graphs"] == ("graph/entities",)
        del about["graphs"]
        assert about.keys() == node.properties.keys()
        for name, value in node.properties.items():
            words = isinstance(value, TextSpan) or (isinstance(value, tuple) and isinstance(value[0], TextSpan))
            assert words or (about[name] == value and type(about[name]) is type(value))


def test_words_are_dictionaries_and_what_is_not_known_is_not_there() -> None:
    span = TextSpan("entry/1", 2, 5, "foo", "a ", " b")
    node = Node(
        "evidence/1",
        ("Evidence",),
        "digest/1",
        {"sentence": span, "surfaceSpan": (span,), "confidence": Decimal("0.5")},
    )
    graph = Graph(
        (node, Node("paper/1", ("Paper",), "digest/1")), (Edge("paper/1", "evidence", "evidence/1", "digest/1"),)
    )
    words = {"entry": "entry/1", "start": 2, "end": 5, "exact": "foo"}
    network = networkx_graph(graph)
    assert network.nodes["evidence/1"]["sentence"] == words
    assert network.nodes["evidence/1"]["surfaceSpan"] == (words,)
    assert network.nodes["paper/1"] == {
        "type": "Paper", "types": ("Paper",), "label": "paper/1", "graphs": ("digest/1",)
    }  # fmt: skip
    assert network.edges["paper/1", "evidence/1", "evidence"] == {"type": "evidence", "graphs": ("digest/1",)}
