import re

from kg.graph import Graph, view
from kg.resolve import tasks
from kg.schema import EDGE_TYPES, NODE_TYPES


def test_draws_the_shown_types_and_nothing_else(seeds_graph: Graph) -> None:
    seen = view(seeds_graph)
    want = {n.id for n in seeds_graph.merged_nodes() if NODE_TYPES[n.types[0]].shown}
    assert {node.id for node in seen.nodes} == want
    ids = [edge.id for edge in seen.edges]
    assert len(ids) == len(set(ids))
    assert all(EDGE_TYPES[e.type].shown and e.source in want and e.target in want for e in seen.edges)


def test_degrees_are_those_of_the_drawn_edges(seeds_graph: Graph) -> None:
    seen = view(seeds_graph)
    for node in seen.nodes:
        assert node.degree == sum((e.source == node.id) + (e.target == node.id) for e in seen.edges)


def test_authors_come_in_the_order_of_the_column(seeds_graph: Graph) -> None:
    seen = view(seeds_graph)
    authors = [e.target for e in seen.edges if e.source == "paper/2502.06781" and e.type == "authoredBy"]
    labels = {node.id: node.label for node in seen.nodes}
    assert [labels[a] for a in authors] == ["Yuzhe Gu", "Songyang Gao", "Chengqi Lyu", "zsytony", "ZwwWayne"]


def test_every_edge_says_how_it_is_known(seeds_graph: Graph) -> None:
    seen = view(seeds_graph)
    labels = {node.id: node.label for node in seen.nodes}
    for edge in seen.edges:
        if edge.type == "broader":
            assert tasks()[edge.source].above == edge.target
        elif edge.type in ("family", "basedOn"):
            name, part = (re.sub(r"\W", "", labels[node]).casefold() for node in (edge.source, edge.target))
            assert part in name, edge.id
        else:
            assert edge.quotes or edge.places, edge.id


def test_a_mention_is_not_drawn_beside_a_more_telling_edge(seeds_graph: Graph) -> None:
    seen = view(seeds_graph)
    told = {(e.source, e.target) for e in seen.edges if e.type in ("introduces", "evaluatesOn", "trainsOn")}
    assert told
    assert not told & {(e.source, e.target) for e in seen.edges if e.type == "mentions"}


def test_quotes_hold_their_sentence(seeds_graph: Graph) -> None:
    seen = view(seeds_graph)
    summaries = {entry.entry: entry.summary for node in seen.nodes for entry in node.entries}
    quotes = [quote for node in seen.nodes for quote in node.quotes]
    assert quotes
    for quote in quotes:
        start, end = quote.sentence_span
        assert summaries[quote.entry][start:end] == quote.sentence
        assert "value" in {name for name, _, _ in quote.spans}
