"""What a graph says of itself: VoID and DCAT, with counts, vocabularies, licence and source.

The files that hold it are not named, since nobody knows where they will be published.
"""

from bisect import bisect_left
from collections import Counter
from itertools import groupby, islice, takewhile

from kg import __version__
from kg.graph.model import ENTITIES_GRAPH, Graph, TextSpan
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
_OF_A_SPAN = 11
"""Statements about a target and its two selectors (`kg.export.rdf`)."""


def slice_of(graph: Graph) -> str:
    """Which part of another graph this one is, as it says itself; "" where it is whole."""
    # Ids are sorted: what describes the graph is looked up, not searched for.
    found = bisect_left(graph.nodes, DATASET, key=lambda node: node.id)
    rows = takewhile(lambda node: node.id == DATASET, islice(graph.nodes, found, None))
    return next((str(row.properties["slice"]) for row in rows if "slice" in row.properties), "")


def add_description(tables: Tables, license_: str = LICENSE, slice_: str = "") -> None:
    """Adds a node that describes what is in the tables, and one for each class and each kind of edge with its count.

    Counts are those of the union of all named graphs, without this description.

    Args:
        tables: everything else is in them already.
        license_: IRI of the licence under which the graph may be used.
        slice_: which part of a graph it is, "" where it is whole.
    """
    graph = tables.graph()
    digests = [node for node in graph.nodes if node.types == ("Digest",)]
    days = sorted(str(node.properties["day"]) for node in digests)
    types = [frozenset(node.types) for node in graph.merged_nodes()]
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
        triples=_triples(graph),
        entities=len(types),
    )
    for digest in digests:
        tables.edge(DATASET, "source", digest.id, ENTITIES_GRAPH)
    for name, type_ in NODE_TYPES.items():
        within = subtypes_of(name)
        if not type_.abstract and (count := sum(not within.isdisjoint(own) for own in types)):
            tables.node(
                f"partition/{name}", ("Partition",), ENTITIES_GRAPH, partitionClass=expand(type_.iri), entities=count
            )
            tables.edge(DATASET, "classPartition", f"partition/{name}", ENTITIES_GRAPH)
    for name, count in sorted(
        Counter(type_ for (_, type_, _), _ in groupby(graph.edges, lambda edge: edge.key)).items()
    ):
        iri = expand(EDGE_TYPES[name].iri)
        tables.node(f"partition/{name}", ("Partition",), ENTITIES_GRAPH, partitionProperty=iri, triples=count)
        tables.edge(DATASET, "propertyPartition", f"partition/{name}", ENTITIES_GRAPH)


def _triples(graph: Graph) -> int:
    """The number of distinct triples in the union of the named graphs; a test holds it against the RDF that is written."""
    count = sum(1 for _ in groupby(graph.edges, lambda edge: edge.key))
    targets: set[tuple[str, int, int]] = set()
    for _, rows in groupby(graph.nodes, lambda node: node.id):
        stated: set[tuple[str, object]] = set()
        for row in rows:
            stated.update(("", iri) for type_ in row.types for iri in rdf_types_of(type_))
            for name, value in row.properties.items():
                values = value if isinstance(value, tuple) else (value,)
                stated.update((name, one) for one in values)
                targets.update((one.entry, one.start, one.end) for one in values if isinstance(one, TextSpan))
        count += len(stated)
    return count + _OF_A_SPAN * len(targets)
