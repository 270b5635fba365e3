"""How many papers state the same: the support of results and comparisons, counted over all digests."""

import json
from collections.abc import Iterable, Iterator
from decimal import Decimal

import pyarrow as pa

from kg.engine import Session
from kg.engine.schemas import FACTS, table_of
from kg.graph.model import ENTITIES_GRAPH, Edge, Node
from kg.graph.tables import Tables
from kg.schema import canonical_decimal

_ARGUMENTS = frozenset(("subject", "benchmark", "metric", "baseline", "winner", "loser", "paper"))


def add_support(tables: Tables, session: Session) -> None:
    """Adds to every complete result and every comparison the number of distinct papers that state it, its own among them."""
    session.add("facts", facts(tables.nodes.values(), tables.edges.values()))
    for batch in session.stream("support"):
        add_counted(tables, batch)


def add_counted(tables: Tables, batch: pa.RecordBatch) -> None:
    """Adds to facts how many papers state the same, as the step `support` gives it."""
    columns = (batch.column(name).to_pylist() for name in ("id", "type", "papers"))
    for id_, type_, papers in zip(*columns, strict=True):
        tables.node(id_, (type_,), ENTITIES_GRAPH, supportCount=papers)


def facts(nodes: Iterable[Node], edges: Iterable[Edge]) -> pa.Table:
    """What results and comparisons say, whoever says it (`kg.engine.schemas.FACTS`); the edges are those of these nodes.

    Comparisons are the same with the same winner and loser; results with the same subject, benchmark, metric, kind, unit and
    value, and baseline where they have one. A result that lacks one of subject, benchmark, metric and value may be anything, so
    it is counted with none.
    """
    stated = [node for node in nodes if node.types[0] in ("Comparison", "Result")]
    arguments: dict[str, dict[str, str]] = {node.id: {} for node in stated}
    for edge in edges:
        if edge.type in _ARGUMENTS and edge.source in arguments:
            arguments[edge.source][edge.type] = edge.target
    return table_of(_rows(stated, arguments), FACTS)


def _rows(stated: Iterable[Node], arguments: dict[str, dict[str, str]]) -> Iterator[tuple[str, str, str, str]]:
    for node in stated:
        own = arguments[node.id]
        if (statement := _statement(node, own)) is not None:
            yield node.id, node.types[0], json.dumps(statement, ensure_ascii=False), own["paper"]


def _statement(node: Node, arguments: dict[str, str]) -> list[str | None] | None:
    """What a comparison or result says, whoever says it; None for a result that says too little."""
    if node.types == ("Comparison",):
        return [arguments["winner"], arguments["loser"]]
    if not {"subject", "benchmark", "metric"} <= arguments.keys():
        return None
    told = [node.properties.get(name) for name in ("value", "valueMin", "valueMax", "unit", "kind")]
    if told[:3] == [None] * 3:
        return None
    # 91.0 is 91.
    said = [canonical_decimal(one) if isinstance(one, Decimal) else None if one is None else str(one) for one in told]
    return [arguments.get(name) for name in ("subject", "benchmark", "metric", "baseline")] + said
