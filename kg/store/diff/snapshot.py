"""What is read of one of the two graphs: whole properties and edges at once, and single sentences where they are wanted."""

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from functools import cache, cached_property

import pyoxigraph as ox

from kg.errors import InputError
from kg.schema import EDGE_TYPES, NODE_TYPES, PROPERTIES, expand, iri_of, node_id
from kg.store.diff.records import Evidence
from kg.store.rows import base_of

_OF_EVIDENCE = ("sentenceText", "path", "line", "confidence", "surface")


@cache
def _named(name: str) -> ox.NamedNode:
    """The node of a prefixed name."""
    return ox.NamedNode(expand(name))


class Snapshot:
    """One graph by the ids of its nodes; what several things need is read once.

    Raises:
        InputError: there is no digest in it, so that it is no graph of this project.
    """

    def __init__(self, store: ox.Store, source: str) -> None:
        self.store = store
        self.source = source
        try:
            self.base = base_of(store)
        except InputError as error:
            raise InputError(f"{source}: {error}") from error
        self._ids: dict[str, str] = {}

    def id(self, term: object) -> str:
        """A node's id; "" for what has no IRI."""
        return self.id_of_iri(term.value) if isinstance(term, ox.NamedNode) else ""

    def id_of_iri(self, iri: str) -> str:
        """The id in an IRI; an id is made of an IRI once."""
        if (found := self._ids.get(iri)) is None:
            found = self._ids[iri] = node_id(iri, self.base)
        return found

    def node(self, id_: str) -> ox.NamedNode:
        """The node of an id."""
        return ox.NamedNode(iri_of(id_, self.base))

    def of_type(self, type_: str) -> list[str]:
        """The ids of all nodes of a type, sorted."""
        class_ = _named(NODE_TYPES[type_].iri)
        return sorted({self.id(quad.subject) for quad in self._quads(None, _named("rdf:type"), class_)})

    def values(self, property_: str) -> dict[str, list[str]]:
        """The values of a property by node, sorted."""
        found: dict[str, list[str]] = defaultdict(list)
        for quad in self._quads(None, _named(PROPERTIES[property_].iri)):
            if isinstance(quad.object, ox.NamedNode | ox.Literal):
                found[self.id(quad.subject)].append(quad.object.value)
        for values in found.values():
            values.sort()
        return found

    def edges(self, type_: str) -> dict[str, list[str]]:
        """The targets of all edges of a type by source, sorted."""
        found: dict[str, list[str]] = defaultdict(list)
        for quad in self._quads(None, _named(EDGE_TYPES[type_].iri)):
            found[self.id(quad.subject)].append(self.id(quad.object))
        for targets in found.values():
            targets.sort()
        return found

    @cached_property
    def titles(self) -> dict[str, str]:
        """The first title of each paper, and of whatever else has one."""
        return {node: titles[0] for node, titles in self.values("title").items()}

    @cached_property
    def pages(self) -> dict[str, str]:
        """The first page of each paper on the web, which is arXiv's."""
        return {node: pages[0] for node, pages in self.values("page").items()}

    @cached_property
    def days(self) -> dict[str, str]:
        """The day of each digest."""
        return {node: days[0] for node, days in self.values("day").items()}

    @cached_property
    def digest_of(self) -> dict[str, str]:
        """The digest of each entry."""
        return {entry: digests[0] for entry, digests in self.edges("inDigest").items()}

    @cached_property
    def labels(self) -> dict[str, str]:
        """What people call authors, tags, entities and families."""
        named = [*self.values("name").items(), *self.values("prefLabel").items()]
        return {node: names[0] for node, names in named}

    def label(self, id_: str) -> str:
        """What people call a node, its id where it has no name."""
        return self.labels.get(id_, id_)

    def evidence(self, fact: str) -> Iterator[tuple[Evidence, frozenset[str]]]:
        """The sentences that state a mention, each with the words of it that do; none where its paper is not told."""
        papers = self._ends(self.node(fact), EDGE_TYPES["paper"].iri)
        for node in self._ends(self.node(fact), EDGE_TYPES["evidence"].iri):
            said: dict[str, list[str]] = defaultdict(list)
            for quad in self._quads(node):
                if isinstance(quad.object, ox.NamedNode | ox.Literal):
                    said[quad.predicate.value].append(quad.object.value)
            told = {name: said.get(expand(PROPERTIES[name].iri), [""]) for name in _OF_EVIDENCE}
            targets = [self.id(end) for end in self._ends(node, PROPERTIES["sentence"].iri, "oa:hasSource")]
            for paper in papers:
                yield (
                    Evidence(
                        paper=self.id(paper),
                        title=self.titles.get(self.id(paper), self.id(paper)),
                        url=self.pages.get(self.id(paper), ""),
                        day=min((self.days.get(self.digest_of.get(entry, ""), "") for entry in targets), default=""),
                        sentence=told["sentenceText"][0],
                        place=f"{told['path'][0]}:{told['line'][0]}",
                        confidence=Decimal(told["confidence"][0] or 0),
                    ),
                    frozenset(told["surface"]),
                )

    def sources(self, edge: str, target: str) -> list[str]:
        """The ids of the nodes from which an edge leads to one, sorted."""
        quads = self._quads(None, _named(EDGE_TYPES[edge].iri), self.node(target))
        return sorted({self.id(quad.subject) for quad in quads})

    def is_true(self, id_: str, property_: str) -> bool:
        """Whether a node has a property that is true."""
        quads = self._quads(self.node(id_), _named(PROPERTIES[property_].iri))
        return any(isinstance(quad.object, ox.Literal) and quad.object.value == "true" for quad in quads)

    def _ends(self, node: ox.NamedNode, *iris: str) -> list[ox.NamedNode]:
        """What a path of properties leads to, sorted."""
        ends = [node]
        for iri in iris:
            found = {quad.object for end in ends for quad in self._quads(end, _named(iri))}
            ends = sorted((end for end in found if isinstance(end, ox.NamedNode)), key=lambda end: end.value)
        return ends

    def _quads(
        self,
        subject: ox.NamedNode | None = None,
        predicate: ox.NamedNode | None = None,
        value: ox.NamedNode | None = None,
    ) -> Iterator[ox.Quad]:
        """Statements, each once, whichever graphs make them."""
        return self.store.quads_for_pattern(subject, predicate, value, ox.DefaultGraph())
