"""The vocabulary: node types, edge types, their properties and IRIs, written once.

Everything that writes a type or a property takes it from here; a test holds it against `ontology/kg.ttl`.
"""

from kg.schema.edge_types import EDGE_TYPES, EdgeType
from kg.schema.iris import (
    DEFAULT_BASE,
    LICENSE,
    ONTOLOGY,
    ONTOLOGY_VERSION,
    PREFIXES,
    expand,
    iri_of,
    node_id,
    valid_base,
)
from kg.schema.node_types import NODE_TYPES, NodeType, properties_of, rdf_types_of, subtypes_of
from kg.schema.properties import PROPERTIES, Property, ValueType, canonical_decimal

__all__ = [
    "DEFAULT_BASE",
    "EDGE_TYPES",
    "LICENSE",
    "NODE_TYPES",
    "ONTOLOGY",
    "ONTOLOGY_VERSION",
    "PREFIXES",
    "PROPERTIES",
    "EdgeType",
    "NodeType",
    "Property",
    "ValueType",
    "canonical_decimal",
    "expand",
    "iri_of",
    "node_id",
    "properties_of",
    "rdf_types_of",
    "subtypes_of",
    "valid_base",
]
