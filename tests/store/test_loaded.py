"""What `kg.load` gives: tables, answers, and the graph for other libraries."""

import subprocess
import sys
from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path

import numpy as np
import pandas as pd
import pyoxigraph as ox
import pytest
import rdflib

import kg
from kg.errors import InputError, QueryError, UsageError
from kg.export.rdf import statements
from kg.export.rdflib_dataset import rdflib_dataset
from kg.graph import Graph
from kg.schema import NODE_TYPES, PREFIXES
from kg.store import questions


def one(answer: object) -> object:
    """The one value of a query."""
    assert isinstance(answer, pd.DataFrame)
    assert answer.shape == (1, 1)
    return answer.iloc[0, 0]


def count(graph: kg.LoadedGraph, sparql: str) -> int:
    value = one(graph.query(sparql))
    assert isinstance(value, int | np.integer)
    return int(value)


# What is loaded


def test_a_folder_and_its_files_are_the_same_graph(seeds_exports: Path, loaded: kg.LoadedGraph) -> None:
    for path in (str(seeds_exports), seeds_exports / "graph.nq", seeds_exports / "graph.jsonld"):
        other = kg.load(path)
        assert (len(other.store), other.base) == (len(loaded.store), "https://w3id.org/paperkg/")
    assert kg.load(seeds_exports / "graph.ttl").nodes()["id"].tolist() == loaded.nodes()["id"].tolist()


@pytest.mark.parametrize(
    ("files", "error", "remedy"),
    [
        ({}, UsageError, "no graph here; build one with: kg build"),
        ({"nodes.csv": "id,type"}, UsageError, "no RDF here, only nodes.csv; build one with: kg build"),
        ({"graph.trig": "@prefix broken"}, InputError, "cannot be read as TriG.*build it again"),
        ({"graph.nq": "<a:a> <a:b> <a:c> .\n"}, InputError, "does not describe itself.*build it again with: kg build"),
        ({"graph.nq": ""}, InputError, "no statement in it.*build it again with: kg build"),
    ],
)
def test_what_is_no_graph_says_what_to_do(
    tmp_path: Path, files: dict[str, str], error: type[Exception], remedy: str
) -> None:
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(error, match=remedy) as caught:
        kg.load(tmp_path)
    assert str(caught.value).startswith(str(tmp_path))


def test_a_folder_that_is_not_there_says_how_to_build_one(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no such file or folder; build a graph with: kg build"):
        kg.load(tmp_path / "absent")


def test_a_graph_of_another_version_is_asked_but_not_read_by_half(tmp_path: Path, seeds_exports: Path) -> None:
    older = tmp_path / "older.nq"
    paper = "<https://w3id.org/paperkg/paper/2502.06781>"
    older.write_bytes((seeds_exports / "graph.nq").read_bytes() + f'{paper} <{PREFIXES["kg"]}rating> "5" .\n'.encode())
    graph = kg.load(older)
    assert one(graph.query("SELECT ?r { ?p kg:rating ?r }")) == "5"
    for read in (graph.nodes, graph.edges, graph.to_networkx):
        with pytest.raises(InputError, match=r"older\.nq: kg:rating: not in the vocabulary.*build the graph again"):
            read()


# Answers


def test_columns_have_the_types_of_their_values(loaded: kg.LoadedGraph) -> None:
    answer = loaded.query("""
        SELECT ?result ?text ?value ?line ?introduced ?day ?double ?unbound WHERE {
          ?result kg:valueText ?text ; kg:value ?value ; kg:evidence/kg:sentence/oa:hasSource ?entry .
          ?entry kg:line ?line ; kg:inDigest/kg:day ?day . ?mention kg:introduced ?introduced
          BIND("1.5"^^xsd:double AS ?double)
        } ORDER BY ?result LIMIT 3""")
    assert isinstance(answer, pd.DataFrame)
    assert {name: str(dtype) for name, dtype in answer.dtypes.items()} == {
        "result": "string", "text": "string", "value": "object", "line": "Int64", "introduced": "boolean",
        "day": "datetime64[s]", "double": "Float64", "unbound": "object",
    }  # fmt: skip
    assert list(answer.columns) == ["result", "text", "value", "line", "introduced", "day", "double", "unbound"]
    assert answer["result"].str.startswith("https://w3id.org/paperkg/result/").all()
    assert all(isinstance(value, Decimal) for value in answer["value"])
    assert answer["day"].min() >= pd.Timestamp(date(2025, 2, 4))
    assert answer["unbound"].isna().all()


def test_what_is_unbound_is_missing_and_mixed_values_stay_themselves(loaded: kg.LoadedGraph) -> None:
    answer = loaded.query("""
        SELECT ?n ?t ?m { VALUES (?n ?t ?m) { (1 UNDEF 1) (UNDEF "x" "x") (3 "y"@en 1.5) (9223372036854775807 UNDEF false) } }""")
    assert isinstance(answer, pd.DataFrame)
    assert answer["n"].isna().tolist() == [False, True, False, False]
    assert answer["n"].tolist()[3] == 9223372036854775807
    assert (str(answer["t"].dtype), answer["t"].dropna().tolist()) == ("string", ["x", "y"])
    assert answer["m"].tolist() == [1, "x", Decimal("1.5"), False]


def test_literals_that_their_datatype_does_not_allow_stay_text(loaded: kg.LoadedGraph) -> None:
    answer = loaded.query(
        'SELECT ?a ?b ?c { VALUES (?a ?b ?c) { ("x"^^xsd:integer "2025-13-01"^^xsd:date "yes"^^xsd:boolean) } }'
    )
    assert isinstance(answer, pd.DataFrame)
    assert answer.iloc[0].tolist() == ["x", "2025-13-01", "yes"]


def test_integers_of_any_size_are_kept(loaded: kg.LoadedGraph) -> None:
    assert one(loaded.query("SELECT ?n { VALUES ?n { 99999999999999999999 } }")) == 99999999999999999999


def test_an_empty_answer_keeps_its_columns(loaded: kg.LoadedGraph) -> None:
    answer = loaded.query("SELECT ?b ?a { ?a kg:benchmark ?b FILTER(false) }")
    assert isinstance(answer, pd.DataFrame)
    assert (list(answer.columns), len(answer)) == (["b", "a"], 0)


def test_ask_gives_a_boolean_and_construct_a_graph(loaded: kg.LoadedGraph) -> None:
    assert loaded.query("ASK { ?p a kg:Paper }") is True
    assert loaded.query("ASK { ?p a schema:Nothing }") is False
    graph = loaded.query("CONSTRUCT { ?p a kg:Paper ; dcterms:title ?t } WHERE { ?p a kg:Paper ; dcterms:title ?t }")
    assert isinstance(graph, rdflib.Graph)
    assert len(set(graph.subjects())) == 75
    assert "kg:Paper" in graph.serialize(format="turtle")
    assert all(title.datatype is None for title in graph.objects(None, rdflib.DCTERMS.title))


@pytest.mark.parametrize(
    ("sparql", "why"),
    [
        ("SELECT * { SERVICE <http://127.0.0.1:9/x> { ?s ?p ?o } }", "no network"),
        ("DELETE WHERE { ?s ?p ?o }", "only reads"),
        ("SELECT * { ?p kg:evaluateOn ?b }", "did you mean kg:evaluatesOn"),
        ("SELECT ?x {", "line 1, column"),
        ("SELECT * { ?x foo:bar ?y }", "prefix foo: is not known"),
        ("CONSTRUCT { ?s ?p << ?s ?p ?o >> } WHERE { ?s ?p ?o } LIMIT 1", "query"),
    ],
)
def test_what_kg_query_refuses_is_refused(loaded: kg.LoadedGraph, sparql: str, why: str) -> None:
    with pytest.raises(QueryError, match=why):
        loaded.query(sparql)


def test_a_named_dataset_is_the_one_that_is_asked(loaded: kg.LoadedGraph) -> None:
    day = "FROM <https://w3id.org/paperkg/digest/2025-02-04>"
    counted = "SELECT (COUNT(DISTINCT ?p) AS ?n) {} {{ ?p kg:reports ?r }}"
    assert 0 < count(loaded, counted.format(day)) < count(loaded, counted.format(""))


def test_names_stand_for_variables(loaded: kg.LoadedGraph) -> None:
    asked = "SELECT (COUNT(?p) AS ?n) { ?p kg:evaluatesOn ?benchmark }"
    written = "SELECT (COUNT(?p) AS ?n) { ?p kg:evaluatesOn <https://w3id.org/paperkg/benchmark/math-500> }"
    assert one(loaded.query(asked, benchmark="math500")) == one(loaded.query(written))
    with pytest.raises(UsageError, match=r"no variable \?bench; leave bench= out"):
        loaded.query(asked, bench="MATH-500")
    with pytest.raises(UsageError, match="did you mean"):
        loaded.query(asked, benchmark="MATH-50")


def test_every_named_question_gives_rows(loaded: kg.LoadedGraph) -> None:
    names = {"Benchmark": "MATH-500", "Tag": "Reinforcement Learning", "System": "OREAL-7B", "Author": "Yuzhe Gu"}
    for name, asked in questions().items():
        frame = loaded.question(name, **{variable: names[type_] for variable, type_ in asked.parameters.items()})
        assert len(frame.columns) > 0, name
    assert "OREAL-7B" in loaded.question("leaderboard", benchmark="math500")["system"].tolist()
    with pytest.raises(UsageError, match="did you mean leaderboard"):
        loaded.question("leaderbord")


def test_names_become_ids(loaded: kg.LoadedGraph) -> None:
    assert loaded.find("math500") == "benchmark/math-500"
    assert loaded.find("2502.06781", "Paper") == "paper/2502.06781"
    with pytest.raises(UsageError):
        loaded.find("MATH-500", "Metric")


# Tables


def test_nodes_are_those_of_the_graph(loaded: kg.LoadedGraph, seeds_graph: Graph) -> None:
    nodes = loaded.nodes()
    assert dict(sorted(Counter(nodes["type"]).items())) == seeds_graph.counts()
    rows = nodes.set_index("id")
    for node in seeds_graph.merged_nodes():
        row = rows.loc[node.id]
        assert (row["label"], row["types"]) == (node.label, node.types)
        assert {name for name in node.properties if pd.api.types.is_scalar(row[name]) and pd.isna(row[name])} == set()
    paper = rows.loc["paper/2502.06781"]
    assert (paper["arxivMonth"], paper["graphs"][0]) == ("2025-02", "digest/2025-02-11")


def test_nodes_of_a_type_have_its_columns(loaded: kg.LoadedGraph, seeds_graph: Graph) -> None:
    systems = loaded.nodes("System")
    assert len(systems) == sum(node.id.startswith("system/") for node in seeds_graph.merged_nodes())
    assert set(systems.columns) == {"id", "type", "types", "label", "graphs", *NODE_TYPES["System"].properties}
    assert str(systems["parameterCount"].dtype) == "Int64"
    digests = loaded.nodes("Digest")
    assert digests["day"].dt.year.tolist() == [2025] * 5
    with pytest.raises(UsageError, match="'Modell': no type of nodes; did you mean Model"):
        loaded.nodes("Modell")


def test_edges_are_those_of_the_graph(loaded: kg.LoadedGraph, seeds_graph: Graph) -> None:
    edges = loaded.edges()
    want = {edge.key: number for edge, number in seeds_graph.merged_edges()}
    assert {
        (row.source, row.type, row.target): len(row.graphs) for row in edges.itertuples()
    } == want  # fmt: skip
    assert set(edges["source"]) | set(edges["target"]) <= set(loaded.nodes()["id"])


def test_results_are_one_row_each_and_join_with_papers(loaded: kg.LoadedGraph, seeds_graph: Graph) -> None:
    found = loaded.results()
    assert len(found) == seeds_graph.counts()["Result"]
    joined = found.merge(loaded.nodes("Paper"), left_on="paper", right_on="id", suffixes=("", "_of_paper"))
    assert len(joined) == len(found)
    assert (joined["title"] == joined["title_of_paper"]).all()
    (row,) = found[(found["system"] == "OREAL-7B") & (found["benchmark"] == "MATH-500")].itertuples()
    assert (row.value, row.unit, row.kind, row.metric) == (Decimal(91), "percent", "absolute", "pass@1 accuracy")
    assert "achieves a pass@1 accuracy of 91.0 on MATH-500" in row.sentence
    assert row.place.startswith("2025-02-11.md:")
    assert found["benchmark"].isna().any()


def test_a_leaderboard_ranks_and_says_what_it_does_not_rank(loaded: kg.LoadedGraph) -> None:
    board = loaded.leaderboard("math500")
    ranked = board[board["rank"].notna()]
    assert ranked.loc[ranked["metric"] == "pass@1 accuracy", ["rank", "system"]].values.tolist() == [
        [1, "OREAL-32B"], [2, "OREAL-7B"]
    ]  # fmt: skip
    assert board.loc[board["rank"].isna() & board["higher_is_better"].notna(), "apart"].notna().all()
    only = loaded.leaderboard("MATH-500", metric="accuracy")
    assert set(only["metric"].dropna()) == {"accuracy"}
    with pytest.raises(UsageError, match="no benchmark in this graph is called so"):
        loaded.leaderboard("nothing like it")


# Other libraries


def test_rdflib_has_every_statement_in_its_graph(loaded: kg.LoadedGraph, seeds_graph: Graph) -> None:
    dataset = loaded.to_rdflib()
    assert set(dataset.quads()) == set(rdflib_dataset(seeds_graph).quads())
    assert len(set(dataset.quads())) == len(statements(seeds_graph))
    titles = list(dataset.subject_objects(rdflib.DCTERMS.title))
    assert len(titles) == len(set(titles))  # a title that two days state is one statement of the union
    benchmark = rdflib.URIRef("https://w3id.org/paperkg/benchmark/math-500")
    assert dataset.value(benchmark, rdflib.SKOS.prefLabel) == rdflib.Literal("MATH-500")
    assert dict(dataset.namespaces())["kg"] == rdflib.URIRef(PREFIXES["kg"])
    (row,) = dataset.query("SELECT (COUNT(?p) AS ?n) { ?p a kg:Paper }")
    assert int(row.n) == 75


def test_what_is_done_to_a_copy_does_not_change_the_graph(loaded: kg.LoadedGraph) -> None:
    before = len(loaded.store)
    loaded.to_rdflib().remove((None, None, None))
    loaded.to_networkx().clear()
    del loaded.nodes()["id"]
    assert len(loaded.store) == before
    assert "id" in loaded.nodes()


def test_a_store_without_named_graphs_is_copied_too(seeds_exports: Path) -> None:
    graph = kg.load(seeds_exports / "graph.ttl")
    assert isinstance(next(graph.store.quads_for_pattern(None, None, None)).graph_name, ox.DefaultGraph)
    assert len(graph.to_rdflib()) == len(graph.store)


# The package


def test_what_the_package_offers() -> None:
    assert sorted(kg.__all__) == ["LoadedGraph", "__version__", "load"]
    assert all(hasattr(kg, name) for name in kg.__all__)
    with pytest.raises(AttributeError, match="has no attribute 'lod'"):
        kg.lod  # noqa: B018


def test_importing_the_package_loads_nothing() -> None:
    code = "import sys, kg; print(*(m for m in ('pyoxigraph', 'pandas', 'numpy', 'networkx', 'rdflib') if m in sys.modules))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert loaded.stdout.strip() == ""


def test_loading_and_asking_needs_no_pandas_before_a_table(seeds_exports: Path) -> None:
    ask = f"graph = kg.load({str(seeds_exports)!r}); print(graph.query('ASK {{ ?p a kg:Paper }}'), 'pandas' in sys.modules)"
    code = f"import sys, kg; {ask}"
    asked = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert asked.stdout.split() == ["True", "False"]


def test_a_variable_that_is_given_cannot_be_selected(loaded: kg.LoadedGraph) -> None:
    with pytest.raises(UsageError, match=r"\?benchmark is given, so it cannot be selected"):
        loaded.query("SELECT ?benchmark { ?p kg:evaluatesOn ?benchmark }", benchmark="MATH-500")


def test_what_changed_since_an_older_graph_is_told(loaded: kg.LoadedGraph, seeds_exports: Path, tmp_path: Path) -> None:
    assert loaded.changes_since(loaded).is_empty
    older = tmp_path / "older.nq"
    day = f"<{loaded.base}digest/2025-03-04>"
    lines = (seeds_exports / "graph.nq").read_text(encoding="utf-8").splitlines(keepends=True)
    # What the graph says of its size would no longer be true.
    kept = [line for line in lines if day not in line and "#triples>" not in line]
    older.write_text("".join(kept), encoding="utf-8")
    found = loaded.changes_since(older)
    assert (found.old.source, found.days_new, len(found.papers.new)) == (str(older), ("2025-03-04",), 17)
