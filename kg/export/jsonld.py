"""JSON-LD 1.1: one object a named graph, its nodes under readable keys; the context stands in the document.

Processors without network access cannot fetch a context, and Oxigraph refuses to, so `ontology/context.jsonld` is copied in.
"""

import json
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from kg import resources
from kg.export.rdf import lexical, span_id, url_iri
from kg.graph import Graph, TextSpan
from kg.graph.model import Scalar
from kg.schema import DEFAULT_BASE, PROPERTIES, ValueType, iri_of, rdf_types_of

JsonObject = dict[str, Any]


def generate_jsonld(graph: Graph, base: str = DEFAULT_BASE) -> Iterator[bytes]:
    """The document in UTF-8, one node a line."""
    context = json.loads(resources.ontology("context.jsonld").read_text(encoding="utf-8"))["@context"]
    yield b'{"@context": ' + _json(context) + b',\n"@graph": [\n'
    graphs = _objects(graph, base)
    for number, (named, nodes) in enumerate(sorted(graphs.items())):
        yield (b",\n" if number else b"") + b'{"id": ' + _json(iri_of(named, base)) + b', "@graph": [\n'
        yield b",\n".join(_json(nodes[key]) for key in sorted(nodes))
        yield b"\n]}"
    yield b"\n]}\n"


def _objects(graph: Graph, base: str) -> dict[str, dict[str, JsonObject]]:
    graphs: dict[str, dict[str, JsonObject]] = defaultdict(dict)

    def object_of(named: str, node: str) -> JsonObject:
        return graphs[named].setdefault(node, {"id": iri_of(node, base)})

    for node in graph.nodes:
        found = object_of(node.graph, node.id)
        found["type"] = sorted({name for type_ in node.types for name in rdf_types_of(type_)})
        for name, value in node.properties.items():
            values = [
                _value(one, PROPERTIES[name].type, base) for one in (value if isinstance(value, tuple) else (value,))
            ]
            found[name] = values if isinstance(value, tuple) else values[0]
    for edge in graph.edges:
        object_of(edge.graph, edge.source).setdefault(edge.type, []).append(iri_of(edge.target, base))
    return graphs


def _value(value: Scalar, type_: ValueType, base: str) -> Any:
    if isinstance(value, TextSpan):
        return _target(value, base)
    if type_ is ValueType.IRI:
        return url_iri(str(value))
    if isinstance(value, bool | int):
        return value
    return lexical(value, type_)


def _target(span: TextSpan, base: str) -> JsonObject:
    target = iri_of(span_id(span), base)
    return {
        "id": target,
        "type": "oa:SpecificResource",
        "oa:hasSource": {"id": iri_of(span.entry, base)},
        "oa:hasSelector": [
            {
                "id": f"{target}/position",
                "type": "oa:TextPositionSelector",
                "oa:start": span.start,
                "oa:end": span.end,
            },
            {
                "id": f"{target}/quote",
                "type": "oa:TextQuoteSelector",
                "oa:exact": span.exact,
                "oa:prefix": span.prefix,
                "oa:suffix": span.suffix,
            },
        ],
    }


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=False).encode("utf-8", "replace")
