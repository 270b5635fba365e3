"""Opening an exported graph: which file of a folder is read, and what is said of one that cannot be."""

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox

from kg.errors import InputError, UsageError
from kg.store.fitness import refuse_unfit
from kg.store.load_process import load

# The first that is there is read: those that keep the named graphs, the quickest to parse before the others.
_GRAPH_FILES = ("graph.trig", "graph.nq", "graph.jsonld", "graph.ttl")
LARGE = 8 * 2**20
"""Size in bytes from which on a file is kept as a store on disk: half a second of parsing."""
_SYNTAXES = {
    ".nq": ox.RdfFormat.N_QUADS,
    ".ttl": ox.RdfFormat.TURTLE,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".trig": ox.RdfFormat.TRIG,
    ".jsonld": ox.RdfFormat.JSON_LD,
    ".rdf": ox.RdfFormat.RDF_XML,
}


def open_graph(path: str | Path) -> ox.Store:
    """A store with the named graphs of an export, and their union as its default graph.

    It is in memory, or on disk and read-only where the file is large (`kg.store.cache`).

    Args:
        path: a folder of exports, or an RDF file (`.nq`, `.ttl`, `.nt`, `.trig`, `.jsonld`, `.rdf`).

    Raises:
        UsageError: there is no such file or folder, or the folder has no RDF.
        InputError: the file cannot be parsed, states nothing, or is not of this version.
    """
    source = _source(path)
    syntax = _SYNTAXES.get(source.suffix.casefold())
    if syntax is None:
        raise UsageError(f"{path}: not an RDF file by its name; give {', '.join(_SYNTAXES)}")
    try:
        store = _kept(source, syntax) if source.stat().st_size >= LARGE else None
        if store is None:
            store = ox.Store()
            load(store, str(source), syntax)
    except (SyntaxError, ValueError, OSError) as error:
        raise InputError(
            f"{source}: cannot be read as {syntax.name}: {error}; it may be cut off: build it again with: "
            f"kg build PATH -o {source.parent}"
        ) from error
    refuse_unfit(store, source, whole=Path(path).is_dir())
    return store


def stated(
    store: ox.Store,
    subject: ox.NamedNode | None = None,
    predicate: ox.NamedNode | None = None,
    value: ox.NamedNode | None = None,
) -> Iterator[ox.Quad]:
    """The statements of a store with the graphs that make them: those of its named graphs, or all where it has none."""
    named = next(store.named_graphs(), None) is not None
    for quad in store.quads_for_pattern(subject, predicate, value, None):
        if not (named and isinstance(quad.graph_name, ox.DefaultGraph)):
            yield quad


def union(store: ox.Store) -> Iterator[ox.Quad]:
    """The statements of an opened graph, each once, whichever graphs make it."""
    return store.quads_for_pattern(None, None, None, ox.DefaultGraph())


def _kept(source: Path, syntax: ox.RdfFormat) -> ox.Store | None:
    # What small graphs need not import.
    from kg.store.cache import cached

    return cached(source, syntax)


def _source(path: str | Path) -> Path:
    """The file itself, or the first RDF file of a folder of exports."""
    source = Path(path)
    if source.is_dir():
        found = [source / name for name in _GRAPH_FILES if (source / name).is_file()]
        if not found:
            there = sorted(
                file.name for file in source.iterdir() if file.name.startswith(("graph.", "nodes.", "edges."))
            )
            what = f"no RDF here, only {', '.join(there)}" if there else "no graph here"
            raise UsageError(f"{path}: {what}; build one with: kg build PATH -o {path}")
        return found[0]
    if not source.is_file():
        raise UsageError(f"{path}: no such file or folder; build a graph with: kg build PATH -o {path}")
    return source
