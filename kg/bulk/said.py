"""Properties of a node as text, and back: the exact values, whatever their types."""

import json
from collections.abc import Mapping
from dataclasses import astuple, fields
from decimal import Decimal
from typing import Any

from kg.graph.model import Node, TextSpan, Value
from kg.schema import PROPERTIES, ValueType

_SPAN = tuple(field.name for field in fields(TextSpan))
_DECIMALS = frozenset(name for name, own in PROPERTIES.items() if own.type is ValueType.DECIMAL)


def said_text(properties: Mapping[str, Value]) -> str:
    """Properties as JSON, sorted by name."""
    return json.dumps(properties, ensure_ascii=False, default=_plain, sort_keys=True) if properties else "{}"


def _plain(value: Decimal | TextSpan) -> str | dict[str, Any]:
    return str(value) if isinstance(value, Decimal) else dict(zip(_SPAN, astuple(value), strict=True))


def properties_of(text: str) -> dict[str, Value]:
    """The properties that `said_text` wrote."""
    if text == "{}":
        return {}
    found: dict[str, Value] = {}
    for name, value in json.loads(text).items():
        if isinstance(value, list):
            found[name] = tuple(map(_of_plain, value))
        else:
            found[name] = Decimal(value) if name in _DECIMALS else _of_plain(value)
    return found


def _of_plain(value: Any) -> Any:
    return TextSpan(**value) if isinstance(value, dict) else value


def node_of(id_: str, types: str, graph: str, said: str) -> Node:
    """A row of `kg.bulk.schemas.STATED`."""
    return Node(id_, tuple(types.split(" ")), graph, properties_of(said))
