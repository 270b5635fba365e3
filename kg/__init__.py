"""paperkg: daily digests of AI papers as a knowledge graph in which every fact keeps the words that state it.

`kg.load("exports")` opens a graph that was built; docs/python.md says what can be done with it.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.store.loaded import LoadedGraph, load

__version__ = "0.1.0"
__all__ = ["LoadedGraph", "__version__", "load"]


def __getattr__(name: str) -> Any:
    # The command line imports the package for everything that it does, and most of that opens no graph.
    if name in ("LoadedGraph", "load"):
        from kg.store import loaded

        return getattr(loaded, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
