"""Annotations of entries: those that an earlier run kept are taken from there, the others are read, on all cores.

`kg.extract.Extractor` reads and keeps nothing; this stage decides what has to be read, and where.
"""

from kg.annotate.annotator import Annotator, Plan

__all__ = ["Annotator", "Plan"]
