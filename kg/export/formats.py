"""The formats as a table of one-line entries."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.errors import UsageError

if TYPE_CHECKING:
    from kg.export.attributes import Place
    from kg.graph import Graph, View

Document = Iterator[bytes]

MOST_ROWS = 2_000_000
"""Rows of nodes and edges beyond which formats that hold all of a graph at once refuse: those of some 25,000 papers."""

ROWS_OF_AN_ENTRY = 80
"""About as many rows come from one entry of a digest (82 in a corpus of 1,421)."""


@dataclass(frozen=True, slots=True)
class Format:
    """`files` maps a file name to what generates it from the graph and the base IRI; heavy imports happen there.

    A format that is not `by_default` is written only where it is named. `most` is how many rows of nodes and edges it takes;
    where it is None, `kg.bulk` makes it of graphs of any size.
    """

    name: str
    about: str
    files: "dict[str, Callable[[Graph, str], Document]]"
    by_default: bool = True
    most: int | None = MOST_ROWS


@dataclass(frozen=True, slots=True)
class PartFormat:
    """A format of parts, which `kg.bulk` writes of graphs of any size, each into `folders`."""

    name: str
    about: str
    folders: tuple[str, ...]


def _turtle(graph: "Graph", base: str) -> Document:
    from kg.export.turtle import generate_turtle

    return generate_turtle(graph, base)


def _trig(graph: "Graph", base: str) -> Document:
    from kg.export.trig import generate_trig

    return generate_trig(graph, base)


def _nquads(graph: "Graph", base: str) -> Document:
    from kg.export.nquads import generate_nquads

    return generate_nquads(graph, base)


def _jsonld(graph: "Graph", base: str) -> Document:
    from kg.export.jsonld import generate_jsonld

    return generate_jsonld(graph, base)


def _graphml(graph: "Graph", _: str) -> Document:
    from kg.export.graphml import generate_graphml

    return _placed(graph, generate_graphml)


def _collapsed_graphml(graph: "Graph", _: str) -> Document:
    from kg.export.graphml import generate_collapsed_graphml

    return _placed(graph, generate_collapsed_graphml)


def _gexf(graph: "Graph", _: str) -> Document:
    from kg.export.gexf import generate_gexf

    return _placed(graph, generate_gexf)


def _placed(graph: "Graph", generate: "Callable[[View, Iterator[Place]], Document]") -> Document:
    from kg.export.attributes import places
    from kg.export.drawn import drawn

    one = drawn(graph)
    return generate(one.view, places(one.view, one.layout.everywhere, one.layout.radii))


def _nodes_csv(graph: "Graph", _: str) -> Document:
    from kg.export.tables import generate_nodes_csv

    return generate_nodes_csv(graph)


def _edges_csv(graph: "Graph", _: str) -> Document:
    from kg.export.tables import generate_edges_csv

    return generate_edges_csv(graph)


def _nodes_spreadsheet(graph: "Graph", _: str) -> Document:
    from kg.export.spreadsheet import generate_nodes_spreadsheet

    return generate_nodes_spreadsheet(graph)


def _edges_spreadsheet(graph: "Graph", _: str) -> Document:
    from kg.export.spreadsheet import generate_edges_spreadsheet

    return generate_edges_spreadsheet(graph)


def _nodes_parquet(graph: "Graph", _: str) -> Document:
    from kg.export.tables import generate_nodes_parquet

    return generate_nodes_parquet(graph)


def _edges_parquet(graph: "Graph", _: str) -> Document:
    from kg.export.tables import generate_edges_parquet

    return generate_edges_parquet(graph)


def _neo4j_nodes(graph: "Graph", _: str) -> Document:
    from kg.export.neo4j import generate_neo4j_nodes

    return generate_neo4j_nodes(graph)


def _neo4j_relationships(graph: "Graph", _: str) -> Document:
    from kg.export.neo4j import generate_neo4j_relationships

    return generate_neo4j_relationships(graph)


def _html(graph: "Graph", _: str) -> Document:
    from kg.export.drawn import drawn
    from kg.export.html import generate_html

    one = drawn(graph)
    yield generate_html(one.view, one.layout).encode("utf-8", "replace")


def _sota(graph: "Graph", _: str) -> Document:
    from kg.export.sota import generate_sota

    return generate_sota(graph)


def _every_eval_ever(graph: "Graph", _: str) -> Document:
    from kg.export.every_eval_ever import generate_every_eval_ever

    return generate_every_eval_ever(graph)


FORMATS: dict[str, Format] = {
    format_.name: format_
    for format_ in (
        Format(
            "turtle",
            "RDF, the union of all digests: for reading and for tools that know no named graphs",
            {"graph.ttl": _turtle},
        ),
        Format(
            "trig",
            "RDF with each digest's facts in its own named graph: for reading and for kg query",
            {"graph.trig": _trig},
        ),
        Format(
            "nquads", "the same, one statement a line: for SPARQL stores and for diff", {"graph.nq": _nquads}, most=None
        ),
        Format(
            "jsonld",
            "the same as JSON-LD with its context inside: for programs that speak JSON",
            {"graph.jsonld": _jsonld},
        ),
        Format(
            "graphml",
            "the drawn graph, and the same with one edge for each pair of nodes: for Gephi, yEd, igraph, networkx",
            {"graph.graphml": _graphml, "graph-collapsed.graphml": _collapsed_graphml},
        ),
        Format("gexf", "the drawn graph with a timeline: for Gephi and Gephi Lite", {"graph.gexf": _gexf}),
        Format(
            "csv",
            "tables of nodes and edges, every text as it is: for databases and programs",
            {"nodes.csv": _nodes_csv, "edges.csv": _edges_csv},
        ),
        Format(
            "csv-spreadsheet",
            "the same, with no cell that could be a formula: for Excel and LibreOffice; written where it is named",
            {"nodes-spreadsheet.csv": _nodes_spreadsheet, "edges-spreadsheet.csv": _edges_spreadsheet},
            by_default=False,
        ),
        Format(
            "parquet",
            "the same tables with types: for pandas, Polars, DuckDB, Spark",
            {"nodes.parquet": _nodes_parquet, "edges.parquet": _edges_parquet},
            most=None,
        ),
        Format(
            "sota",
            "benchmarks with tables of scores, as Papers with Code's sota-extractor writes them: for leaderboards",
            {"sota.json": _sota},
        ),
        Format(
            "every-eval-ever",
            "records of Every Eval Ever, one a line, each score with its sentence: for collections of evaluations",
            {"every_eval_ever.jsonl": _every_eval_ever},
        ),
        Format(
            "neo4j",
            "the tables as neo4j-admin imports them: for Neo4j and Cypher",
            {"neo4j-nodes.csv": _neo4j_nodes, "neo4j-relationships.csv": _neo4j_relationships},
        ),
        Format("html", "one page that opens offline: search, filter, details, evidence", {"graph.html": _html}),
    )
}

PARTS: dict[str, PartFormat] = {
    format_.name: format_
    for format_ in (
        PartFormat(
            "nquads-parts", "graph.nq in compressed parts, of graphs of any size: for bulk loaders", ("nquads-parts",)
        ),
        PartFormat(
            "parquet-parts",
            "nodes.parquet and edges.parquet in parts, of graphs of any size: for Spark and others that read folders",
            ("nodes-parts", "edges-parts"),
        ),
    )
}

PLACES: dict[str, tuple[str, ...]] = {
    **{name: tuple(format_.files) for name, format_ in FORMATS.items()},
    **{name: format_.folders for name, format_ in PARTS.items()},
}
"""The files or folders of every format."""

DEFAULT_FORMATS = tuple(name for name, format_ in FORMATS.items() if format_.by_default)
"""Names of the formats that are written where none is named."""


def refuse_too_large(names: Iterable[str], rows: int, what: str) -> None:
    """Ends where a format of these cannot take so many rows of nodes and edges; `what` says what has so many.

    Raises:
        UsageError: one cannot.
    """
    wanted = [FORMATS[name] for name in names if name in FORMATS]
    small = [format_.name for format_ in wanted if format_.most is not None and rows > format_.most]
    if small:
        raise UsageError(
            f"{what}, more than the {MOST_ROWS:,} that {', '.join(small)} can hold at once; write a part with --slice "
            "(--slice tag=NAME, --slice from=2025-01,to=2025-03), or all with --format nquads-parts and --format parquet-parts"
        )
