"""Properties: what is stated of nodes, each with one IRI and one value type wherever it stands."""

from dataclasses import dataclass
from decimal import Decimal
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


def canonical_decimal(value: Decimal) -> str:
    """The canonical lexical form of a decimal (XML Schema part 2), the same for all that are equal.

    >>> canonical_decimal(Decimal("94.10")), canonical_decimal(Decimal(91)), canonical_decimal(Decimal("-0.0"))
    ('94.1', '91', '0')
    """
    plain = f"{value:f}"
    plain = plain.rstrip("0").rstrip(".") if "." in plain else plain
    return "0" if plain in ("-0", "") else plain


@dataclass(frozen=True, slots=True)
class Property:
    """`name` is the column in tables and the attribute in views; `many` allows several values."""

    name: str
    iri: str
    type: ValueType
    many: bool = False


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
        Property("notation", "skos:notation", text),
        Property("url", "schema:url", iri),
        Property("codeRepository", "schema:codeRepository", iri),
        Property("artifactName", "schema:name", text),
        Property("paperCount", "kg:paperCount", integer),
        Property("supportCount", "kg:supportCount", integer),
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
        Property("sentenceText", "kg:sentenceText", text),
        Property("subjectText", "kg:subjectText", text),
        Property("benchmarkText", "kg:benchmarkText", text),
        Property("metricText", "kg:metricText", text),
        Property("baselineText", "kg:baselineText", text),
        Property("winnerText", "kg:winnerText", text),
        Property("loserText", "kg:loserText", text),
        Property("sentence", "kg:sentence", span),
        Property("surfaceSpan", "kg:surfaceSpan", span, many=True),
        Property("valueSpan", "kg:valueSpan", span),
        Property("subjectSpan", "kg:subjectSpan", span),
        Property("benchmarkSpan", "kg:benchmarkSpan", span),
        Property("metricSpan", "kg:metricSpan", span),
        Property("baselineSpan", "kg:baselineSpan", span),
        Property("winnerSpan", "kg:winnerSpan", span),
        Property("loserSpan", "kg:loserSpan", span),
        Property("description", "dcterms:description", text),
        Property("license", "dcterms:license", iri),
        Property("conformsTo", "dcterms:conformsTo", iri),
        Property("slice", "kg:slice", text),
        Property("builtWith", "kg:builtWith", text),
        Property("keyword", "dcat:keyword", text, many=True),
        Property("temporalCoverage", "schema:temporalCoverage", text),
        Property("vocabulary", "void:vocabulary", iri, many=True),
        Property("triples", "void:triples", integer),
        Property("entities", "void:entities", integer),
        Property("partitionClass", "void:class", iri),
        Property("partitionProperty", "void:property", iri),
    )
    return {p.name: p for p in table}


PROPERTIES = _properties()
