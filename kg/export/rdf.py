"""The graph as RDF statements: one per property value and per edge, in the named graph that states it.

Spans become Web Annotation targets (oa:SpecificResource with a quote and a position selector) with IRIs of their own, so that
there are no blank nodes. Statements come sorted; numbers are in canonical form, since stores rewrite them when they load.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import cache
from itertools import groupby, islice, starmap
from operator import eq
from urllib.parse import quote

import pyoxigraph as ox

from kg.collection import no_collection
from kg.graph import Edge, Graph, Node, TextSpan
from kg.graph.model import Scalar
from kg.schema import (
    DEFAULT_BASE,
    EDGE_TYPES,
    PREFIXES,
    PROPERTIES,
    ValueType,
    canonical_decimal,
    expand,
    iri_of,
    rdf_types_of,
)

Said = tuple[str, str, str]
"""A predicate, a value and its datatype IRI, which is "" for an IRI."""

Statement = tuple[str, str, str, str, str]
"""Named graph, subject, predicate (IRIs), value and its datatype."""

Description = tuple[str, list[Said]]
"""A subject and what is said of it."""

_TYPE = expand("rdf:type")
TEXT = expand("xsd:string")
_WHOLE = expand("xsd:integer")
_HAS_SOURCE, _HAS_SELECTOR = expand("oa:hasSource"), expand("oa:hasSelector")
_EXACT, _PREFIX, _SUFFIX = expand("oa:exact"), expand("oa:prefix"), expand("oa:suffix")
_START, _END = expand("oa:start"), expand("oa:end")
_SPECIFIC = (_TYPE, expand("oa:SpecificResource"), "")
_QUOTE = (_TYPE, expand("oa:TextQuoteSelector"), "")
_POSITION = (_TYPE, expand("oa:TextPositionSelector"), "")
# Predicate, type and datatype by property.
_DECLARED = {p.name: (expand(p.iri), p.type, expand(p.type.value)) for p in PROPERTIES.values()}
_URL_SAFE = "-._~!$&'()*+,;=:@/?#%"


def statements(graph: Graph, base: str = DEFAULT_BASE) -> list[Statement]:
    """All statements, sorted, each once."""
    return [
        (named, subject, *one)
        for named, part in parts(graph, base)
        for subject, said in described(part, base)
        for one in said
    ]


def quads(graph: Graph, base: str = DEFAULT_BASE) -> Iterator[ox.Quad]:
    """The statements as quads, sorted by named graph, subject, predicate, object."""
    for named, part in parts(graph, base):
        name = ox.NamedNode(named)
        for subject, predicate, term in _terms(described(part, base)):
            yield ox.Quad(subject, predicate, term, name)


def triples(graph: Graph, base: str = DEFAULT_BASE) -> Iterator[ox.Triple]:
    """The union of all named graphs, sorted, each triple once."""
    yield from starmap(ox.Triple, _terms(described(graph, base)))


def parts(graph: Graph, base: str = DEFAULT_BASE) -> Iterator[tuple[str, Graph]]:
    """The IRIs of the named graphs, sorted, and the rows of each, so that only one need be held as statements."""
    rows: dict[str, tuple[list[Node], list[Edge]]] = defaultdict(lambda: ([], []))
    for node in graph.nodes:
        rows[node.graph][0].append(node)
    for edge in graph.edges:
        rows[edge.graph][1].append(edge)
    for named, name in sorted((iri_of(name, base), name) for name in rows):
        nodes, edges = rows[name]
        yield named, Graph(tuple(nodes), tuple(edges))


def described(graph: Graph, base: str = DEFAULT_BASE) -> list[Description]:
    """What the rows say, whatever their named graph: each subject once, sorted.

    A few subjects and then a few values each are sorted several times as fast as all statements.
    """
    of: dict[str, list[Said]] = {}
    for subject, said in _descriptions(graph, base):
        if (before := of.get(subject)) is None:
            of[subject] = said
        else:
            before += said
    return [(subject, _once(sorted(of[subject]))) for subject in sorted(of)]


def _once(said: list[Said]) -> list[Said]:
    """What is sorted, each once; most lists have none twice, and are returned as they are."""
    if any(map(eq, said, islice(said, 1, None))):
        return [one for one, _ in groupby(said)]
    return said


def _terms(source: Iterable[Description]) -> Iterator[tuple[ox.NamedNode, ox.NamedNode, ox.NamedNode | ox.Literal]]:
    node = ox.NamedNode
    for about, said in source:
        subject = node(about)
        for predicate, value, datatype in said:
            if datatype == TEXT:
                yield subject, _term(predicate), ox.Literal(value)
            elif datatype:
                yield subject, _term(predicate), ox.Literal(value, datatype=_term(datatype))
            else:
                yield subject, _term(predicate), _term(value) if predicate == _TYPE else node(value)


@cache
def _term(iri: str) -> ox.NamedNode:
    """A term of the vocabulary, of which there are few."""
    return ox.NamedNode(iri)


def generate(source: Iterable[ox.Quad] | Iterable[ox.Triple], syntax: ox.RdfFormat) -> Iterator[bytes]:
    """A document in one of Oxigraph's syntaxes, with the project's prefixes where the syntax has such."""
    prefixes = None if syntax in (ox.RdfFormat.N_QUADS, ox.RdfFormat.N_TRIPLES) else PREFIXES
    with no_collection():
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
        return canonical_decimal(value)
    return str(value)


def _descriptions(graph: Graph, base: str) -> Iterator[Description]:
    """What the rows say, as they come: a subject may come several times, what is said of it too."""
    for node in graph.nodes:
        said = [class_ for type_ in node.types for class_ in _classes(type_)]
        for name, value in node.properties.items():
            predicate, value_type, datatype = _DECLARED[name]
            for one in value if isinstance(value, tuple) else (value,):
                if datatype == TEXT:
                    said.append((predicate, str(one), TEXT))
                elif isinstance(one, TextSpan):
                    target = iri_of(span_id(one), base)
                    said.append((predicate, target, ""))
                    yield from _span_descriptions(target, one, base)
                elif value_type is ValueType.IRI:
                    said.append((predicate, url_iri(str(one)), ""))
                else:
                    said.append((predicate, lexical(one, value_type), datatype))
        yield iri_of(node.id, base), said
    predicates = {name: expand(type_.iri) for name, type_ in EDGE_TYPES.items()}
    for source, edges in groupby(graph.edges, lambda edge: edge.source):
        yield iri_of(source, base), [(predicates[edge.type], iri_of(edge.target, base), "") for edge in edges]


@cache
def _classes(type_: str) -> tuple[Said, ...]:
    return tuple((_TYPE, expand(name), "") for name in rdf_types_of(type_))


def span_id(span: TextSpan) -> str:
    """The id of the target that stands for a span."""
    return f"target/{span.entry.removeprefix('entry/')}/{span.start}-{span.end}"


def _span_descriptions(target: str, span: TextSpan, base: str) -> Iterator[Description]:
    quote, position = f"{target}/quote", f"{target}/position"
    source = (_HAS_SOURCE, iri_of(span.entry, base), "")
    yield target, [_SPECIFIC, source, (_HAS_SELECTOR, position, ""), (_HAS_SELECTOR, quote, "")]
    yield quote, [_QUOTE, (_EXACT, span.exact, TEXT), (_PREFIX, span.prefix, TEXT), (_SUFFIX, span.suffix, TEXT)]
    yield position, [_POSITION, (_END, str(span.end), _WHOLE), (_START, str(span.start), _WHOLE)]


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
