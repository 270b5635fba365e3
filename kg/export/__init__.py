"""Exporters: pure functions of the graph. `generate_*` yields the document, `kg.export.write` puts documents into files."""

from typing import TYPE_CHECKING, Any

from kg.export.formats import FORMATS, Format

if TYPE_CHECKING:
    from kg.export.folder import write

__all__ = ["FORMATS", "Format", "write"]


def __getattr__(name: str) -> Any:
    # The table of formats is needed for help; what writes them is heavier.
    if name == "write":
        from kg.export.folder import write

        return write
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
