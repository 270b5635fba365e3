"""Slices of the seeds' graph: what is in them, what is not, and that each is a graph like any other."""

from collections import defaultdict

import pytest

from kg.errors import UsageError
from kg.graph import SLICES, Graph, sliced, view
from kg.graph.description import DATASET, slice_of
from kg.graph.restriction import FACTS, NAMED_BY_FACTS, is_thing, restricted

SOME = (
    ["tag=Reinforcement Learning"],
    ["author=Chengqi Lyu"],
    ["benchmark=math500"],
    ["model=oreal 7b"],
    ["from=2025-02-11,to=2025-02"],
    ["to=2025-02-04"],
    ["ego=benchmark/math-500"],
    ["ego=MATH-500,2"],
    ["top=40"],
    ["tag=reinforcement learning", "top=30"],
    ["from=2025-02", "benchmark=MATH-500", "ego=OREAL-7B,1"],
)


def things(graph: Graph) -> set[str]:
    return {node.id for node in graph.nodes if is_thing(node)}


def papers(graph: Graph) -> set[str]:
    return {node.id for node in graph.nodes if node.types == ("Paper",)}


@pytest.fixture(scope="module")
def graph(seeds_graph: Graph) -> Graph:
    return seeds_graph


@pytest.fixture(scope="module", params=SOME, ids=" ".join)
def part(request: pytest.FixtureRequest, graph: Graph) -> Graph:
    return sliced(graph, request.param)


def test_without_slices_the_graph_is_itself(graph: Graph) -> None:
    assert sliced(graph, []) is graph


def test_white_space_of_any_kind_stands_around_a_number_of_steps(graph: Graph) -> None:
    assert sliced(graph, ["ego=MATH-500,\x1e1"]) == sliced(graph, ["ego=MATH-500,1"])


def test_a_slice_of_everything_is_the_same_graph_but_for_its_own_description(graph: Graph) -> None:
    whole = restricted(graph, things(graph), "all")
    assert whole.edges == graph.edges
    assert [node for node in whole.nodes if node.id != DATASET] == [node for node in graph.nodes if node.id != DATASET]
    assert slice_of(whole) == "all"


def test_a_slice_states_nothing_that_the_graph_does_not(part: Graph, graph: Graph) -> None:
    assert 0 < len(things(part)) < len(things(graph))
    described = ("partition/", DATASET)
    stated = {(edge.key, edge.graph) for edge in graph.edges}
    assert {(e.key, e.graph) for e in part.edges if not e.target.startswith(described)} <= stated
    rows = {(node.id, node.graph): node for node in graph.nodes}
    counts = ("paperCount", "supportCount")
    for node in part.nodes:
        if not node.id.startswith(described):
            own, whole = (
                {n: v for n, v in x.properties.items() if n not in counts} for x in (node, rows[node.id, node.graph])
            )
            assert own == whole


def test_no_edge_of_a_slice_dangles(part: Graph) -> None:
    nodes = {node.id for node in part.nodes}
    for edge in part.edges:
        assert {edge.source, edge.target} <= nodes
        assert set(edge.evidence) <= nodes


def test_facts_of_a_slice_are_whole_and_keep_their_evidence(part: Graph, graph: Graph) -> None:
    def told(of: Graph) -> dict[str, set[tuple[str, str]]]:
        found = defaultdict(set)
        facts = {node.id for node in of.nodes if node.types[0] in FACTS}
        for edge in of.edges:
            if edge.source in facts and edge.type in {*NAMED_BY_FACTS, "evidence"}:
                found[edge.source].add((edge.type, edge.target))
        return found

    whole, own = told(graph), told(part)
    assert all(own[fact] == whole[fact] for fact in own)
    kept = things(part)
    named = {fact: {target for type_, target in ends if type_ != "evidence"} for fact, ends in whole.items()}
    assert {fact for fact, ends in named.items() if ends <= kept} == own.keys()


def test_papers_of_a_slice_keep_their_entries_with_summaries(part: Graph, graph: Graph) -> None:
    day_slice = slice_of(part).startswith(("from", "to"))
    entries = {edge.source for edge in graph.edges if edge.type == "describes" and edge.target in papers(part)}
    own = {node.id: node for node in part.nodes if node.types == ("DigestEntry",)}
    assert own.keys() <= entries
    assert day_slice or own.keys() == entries
    assert all("summary" in node.properties for node in own.values())
    described = {edge.target for edge in part.edges if edge.type == "describes"}
    assert described == papers(part)
    digests = {edge.target for edge in part.edges if edge.type == "inDigest"}
    assert digests == {node.id for node in part.nodes if node.types == ("Digest",)}
    assert {edge.graph for edge in part.edges} - {"graph/entities"} <= digests


def test_edges_from_prose_have_a_fact_that_states_them(part: Graph, graph: Graph) -> None:
    with_evidence = {edge.key for edge in graph.edges if edge.evidence}
    assert all(edge.evidence for edge in part.edges if edge.key in with_evidence)


def test_counts_are_those_of_the_slice(part: Graph) -> None:
    mentions: dict[str, dict[str, str]] = defaultdict(dict)
    for edge in part.edges:
        if edge.source.startswith("mention/"):
            mentions[edge.source][edge.type] = edge.target
    naming = defaultdict(set)
    for ends in mentions.values():
        naming[ends["entity"]].add(ends["paper"])
    counted = {n.id: n.properties["paperCount"] for n in part.nodes if "paperCount" in n.properties}
    assert counted == {id_: len(naming[id_]) for id_ in counted}
    (described,) = (node for node in part.nodes if node.id == DATASET)
    merged = [n for n in part.merged_nodes() if not n.id.startswith(("partition/", DATASET))]
    assert described.properties["entities"] == len(merged)
    partitions = {n.properties.get("partitionClass"): n.properties.get("entities") for n in part.nodes}
    assert partitions["https://w3id.org/paperkg/ontology#Paper"] == len(papers(part))


def test_a_slice_by_paper_has_all_papers_and_all_that_they_say(graph: Graph) -> None:
    part = sliced(graph, ["benchmark=math500"])
    naming = {e.source for e in graph.edges if e.type in NAMED_BY_FACTS and e.target == "benchmark/math-500"}
    assert papers(part) == {e.target for e in graph.edges if e.type == "paper" and e.source in naming}
    kept = {edge.key for edge in part.edges}
    assert all(edge.key in kept for edge in graph.edges if edge.source in papers(part))


def test_a_tag_takes_those_below_it_along(graph: Graph) -> None:
    below = {e.source for e in graph.edges if e.type == "broader" and e.target == "tag/natural-language-processing"}
    tagged = {
        e.source for e in graph.edges if e.type == "tagged" and e.target in below | {"tag/natural-language-processing"}
    }
    assert below
    assert papers(sliced(graph, ["tag=natural language processing"])) == tagged


def test_days_are_cut_with_both_ends(graph: Graph) -> None:
    part = sliced(graph, ["from=2025-02-11,to=2025-02"])
    days = {str(node.properties["day"]) for node in part.nodes if node.types == ("Digest",)}
    every = {str(node.properties["day"]) for node in graph.nodes if node.types == ("Digest",)}
    assert days == {day for day in every if "2025-02-11" <= day < "2025-03"}
    assert "2025-02-11" in days


def test_an_ego_network_grows_with_its_depth(graph: Graph) -> None:
    alone, near, far = (things(sliced(graph, [f"ego=MATH-500,{depth}"])) for depth in (0, 1, 2))
    assert alone == {"benchmark/math-500"}
    assert alone < near < far
    assert things(sliced(graph, ["ego=Chengqi Lyu,0"])) == {"author/chengqi-lyu"}
    seen = view(sliced(graph, ["ego=MATH-500"]))
    # Whatever a result on it names is one step away, so that results are there, and whole.
    assert {edge.target for edge in seen.edges if edge.type == "metric"}


def test_top_keeps_so_many_things(graph: Graph) -> None:
    for number in range(1, 60, 7):
        assert len(things(sliced(graph, [f"top={number}"]))) == number
    assert things(sliced(graph, ["top=100000"])) == things(graph)


def test_each_slice_narrows_what_the_one_before_left_and_is_told(graph: Graph) -> None:
    tag, both = sliced(graph, ["tag=reinforcement learning"]), sliced(graph, ["tag=reinforcement learning", "top=30"])
    assert things(both) < things(tag)
    assert slice_of(both) == view(both).slice == "tag=Reinforcement Learning; top=30"
    assert slice_of(sliced(tag, ["top=30"])) == slice_of(both)
    assert sliced(tag, ["top=30"]) == both


def test_slices_by_paper_may_come_in_any_order(graph: Graph) -> None:
    one, other = "tag=reinforcement learning", "benchmark=MATH-500"
    assert things(sliced(graph, [one, other])) == things(sliced(graph, [other, one])) != set()


@pytest.mark.parametrize(
    ("slices", "words"),
    [
        (["frob=1"], r"no such slice; write one of tag=NAME, author=NAME, .* top=N"),
        (["tag"], "no such slice"),
        (["tag="], "no such slice"),
        (["tag=reinforcement lerning"], "did you mean 'Reinforcement Learning'"),
        (["tag=zzzz"], r"no tag in this graph is called so; there are 'Natural Language Processing', .* and \d+ more"),
        (["model=zzzz"], "no model or method in this graph is called so"),
        (["ego=zzzz,3"], "no thing in this graph is called so"),
        (["from=yesterday"], "each a YYYY-MM-DD, YYYY-MM or YYYY"),
        (["from=2025-13"], "each a YYYY-MM-DD"),
        (["from=2025,from=2024"], "each a YYYY-MM-DD"),
        (["from=2031"], r"no digest is of these days; they are of 2025-\d\d-\d\d to 2025-\d\d-\d\d"),
        (["from=2025-03,to=2025-02"], "no digest is of these days"),
        (["top=0"], "such as top=200"),
        (["top=many"], "such as top=200"),
        (["tag=reinforcement learning", "ego=zsytony,0", "top=5", "to=2025-02-04"], "leaves nothing of what"),
    ],
)
def test_a_slice_that_is_none_or_empty_says_what_there_is(slices: list[str], words: str, graph: Graph) -> None:
    with pytest.raises(UsageError, match=words):
        sliced(graph, slices)


def test_every_kind_of_slice_is_documented() -> None:
    from kg.cli.build import build

    (option,) = (o for o in build.params if o.name == "slices")
    assert all(way in str(option.help) for way in SLICES.values())
