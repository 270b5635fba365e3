"""The tables for Neo4j, by the rules of its import; tests/servers imports them into a real one."""

import csv
import io

from kg.export.neo4j import ARRAY_DELIMITER, generate_neo4j_nodes, generate_neo4j_relationships
from kg.graph import Edge, Graph, Node


def table(document) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(b"".join(document).decode(), newline="")))


def test_headers_say_what_each_column_is(seeds_graph: Graph) -> None:
    nodes, relationships = table(generate_neo4j_nodes(seeds_graph)), table(generate_neo4j_relationships(seeds_graph))
    assert {"id:ID", ":LABEL", "label", "graphs:string[]", "title:string", "altLabel:string[]", "value:double",
            "higherIsBetter:boolean", "paperCount:long", "day:date"} <= set(nodes[0])  # fmt: skip
    assert list(relationships[0]) == [
        ":START_ID", ":TYPE", ":END_ID", "graph", "position:long", "path", "line:long", "evidence:string[]"
    ]  # fmt: skip


def test_ids_are_unique_and_every_relationship_has_its_ends(seeds_graph: Graph) -> None:
    ids = [row["id:ID"] for row in table(generate_neo4j_nodes(seeds_graph))]
    relationships = table(generate_neo4j_relationships(seeds_graph))
    assert len(ids) == len(set(ids)) == len(list(seeds_graph.merged_nodes()))
    assert len(relationships) == len(seeds_graph.edges)
    assert {row[end] for row in relationships for end in (":START_ID", ":END_ID")} <= set(ids)


def test_labels_are_the_types_and_those_above(seeds_graph: Graph) -> None:
    labels = {row["id:ID"]: row[":LABEL"].split(ARRAY_DELIMITER) for row in table(generate_neo4j_nodes(seeds_graph))}
    assert labels["system/oreal-7b"] == ["Entity", "Model", "System"]


def test_a_delimiter_in_a_list_does_not_part_it() -> None:
    graph = Graph((Node("tag/x", ("Tag",), "g", {"altLabel": ("a\x1fb; c", 'd "e"')}),), ())
    (row,) = table(generate_neo4j_nodes(graph))
    assert row["altLabel:string[]"].split(ARRAY_DELIMITER) == ["a\ufffdb; c", 'd "e"']


def test_what_an_edge_does_not_have_is_empty() -> None:
    (row,) = table(generate_neo4j_relationships(Graph((), (Edge("a", "tagged", "b", "g"),))))
    assert (row["position:long"], row["evidence:string[]"]) == ("", "")
