"""Exporters: pure functions of the graph. `generate_*` yields the document, `kg.export.write` puts documents into files."""

from kg.export.folder import write
from kg.export.formats import FORMATS, Format

__all__ = ["FORMATS", "Format", "write"]
