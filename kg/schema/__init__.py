"""The vocabulary: node types, edge types, their properties and IRIs, written once.

Everything that writes a type or a property takes it from here; a test holds it against `ontology/kg.ttl`.
"""

from kg.schema.iris import DEFAULT_BASE, PREFIXES, expand, iri_of, node_id, valid_base
from kg.schema.vocabulary import (
    EDGE_TYPES,
    NODE_TYPES,
    PROPERTIES,
    EdgeType,
    NodeType,
    Property,
    ValueType,
    properties_of,
    rdf_types_of,
    subtypes_of,
)

__all__ = [
    "DEFAULT_BASE",
    "EDGE_TYPES",
    "NODE_TYPES",
    "PREFIXES",
    "PROPERTIES",
    "EdgeType",
    "NodeType",
    "Property",
    "ValueType",
    "expand",
    "iri_of",
    "node_id",
    "properties_of",
    "rdf_types_of",
    "subtypes_of",
    "valid_base",
]
