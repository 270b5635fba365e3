"""The named questions, and the names that they are asked of."""

import csv
import io
import re

import pyoxigraph as ox
import pytest

from kg.errors import QueryError, UsageError
from kg.export import write
from kg.graph import Graph
from kg.schema import NODE_TYPES, PREFIXES
from kg.store import bound, find, open_graph, question, questions, run_query
from kg.store.query import given, selected

KG = "https://w3id.org/paperkg/ontology#"

INVENTED = """
@prefix kg: <https://w3id.org/paperkg/ontology#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix schema: <https://schema.org/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix : <https://example.org/x/> .
:one a kg:Paper ; dcterms:title "One" ; kg:introduces :bar ; kg:hasCode :code ; kg:evaluatesOn :foo ; kg:trainsOn :data .
:two a kg:Paper ; dcterms:title "Two" ; kg:evaluatesOn :bar , :foo ; kg:hasCode :code ; kg:trainsOn :data , :more .
:code schema:url <https://github.com/a/b> .
:foo a kg:Benchmark ; skos:prefLabel "Foo" . :bar a kg:Benchmark ; skos:prefLabel "BarBench" ; skos:altLabel "Bar-Bench" .
:data a kg:Benchmark ; skos:prefLabel "DATA+" . :more a kg:Benchmark ; skos:prefLabel "Data" .
:a a kg:System ; skos:prefLabel "A" ; kg:outperforms :b . :b a kg:System ; skos:prefLabel "B" ; kg:outperforms :c .
:c a kg:System ; skos:prefLabel "C" ; kg:outperforms :a .
:said a kg:Comparison ; kg:winner :a ; kg:loser :b ; kg:supportCount 2 .
:e1 kg:describes :one ; kg:inDigest [ kg:day "2025-01-02"^^xsd:date ] .
:e2 kg:describes :two ; kg:inDigest [ kg:day "2025-02-03"^^xsd:date ] .
"""


@pytest.fixture(scope="module")
def seeds_store(seeds_graph: Graph, tmp_path_factory: pytest.TempPathFactory) -> ox.Store:
    folder = tmp_path_factory.mktemp("questions") / "out"
    write(seeds_graph, folder, ["nquads"])
    return open_graph(folder)


@pytest.fixture(scope="module")
def invented() -> ox.Store:
    store = ox.Store()
    store.load(INVENTED.encode(), format=ox.RdfFormat.TURTLE)
    return store


def answer(store: ox.Store, name: str, **values: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(run_query(store, bound(question(name), values, store), "csv"))))


def test_who_leads_on_a_benchmark_and_by_which_sentence(seeds_store: ox.Store) -> None:
    rows = answer(seeds_store, "leaderboard", benchmark="math500")
    assert {row["unit"] for row in rows} == {"percent"}
    pass_at_1 = [(row["system"], row["value"], row["better"]) for row in rows if row["metric"] == "pass@1 accuracy"]
    assert pass_at_1 == [("OREAL-32B", "95", "higher"), ("OREAL-7B", "91", "higher")]
    assert all(row["value"] in row["sentence"] for row in rows)


def test_results_of_a_system_come_with_their_sentences(seeds_store: ox.Store) -> None:
    (row,) = answer(seeds_store, "results", system="OREAL-7B")
    assert (row["benchmark"], row["metric"], row["kind"], row["value"]) == (
        "MATH-500", "pass@1 accuracy", "absolute", "91.0"
    )  # fmt: skip
    assert "OREAL-7B achieves a pass@1 accuracy of 91.0 on MATH-500" in row["sentence"]


def test_papers_of_a_tag_come_with_their_code(seeds_store: ox.Store) -> None:
    rows = answer(seeds_store, "papers-with-code", tag="reinforcement learning")
    code = {row["code"] for row in rows}
    assert {"https://github.com/kanishkg/cognitive-behaviors", "https://github.com/yihedeng9/DuoGuard"} <= code
    assert len(rows) == 6


def test_a_tag_has_the_papers_of_the_tags_under_it(seeds_store: ox.Store) -> None:
    above = {row["title"] for row in answer(seeds_store, "papers-with-code", tag="computer vision")}
    under = {row["title"] for row in answer(seeds_store, "papers-with-code", tag="text-to-image")}
    assert under
    assert under < above
    tagged = "?paper dcterms:subject/skos:prefLabel 'Computer Vision' ; dcterms:title ?title"
    assert above > set(
        run_query(seeds_store, f"SELECT DISTINCT ?title {{ {tagged} ; kg:hasCode ?code }}", "csv").splitlines()[1:]
    )


def test_co_authors_are_counted_by_papers(seeds_store: ox.Store) -> None:
    rows = answer(seeds_store, "co-authors", author="zsytony")
    assert [(row["name"], row["papers"]) for row in rows] == [
        ("Chengqi Lyu", "1"), ("Songyang Gao", "1"), ("Yuzhe Gu", "1"), ("ZwwWayne", "1")
    ]  # fmt: skip


def test_benchmarks_are_counted_by_month(seeds_store: ox.Store) -> None:
    rows = answer(seeds_store, "rising-benchmarks")
    assert rows[0] == {"month": "2025-02", "benchmark": "MATH-500", "papers": "4", "rise": "4"}
    assert {row["month"] for row in rows} == {"2025-02", "2025-03"}


def test_a_benchmark_rises_against_the_month_before(invented: ox.Store) -> None:
    rows = [
        (row["month"], row["benchmark"], row["papers"], row["rise"]) for row in answer(invented, "rising-benchmarks")
    ]
    assert rows == [
        ("2025-01", "Foo", "1", "1"), ("2025-02", "BarBench", "1", "1"), ("2025-02", "Foo", "1", "0")
    ]  # fmt: skip


def test_two_values_of_one_thing_are_found_with_both_sentences(seeds_store: ox.Store) -> None:
    (row,) = answer(seeds_store, "contradictions")
    assert (row["system"], row["one"], row["other"]) == ("InferenceGuard", "98.02", "100")
    assert row["one"] in row["sentence"]


def test_who_beats_whom_in_the_seeds(seeds_store: ox.Store) -> None:
    assert answer(seeds_store, "beaten-by", winner="gpt 4o") == [
        {"loser": "DeepSeek R1", "direct": "true", "papers": "1"},
        {"loser": "o1", "direct": "true", "papers": "1"},
        {"loser": "GPT-4", "direct": "false", "papers": ""},
    ]


def test_training_data_in_the_seeds(seeds_store: ox.Store) -> None:
    assert answer(seeds_store, "training-data", benchmark="Kuaishou") == [{"data": "Kuaishou", "papers": "1"}]


def test_five_days_share_no_repository_and_take_nothing_up(seeds_store: ox.Store) -> None:
    assert answer(seeds_store, "shared-repositories") == answer(seeds_store, "taken-up") == []


def test_who_beats_whom_goes_over_several_steps_and_round_in_circles(invented: ox.Store) -> None:
    assert answer(invented, "beaten-by", winner="A") == [
        {"loser": "B", "direct": "true", "papers": "2"}, {"loser": "C", "direct": "false", "papers": ""}
    ]  # fmt: skip


def test_what_is_taken_up_later_shared_and_trained_on(invented: ox.Store) -> None:
    assert answer(invented, "taken-up") == [{"name": "BarBench", "introducedBy": "One", "usedBy": "Two"}]
    assert [row["title"] for row in answer(invented, "shared-repositories")] == ["One", "Two"]
    assert [tuple(row.values()) for row in answer(invented, "training-data", benchmark="foo")] == [
        ("DATA+", "2"), ("Data", "1")
    ]  # fmt: skip


@pytest.mark.parametrize("name", questions())
def test_every_question_stands_alone_and_says_what_it_asks(name: str, seeds_store: ox.Store) -> None:
    asked = question(name)
    assert re.fullmatch(r"[A-Z].+\.", asked.about)
    assert set(asked.parameters.values()) <= NODE_TYPES.keys()
    for variable, type_ in asked.parameters.items():
        assert re.search(rf"\?{variable}\b", asked.sparql.partition("WHERE")[2]), (variable, type_)
        assert not re.search(rf"\?{variable}\b", asked.sparql.partition("WHERE")[0].partition("SELECT")[2])
    assert "ORDER BY" in asked.sparql
    # Another server knows no prefixes of its own.
    ox.Store().query(asked.sparql)
    for prefix, iri in re.findall(r"^PREFIX (\w+): <(.*)>$", asked.sparql, re.MULTILINE):
        assert PREFIXES[prefix] == iri
    header = run_query(seeds_store, asked.sparql, "csv").splitlines()[0]
    assert set(header.split(",")) == selected(asked.sparql)


@pytest.mark.parametrize(
    ("name", "found"),
    [("Foo", "foo"), ("foo", "foo"), ("Bar-Bench", "bar"), ("bar bench", "bar"), ("DATA+", "data"), ("data", "more"),
     ("x/bar", "bar"), ("https://example.org/x/bar", "bar")],
)  # fmt: skip
def test_names_are_matched_forgivingly(invented: ox.Store, name: str, found: str) -> None:
    assert find(invented, name, "Benchmark").value == f"https://example.org/x/{found}"


def test_what_several_things_are_called_asks_back() -> None:
    store = ox.Store()
    for node, label in (("map", "mAP"), ("map-2", "MAP")):
        subject = ox.NamedNode(f"https://example.org/metric/{node}")
        store.add(
            ox.Quad(
                subject, ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"), ox.NamedNode(f"{KG}Metric")
            )
        )
        store.add(ox.Quad(subject, ox.NamedNode("http://www.w3.org/2004/02/skos/core#prefLabel"), ox.Literal(label)))
    with pytest.raises(
        UsageError, match=r"'map' may be metric/map \(mAP\), metric/map-2 \(MAP\); give one of these ids"
    ):
        find(store, "map", "Metric")
    assert find(store, "MAP", "Metric").value.endswith("map-2")
    assert find(store, "metric/map", "Metric").value.endswith("/map")


@pytest.mark.parametrize(
    "hostile",
    ["x> } INSERT DATA { <a:b> <a:b> <a:b> } #", "?benchmark", "\\", "", "a" * 100_000, "\u202e"],
)
def test_a_hostile_name_is_a_name_that_nothing_has(seeds_store: ox.Store, hostile: str) -> None:
    with pytest.raises(UsageError, match="no benchmark in this graph is called so"):
        bound(question("leaderboard"), {"benchmark": hostile}, seeds_store)


def test_a_name_is_never_pasted_into_the_query(seeds_store: ox.Store) -> None:
    asked = question("leaderboard")
    sparql = bound(asked, {"benchmark": "MATH-500' } # --"}, seeds_store)
    assert sparql == asked.sparql.replace("?benchmark ;", "<https://w3id.org/paperkg/benchmark/math-500> ;")


def test_a_question_says_what_it_lacks(seeds_store: ox.Store) -> None:
    with pytest.raises(UsageError, match="did you mean leaderboard"):
        question("leaderbord")
    with pytest.raises(UsageError, match=r"asks for benchmark; give benchmark="):
        bound(question("leaderboard"), {}, seeds_store)
    with pytest.raises(UsageError, match="does not ask for 'model'"):
        bound(question("leaderboard"), {"benchmark": "MATH-500", "model": "x"}, seeds_store)
    with pytest.raises(UsageError, match="did you mean 'MATH'"):
        bound(question("leaderboard"), {"benchmark": "mth"}, seeds_store)


def test_a_misspelled_term_is_named(seeds_store: ox.Store) -> None:
    with pytest.raises(QueryError, match=r"kg:evaluateOn is no term of the ontology.* did you mean kg:evaluatesOn"):
        run_query(seeds_store, "SELECT * { ?p kg:evaluateOn ?b }")
    assert run_query(seeds_store, 'SELECT ?x { BIND("kg:evaluateOn" AS ?x) } # kg:evaluateOn', "csv")
    with pytest.raises(QueryError, match="did you mean kg:evaluatesOn"):
        run_query(seeds_store, f"PREFIX kg: <{KG}> SELECT * {{ ?p kg:evaluateOn ?b }}")
    assert run_query(seeds_store, "PREFIX kg: <https://example.org/> ASK { ?p kg:evaluateOn ?b }") == "false\n"
    store = ox.Store()
    store.add(ox.Quad(ox.NamedNode("a:b"), ox.NamedNode(f"{KG}ofAnOlderVersion"), ox.NamedNode("a:b")))
    assert run_query(store, "ASK { ?x kg:ofAnOlderVersion ?y }") == "true\n"


def test_strings_iris_and_comments_are_left_alone() -> None:
    text = "SELECT ?xy { $x <a:?x> '?x' } # ?x"
    assert given(text, {"x": ox.NamedNode("a:b")}) == "SELECT ?xy { <a:b> <a:?x> '?x' } # ?x"
    assert given(text, {}) == text
