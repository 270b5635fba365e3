"""The first stage: reads digests, in markdown tables or in JSON, without losing anything in silence."""

from kg.digest.reader import read, read_each
from kg.digest.records import Digest, Entry, FileReport, Link, Problem, Reading
from kg.digest.text_repair import repair

__all__ = ["Digest", "Entry", "FileReport", "Link", "Problem", "Reading", "read", "read_each", "repair"]
