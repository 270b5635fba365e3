"""The exporters: names and addresses of any characters, read back with the parsers of others."""

import csv
import io
import json
from xml.parsers import expat

import pyoxigraph as ox

from kg.export.formats import FORMATS
from kg.export.nquads import generate_nquads
from kg.export.turtle import generate_turtle
from kg.graph import Edge, Graph, Node

_DAY = "digest/2025-02-11"


def graph_of(text: str) -> Graph:
    """A graph of a page and a benchmark that are called by a text."""
    return Graph(
        (
            Node(
                f"benchmark/{text}",
                ("Benchmark",),
                "graph/entities",
                {"prefLabel": text, "altLabel": (text, text + "'")},
            ),
            Node(_DAY, ("Digest",), _DAY, {"day": "2025-02-11", "path": f"{text}.md", "line": 1}),
            Node(f"page/{text}", ("ProjectPage",), _DAY, {"url": f"https://example.org/{text}", "artifactName": text}),
            Node("paper/2502.00001", ("Paper",), _DAY, {"title": text, "arxivId": "2502.00001"}),
        ),
        (
            Edge("paper/2502.00001", "evaluatesOn", f"benchmark/{text}", _DAY, path=f"{text}.md", line=1),
            Edge("paper/2502.00001", "hasPage", f"page/{text}", _DAY, path=f"{text}.md", line=1),
        ),
    )


def export(data: bytes) -> None:
    """Every format can be read again, and no text adds a statement, a row or an element."""
    # The reader gives no lone surrogates.
    text = data.decode("utf-8", "replace")
    graph, plain = graph_of(text), graph_of("x")
    assert len(set(_quads(b"".join(generate_nquads(graph)), ox.RdfFormat.N_QUADS))) == _statements(plain)
    turtle = set(_quads(b"".join(generate_turtle(graph)), ox.RdfFormat.TURTLE))
    assert len(turtle) == len(set(_quads(b"".join(generate_turtle(plain)), ox.RdfFormat.TURTLE)))
    for name in ("csv", "csv-spreadsheet", "neo4j"):
        for file in FORMATS[name].files if name in FORMATS else ():
            assert len(_rows(name, file, graph)) == len(_rows(name, file, plain)), (name, file)
    for name in ("graphml", "gexf"):
        for file in FORMATS[name].files:
            assert _elements(name, file, graph) == _elements(name, file, plain), (name, file)
    for name in ("jsonld", "sota"):
        for generate in FORMATS[name].files.values():
            json.loads(b"".join(generate(graph, "https://example.org/")))


def _quads(document: bytes, form: ox.RdfFormat) -> list[ox.Quad]:
    return list(ox.parse(document, format=form))


def _statements(plain: Graph) -> int:
    return len(set(_quads(b"".join(generate_nquads(plain)), ox.RdfFormat.N_QUADS)))


def _rows(name: str, file: str, graph: Graph) -> list[list[str]]:
    document = b"".join(FORMATS[name].files[file](graph, "https://example.org/")).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(document, newline="")))


def _elements(name: str, file: str, graph: Graph) -> int:
    document = b"".join(FORMATS[name].files[file](graph, "https://example.org/"))
    count = 0

    def begun(*_: object) -> None:
        nonlocal count
        count += 1

    parser = expat.ParserCreate()
    parser.StartElementHandler = begun
    parser.Parse(document, True)
    return count
