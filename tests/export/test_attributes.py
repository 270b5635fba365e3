from kg.export.attributes import (
    EDGE_COLUMNS,
    NODE_COLUMNS,
    PAIR_COLUMNS,
    edge_columns,
    name,
    node_colour,
    node_columns,
    pairs,
    places,
    text,
)
from kg.export.drawn import DrawnGraph
from kg.graph import View


def test_every_row_has_the_same_columns_and_each_has_one_type(seeds_drawn: DrawnGraph, crowded_view: View) -> None:
    for view in (seeds_drawn.view, crowded_view):
        for rows, columns in (
            (map(node_columns, view.nodes), NODE_COLUMNS),
            (map(edge_columns, view.edges), EDGE_COLUMNS),
            ((pair.columns for pair in pairs(view)), PAIR_COLUMNS),
        ):
            assert all({name: type(value) for name, value in row.items()} == columns for row in rows)
    assert bool not in {*NODE_COLUMNS.values(), *EDGE_COLUMNS.values(), *PAIR_COLUMNS.values()}


def test_what_is_no_finite_number_is_no_value(crowded_view: View) -> None:
    columns = {node.id: node_columns(node) for node in crowded_view.nodes}
    values = {id_: (row["value"], row["has_value"]) for id_, row in columns.items() if id_.startswith("result/")}
    none = (0.0, "false")
    assert values == {
        "result/nan": none,
        "result/infinite": none,
        "result/beyond": none,
        "result/number": (-91.5, "true"),
    }
    assert {edge_columns(edge)["confidence"] for edge in crowded_view.edges} == {0.0, 1.0}


def test_a_label_that_nobody_could_see_is_the_id(crowded_view: View) -> None:
    labels = {node.id: node_columns(node)["label"] for node in crowded_view.nodes}
    assert (labels["paper/empty"], labels["paper/blank"]) == ("paper/empty", "paper/blank")
    assert (labels["paper/illegal"], labels["paper/markup"]) == ("ab", "<b>&amp;\"'\t]]>\r\n&")


def test_texts_lose_illegal_characters_and_ids_keep_them_apart() -> None:
    assert text("a\x00b\ud800\uffff") == "ab"
    assert name("a\x00") != name("a\x01") != name("a")


def test_pairs_hold_all_edges_between_two_nodes(seeds_drawn: DrawnGraph, crowded_view: View) -> None:
    for view in (seeds_drawn.view, crowded_view):
        found = list(pairs(view))
        assert len({frozenset((pair.one, pair.other)) for pair in found}) == len(found)
        assert sum(int(pair.columns["edges"]) for pair in found) == len(view.edges)
        assert sum(int(pair.columns["weight"]) for pair in found) == sum(edge.support for edge in view.edges)
    (four,) = (pair.columns for pair in found if {pair.one, pair.other} == {"paper/gap", "paper/emoji"})
    assert four["types"] == "evaluatesOn | introduces | mentions | trainsOn"


def test_places_turn_the_page_s_y_over(seeds_drawn: DrawnGraph) -> None:
    view, layout = seeds_drawn.view, seeds_drawn.layout
    found = list(places(view, layout.everywhere, layout.radii))
    assert [(place.x, -place.y) for place in found] == [layout.places[n] for n in range(len(view.nodes))]
    assert [place.colour for place in found] == [node_colour(node.type) for node in view.nodes]
