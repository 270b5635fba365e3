"""Properties of a node as text, and back: the exact values, whatever their types."""

import json
from collections.abc import Mapping
from decimal import Decimal

from kg.graph.model import Node, Value
from kg.schema import PROPERTIES, ValueType

_DECIMALS = frozenset(name for name, own in PROPERTIES.items() if own.type is ValueType.DECIMAL)


def said_text(properties: Mapping[str, Value]) -> str:
    """Properties as JSON, sorted by name.

    Raises:
        TypeError: a value is a span of text.
    """
    return json.dumps(properties, ensure_ascii=False, default=_plain, sort_keys=True) if properties else "{}"


def _plain(value: object) -> str:
    if isinstance(value, Decimal):
        return str(value)
    raise TypeError(f"{value!r} cannot be told as text")


def properties_of(text: str) -> dict[str, Value]:
    """The properties that `said_text` wrote."""
    if text == "{}":
        return {}
    found: dict[str, Value] = {}
    for name, value in json.loads(text).items():
        if isinstance(value, list):
            found[name] = tuple(value)
        else:
            found[name] = Decimal(value) if name in _DECIMALS else value
    return found


def node_of(id_: str, types: str, graph: str, said: str) -> Node:
    """A row of `kg.bulk.schemas.STATED`."""
    return Node(id_, tuple(types.split(" ")), graph, properties_of(said))
