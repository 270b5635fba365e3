"""Node types, properties and edge types as tables.

A property has one IRI and one value type wherever it stands; a node type names its superclasses within kg:, the classes of
other vocabularies that its nodes belong to, and which property is its label. Edges are properties between nodes.
"""

from dataclasses import dataclass
from enum import Enum


class ValueType(Enum):
    """How a property's value is written: the XSD datatype, or what it refers to."""

    STRING = "xsd:string"
    INTEGER = "xsd:integer"
    DECIMAL = "xsd:decimal"
    BOOLEAN = "xsd:boolean"
    DATE = "xsd:date"
    YEAR_MONTH = "xsd:gYearMonth"
    IRI = "xsd:anyURI"
    """A URL, written as an IRI."""
    SPAN = "oa:SpecificResource"
    """Words of a summary (`kg.graph.TextSpan`), written as a target with a quote and a position selector."""


@dataclass(frozen=True, slots=True)
class Property:
    """`name` is the column in tables and the attribute in views; `many` allows several values."""

    name: str
    iri: str
    type: ValueType
    many: bool = False


@dataclass(frozen=True, slots=True)
class NodeType:
    """`also` are classes of other vocabularies; `label` is the property that people call the node by, "" where it has none.

    `shown` types are nodes in GraphML and in the page; the others become attributes there.
    """

    name: str
    iri: str
    prefix: str
    properties: tuple[str, ...] = ()
    label: str = ""
    parent: str | None = None
    also: tuple[str, ...] = ()
    shown: bool = False


@dataclass(frozen=True, slots=True)
class EdgeType:
    """`sources` and `targets` are names of node types, superclasses included; `shown` edges are drawn in GraphML and the page."""

    name: str
    iri: str
    source: str
    target: str
    shown: bool = False


def _properties() -> dict[str, Property]:
    text, flag, integer, decimal = ValueType.STRING, ValueType.BOOLEAN, ValueType.INTEGER, ValueType.DECIMAL
    iri, span = ValueType.IRI, ValueType.SPAN
    table = (
        Property("title", "dcterms:title", text),
        Property("arxivId", "fabio:hasArXivId", text),
        Property("arxivMonth", "kg:arxivMonth", ValueType.YEAR_MONTH),
        Property("doi", "bibo:doi", text),
        Property("page", "foaf:page", iri, many=True),
        Property("name", "foaf:name", text),
        Property("looksLikeHandle", "kg:looksLikeHandle", flag),
        Property("position", "kg:position", integer),
        Property("nameAsWritten", "kg:nameAsWritten", text),
        Property("titleAsWritten", "kg:titleAsWritten", text),
        Property("prefLabel", "skos:prefLabel", text),
        Property("altLabel", "skos:altLabel", text, many=True),
        Property("url", "schema:url", iri),
        Property("codeRepository", "schema:codeRepository", iri),
        Property("artifactName", "schema:name", text),
        Property("paperCount", "kg:paperCount", integer),
        Property("parameterCount", "kg:parameterCount", integer),
        Property("higherIsBetter", "kg:higherIsBetter", flag),
        Property("directionByRule", "kg:directionByRule", flag),
        Property("role", "kg:role", text),
        Property("introduced", "kg:introduced", flag),
        Property("surface", "kg:surface", text, many=True),
        Property("confidence", "kg:confidence", decimal),
        Property("component", "kg:component", text),
        Property("kind", "kg:kind", text),
        Property("value", "kg:value", decimal),
        Property("valueMin", "kg:valueMin", decimal),
        Property("valueMax", "kg:valueMax", decimal),
        Property("valueText", "kg:valueText", text),
        Property("unit", "kg:unit", text),
        Property("unitAssumed", "kg:unitAssumed", flag),
        Property("day", "kg:day", ValueType.DATE),
        Property("path", "kg:path", text),
        Property("line", "kg:line", integer),
        Property("sha256", "kg:sha256", text),
        Property("summary", "schema:description", text),
        Property("sentence", "kg:sentence", span),
        Property("surfaceSpan", "kg:surfaceSpan", span, many=True),
        Property("valueSpan", "kg:valueSpan", span),
        Property("subjectSpan", "kg:subjectSpan", span),
        Property("benchmarkSpan", "kg:benchmarkSpan", span),
        Property("metricSpan", "kg:metricSpan", span),
        Property("baselineSpan", "kg:baselineSpan", span),
        Property("winnerSpan", "kg:winnerSpan", span),
        Property("loserSpan", "kg:loserSpan", span),
    )
    return {p.name: p for p in table}


def _node_types() -> dict[str, NodeType]:
    names = ("prefLabel", "altLabel", "paperCount")
    system = (*names, "parameterCount")
    link = ("url", "artifactName")
    table = (
        NodeType(
            "Paper",
            "kg:Paper",
            "paper",
            ("title", "arxivId", "arxivMonth", "doi", "page"),
            label="title",
            also=("schema:ScholarlyArticle", "fabio:Preprint"),
            shown=True,
        ),
        NodeType("Agent", "kg:Agent", "agent", ("name",), label="name", also=("foaf:Agent",), shown=True),
        NodeType(
            "Author",
            "kg:Author",
            "author",
            ("name", "looksLikeHandle"),
            label="name",
            parent="Agent",
            also=("schema:Person", "foaf:Person"),
            shown=True,
        ),
        NodeType("Authorship", "kg:Authorship", "authorship", ("position", "nameAsWritten")),
        NodeType(
            "Tag", "kg:Tag", "tag", ("prefLabel", "altLabel"), label="prefLabel", also=("skos:Concept",), shown=True
        ),
        NodeType("TagScheme", "kg:TagScheme", "scheme", ("title",), label="title", also=("skos:ConceptScheme",)),
        NodeType("Artifact", "kg:Artifact", "artifact", link, label="artifactName"),
        NodeType(
            "Repository",
            "kg:Repository",
            "repository",
            (*link, "codeRepository"),
            label="artifactName",
            parent="Artifact",
            also=("schema:SoftwareSourceCode",),
            shown=True,
        ),
        NodeType("HFModel", "kg:HFModel", "hf-model", link, "artifactName", "Artifact", ("schema:CreativeWork",), True),
        NodeType(
            "HFDataset", "kg:HFDataset", "hf-dataset", link, "artifactName", "Artifact", ("schema:Dataset",), True
        ),
        NodeType(
            "HFSpace", "kg:HFSpace", "hf-space", link, "artifactName", "Artifact", ("schema:WebApplication",), True
        ),
        NodeType(
            "HFCollection",
            "kg:HFCollection",
            "hf-collection",
            link,
            "artifactName",
            "Artifact",
            ("schema:Collection",),
            True,
        ),
        NodeType("Account", "kg:Account", "account", link, "artifactName", "Artifact", ("foaf:OnlineAccount",), True),
        NodeType("ProjectPage", "kg:ProjectPage", "page", link, "artifactName", "Artifact", ("schema:WebPage",), True),
        NodeType("OtherLink", "kg:OtherLink", "link", link, "artifactName", "Artifact", ("schema:WebPage",), True),
        NodeType("Entity", "kg:Entity", "entity", names, label="prefLabel"),
        NodeType(
            "Benchmark",
            "kg:Benchmark",
            "benchmark",
            names,
            label="prefLabel",
            parent="Entity",
            also=("mls:Dataset", "schema:Dataset"),
            shown=True,
        ),
        NodeType(
            "Metric",
            "kg:Metric",
            "metric",
            (*names, "higherIsBetter", "directionByRule", "unit"),
            label="prefLabel",
            parent="Entity",
            also=("mls:EvaluationMeasure",),
            shown=True,
        ),
        NodeType("System", "kg:System", "system", system, "prefLabel", "Entity", (), True),
        NodeType("Model", "kg:Model", "system", system, "prefLabel", "System", ("mls:Model",), True),
        NodeType("Method", "kg:Method", "system", system, "prefLabel", "System", ("mls:Algorithm",), True),
        NodeType("ModelFamily", "kg:ModelFamily", "family", ("prefLabel",), label="prefLabel", shown=True),
        NodeType("Mention", "kg:Mention", "mention", ("surface", "role", "introduced", "confidence")),
        NodeType(
            "Result",
            "kg:Result",
            "result",
            ("valueText", "value", "valueMin", "valueMax", "unit", "unitAssumed", "kind", "confidence"),
            label="valueText",
            also=("mls:ModelEvaluation",),
            shown=True,
        ),
        NodeType("Comparison", "kg:Comparison", "comparison", ("confidence",)),
        NodeType(
            "Digest", "kg:Digest", "digest", ("day", "path", "line", "sha256"), label="day", also=("prov:Entity",)
        ),
        NodeType(
            "DigestEntry", "kg:DigestEntry", "entry", ("line", "summary", "titleAsWritten"), also=("prov:Entity",)
        ),
        NodeType(
            "Evidence",
            "kg:Evidence",
            "evidence",
            (
                "component",
                "confidence",
                "sentence",
                "surfaceSpan",
                "valueSpan",
                "subjectSpan",
                "benchmarkSpan",
                "metricSpan",
                "baselineSpan",
                "winnerSpan",
                "loserSpan",
            ),
            also=("oa:Annotation",),
        ),
    )
    return {t.name: t for t in table}


def _edge_types() -> dict[str, EdgeType]:
    table = (
        EdgeType("authoredBy", "schema:author", "Paper", "Author", shown=True),
        EdgeType("tagged", "dcterms:subject", "Paper", "Tag", shown=True),
        EdgeType("hasCode", "kg:hasCode", "Paper", "Artifact", shown=True),
        EdgeType("hasArtifact", "kg:hasArtifact", "Paper", "Artifact", shown=True),
        EdgeType("hasPage", "kg:hasPage", "Paper", "Artifact", shown=True),
        EdgeType("ownedBy", "kg:ownedBy", "Artifact", "Account", shown=True),
        EdgeType("introduces", "kg:introduces", "Paper", "Entity", shown=True),
        EdgeType("evaluatesOn", "kg:evaluatesOn", "Paper", "Benchmark", shown=True),
        EdgeType("trainsOn", "kg:trainsOn", "Paper", "Benchmark", shown=True),
        EdgeType("mentions", "schema:mentions", "Paper", "Entity", shown=True),
        EdgeType("reports", "kg:reports", "Paper", "Result", shown=True),
        EdgeType("outperforms", "kg:outperforms", "Entity", "Entity", shown=True),
        EdgeType("family", "kg:family", "System", "ModelFamily", shown=True),
        EdgeType("basedOn", "kg:basedOn", "System", "System", shown=True),
        EdgeType("subject", "kg:subject", "Result", "", shown=True),
        EdgeType("benchmark", "kg:benchmark", "Result", "Benchmark", shown=True),
        EdgeType("metric", "kg:metric", "Result", "Metric", shown=True),
        EdgeType("baseline", "kg:baseline", "Result", "", shown=True),
        EdgeType("winner", "kg:winner", "Comparison", "Entity"),
        EdgeType("loser", "kg:loser", "Comparison", "Entity"),
        EdgeType("paper", "kg:paper", "", "Paper"),
        EdgeType("author", "kg:author", "Authorship", "Author"),
        EdgeType("entity", "kg:entity", "Mention", "Entity"),
        EdgeType("evidence", "kg:evidence", "", "Evidence"),
        EdgeType("describes", "kg:describes", "DigestEntry", "Paper"),
        EdgeType("inDigest", "kg:inDigest", "DigestEntry", "Digest"),
        EdgeType("inScheme", "skos:inScheme", "Tag", "TagScheme"),
    )
    return {t.name: t for t in table}


PROPERTIES = _properties()
NODE_TYPES = _node_types()
EDGE_TYPES = _edge_types()


def properties_of(type_: str) -> tuple[Property, ...]:
    """The properties that nodes of a type may have, in the order in which they are written."""
    return tuple(PROPERTIES[name] for name in NODE_TYPES[type_].properties)


def subtypes_of(type_: str) -> frozenset[str]:
    """A node type and everything under it.

    >>> sorted(subtypes_of("System"))
    ['Method', 'Model', 'System']
    """
    below = {name for name, node_type in NODE_TYPES.items() if node_type.parent == type_}
    return frozenset({type_}.union(*(subtypes_of(name) for name in below)))


def rdf_types_of(type_: str) -> tuple[str, ...]:
    """The prefixed names of all classes that a node of the type is stated to be in.

    Superclasses within kg: are stated too, so that a plain SPARQL engine finds every System without a reasoner; the classes of
    other vocabularies that only a superclass is aligned with are left to one.

    >>> rdf_types_of("Model")
    ('kg:Entity', 'kg:Model', 'kg:System', 'mls:Model')
    """
    node_type = NODE_TYPES[type_]
    above = []
    parent = node_type.parent
    while parent:
        above.append(NODE_TYPES[parent].iri)
        parent = NODE_TYPES[parent].parent
    return tuple(sorted({node_type.iri, *node_type.also, *above}))
