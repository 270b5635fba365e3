from kg.graph import Edge, Graph, Node


def test_merging_keeps_the_first_day_and_the_union_of_many_values() -> None:
    graph = Graph(
        (
            Node("paper/1", ("Paper",), "digest/2025-01-01", {"title": "First", "page": ("b", "a")}),
            Node("paper/1", ("Paper",), "digest/2025-01-02", {"title": "Second", "page": ("c",), "doi": "d"}),
        ),
        (),
    )
    (merged,) = graph.merged_nodes()
    assert merged.properties == {"title": "First", "page": ("a", "b", "c"), "doi": "d"}


def test_merged_edges_count_who_states_them_and_keep_all_evidence() -> None:
    rows = tuple(Edge("a", "mentions", "b", f"digest/{day}", evidence=(f"m{day}",)) for day in (1, 2))
    (found,) = Graph((), rows).merged_edges()
    assert (found[0].evidence, found[1]) == (("m1", "m2"), 2)


def test_a_node_without_a_name_is_called_by_its_id() -> None:
    assert Node("system/x", ("Model",), "digest/1").label == "system/x"
    assert Node("system/x", ("Method", "Model"), "digest/1").type == "System"
