import rdflib
from rdflib import OWL, RDF, RDFS

from kg import resources
from kg.schema import DEFAULT_BASE, EDGE_TYPES, NODE_TYPES, PREFIXES, PROPERTIES, ValueType, expand, subtypes_of

ONTOLOGY = rdflib.Graph().parse(resources.ontology("kg.ttl"))
KG = PREFIXES["kg"]


def term(name: str) -> rdflib.URIRef:
    return rdflib.URIRef(expand(name))


def defined(kind: rdflib.URIRef) -> set[str]:
    """Our own terms of a kind; those of other vocabularies are declared beside them."""
    return {str(s) for s in ONTOLOGY.subjects(RDF.type, kind) if str(s).startswith(KG)}


def test_classes_are_those_of_the_ontology() -> None:
    assert defined(OWL.Class) == {expand(t.iri) for t in NODE_TYPES.values()}


def test_superclasses_are_those_of_the_ontology() -> None:
    """What exports state is what the ontology says; prov:, lpwc: and others only aligned with are left to a reasoner."""
    stated_elsewhere = {iri for t in NODE_TYPES.values() for iri in map(expand, t.also)}
    for node_type in NODE_TYPES.values():
        above = set(node_type.also) | {NODE_TYPES[parent].iri for parent in node_type.parents}
        said = {str(o) for o in ONTOLOGY.objects(term(node_type.iri), RDFS.subClassOf)}
        aligned = {iri for iri in said if not iri.startswith(KG) and iri not in stated_elsewhere}
        assert {expand(name) for name in above} <= said, node_type.name
        assert said - aligned - {expand("prov:Entity")} <= {expand(name) for name in above}, node_type.name


def test_properties_are_those_of_the_ontology() -> None:
    ours = {expand(p.iri) for p in (*PROPERTIES.values(), *EDGE_TYPES.values()) if p.iri.startswith("kg:")}
    assert defined(OWL.DatatypeProperty) | defined(OWL.ObjectProperty) == ours


def test_ranges_are_those_of_the_ontology() -> None:
    for prop in PROPERTIES.values():
        if prop.iri.startswith("kg:"):
            # OWL 2 RL knows neither xsd:date nor xsd:gYearMonth (OWL 2 Profiles, section 4.2).
            unknown = prop.type in (ValueType.DATE, ValueType.YEAR_MONTH)
            want = RDFS.Literal if unknown else term(prop.type.value)
            assert set(ONTOLOGY.objects(term(prop.iri), RDFS.range)) == {want}, prop.name
    for edge in EDGE_TYPES.values():
        if edge.iri.startswith("kg:"):
            want = {term(NODE_TYPES[edge.target].iri)} if edge.target else set()
            assert set(ONTOLOGY.objects(term(edge.iri), RDFS.range)) == want, edge.name


def test_domains_hold_for_every_type_that_uses_the_property() -> None:
    for prop in PROPERTIES.values():
        for domain in ONTOLOGY.objects(term(prop.iri), RDFS.domain):
            within = subtypes_of(str(domain).removeprefix(KG))
            users = {t.name for t in NODE_TYPES.values() if prop.name in t.properties}
            assert users <= within, prop.name
    for edge in EDGE_TYPES.values():
        if edge.iri.startswith("kg:"):
            want = {term(NODE_TYPES[edge.source].iri)} if edge.source else set()
            assert set(ONTOLOGY.objects(term(edge.iri), RDFS.domain)) == want, edge.name


def test_no_type_and_no_property_is_named_twice() -> None:
    assert not set(PROPERTIES) & set(EDGE_TYPES)
    iris = [p.iri for p in PROPERTIES.values()] + [e.iri for e in EDGE_TYPES.values()]
    assert len(iris) == len(set(iris))


def test_labels_and_properties_of_types_exist() -> None:
    for node_type in NODE_TYPES.values():
        assert set(node_type.properties) <= set(PROPERTIES)
        assert node_type.label in ("", *node_type.properties)
        assert set(node_type.parents) <= NODE_TYPES.keys()
    for edge in EDGE_TYPES.values():
        assert edge.source in ("", *NODE_TYPES)
        assert edge.target in ("", *NODE_TYPES)


def test_the_context_has_every_term() -> None:
    import json

    context = json.loads(resources.ontology("context.jsonld").read_text(encoding="utf-8"))["@context"]
    for prop in PROPERTIES.values():
        stated = context[prop.name]
        want = {ValueType.IRI: "@id", ValueType.SPAN: "@id", ValueType.STRING: None}.get(prop.type, prop.type.value)
        assert (stated["@id"], stated.get("@type")) == (prop.iri, want)
    for edge in EDGE_TYPES.values():
        assert context[edge.name] == {"@id": edge.iri, "@type": "@id"}
    assert all(context[prefix] == iri for prefix, iri in PREFIXES.items())


def test_the_base_is_not_the_vocabulary() -> None:
    assert KG.startswith(DEFAULT_BASE)
    assert not any(expand(t.iri) == DEFAULT_BASE + t.prefix for t in NODE_TYPES.values())
