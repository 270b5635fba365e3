"""RDF by other people's tools: the same counts in rapper, rdflib and pyoxigraph, the same dataset in jsonld.js."""

import gc
import subprocess
from decimal import Decimal
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import example, given
from hypothesis import strategies as st

from kg.export.jsonld import generate_jsonld
from kg.export.nquads import generate_nquads
from kg.export.rdf import lexical, quads, statements, triples, url_iri
from kg.export.rdflib_dataset import rdflib_dataset
from kg.export.trig import generate_trig
from kg.export.turtle import generate_turtle
from kg.graph import Edge, Graph, Node
from kg.schema import EDGE_TYPES, NODE_TYPES, PREFIXES, PROPERTIES, ValueType, expand, rdf_types_of

STANDARD = {f"oa:{name}" for name in ("hasSource", "hasSelector", "exact", "prefix", "suffix", "start", "end")}
STANDARD_CLASSES = {"oa:SpecificResource", "oa:TextQuoteSelector", "oa:TextPositionSelector"}


@pytest.fixture(scope="module")
def nquads(seeds_graph: Graph) -> bytes:
    return b"".join(generate_nquads(seeds_graph))


@pytest.fixture(scope="module")
def turtle(seeds_graph: Graph) -> bytes:
    return b"".join(generate_turtle(seeds_graph))


@pytest.fixture(scope="module")
def jsonld(seeds_graph: Graph) -> bytes:
    return b"".join(generate_jsonld(seeds_graph))


def parsed(document: bytes, syntax: str) -> rdflib.Dataset:
    dataset = rdflib.Dataset()
    dataset.parse(data=document, format=syntax)
    return dataset


def rapper(program: str, syntax: str, path: Path) -> int:
    ran = subprocess.run([program, "-i", syntax, "-c", str(path)], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    assert "warning" not in ran.stderr.casefold(), ran.stderr
    return int(ran.stderr.split("returned ")[-1].split()[0])


def test_nquads_parse_alike_everywhere(nquads: bytes, seeds_graph: Graph, tool, tmp_path: Path) -> None:
    want = len(statements(seeds_graph))
    assert len(set(ox.parse(nquads, format=ox.RdfFormat.N_QUADS))) == want
    assert len(set(parsed(nquads, "nquads").quads())) == want
    path = tmp_path / "graph.nq"
    path.write_bytes(nquads)
    assert rapper(tool("rapper"), "nquads", path) == want


def test_turtle_parses_alike_everywhere(turtle: bytes, seeds_graph: Graph, tool, tmp_path: Path) -> None:
    want = len({statement[1:] for statement in statements(seeds_graph)})
    assert len(set(ox.parse(turtle, format=ox.RdfFormat.TURTLE))) == want
    assert len(rdflib.Graph().parse(data=turtle, format="turtle")) == want
    path = tmp_path / "graph.ttl"
    path.write_bytes(turtle)
    assert rapper(tool("rapper"), "turtle", path) == want


def test_trig_is_the_same_dataset_everywhere(seeds_graph: Graph, nquads: bytes, tool, tmp_path: Path) -> None:
    trig = b"".join(generate_trig(seeds_graph))
    want = set(ox.parse(nquads, format=ox.RdfFormat.N_QUADS))
    assert set(ox.parse(trig, format=ox.RdfFormat.TRIG)) == want
    assert len(set(parsed(trig, "trig").quads())) == len(want)
    path = tmp_path / "graph.trig"
    path.write_bytes(trig)
    assert rapper(tool("rapper"), "trig", path) == len(want)


def test_jsonld_is_the_same_dataset_in_oxigraph(jsonld: bytes, nquads: bytes) -> None:
    assert set(ox.parse(jsonld, format=ox.RdfFormat.JSON_LD)) == set(ox.parse(nquads, format=ox.RdfFormat.N_QUADS))


def test_jsonld_is_the_same_dataset_in_rdflib(jsonld: bytes, nquads: bytes) -> None:
    read = parsed(jsonld, "json-ld").serialize(format="nquads").encode()
    assert set(ox.parse(read, format=ox.RdfFormat.N_QUADS)) == set(ox.parse(nquads, format=ox.RdfFormat.N_QUADS))


def test_jsonld_is_the_same_dataset_in_jsonld_js(
    jsonld: bytes, nquads: bytes, tool, root: Path, tmp_path: Path
) -> None:
    node = tool("node")
    if not (root / "tests/js/node_modules/jsonld").is_dir():
        pytest.skip("jsonld.js is not installed; npm ci --prefix tests/js")
    path = tmp_path / "graph.jsonld"
    path.write_bytes(jsonld)
    ran = subprocess.run([node, str(root / "tests/js/to_nquads.mjs"), str(path)], capture_output=True, check=False)
    assert ran.returncode == 0, ran.stderr.decode()
    assert set(ox.parse(ran.stdout, format=ox.RdfFormat.N_QUADS)) == set(ox.parse(nquads, format=ox.RdfFormat.N_QUADS))


def test_the_documents_do_not_depend_on_the_order_of_statements(nquads: bytes) -> None:
    lines = nquads.decode().splitlines()
    assert len(lines) == len(set(lines))
    assert b"_:" not in nquads.split(b'"')[0]
    assert not [line for line in lines if line.startswith("_:")]


def test_every_term_is_declared(nquads: bytes) -> None:
    classes = {expand(name) for t in NODE_TYPES for name in rdf_types_of(t)} | {expand(n) for n in STANDARD_CLASSES}
    declared = {p.iri for p in PROPERTIES.values()} | {e.iri for e in EDGE_TYPES.values()} | STANDARD | {"rdf:type"}
    predicates = {expand(name) for name in declared}
    for quad in ox.parse(nquads, format=ox.RdfFormat.N_QUADS):
        assert quad.predicate.value in predicates
        if quad.predicate.value == expand("rdf:type"):
            assert quad.object.value in classes


def test_numbers_are_canonical_so_that_stores_keep_them(nquads: bytes) -> None:
    store = ox.Store()
    store.load(nquads, format=ox.RdfFormat.N_QUADS)
    assert set(store) == set(ox.parse(nquads, format=ox.RdfFormat.N_QUADS))


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-(10**9), max_value=10**9))
def test_decimals_keep_their_value_in_canonical_form(value: Decimal) -> None:
    text = lexical(value, ValueType.DECIMAL)
    assert Decimal(text) == value
    assert "E" not in text
    assert not text.endswith(".")
    assert "." not in text or not text.endswith("0")


def noted(text: str) -> Graph:
    """A graph with a text in it."""
    return Graph((Node("method/a", ("Method",), "digest/2025-01-01", {"prefLabel": text}),), ())


@pytest.mark.bytes
@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
@example("".join(map(chr, range(0x100))) + "\u2028\ufeff\ufffe\uffff\U0001f600")
def test_nquads_are_the_bytes_that_oxigraph_writes(text: str) -> None:
    want = ox.serialize(quads(noted(text)), format=ox.RdfFormat.N_QUADS)
    assert b"".join(generate_nquads(noted(text))) == want


@pytest.mark.bytes
def test_nquads_of_seeds_are_the_bytes_that_oxigraph_writes(nquads: bytes, seeds_graph: Graph) -> None:
    assert nquads == ox.serialize(quads(seeds_graph), format=ox.RdfFormat.N_QUADS)


def test_statements_come_sorted_and_once(seeds_graph: Graph) -> None:
    have = statements(seeds_graph)
    assert have == sorted(set(have))
    union = [(t.subject.value, t.predicate.value) for t in triples(seeds_graph)]
    assert union == sorted(union)
    assert len(union) == len({statement[1:] for statement in have})


def test_an_address_that_is_no_iri_is_written_by_none() -> None:
    graph = Graph((Node("page/a", ("ProjectPage",), "digest/2025-01-01", {"url": "https://a:b/"}),), ())
    for generate in (generate_nquads, generate_turtle, generate_trig):
        with pytest.raises(ValueError, match="Invalid character"):
            b"".join(generate(graph))
    assert gc.isenabled()


HOSTILE = "a b\\{|}\"'<>\u0000\u2028 é ^`"


def test_hostile_names_and_urls_make_documents_that_others_read() -> None:
    node = f"page/{HOSTILE}"
    graph = Graph(
        (
            Node(
                node,
                ("ProjectPage",),
                "digest/2025-01-01",
                {"url": f"https://example.org/{HOSTILE}", "artifactName": HOSTILE},
            ),
        ),
        (Edge("paper/1", "hasPage", node, "digest/2025-01-01"),),
    )
    want = len(statements(graph))
    document = b"".join(generate_nquads(graph))
    assert len(set(parsed(document, "nquads").quads())) == want
    assert len(list(ox.parse(b"".join(generate_jsonld(graph)), format=ox.RdfFormat.JSON_LD))) == want
    assert len(list(ox.parse(b"".join(generate_turtle(graph)), format=ox.RdfFormat.TURTLE))) == want


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_any_url_becomes_an_iri(text: str) -> None:
    line = f"<http://a/b> <http://a/c> <{url_iri('https://a/' + text)}> .\n"
    assert len(list(ox.parse(line.encode(), format=ox.RdfFormat.N_TRIPLES))) == 1


def test_the_base_is_the_users(seeds_graph: Graph) -> None:
    document = b"".join(generate_nquads(seeds_graph, "urn:example:"))
    assert b"<urn:example:paper/2502.06781>" in document
    assert b"<https://w3id.org/paperkg/paper/" not in document


def test_rdflib_answers_over_the_union(seeds_graph: Graph) -> None:
    dataset = rdflib_dataset(seeds_graph)
    (row,) = dataset.query("SELECT (COUNT(DISTINCT ?p) AS ?n) { ?p a kg:Paper }")
    assert int(row.n) == 75
    assert dict(dataset.namespaces())["kg"] == rdflib.URIRef(PREFIXES["kg"])
