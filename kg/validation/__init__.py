"""Holding a graph against the shapes of the vocabulary (SHACL), and telling what does not fit, where, and what to do about it."""

from kg.validation.records import Report, Violation
from kg.validation.shapes import own_shapes
from kg.validation.validate import validate

__all__ = ["Report", "Violation", "own_shapes", "validate"]
