"""What a graph says of itself: VoID and DCAT, with counts, vocabularies, licence and source.

The files that hold it are not named, since nobody knows where they will be published.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import groupby, islice, takewhile

from kg import __version__
from kg.graph.model import ENTITIES_GRAPH, Graph, Node, TextSpan
from kg.graph.tables import Tables
from kg.schema import (
    EDGE_TYPES,
    LICENSE,
    NODE_TYPES,
    ONTOLOGY,
    ONTOLOGY_VERSION,
    PREFIXES,
    expand,
    rdf_types_of,
    subtypes_of,
)

DATASET = "dataset/graph"
VOCABULARIES = ("bibo", "dcat", "dcterms", "fabio", "foaf", "kg", "mls", "oa", "prov", "schema", "skos", "void")

_DESCRIPTION = (
    "Who wrote what, with which code, evaluated on which benchmark, by which metric, reaching which number and beating whom, "
    "read by machine from daily digests of AI papers; every fact from a summary leads to the sentence that states it."
)
OF_A_SPAN = 11
"""Statements about a target and its two selectors (`kg.export.rdf`)."""


# The entry, and the first and last code point of its summary.
Place = tuple[str, int, int]


def slice_of(graph: Graph) -> str:
    """Which part of another graph this one is, as it says itself; "" where it is whole."""
    # Ids are sorted: what describes the graph is looked up, not searched for.
    found = bisect_left(graph.nodes, DATASET, key=lambda node: node.id)
    rows = takewhile(lambda node: node.id == DATASET, islice(graph.nodes, found, None))
    return next((str(row.properties["slice"]) for row in rows if "slice" in row.properties), "")


@dataclass(frozen=True, slots=True)
class Counts:
    """What a graph has, in the union of all named graphs.

    digests: the ids of digests with their days
    types: how many nodes are of some types
    edges: how many edges there are of each type
    triples: how many statements there are beside those that are edges
    """

    digests: Mapping[str, str]
    types: Mapping[tuple[str, ...], int]
    edges: Mapping[str, int]
    triples: int


def add_description(tables: Tables, license_: str = LICENSE, slice_: str = "") -> None:
    """Adds a node that describes what is in the tables, and one for each class and each kind of edge with its count.

    Counts are those of the union of all named graphs, without this description.

    Args:
        tables: everything else is in them already.
        license_: IRI of the licence under which the graph may be used.
        slice_: which part of a graph it is, "" where it is whole.
    """
    describe(tables, counts_of(tables.graph()), license_, slice_)


def describe(tables: Tables, counts: Counts, license_: str = LICENSE, slice_: str = "") -> None:
    """Adds the description of what was counted."""
    days = sorted(counts.digests.values())
    tables.node(
        DATASET,
        ("KnowledgeGraph",),
        ENTITIES_GRAPH,
        title="Knowledge graph of AI papers",
        description=_DESCRIPTION,
        slice=slice_ or None,
        license=license_,
        conformsTo=f"{ONTOLOGY}/{ONTOLOGY_VERSION}",
        builtWith=f"paperkg {__version__}",
        keyword=("AI papers", "benchmarks", "evaluation results", "leaderboards"),
        temporalCoverage=f"{days[0]}/{days[-1]}" if days else None,
        vocabulary=tuple(sorted(PREFIXES[prefix] for prefix in VOCABULARIES)),
        triples=counts.triples + sum(counts.edges.values()),
        entities=sum(counts.types.values()),
    )
    for digest in counts.digests:
        tables.edge(DATASET, "source", digest, ENTITIES_GRAPH)
    for name, type_ in NODE_TYPES.items():
        within = subtypes_of(name)
        if not type_.abstract and (count := sum(n for own, n in counts.types.items() if not within.isdisjoint(own))):
            tables.node(
                f"partition/{name}", ("Partition",), ENTITIES_GRAPH, partitionClass=expand(type_.iri), entities=count
            )
            tables.edge(DATASET, "classPartition", f"partition/{name}", ENTITIES_GRAPH)
    for name, count in sorted(counts.edges.items()):
        iri = expand(EDGE_TYPES[name].iri)
        tables.node(f"partition/{name}", ("Partition",), ENTITIES_GRAPH, partitionProperty=iri, triples=count)
        tables.edge(DATASET, "propertyPartition", f"partition/{name}", ENTITIES_GRAPH)


def counts_of(graph: Graph) -> Counts:
    """What a graph in memory has."""
    digests = {node.id: str(node.properties["day"]) for node in graph.nodes if node.types == ("Digest",)}
    types = Counter(node.types for node in graph.merged_nodes())
    edges = Counter(type_ for (_, type_, _), _ in groupby(graph.edges, lambda edge: edge.key))
    spans: set[Place] = set()
    triples = 0
    for _, rows in groupby(graph.nodes, lambda node: node.id):
        own = list(rows)
        triples += len(stated(own))
        spans.update(span for row in own for span in spans_of(row))
    return Counts(digests, types, edges, triples + OF_A_SPAN * len(spans))


def stated(rows: Iterable[Node]) -> set[tuple[str, object]]:
    """What some rows of one node state, each once: classes and values, as many as there are triples of it.

    A test holds it against the RDF that is written.
    """
    found: set[tuple[str, object]] = set()
    for row in rows:
        for type_ in row.types:
            found.update(_classes(type_))
        for name, value in row.properties.items():
            if isinstance(value, tuple):
                found.update((name, one) for one in value)
            else:
                found.add((name, value))
    return found


@cache
def _classes(type_: str) -> tuple[tuple[str, object], ...]:
    return tuple(("", iri) for iri in rdf_types_of(type_))


def spans_of(row: Node) -> Iterator[Place]:
    """The places that a row speaks of; each becomes one target, however many speak of it."""
    if row.types == ("Evidence",):
        for value in row.properties.values():
            for one in value if isinstance(value, tuple) else (value,):
                if isinstance(one, TextSpan):
                    yield one.entry, one.start, one.end
