import csv
import io
import json
from decimal import Decimal

import pyarrow.parquet as pq

from kg.export.tables import (
    generate_edges_csv,
    generate_edges_parquet,
    generate_nodes_csv,
    generate_nodes_parquet,
)
from kg.graph import Graph, Node
from kg.schema import PROPERTIES


def csv_rows(document) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(b"".join(document).decode(), newline="")))


def parquet_rows(document) -> list[dict[str, object]]:
    return pq.read_table(io.BytesIO(b"".join(document))).to_pylist()


def test_csv_and_parquet_say_the_same(seeds_graph: Graph) -> None:
    flat, typed = csv_rows(generate_nodes_csv(seeds_graph)), parquet_rows(generate_nodes_parquet(seeds_graph))
    assert len(flat) == len(typed) == len(list(seeds_graph.merged_nodes()))
    for one, other in zip(flat, typed, strict=True):
        assert set(one) == set(other)
        for name, cell in one.items():
            value = other[name]
            if value is None or value == []:
                assert cell in ("", "[]")
            elif isinstance(value, bool):
                assert cell == str(value).lower()
            elif isinstance(value, Decimal):
                assert Decimal(cell) == value
            elif isinstance(value, list | dict):
                assert json.loads(cell) == value
            else:
                assert cell == str(value)


def test_edges_keep_every_row_with_its_place(seeds_graph: Graph) -> None:
    flat, typed = csv_rows(generate_edges_csv(seeds_graph)), parquet_rows(generate_edges_parquet(seeds_graph))
    assert len(flat) == len(typed) == len(seeds_graph.edges)
    for row, other, edge in zip(flat, typed, seeds_graph.edges, strict=True):
        assert (row["source"], row["type"], row["target"], row["graph"]) == (*edge.key, edge.graph)
        assert (other["line"], other["path"]) == (edge.line, edge.path)
        assert other["evidence"] == list(edge.evidence)


def test_parquet_columns_have_their_types(seeds_graph: Graph) -> None:
    schema = pq.read_schema(io.BytesIO(b"".join(generate_nodes_parquet(seeds_graph))))
    assert str(schema.field("value").type).startswith("decimal128")
    assert str(schema.field("introduced").type) == "bool"
    assert str(schema.field("altLabel").type) == "list<element: string>"
    assert schema.names[5:] == list(PROPERTIES)


def test_a_value_too_long_for_the_column_keeps_its_text() -> None:
    graph = Graph((Node("result/1", ("Result",), "digest/1", {"valueText": "1e99", "value": Decimal("1e99")}),), ())
    (row,) = parquet_rows(generate_nodes_parquet(graph))
    assert (row["valueText"], row["value"]) == ("1e99", None)


def test_cells_with_quotes_lines_and_commas_come_back() -> None:
    text = 'a "b", c\nd\r\ne'
    (row,) = csv_rows(generate_nodes_csv(Graph((Node("tag/x", ("Tag",), "g", {"prefLabel": text}),), ())))
    assert row["prefLabel"] == text
