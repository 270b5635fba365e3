"""The graph as RDF statements: one per property value and per edge, in the named graph that states it.

Spans become Web Annotation targets (oa:SpecificResource with a quote and a position selector) with IRIs of their own, so that
there are no blank nodes. Statements come sorted; numbers are in canonical form, since stores rewrite them when they load.
"""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from urllib.parse import quote

import pyoxigraph as ox

from kg.graph import Graph, TextSpan
from kg.graph.model import Scalar
from kg.schema import DEFAULT_BASE, EDGE_TYPES, PREFIXES, PROPERTIES, ValueType, expand, iri_of, rdf_types_of

Term = tuple[str, str]
"""A value and its datatype IRI; the datatype is "" for an IRI."""

Statement = tuple[str, str, str, Term]
"""Named graph, subject, predicate (IRIs) and object."""

_TYPE = expand("rdf:type")
_TEXT = expand("xsd:string")
_WHOLE = expand("xsd:integer")
_URL_SAFE = "-._~!$&'()*+,;=:@/?#%"


def statements(graph: Graph, base: str = DEFAULT_BASE) -> list[Statement]:
    """All statements, sorted, each once."""
    return sorted(set(_node_statements(graph, base)).union(_edge_statements(graph, base)))


def quads(graph: Graph, base: str = DEFAULT_BASE) -> Iterator[ox.Quad]:
    """The statements as quads, sorted by named graph, subject, predicate, object."""
    for named, subject, predicate, term in statements(graph, base):
        yield ox.Quad(ox.NamedNode(subject), ox.NamedNode(predicate), _object(term), ox.NamedNode(named))


def triples(graph: Graph, base: str = DEFAULT_BASE) -> Iterator[ox.Triple]:
    """The union of all named graphs, sorted, each triple once."""
    union = sorted({statement[1:] for statement in statements(graph, base)})
    for subject, predicate, term in union:
        yield ox.Triple(ox.NamedNode(subject), ox.NamedNode(predicate), _object(term))


def generate(source: Iterable[ox.Quad] | Iterable[ox.Triple], syntax: ox.RdfFormat) -> Iterator[bytes]:
    """A document in one of Oxigraph's syntaxes, with the project's prefixes where the syntax has such."""
    prefixes = None if syntax in (ox.RdfFormat.N_QUADS, ox.RdfFormat.N_TRIPLES) else PREFIXES
    document = ox.serialize(source, format=syntax, prefixes=prefixes)
    assert document is not None
    yield document


def lexical(value: Scalar, type_: ValueType) -> str:
    """The canonical lexical form of a value (XML Schema part 2).

    >>> lexical(Decimal("94.10"), ValueType.DECIMAL), lexical(True, ValueType.BOOLEAN), lexical(Decimal(91), ValueType.DECIMAL)
    ('94.1', 'true', '91')
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal) and type_ is ValueType.DECIMAL:
        plain = f"{value:f}"
        plain = plain.rstrip("0").rstrip(".") if "." in plain else plain
        return "0" if plain in ("-0", "") else plain
    return str(value)


def _object(term: Term) -> ox.NamedNode | ox.Literal:
    value, datatype = term
    if not datatype:
        return ox.NamedNode(value)
    return ox.Literal(value) if datatype == _TEXT else ox.Literal(value, datatype=ox.NamedNode(datatype))


def _node_statements(graph: Graph, base: str) -> Iterator[Statement]:
    for node in graph.nodes:
        named, subject = iri_of(node.graph, base), iri_of(node.id, base)
        for type_ in node.types:
            for name in rdf_types_of(type_):
                yield named, subject, _TYPE, (expand(name), "")
        for name, value in node.properties.items():
            declared = PROPERTIES[name]
            predicate = expand(declared.iri)
            for one in value if isinstance(value, tuple) else (value,):
                if isinstance(one, TextSpan):
                    yield from _span_statements(named, subject, predicate, one, base)
                elif declared.type is ValueType.IRI:
                    yield named, subject, predicate, (url_iri(str(one)), "")
                else:
                    yield named, subject, predicate, (lexical(one, declared.type), expand(declared.type.value))


def _edge_statements(graph: Graph, base: str) -> Iterator[Statement]:
    for edge in graph.edges:
        predicate = expand(EDGE_TYPES[edge.type].iri)
        yield iri_of(edge.graph, base), iri_of(edge.source, base), predicate, (iri_of(edge.target, base), "")


def span_id(span: TextSpan) -> str:
    """The id of the target that stands for a span."""
    return f"target/{span.entry.removeprefix('entry/')}/{span.start}-{span.end}"


def _span_statements(named: str, subject: str, predicate: str, span: TextSpan, base: str) -> Iterator[Statement]:
    target = iri_of(span_id(span), base)
    quote, position = f"{target}/quote", f"{target}/position"
    yield named, subject, predicate, (target, "")
    yield named, target, _TYPE, (expand("oa:SpecificResource"), "")
    yield named, target, expand("oa:hasSource"), (iri_of(span.entry, base), "")
    yield named, target, expand("oa:hasSelector"), (quote, "")
    yield named, target, expand("oa:hasSelector"), (position, "")
    yield named, quote, _TYPE, (expand("oa:TextQuoteSelector"), "")
    yield named, quote, expand("oa:exact"), (span.exact, _TEXT)
    yield named, quote, expand("oa:prefix"), (span.prefix, _TEXT)
    yield named, quote, expand("oa:suffix"), (span.suffix, _TEXT)
    yield named, position, _TYPE, (expand("oa:TextPositionSelector"), "")
    yield named, position, expand("oa:start"), (str(span.start), _WHOLE)
    yield named, position, expand("oa:end"), (str(span.end), _WHOLE)


def url_iri(url: str) -> str:
    """A URL as an IRI: what may not stand in one is percent-encoded, escapes that are there stay (RFC 3987, section 3.1).

    >>> url_iri("https://a/b c%20d%")
    'https://a/b%20c%20d%25'
    >>> url_iri("https://a/#b#c")
    'https://a/#b%23c'
    """
    scheme, separator, rest = url.partition("://")
    rest = re.sub(r"%(?![0-9A-Fa-f]{2})", "%25", rest)
    rest = re.sub(r"(?<=#)(.*)", lambda fragment: fragment[1].replace("#", "%23"), rest, count=1, flags=re.DOTALL)
    return scheme + separator + "".join(c if c.isalnum() else quote(c, safe=_URL_SAFE, errors="replace") for c in rest)
