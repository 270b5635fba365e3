"""All results, each once."""

import pyoxigraph as ox

from kg import LoadedGraph
from kg.graph import Graph
from kg.schema import iri_of
from kg.store.results import results


def test_every_result_of_the_graph_stands_once(loaded: LoadedGraph, seeds_graph: Graph) -> None:
    want = sorted(iri_of(node.id) for node in seeds_graph.merged_nodes() if node.type == "Result")
    assert [result.id for result in results(loaded.store)] == want


def test_a_result_has_what_its_node_says(loaded: LoadedGraph, seeds_graph: Graph) -> None:
    nodes = {iri_of(node.id): node for node in seeds_graph.merged_nodes()}
    labels = {iri_of(node.id): node.label for node in seeds_graph.merged_nodes()}
    linked = {(iri_of(edge.source), edge.type): labels[iri_of(edge.target)] for edge in seeds_graph.edges}
    for found in results(loaded.store):
        stated = nodes[found.id].properties
        assert (found.value, found.value_text, found.kind) == (stated.get("value"), stated["valueText"], stated["kind"])
        assert (found.unit or None, found.unit_assumed) == (stated.get("unit"), stated.get("unitAssumed", False))
        for edge, name in {"subject": found.system, "benchmark": found.benchmark, "metric": found.metric}.items():
            assert name == linked.get((found.id, edge), "")
        assert found.title == labels[found.paper]


def test_those_on_one_benchmark_are_a_part_of_all(loaded: LoadedGraph) -> None:
    some = results(loaded.store, ox.NamedNode(iri_of("benchmark/math-500")))
    assert some == [result for result in results(loaded.store) if result.benchmark == "MATH-500"] != []
