#!/usr/bin/env python3
"""Writes the reference in docs/ontology.md, and docs/ontology.svg: `python docs/make_ontology.py`.

Meanings, domains, ranges and alignments are those of ontology/kg.ttl; a test holds both files to it and to `kg.schema`.
"""

from collections.abc import Iterable
from pathlib import Path

from ontology_picture import picture
from rdflib import OWL, RDF, RDFS, Graph, URIRef

from kg import resources
from kg.export.rdf import statements
from kg.graph import Graph as KnowledgeGraph
from kg.graph import Node, TextSpan
from kg.schema import EDGE_TYPES, NODE_TYPES, PREFIXES, PROPERTIES, ValueType, expand, subtypes_of

DOCS = Path(__file__).resolve().parent
BEGIN = "<!-- From here to the end: made from ontology/kg.ttl by docs/make_ontology.py. -->"
END = "<!-- The end of what is made. -->"

VOCABULARIES = {
    "schema": "[schema.org](https://schema.org/)",
    "fabio": "[FaBiO](http://purl.org/spar/fabio/) of SPAR",
    "bibo": "[BIBO](http://purl.org/ontology/bibo/)",
    "dcterms": "[Dublin Core](http://purl.org/dc/terms/)",
    "foaf": "[FOAF](http://xmlns.com/foaf/0.1/)",
    "skos": "[SKOS](http://www.w3.org/2004/02/skos/core#)",
    "mls": "[ML-Schema](http://www.w3.org/ns/mls#)",
    "lpwc": "[Linked Papers With Code](https://linkedpaperswithcode.com/)",
    "prov": "[PROV-O](http://www.w3.org/ns/prov#)",
    "oa": "[Web Annotation](http://www.w3.org/ns/oa#)",
    "void": "[VoID](http://rdfs.org/ns/void#)",
    "dcat": "[DCAT](http://www.w3.org/ns/dcat#)",
    "codemeta": "[CodeMeta](https://codemeta.github.io/terms/)",
    "rdf": "[RDF](http://www.w3.org/1999/02/22-rdf-syntax-ns#)",
}
_ABOVE = (RDFS.subClassOf, RDFS.subPropertyOf)


def document(page: str) -> str:
    """The page with its reference made anew."""
    head, begin, _ = page.partition(BEGIN)
    if not begin:
        raise ValueError(f"docs/ontology.md: the line {BEGIN!r} is not there; put it where the reference begins")
    return f"{head}{BEGIN}\n\n{reference()}\n\n{END}\n"


def reference() -> str:
    """All classes and properties, and what they are aligned with, as tables in Markdown."""
    ontology = Graph(bind_namespaces="none").parse(resources.ontology("kg.ttl"))
    classes = [URIRef(expand(t.iri)) for t in NODE_TYPES.values()]
    named = (*PROPERTIES.values(), *EDGE_TYPES.values())
    ours = [URIRef(expand(term.iri)) for term in named if term.iri.startswith("kg:")]
    values = [p for p in ours if (p, RDF.type, OWL.DatatypeProperty) in ontology]
    return "\n\n".join(
        (
            "### By vocabulary",
            _by_vocabulary(ontology),
            "### Classes",
            _table(
                ("class", "meaning", "under", "aligned with"),
                (
                    (
                        _name(ontology, term),
                        str(ontology.value(term, RDFS.comment)),
                        _names(ontology, _above(ontology, term, own=True)),
                        _aligned(ontology, term),
                    )
                    for term in classes
                ),
            ),
            "### Properties with values",
            _of_properties(ontology, values, "value"),
            "### Properties between nodes",
            _of_properties(ontology, [p for p in ours if p not in values], "to"),
            "### Properties of others, used as they stand",
            _table(("property", "name in tables and in the picture", "on", "value, or to"), _others()),
        )
    )


def _of_properties(ontology: Graph, terms: Iterable[URIRef], to: str) -> str:
    rows = (
        (
            _name(ontology, term),
            str(ontology.value(term, RDFS.comment)),
            _names(ontology, ontology.objects(term, RDFS.domain)),
            _names(ontology, ontology.objects(term, RDFS.range)),
            _aligned(ontology, term),
        )
        for term in terms
    )
    return _table(("property", "meaning", "on", to, "aligned with"), rows)


def _others() -> Iterable[tuple[str, ...]]:
    for prop in PROPERTIES.values():
        if not prop.iri.startswith("kg:"):
            on = {t.name for t in NODE_TYPES.values() if prop.name in t.properties}
            highest = on - {below for name in on for below in subtypes_of(name) - {name}}
            value = "an IRI" if prop.type is ValueType.IRI else f"`{prop.type.value}`"
            yield (
                f"`{prop.iri}`",
                f"`{prop.name}`",
                _code(t.iri for t in NODE_TYPES.values() if t.name in highest),
                value,
            )
    for edge in EDGE_TYPES.values():
        if not edge.iri.startswith("kg:"):
            source, target = NODE_TYPES[edge.source].iri, NODE_TYPES[edge.target].iri
            yield f"`{edge.iri}`", f"`{edge.name}`", f"`{source}`", f"`{target}`"


def _of_spans(ontology: Graph) -> set[str]:
    """The terms in which words and their offsets are written."""
    span = TextSpan("entry/x", 0, 1, "x", "", "")
    node = Node("evidence/x", ("Evidence",), "digest/x", {"sentence": span})
    iris = {iri for _, _, predicate, value, _ in statements(KnowledgeGraph((node,), ())) for iri in (predicate, value)}
    return {_name(ontology, iri).strip("`") for iri in iris if iri.startswith(PREFIXES["oa"])}


def _by_vocabulary(ontology: Graph) -> str:
    """What exports state in terms of a vocabulary, what only a reasoner adds, and what is merely near."""
    used = {p.iri for p in (*PROPERTIES.values(), *EDGE_TYPES.values())} | _of_spans(ontology)
    used |= {name for t in NODE_TYPES.values() for name in t.also}
    above = {_name(ontology, o).strip("`") for p in _ABOVE for o in ontology.objects(None, p)}
    near = {_name(ontology, o).strip("`") for o in ontology.objects(None, RDFS.seeAlso)}
    rows = []
    for prefix, title in VOCABULARIES.items():
        mine = (f"{prefix}:", f"{prefix}p:")
        columns = (used, above - used, near - above - used)
        rows.append((title, *(_code(sorted(name for name in names if name.startswith(mine))) for names in columns)))
    return _table(("vocabulary", "written in exports", "above our terms, for a reasoner", "near, `rdfs:seeAlso`"), rows)


def _above(ontology: Graph, term: URIRef, own: bool) -> list[URIRef]:
    found = [URIRef(str(o)) for relation in _ABOVE for o in ontology.objects(term, relation)]
    return [iri for iri in found if str(iri).startswith(PREFIXES["kg"]) == own]


def _aligned(ontology: Graph, term: URIRef) -> str:
    above = _names(ontology, _above(ontology, term, own=False))
    near = _names(ontology, ontology.objects(term, RDFS.seeAlso))
    return ", ".join(filter(None, (above, f"see {near}" if near else ""))) or "own"


def _name(ontology: Graph, term: object) -> str:
    return f"`{ontology.namespace_manager.qname(str(term))}`"


def _names(ontology: Graph, terms: Iterable[object]) -> str:
    return ", ".join(sorted(_name(ontology, term) for term in terms))


def _code(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    first, *lines = (f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |" for line in (head, *rows))
    return "\n".join((first, "|" + "---|" * len(head), *lines))


if __name__ == "__main__":
    text = (DOCS / "ontology.md").read_text(encoding="utf-8")
    (DOCS / "ontology.md").write_text(document(text), encoding="utf-8")
    (DOCS / "ontology.svg").write_text(picture(), encoding="utf-8")
