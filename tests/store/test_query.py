import pytest

from kg.cli import query as query_command
from kg.errors import QueryError
from kg.export import write
from kg.graph import Graph
from kg.schema import PREFIXES
from kg.store import RESULT_FORMATS, open_graph, run_query
from kg.store.query import selected


@pytest.fixture(scope="module")
def store(seeds_graph: Graph, tmp_path_factory):
    folder = tmp_path_factory.mktemp("store") / "out"
    write(seeds_graph, folder, ["nquads"])
    return open_graph(folder)


def test_prefixes_are_known_without_being_written(store) -> None:
    answer = run_query(store, "SELECT (COUNT(DISTINCT ?p) AS ?n) { ?p a kg:Paper }", "csv")
    assert answer.split() == ["n", "75"]


def test_a_fact_leads_to_its_words_in_one_hop(store) -> None:
    answer = run_query(
        store,
        """SELECT ?system ?exact ?path ?line {
             ?paper kg:reports ?r . ?r kg:valueText ?value ; kg:evidence ?e ; kg:benchmark ?b .
             ?b skos:prefLabel "MATH-500" .
             ?e kg:sentence [ oa:hasSource ?entry ; oa:hasSelector [ oa:exact ?exact ] ] .
             ?entry kg:line ?line ; kg:inDigest [ kg:path ?path ] .
             FILTER(?value = "91.0")
           }""",
        "tsv",
    )
    assert "OREAL-7B achieves a pass@1 accuracy of 91.0 on MATH-500" in answer
    assert "2025-02-11.md" in answer


def test_named_graphs_tell_the_days_apart(store) -> None:
    answer = run_query(store, "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?e a kg:DigestEntry } } GROUP BY ?g ORDER BY ?g")
    assert answer.count("https://w3id.org/paperkg/digest/2025-0") == 5


@pytest.mark.parametrize("result_format", RESULT_FORMATS)
def test_every_result_format_answers(store, result_format: str) -> None:
    answer = run_query(store, "SELECT ?t { ?x a kg:Tag ; skos:prefLabel ?t } ORDER BY ?t LIMIT 2", result_format)
    assert "Audio" in answer or "Automatic" in answer or "t" in answer
    assert answer.endswith("\n")


def test_questions_and_constructed_graphs_are_answered(store) -> None:
    assert run_query(store, "ASK { ?p a kg:Paper }") == "true\n"
    assert run_query(store, "ASK { ?p a schema:Nothing }", "json").count("false") == 1
    assert "a kg:Paper" in run_query(store, "CONSTRUCT { ?p a kg:Paper } WHERE { ?p a kg:Paper } LIMIT 1")


def test_a_syntax_error_shows_the_place(store) -> None:
    with pytest.raises(QueryError, match=r"line 1, column \d+.*\n  SELECT \?x \{\n +\^"):
        run_query(store, "SELECT ?x {")


@pytest.mark.parametrize(
    "update", ["DELETE WHERE { ?s ?p ?o }", "prefix a: <b:> insert data { a:a a:b a:c }", "LOAD <a:b>"]
)
def test_nothing_can_be_changed_by_a_query(store, update: str) -> None:
    with pytest.raises(QueryError, match="kg query only reads"):
        run_query(store, update)


def test_a_named_dataset_is_the_one_that_is_asked(store) -> None:
    counted = "SELECT (COUNT(*) AS ?n) {} {{ ?p kg:reports ?r }}"
    day = "https://w3id.org/paperkg/digest/2025-02-04"
    whole = run_query(store, counted.format(""), "csv")
    one = run_query(store, counted.format(f"FROM <{day}>"), "csv")
    assert (
        one == run_query(store, f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{day}> {{ ?p kg:reports ?r }} }}", "csv") != whole
    )
    assert run_query(store, counted.format("FROM <http://nope/>"), "csv").split() == ["n", "0"]


def test_words_that_only_look_like_a_dataset_change_nothing(store) -> None:
    asked = """SELECT (COUNT(*) AS ?from) { ?p a kg:Paper # FROM SERVICE
                 BIND("FROM <a> SERVICE" AS ?service) }"""
    assert run_query(store, asked, "csv").split() == ["from", "75"]


def test_no_other_server_is_asked(store) -> None:
    with pytest.raises(QueryError, match="no network"):
        run_query(store, "SELECT * { SERVICE <http://127.0.0.1:9/x> { ?s ?p ?o } }")


def test_an_unknown_prefix_is_named(store) -> None:
    with pytest.raises(QueryError, match="prefix foo: is not known"):
        run_query(store, "SELECT ?x { foo:x ?p ?x . ?x kg:paper ?y }")


def test_the_command_offers_what_the_store_can_write() -> None:
    assert query_command.RESULT_FORMATS == RESULT_FORMATS
    assert "kg" in PREFIXES


@pytest.mark.parametrize(
    ("sparql", "hint"),
    [
        (f"PREFIX k: <{PREFIXES['kg']}> SELECT ?x {{ ?x a k:Papr }}", "did you mean kg:Paper"),
        (f"SELECT ?x {{ ?x a <{PREFIXES['kg']}Papre> }}", "did you mean kg:Paper"),
        ("SELECT ?x { ?x kg:raports ?y ; kg:evaluateOn ?z }", "kg:evaluateOn .*\nkg:raports .*did you mean kg:reports"),
    ],
)
def test_an_unknown_term_is_noticed_however_it_is_written(store, sparql: str, hint: str) -> None:
    with pytest.raises(QueryError, match=hint):
        run_query(store, sparql)


def test_another_meaning_of_a_prefix_is_respected(store) -> None:
    assert run_query(store, "PREFIX kg: <https://example.org/> ASK { ?x kg:anything ?y }") == "false\n"


@pytest.mark.parametrize(
    ("sparql", "complaint"),
    [
        (f"SELECT * {{ FILTER({'(' * 20_000}1{')' * 20_000}) }}", "brackets more than 500 deep"),
        (f"SELECT * {'{' * 20_000}{'}' * 20_000}", "brackets more than 500 deep"),
        (f"SELECT * {{ FILTER({'!' * 50_000}1) }}", "more than 2,000 operators"),
        (f"SELECT * {{ FILTER(1{'+1' * 20_000}) }}", "more than 2,000 operators"),
        (f"SELECT * {{ {{}}{'UNION{}' * 20_000} }}", "more than 2,000 operators"),
        (f"SELECT * {{ {'OPTIONAL{}' * 20_000} }}", "more than 2,000 operators"),
    ],
    ids=["brackets", "groups", "signs", "sums", "unions", "optionals"],
)
def test_a_query_that_would_overflow_the_stack_is_refused(store, sparql: str, complaint: str) -> None:
    with pytest.raises(QueryError, match=complaint):
        run_query(store, sparql)


def test_long_lists_are_no_depth(store) -> None:
    listed = " ".join(f"kg:a-{number}" for number in range(20_000))
    with pytest.raises(QueryError, match="kg:a-0 is no term"):
        run_query(store, f"SELECT * {{ VALUES ?x {{ {listed} }} }}")
    assert (
        run_query(store, f"SELECT * {{ VALUES ?x {{ {' '.join(map(str, range(20_000)))} }} }}", "csv").count("\n")
        == 20_001
    )


def test_brackets_of_columns_part_words() -> None:
    assert selected("SELECT (1 AS ?a)b(2 AS ?c) {}") == {"a", "c"}
