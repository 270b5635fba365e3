"""What a summary says: the benchmarks, metrics, models and methods it names, its results and its comparisons.

The pipeline is put together in `config.cfg`, one component a module; its data stand in `data/`, one entry a line.
spaCy is imported when an `Extractor` is made, not before.
"""

from typing import TYPE_CHECKING, Any

from kg.extract.records import KINDS, LABELS, ROLES, Annotation, Comparison, Kind, Label, Mention, Result, Role, Span
from kg.extract.values import Value, parse_value

if TYPE_CHECKING:
    from kg.extract.extractor import Extractor

__all__ = [
    "KINDS",
    "LABELS",
    "ROLES",
    "Annotation",
    "Comparison",
    "Extractor",
    "Kind",
    "Label",
    "Mention",
    "Result",
    "Role",
    "Span",
    "Value",
    "parse_value",
]


def __getattr__(name: str) -> Any:
    if name == "Extractor":
        from kg.extract.extractor import Extractor

        return Extractor
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
