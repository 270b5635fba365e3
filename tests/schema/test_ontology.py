"""The ontology by itself: metadata, the profile, and the pitfalls that ontologies commonly fall into (after OOPS!)."""

import re
import subprocess
from pathlib import Path

import owlrl
import pytest
import rdflib
from rdflib import DCAT, DCTERMS, FOAF, OWL, PROV, RDF, RDFS, SDO, SKOS, VOID

from kg import resources
from kg.export.nquads import generate_nquads
from kg.graph import Graph
from kg.resolve import tag_id, tasks
from kg.schema import EDGE_TYPES, NODE_TYPES, ONTOLOGY, ONTOLOGY_VERSION, PREFIXES, PROPERTIES, expand

GRAPH = rdflib.Graph().parse(resources.ontology("kg.ttl"))
KG = PREFIXES["kg"]
OWN = sorted({s for s in GRAPH.subjects() if str(s).startswith(KG)})
CLASSES = set(GRAPH.subjects(RDF.type, OWL.Class))
PREDICATES = set(GRAPH.subjects(RDF.type, OWL.ObjectProperty)) | set(GRAPH.subjects(RDF.type, OWL.DatatypeProperty))


def own(terms: set[rdflib.term.Node]) -> list[rdflib.term.Node]:
    return sorted(term for term in terms if str(term).startswith(KG))


@pytest.mark.parametrize("file", ["kg.ttl", "shapes.ttl"])
def test_the_header_says_licence_version_and_where_the_terms_begin(file: str) -> None:
    graph = rdflib.Graph().parse(resources.ontology(file))
    (header,) = graph.subjects(RDF.type, OWL.Ontology)
    assert str(header) == (ONTOLOGY if file == "kg.ttl" else f"{ONTOLOGY}/shapes")
    assert str(graph.value(header, OWL.versionIRI)) == f"{header}/{ONTOLOGY_VERSION}"
    assert str(graph.value(header, OWL.versionInfo)) == ONTOLOGY_VERSION
    assert graph.value(header, OWL.priorVersion) or file != "kg.ttl"
    for name in (
        "http://purl.org/dc/terms/license",
        "http://purl.org/dc/terms/creator",
        str(RDFS.label),
        str(RDFS.comment),
    ):
        assert graph.value(header, rdflib.URIRef(name)), name


@pytest.mark.parametrize("term", OWN, ids=lambda term: str(term).removeprefix(KG))
def test_every_term_says_what_it_is_and_means(term: rdflib.URIRef) -> None:
    (label,) = GRAPH.objects(term, RDFS.label)
    (comment,) = GRAPH.objects(term, RDFS.comment)
    assert (label.language, comment.language) == ("en", "en")
    assert re.fullmatch(r"[A-Z].+\.", comment)
    assert str(GRAPH.value(term, RDFS.isDefinedBy)) == ONTOLOGY
    assert term in CLASSES or term in PREDICATES
    # UpperCamelCase for classes, lowerCamelCase for properties.
    assert re.fullmatch("[A-Z][A-Za-z]+" if term in CLASSES else "[a-z][A-Za-z0-9]+", str(term).removeprefix(KG))


def test_every_property_has_one_domain_and_one_range() -> None:
    for term in own(PREDICATES):
        (domain,) = GRAPH.objects(term, RDFS.domain)
        (range_,) = GRAPH.objects(term, RDFS.range)
        assert domain in CLASSES
        literal = str(range_).startswith(PREFIXES["xsd"]) or range_ == RDFS.Literal
        assert literal == ((term, RDF.type, OWL.DatatypeProperty) in GRAPH), term
        assert literal or range_ in CLASSES


def test_no_term_is_two_kinds_of_thing_and_no_two_share_a_label() -> None:
    kinds = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
    for term in set(GRAPH.subjects()):
        assert len(set(GRAPH.objects(term, RDF.type)) & set(kinds)) <= 1, term
    for terms in (own(CLASSES), own(PREDICATES)):
        labels = [str(GRAPH.value(term, RDFS.label)) for term in terms]
        assert len(labels) == len(set(labels))


def test_no_term_hangs_in_the_air() -> None:
    """Whatever a term is said to be under is declared here with its kind, and nothing is declared that nobody names."""
    above = {o for p in (RDFS.subClassOf, RDFS.subPropertyOf, RDFS.domain) for o in GRAPH.objects(None, p)}
    assert above <= CLASSES | PREDICATES
    foreign = (CLASSES | PREDICATES) - set(OWN)
    assert foreign <= above | set(GRAPH.objects(None, RDFS.range))


def test_there_are_no_circles() -> None:
    for relation in (RDFS.subClassOf, RDFS.subPropertyOf):
        for term in OWN:
            assert term not in set(GRAPH.transitive_objects(term, relation)) - {term}
            direct = set(GRAPH.objects(term, relation))
            assert term not in direct
            for above in direct:
                assert term not in set(GRAPH.transitive_objects(above, relation))


def test_it_is_aligned_with_the_standard_vocabularies() -> None:
    named = {str(o) for p in (RDFS.subClassOf, RDFS.subPropertyOf, RDFS.seeAlso) for o in GRAPH.objects(None, p)}
    others = ("schema", "fabio", "mls", "skos", "prov", "oa", "dcterms", "foaf", "void", "dcat")
    spaces = [PREFIXES[prefix] for prefix in others]
    spaces += ["https://linkedpaperswithcode.com/class/", "https://linkedpaperswithcode.com/property/"]
    spaces += ["https://codemeta.github.io/terms/"]
    for space in spaces:
        assert any(iri.startswith(space) for iri in named), space


STANDARD = {"dcat": DCAT, "dcterms": DCTERMS, "foaf": FOAF, "prov": PROV, "schema": SDO, "skos": SKOS, "void": VOID}


def test_terms_of_standard_vocabularies_exist_there() -> None:
    """As far as rdflib carries the lists of their terms; the others (bibo, fabio, mls, oa) are few and read by hand."""
    iris = {p.iri for p in PROPERTIES.values()} | {e.iri for e in EDGE_TYPES.values()}
    iris |= {name for t in NODE_TYPES.values() for name in t.also}
    named = {expand(iri) for iri in iris} | {str(term) for triple in GRAPH for term in triple}
    seen = set()
    for prefix, vocabulary in STANDARD.items():
        for iri in named:
            if iri.startswith(PREFIXES[prefix]) and iri != PREFIXES[prefix]:
                assert rdflib.URIRef(iri) in vocabulary, iri
                seen.add(prefix)
    assert seen == set(STANDARD)


def test_the_profile_is_rl_by_the_owl_api(tool, folder_of_jars, tmp_path: Path) -> None:
    """ROBOT asks the OWL API, the reference implementation of the profiles."""
    jars = folder_of_jars("PAPERKG_ROBOT", "robot")
    report = tmp_path / "report.txt"
    robot = [tool("java"), "-cp", f"{jars[0].parent}/*", "org.obolibrary.robot.CommandLineInterface"]
    asked = [
        "validate-profile",
        "--profile",
        "RL",
        "--input",
        str(resources.ontology("kg.ttl")),
        "--output",
        str(report),
    ]
    ran = subprocess.run([*robot, *asked], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, report.read_text(encoding="utf-8") if report.exists() else ran.stderr
    assert "Ontology and imports closure in profile" in report.read_text(encoding="utf-8")


def test_the_closure_of_the_seeds_finds_no_contradiction(seeds_graph: Graph) -> None:
    union = _with_ontology(seeds_graph)
    before = len(union)
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(union)
    assert not list(union.objects(None, rdflib.URIRef("http://www.daml.org/2002/03/agents/agent-ont#error")))
    assert len(union) > before
    math = rdflib.URIRef("https://w3id.org/paperkg/benchmark/math-500")
    assert (math, RDF.type, rdflib.URIRef("https://linkedpaperswithcode.com/class/dataset")) in union
    assert (math, RDF.type, rdflib.URIRef(expand("kg:Participant"))) in union


def test_a_contradiction_would_be_found() -> None:
    graph = rdflib.Graph().parse(resources.ontology("kg.ttl"))
    both = rdflib.URIRef("https://w3id.org/paperkg/x")
    graph.add((both, RDF.type, rdflib.URIRef(expand("kg:Benchmark"))))
    graph.add((both, RDF.type, rdflib.URIRef(expand("kg:Metric"))))
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    assert list(graph.objects(None, rdflib.URIRef("http://www.daml.org/2002/03/agents/agent-ont#error")))


def _with_ontology(graph: Graph) -> rdflib.Graph:
    dataset = rdflib.Dataset(default_union=True)
    dataset.parse(data=b"".join(generate_nquads(graph)), format="nquads")
    union = rdflib.Graph().parse(resources.ontology("kg.ttl"))
    for subject, predicate, thing, _ in dataset.quads():
        union.add((subject, predicate, thing))
    return union


def test_tags_are_a_tree_under_one_scheme(seeds_graph: Graph) -> None:
    """SKOS, sections 4 and 8: every concept is on top or below one that is, and none is above itself."""
    above = {edge.source: edge.target for edge in seeds_graph.edges if edge.type == "broader"}
    top = {edge.source for edge in seeds_graph.edges if edge.type == "topConceptOf"}
    tags = {node.id for node in seeds_graph.nodes if node.types == ("Tag",)}
    assert {edge.source for edge in seeds_graph.edges if edge.type == "inScheme"} == tags
    for tag in tags:
        seen = [tag]
        while seen[-1] in above:
            seen.append(above[seen[-1]])
            assert len(seen) == len(set(seen))
        assert seen[-1] in top
    assert above["tag/question-answering"] == "tag/natural-language-processing"


def test_the_taxonomy_is_whole() -> None:
    for tag, task in tasks().items():
        assert tag == tag_id(task.label)
        assert task.above is None or tasks()[task.above].above is None or task.above == "tag/reinforcement-learning"
