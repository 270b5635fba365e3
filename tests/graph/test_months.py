from kg.graph import Graph, view
from kg.graph.model import Edge, Node


def test_months_are_those_of_the_digests_that_state_something(seeds_graph: Graph) -> None:
    seen = view(seeds_graph)
    stated: dict[str, set[str]] = {}
    for edge in seeds_graph.edges:
        if edge.graph.startswith("digest/"):
            stated.setdefault(" ".join(edge.key), set()).add(edge.graph.removeprefix("digest/")[:7])
    dated = [edge for edge in seen.edges if edge.id in stated]
    assert dated
    for edge in dated:
        assert set(edge.months) == stated[edge.id]
        assert edge.month == edge.months[0]


def test_what_no_digest_states_has_the_months_of_its_source() -> None:
    months = {"system/a": "digest/2025-01-07", "system/b": "digest/2025-03-01"}
    nodes = [Node(id_, ("Model",), graph, {"prefLabel": id_}) for id_, graph in months.items()]
    nodes += [Node("family/f", ("ModelFamily",), "graph/entities", {"prefLabel": "f"})]
    edges = [Edge(id_, "family", "family/f", "graph/entities") for id_ in months]
    edges += [Edge("system/b", "basedOn", "system/a", "graph/entities")]
    seen = view(Graph(tuple(sorted(nodes, key=lambda n: n.id)), tuple(sorted(edges, key=lambda e: e.key))))
    assert {node.id: node.months for node in seen.nodes} == {
        "system/a": ("2025-01", "2025-03"),
        "system/b": ("2025-03",),
        "family/f": ("2025-01", "2025-03"),
    }
    assert {edge.id: edge.months for edge in seen.edges}["system/b basedOn system/a"] == ("2025-03",)
