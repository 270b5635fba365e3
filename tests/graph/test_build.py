"""The graph of real digests: what it holds, and that it does not depend on how it was built."""

import random
from collections import Counter

import pytest

from kg.digest import Reading
from kg.export.rdf import statements
from kg.extract import Extractor
from kg.graph import ENTITIES_GRAPH, Graph, TextSpan, build, view
from kg.graph.columns import arxiv_month
from kg.schema import (
    DEFAULT_BASE,
    EDGE_TYPES,
    NODE_TYPES,
    ONTOLOGY,
    ONTOLOGY_VERSION,
    PROPERTIES,
    ValueType,
    subtypes_of,
)

DAYS = ("2025-02-04", "2025-02-10", "2025-02-11", "2025-02-20", "2025-03-04")


def test_columns_arrive_whole(seeds_graph: Graph) -> None:
    counts = seeds_graph.counts()
    assert (counts["Paper"], counts["Author"], counts["Tag"], counts["DigestEntry"]) == (75, 345, 28, 75)
    kinds = Counter(edge.type for edge in seeds_graph.edges)
    assert (kinds["authoredBy"], kinds["describes"]) == (350, 75)


def test_rows_are_sorted_and_stated_once(seeds_graph: Graph) -> None:
    nodes = [(node.id, node.graph) for node in seeds_graph.nodes]
    edges = [(*edge.key, edge.graph) for edge in seeds_graph.edges]
    assert nodes == sorted(set(nodes))
    assert edges == sorted(set(edges))


def test_both_ends_of_every_edge_are_nodes_of_the_declared_types(seeds_graph: Graph) -> None:
    types = {node.id: set(node.types) for node in seeds_graph.merged_nodes()}
    for edge in seeds_graph.edges:
        declared = EDGE_TYPES[edge.type]
        for end, want in ((edge.source, declared.source), (edge.target, declared.target)):
            assert not want or types[end] <= subtypes_of(want), edge


def test_properties_are_those_of_the_type_and_have_its_values(seeds_graph: Graph) -> None:
    for node in seeds_graph.nodes:
        allowed = {name for type_ in node.types for name in NODE_TYPES[type_].properties}
        assert set(node.properties) <= allowed, node.id
        for name, value in node.properties.items():
            assert isinstance(value, tuple) == PROPERTIES[name].many
            spans = [isinstance(one, TextSpan) for one in (value if isinstance(value, tuple) else (value,))]
            assert all(spans) == any(spans) == (PROPERTIES[name].type is ValueType.SPAN)


def test_everything_from_prose_has_evidence(seeds_graph: Graph) -> None:
    nodes = {node.id: node for node in seeds_graph.merged_nodes()}
    proven = {edge.source for edge in seeds_graph.edges if edge.type == "evidence"}
    facts = {node.id for node in nodes.values() if node.type in ("Mention", "Result", "Comparison")}
    assert facts == proven
    prose = {"introduces", "evaluatesOn", "trainsOn", "mentions", "outperforms", "reports"}
    for edge in seeds_graph.edges:
        if edge.type in prose:
            assert edge.evidence, edge
            assert set(edge.evidence) <= facts


def test_edges_from_columns_carry_file_and_line(seeds_graph: Graph, seeds) -> None:
    for edge in seeds_graph.edges:
        if edge.type in ("authoredBy", "tagged", "hasCode", "hasArtifact", "hasPage"):
            assert edge.path is not None
            line = (seeds / edge.path).read_text(encoding="utf-8").splitlines()[edge.line - 1]
            assert edge.source.removeprefix("paper/") in line


def test_spans_quote_the_summary_letter_for_letter(seeds_graph: Graph) -> None:
    summaries = {n.id: str(n.properties["summary"]) for n in seeds_graph.nodes if n.types == ("DigestEntry",)}
    spans = 0
    for node in seeds_graph.nodes:
        for value in node.properties.values():
            for span in value if isinstance(value, tuple) else (value,):
                if isinstance(span, TextSpan):
                    text = summaries[span.entry]
                    assert text[span.start : span.end] == span.exact
                    assert text[: span.start].endswith(span.prefix)
                    assert text[span.end :].startswith(span.suffix)
                    spans += 1
    assert spans > 500


def test_order_of_input_does_not_matter(seeds_reading: Reading, seeds_graph: Graph, extractor: Extractor) -> None:
    digests = list(seeds_reading.digests)
    random.Random(1).shuffle(digests)
    assert build(digests, extractor.annotate) == seeds_graph


@pytest.mark.parametrize("day", DAYS)
def test_building_without_a_day_is_taking_the_day_out(
    day: str, seeds_reading: Reading, seeds_graph: Graph, extractor: Extractor
) -> None:
    without = build([d for d in seeds_reading.digests if d.day != day], extractor.annotate)
    kept = (f"digest/{day}", ENTITIES_GRAPH)
    assert [n for n in without.nodes if n.graph not in kept] == [n for n in seeds_graph.nodes if n.graph not in kept]
    assert [e for e in without.edges if e.graph not in kept] == [e for e in seeds_graph.edges if e.graph not in kept]


def test_one_paper_on_two_days_is_one_paper_with_two_entries(seeds_reading: Reading, extractor: Extractor) -> None:
    from dataclasses import replace

    digest = seeds_reading.digests[0]
    entry = digest.entries[0]
    again = replace(entry, day="2025-12-01", summary="- Another summary.", path="later.md")
    later = replace(digest, day="2025-12-01", path="later.md", entries=(again,))
    graph = build([digest, later], extractor.annotate)
    entries = {e.source for e in graph.edges if e.key[1:] == ("describes", f"paper/{entry.paper}")}
    assert entries == {f"entry/{digest.day}/{entry.paper}", f"entry/2025-12-01/{entry.paper}"}
    assert sum(node.id == f"paper/{entry.paper}" for node in graph.merged_nodes()) == 1


def test_spellings_of_a_tag_are_one_concept_with_one_label(seeds_reading: Reading, extractor: Extractor) -> None:
    from dataclasses import replace

    digest = seeds_reading.digests[0]
    spelled = ("Image-to-Text", "Image to Text", "Image-to-Text")
    entries = tuple(replace(entry, tags=(tag,)) for entry, tag in zip(digest.entries, spelled, strict=False))
    graph = build([replace(digest, entries=entries)], extractor.annotate)
    tags = {node.id: node for node in graph.merged_nodes() if node.types == ("Tag",)}
    assert tags.keys() == {"tag/image-to-text", "tag/computer-vision"}
    tag = tags["tag/image-to-text"]
    assert tag.properties["prefLabel"] == "Image-to-Text"
    assert tag.properties["altLabel"] == ("Image to Text",)


def test_models_have_what_their_names_say(seeds_graph: Graph) -> None:
    nodes = {node.id: node for node in seeds_graph.merged_nodes()}
    model = "system/deepseek-r1-qwen-7b-distill"
    assert nodes[model].properties["parameterCount"] == 7_000_000_000
    edges = {edge.key for edge in seeds_graph.edges}
    assert (model, "family", "family/deepseek") in edges
    assert (model, "basedOn", "system/qwen-7b") in edges
    assert ("system/o1", "family", "family/o1") in edges
    assert (nodes["family/deepseek"].types, nodes["family/deepseek"].label) == (("ModelFamily",), "DeepSeek")
    assert "Model" in nodes["system/qwen-7b"].types
    assert {target for _, type_, target in edges if type_ == "family"} == {n for n in nodes if n.startswith("family/")}


def test_metrics_have_a_direction_where_one_is_known(seeds_graph: Graph) -> None:
    metrics = {node.id: node.properties for node in seeds_graph.merged_nodes() if node.types == ("Metric",)}
    assert metrics["metric/accuracy"]["higherIsBetter"] is True
    assert metrics["metric/accuracy"]["unit"] == "percent"
    assert "directionByRule" not in metrics["metric/accuracy"]
    assert any(about.get("directionByRule") for about in metrics.values())
    assert any(about.get("higherIsBetter") is False for about in metrics.values())
    assert any("higherIsBetter" not in about for about in metrics.values())


def test_months_of_old_and_new_arxiv_ids() -> None:
    assert arxiv_month("0704.0001") == (2007, 4)
    assert arxiv_month("math.GT/0309136") == (2003, 9)


@pytest.mark.corpus
def test_the_corpus_builds_whole(corpus_graph: Graph) -> None:
    counts = corpus_graph.counts()
    assert (counts["Digest"], counts["DigestEntry"], counts["Paper"]) == (151, 1421, 1398)


def test_the_same_said_by_two_papers_is_supported_by_two(seeds_reading: Reading, extractor: Extractor) -> None:
    from dataclasses import replace

    digest = seeds_reading.digests[0]
    first, second, third = digest.entries[:3]
    said = "- Foo-7B achieves 91.0% accuracy on BarBench, outperforming Baz-7B. "
    entries = (
        replace(first, summary=said),
        replace(second, summary=said + "It is fast."),
        replace(third, summary="- Foo-7B achieves 90.0% accuracy on BarBench."),
    )
    graph = build([replace(digest, entries=entries)], extractor.annotate)
    counts = {}
    for node in graph.merged_nodes():
        if "supportCount" in node.properties:
            counts.setdefault(node.type, []).append(node.properties["supportCount"])
    assert {type_: sorted(found) for type_, found in counts.items()} == {"Comparison": [2, 2], "Result": [1, 2, 2]}
    (edge,) = (edge for edge in view(graph).edges if edge.type == "outperforms")
    assert edge.support == 2
    assert len(edge.quotes) == 2


def test_the_graph_describes_itself(seeds_graph: Graph) -> None:
    (described,) = (node for node in seeds_graph.nodes if node.types == ("KnowledgeGraph",))
    own = {node.id for node in seeds_graph.nodes if node.types[0] in ("KnowledgeGraph", "Partition")}
    union = {statement[1:] for statement in statements(seeds_graph)}
    others = [s for s in union if s[0].removeprefix(DEFAULT_BASE) not in own]
    assert described.properties["triples"] == len(others)
    assert described.properties["temporalCoverage"] == "2025-02-04/2025-03-04"
    assert described.properties["conformsTo"] == f"{ONTOLOGY}/{ONTOLOGY_VERSION}"
    counts = seeds_graph.counts()
    assert described.properties["entities"] == sum(counts.values()) - len(own)
    partitions = {node.id: node.properties for node in seeds_graph.nodes if node.types == ("Partition",)}
    assert partitions["partition/Paper"]["entities"] == 75
    assert partitions["partition/System"]["entities"] == counts["Model"] + counts["Method"] + counts.get("System", 0)
    assert partitions["partition/authoredBy"]["triples"] == 350
    sources = {edge.target for edge in seeds_graph.edges if edge.type == "source"}
    assert sources == {f"digest/{day}" for day in DAYS}


def test_one_hop_leads_to_the_words_and_the_place(seeds_graph: Graph) -> None:
    nodes = {node.id: node for node in seeds_graph.merged_nodes()}
    arguments = {"Result": "value", "Comparison": "winner", "Mention": "surface"}
    for edge in seeds_graph.edges:
        if edge.type != "evidence":
            continue
        told = nodes[edge.target].properties
        assert {"component", "confidence", "path", "line", "sentenceText"} <= told.keys()
        assert told["sentenceText"] == told["sentence"].exact
        argument = arguments[nodes[edge.source].type]
        assert told["surface" if argument == "surface" else f"{argument}Text"]
        for name, value in told.items():
            if name.endswith("Span") and name != "surfaceSpan":
                assert told[name.removesuffix("Span") + "Text"] == value.exact


def test_a_title_that_is_missing_states_nothing(seeds_reading: Reading, extractor: Extractor) -> None:
    from dataclasses import replace

    digest = seeds_reading.digests[0]
    graph = build([replace(digest, entries=(replace(digest.entries[0], title_source=""),))], extractor.annotate)
    (entry,) = (node for node in graph.nodes if node.types == ("DigestEntry",))
    assert "titleAsWritten" not in entry.properties
