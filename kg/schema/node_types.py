"""Node types: each names its superclasses within kg:, the classes of other vocabularies that its nodes are in, and its label."""

from dataclasses import dataclass
from functools import cache

from kg.schema.properties import PROPERTIES, Property


@dataclass(frozen=True, slots=True)
class NodeType:
    """`also` are classes of other vocabularies; `label` is the property that people call the node by, "" where it has none.

    `shown` types are nodes in GraphML and in the page; the others become attributes there. `abstract` types hold others together
    as the domain or range of a property (OWL 2 RL knows no unions there); no node is stated to be in one, a reasoner tells.
    """

    name: str
    iri: str
    prefix: str
    properties: tuple[str, ...] = ()
    label: str = ""
    parents: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    shown: bool = False
    abstract: bool = False


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
        NodeType("Agent", "kg:Agent", "agent", ("name",), "name", ("Participant",), ("foaf:Agent",), True),
        NodeType(
            "Author",
            "kg:Author",
            "author",
            ("name", "looksLikeHandle"),
            label="name",
            parents=("Agent",),
            also=("schema:Person", "foaf:Person"),
            shown=True,
        ),
        NodeType("Authorship", "kg:Authorship", "authorship", ("position", "nameAsWritten"), parents=("Statement",)),
        NodeType(
            "Tag",
            "kg:Tag",
            "tag",
            ("prefLabel", "altLabel", "notation"),
            label="prefLabel",
            also=("skos:Concept",),
            shown=True,
        ),
        NodeType("TagScheme", "kg:TagScheme", "scheme", ("title",), label="title", also=("skos:ConceptScheme",)),
        NodeType("Artifact", "kg:Artifact", "artifact", link, label="artifactName"),
        NodeType(
            "Repository",
            "kg:Repository",
            "repository",
            (*link, "codeRepository"),
            label="artifactName",
            parents=("Artifact",),
            also=("schema:SoftwareSourceCode",),
            shown=True,
        ),
        NodeType(
            "HFModel", "kg:HFModel", "hf-model", link, "artifactName", ("Artifact",), ("schema:CreativeWork",), True
        ),
        NodeType(
            "HFDataset", "kg:HFDataset", "hf-dataset", link, "artifactName", ("Artifact",), ("schema:Dataset",), True
        ),
        NodeType(
            "HFSpace", "kg:HFSpace", "hf-space", link, "artifactName", ("Artifact",), ("schema:WebApplication",), True
        ),
        NodeType(
            "HFCollection",
            "kg:HFCollection",
            "hf-collection",
            link,
            "artifactName",
            ("Artifact",),
            ("schema:Collection",),
            True,
        ),
        NodeType(
            "Account", "kg:Account", "account", link, "artifactName", ("Artifact",), ("foaf:OnlineAccount",), True
        ),
        NodeType(
            "ProjectPage", "kg:ProjectPage", "page", link, "artifactName", ("Artifact",), ("schema:WebPage",), True
        ),
        NodeType("OtherLink", "kg:OtherLink", "link", link, "artifactName", ("Artifact",), ("schema:WebPage",), True),
        NodeType("Entity", "kg:Entity", "entity", names, "prefLabel", ("Participant",)),
        NodeType(
            "Benchmark",
            "kg:Benchmark",
            "benchmark",
            names,
            label="prefLabel",
            parents=("Entity",),
            also=("mls:Dataset", "schema:Dataset"),
            shown=True,
        ),
        NodeType(
            "Metric",
            "kg:Metric",
            "metric",
            (*names, "higherIsBetter", "directionByRule", "unit"),
            label="prefLabel",
            parents=("Entity", "Quantity"),
            also=("mls:EvaluationMeasure",),
            shown=True,
        ),
        NodeType("System", "kg:System", "system", system, "prefLabel", ("Entity",), (), True),
        NodeType("Model", "kg:Model", "system", system, "prefLabel", ("System",), ("mls:Model",), True),
        NodeType("Method", "kg:Method", "system", system, "prefLabel", ("System",), ("mls:Algorithm",), True),
        NodeType("ModelFamily", "kg:ModelFamily", "family", ("prefLabel",), label="prefLabel", shown=True),
        NodeType(
            "Mention", "kg:Mention", "mention", ("surface", "role", "introduced", "confidence"), parents=("Fact",)
        ),
        NodeType(
            "Result",
            "kg:Result",
            "result",
            ("valueText", "value", "valueMin", "valueMax", "unit", "unitAssumed", "kind", "confidence", "supportCount"),
            label="valueText",
            parents=("Fact", "Quantity"),
            also=("mls:ModelEvaluation",),
            shown=True,
        ),
        NodeType("Comparison", "kg:Comparison", "comparison", ("confidence", "supportCount"), parents=("Fact",)),
        NodeType(
            "Digest", "kg:Digest", "digest", ("day", "path", "line", "sha256"), "day", ("Passage",), ("prov:Entity",)
        ),
        NodeType(
            "DigestEntry",
            "kg:DigestEntry",
            "entry",
            ("line", "summary", "titleAsWritten"),
            "",
            ("Passage",),
            ("prov:Entity",),
        ),
        NodeType(
            "Evidence",
            "kg:Evidence",
            "evidence",
            (
                "component",
                "confidence",
                "path",
                "line",
                "sentenceText",
                "surface",
                "valueText",
                "subjectText",
                "benchmarkText",
                "metricText",
                "baselineText",
                "winnerText",
                "loserText",
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
            parents=("Passage", "Reading"),
            also=("oa:Annotation",),
        ),
        NodeType("Statement", "kg:Statement", "statement", abstract=True),
        NodeType("Reading", "kg:Reading", "reading", abstract=True),
        NodeType("Fact", "kg:Fact", "fact", parents=("Reading", "Statement"), abstract=True),
        NodeType("Passage", "kg:Passage", "passage", abstract=True),
        NodeType("Quantity", "kg:Quantity", "quantity", abstract=True),
        NodeType("Participant", "kg:Participant", "participant", abstract=True),
        NodeType(
            "KnowledgeGraph",
            "kg:KnowledgeGraph",
            "dataset",
            (
                "title",
                "description",
                "slice",
                "license",
                "conformsTo",
                "builtWith",
                "keyword",
                "temporalCoverage",
                "vocabulary",
                "triples",
                "entities",
            ),
            label="title",
            also=("dcat:Dataset", "schema:Dataset", "void:Dataset"),
        ),
        NodeType(
            "Partition",
            "kg:Partition",
            "partition",
            ("partitionClass", "partitionProperty", "entities", "triples"),
            also=("void:Dataset",),
        ),
    )
    return {t.name: t for t in table}


NODE_TYPES = _node_types()


def properties_of(type_: str) -> tuple[Property, ...]:
    """The properties that nodes of a type may have, in the order in which they are written."""
    return tuple(PROPERTIES[name] for name in NODE_TYPES[type_].properties)


def subtypes_of(type_: str) -> frozenset[str]:
    """A node type and everything under it.

    >>> sorted(subtypes_of("System"))
    ['Method', 'Model', 'System']
    """
    below = {name for name, node_type in NODE_TYPES.items() if type_ in node_type.parents}
    return frozenset({type_}.union(*(subtypes_of(name) for name in below)))


@cache
def rdf_types_of(type_: str) -> tuple[str, ...]:
    """The prefixed names of all classes that a node of the type is stated to be in.

    Superclasses within kg: are stated too unless they are abstract, so that a plain SPARQL engine finds every System without a
    reasoner; the classes of other vocabularies that only a superclass is aligned with are left to one.

    >>> rdf_types_of("Model")
    ('kg:Entity', 'kg:Model', 'kg:System', 'mls:Model')
    """
    stated = {*NODE_TYPES[type_].also}
    for name, node_type in NODE_TYPES.items():
        if type_ in subtypes_of(name) and not node_type.abstract:
            stated.add(node_type.iri)
    return tuple(sorted(stated))
