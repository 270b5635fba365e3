"""How many papers state the same: the support of results and comparisons, counted over all digests."""

from collections import defaultdict
from collections.abc import Hashable

from kg.graph.model import ENTITIES_GRAPH, Node
from kg.graph.tables import Tables

_ARGUMENTS = ("subject", "benchmark", "metric", "baseline", "winner", "loser", "paper")


def add_support(tables: Tables) -> None:
    """Adds to every complete result and every comparison the number of distinct papers that state it, its own among them.

    Comparisons are the same with the same winner and loser; results with the same subject, benchmark, metric, kind, unit and
    value, and baseline where they have one. A result that lacks one of subject, benchmark, metric and value may be anything, so
    it is counted with none and has no support.
    """
    arguments: dict[str, dict[str, str]] = defaultdict(dict)
    for source, type_, target, _ in tables.edges:
        if type_ in _ARGUMENTS:
            arguments[source][type_] = target
    alike: dict[Hashable, list[Node]] = defaultdict(list)
    for node in tables.nodes.values():
        if node.types[0] in ("Comparison", "Result") and (key := _statement(node, arguments[node.id])) is not None:
            alike[key].append(node)
    for facts in alike.values():
        papers = {arguments[fact.id]["paper"] for fact in facts}
        for fact in facts:
            tables.node(fact.id, fact.types, ENTITIES_GRAPH, supportCount=len(papers))


def _statement(node: Node, arguments: dict[str, str]) -> Hashable | None:
    """What a comparison or result says, whoever says it; None for a result that says too little."""
    if node.types == ("Comparison",):
        return arguments["winner"], arguments["loser"]
    if not {"subject", "benchmark", "metric"} <= arguments.keys():
        return None
    told = [node.properties.get(name) for name in ("value", "valueMin", "valueMax", "unit", "kind")]
    if told[:3] == [None] * 3:
        return None
    return tuple(arguments.get(name) for name in ("subject", "benchmark", "metric", "baseline")), tuple(told)
