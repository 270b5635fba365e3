"""Edge types: properties between nodes."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class EdgeType:
    """`sources` and `targets` are names of node types, superclasses included; `shown` edges are drawn in GraphML and the page."""

    name: str
    iri: str
    source: str
    target: str
    shown: bool = False


def _edge_types() -> dict[str, EdgeType]:
    table = (
        EdgeType("authoredBy", "schema:author", "Paper", "Author", shown=True),
        EdgeType("tagged", "dcterms:subject", "Paper", "Tag", shown=True),
        EdgeType("broader", "skos:broader", "Tag", "Tag", shown=True),
        EdgeType("hasCode", "kg:hasCode", "Paper", "Repository", shown=True),
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
        EdgeType("subject", "kg:subject", "Result", "Participant", shown=True),
        EdgeType("benchmark", "kg:benchmark", "Result", "Benchmark", shown=True),
        EdgeType("metric", "kg:metric", "Result", "Metric", shown=True),
        EdgeType("baseline", "kg:baseline", "Result", "Participant", shown=True),
        EdgeType("winner", "kg:winner", "Comparison", "Entity"),
        EdgeType("loser", "kg:loser", "Comparison", "Entity"),
        EdgeType("paper", "kg:paper", "Statement", "Paper"),
        EdgeType("author", "kg:author", "Authorship", "Author"),
        EdgeType("entity", "kg:entity", "Mention", "Entity"),
        EdgeType("evidence", "kg:evidence", "Fact", "Evidence"),
        EdgeType("describes", "kg:describes", "DigestEntry", "Paper"),
        EdgeType("inDigest", "kg:inDigest", "DigestEntry", "Digest"),
        EdgeType("inScheme", "skos:inScheme", "Tag", "TagScheme"),
        EdgeType("topConceptOf", "skos:topConceptOf", "Tag", "TagScheme"),
        EdgeType("source", "dcterms:source", "KnowledgeGraph", "Digest"),
        EdgeType("classPartition", "void:classPartition", "KnowledgeGraph", "Partition"),
        EdgeType("propertyPartition", "void:propertyPartition", "KnowledgeGraph", "Partition"),
    )
    return {t.name: t for t in table}


EDGE_TYPES = _edge_types()
