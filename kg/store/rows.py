"""The graph's rows out of a store: what `kg.export.rdf` wrote, read back.

Where RDF says less than the rows, they come back with less: an edge has no position, line or evidence of its own (the Authorship,
Mention, Result and Comparison nodes have them), a URL is an IRI, and without named graphs (Turtle) every row is of the graph "".
"""

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

import pyoxigraph as ox

from kg.errors import InputError
from kg.graph import Edge, Graph, Node, TextSpan
from kg.graph.model import Scalar, Value
from kg.schema import EDGE_TYPES, NODE_TYPES, PREFIXES, PROPERTIES, Property, ValueType, expand, node_id, subtypes_of
from kg.store.opening import stated
from kg.store.query import shortened, solutions

_TYPE = ox.NamedNode(expand("rdf:type"))
_CLASSES = {expand(type_.iri): name for name, type_ in NODE_TYPES.items()}
_MORE_SPECIAL = {name: subtypes_of(name) - {name} for name in NODE_TYPES}
_DIGEST = f"{NODE_TYPES['Digest'].prefix}/"

Row = tuple[str, str]
"""Ids of a node and of the named graph that states something of it."""


def graph_of(store: ox.Store) -> Graph:
    """The nodes and edges that a store's statements say, with values as `kg.graph.Node` has them.

    Raises:
        InputError: there is no digest in it, so that it is no graph of this project; or it uses terms of `kg:` that the
            vocabulary does not have, as a graph of another version does: reading it would leave out what they say.
    """
    _refuse_other_vocabularies(store)
    return _Reader(store).graph()


def base_of(store: ox.Store) -> str:
    """What the IRIs of all nodes begin with.

    Raises:
        InputError: there is no digest, whose IRI would tell.
    """
    for quad in store.quads_for_pattern(None, _TYPE, ox.NamedNode(expand(NODE_TYPES["Digest"].iri))):
        if isinstance(quad.subject, ox.NamedNode):
            # The rest of a digest's id is its day and a hash: it cannot have the prefix again, and a base may.
            base, prefix, _ = quad.subject.value.rpartition(_DIGEST)
            if prefix:
                return base
    raise InputError(
        "there is no kg:Digest in it, so it is no graph of paperkg; build one with: kg build PATH -o FOLDER"
    )


def _refuse_other_vocabularies(store: ox.Store) -> None:
    known = {*_CLASSES, *(expand(term.iri) for table in (PROPERTIES, EDGE_TYPES) for term in table.values())}
    used = {
        row["term"].value for row in solutions(store, "SELECT DISTINCT ?term { { ?s ?term ?o } UNION { ?s a ?term } }")
    }
    if strange := sorted(term for term in used - known if term.startswith(PREFIXES["kg"])):
        named = ", ".join(map(shortened, strange))
        raise InputError(
            f"{named}: not in the vocabulary of this version of paperkg; build the graph again with it: kg build PATH -o FOLDER"
        )


class _Reader:
    """Reads one store; an id is made of an IRI once, and used wherever that stands."""

    def __init__(self, store: ox.Store) -> None:
        self.store = store
        self.base = base_of(store)
        self.ids: dict[str, str] = {}

    def graph(self) -> Graph:
        types = self._types()
        nodes = {node for node, _ in types}
        edges = (edge for edge in self._edges() if edge.source in nodes and edge.target in nodes)
        return Graph(tuple(self._nodes(types)), tuple(sorted(edges, key=lambda edge: (*edge.key, edge.graph))))

    def _id(self, term: object) -> str:
        """A node's id; "" for the default graph and for what has no IRI."""
        if not isinstance(term, ox.NamedNode):
            return ""
        iri = term.value
        if iri not in self.ids:
            self.ids[iri] = node_id(iri, self.base)
        return self.ids[iri]

    def _quads(self, predicate: str) -> Iterator[ox.Quad]:
        return stated(self.store, predicate=ox.NamedNode(expand(predicate)))

    def _types(self) -> dict[Row, tuple[str, ...]]:
        """The most special types; their superclasses are stated, too."""
        classes: dict[Row, set[str]] = defaultdict(set)
        for iri, name in _CLASSES.items():
            for quad in stated(self.store, predicate=_TYPE, value=ox.NamedNode(iri)):
                classes[self._id(quad.subject), self._id(quad.graph_name)].add(name)
        return {row: tuple(sorted(t for t in names if not _MORE_SPECIAL[t] & names)) for row, names in classes.items()}

    def _nodes(self, types: dict[Row, tuple[str, ...]]) -> Iterator[Node]:
        spans = self._spans()
        found: dict[Row, dict[str, list[Scalar]]] = defaultdict(lambda: defaultdict(list))
        for name, declared in PROPERTIES.items():
            for quad in self._quads(declared.iri):
                text = quad.object.value if isinstance(quad.object, ox.NamedNode | ox.Literal) else ""
                value = spans.get(text) if declared.type is ValueType.SPAN else _scalar(text, declared)
                if value is not None:
                    found[self._id(quad.subject), self._id(quad.graph_name)][name].append(value)
        for (node, graph), names in sorted(types.items()):
            properties = {name: _value(PROPERTIES[name], values) for name, values in found[node, graph].items()}
            yield Node(node, names, graph, properties)

    def _spans(self) -> dict[str, TextSpan]:
        """The targets of annotations by IRI; a selector stands under its target's (`kg.export.rdf`)."""
        said: dict[str, dict[str, str]] = {}
        for name in ("exact", "prefix", "suffix", "start", "end"):
            said[name] = {
                quad.subject.value.rpartition("/")[0]: quad.object.value
                for quad in self._quads(f"oa:{name}")
                if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.Literal)
            }
        exact, prefix, suffix, start, end = said.values()
        return {
            quad.subject.value: TextSpan(
                self._id(quad.object),
                int(start[target]),
                int(end[target]),
                exact[target],
                prefix[target],
                suffix[target],
            )
            for quad in self._quads("oa:hasSource")
            if isinstance(quad.subject, ox.NamedNode)
            and all((target := quad.subject.value) in one for one in said.values())
        }

    def _edges(self) -> Iterator[Edge]:
        for name, type_ in EDGE_TYPES.items():
            for quad in self._quads(type_.iri):
                yield Edge(self._id(quad.subject), name, self._id(quad.object), self._id(quad.graph_name))


def _value(declared: Property, values: list[Scalar]) -> Value:
    ordered = sorted(
        values, key=lambda value: value if isinstance(value, TextSpan) else TextSpan("", 0, 0, str(value), "", "")
    )
    return tuple(ordered) if declared.many else ordered[0]


def _scalar(text: str, declared: Property) -> Scalar:
    if declared.type is ValueType.BOOLEAN:
        return text == "true"
    try:
        if declared.type is ValueType.INTEGER:
            return int(text)
        return Decimal(text) if declared.type is ValueType.DECIMAL else text
    except (ValueError, ArithmeticError) as error:
        raise InputError(
            f"{text!r} is no {declared.type.value}, the type of {declared.iri}; build the graph again"
        ) from error
