"""How an RDF file gets into a store; and, run as a program, into a store on disk.

Run as a program it parses an RDF file into a new store on disk. Its arguments are the file, its media type and the folder.

In a process of its own an interrupt ends it at once (Oxigraph loads to the end before Python sees one), and what it runs out of,
memory or disk, is not missed by the query that waits for it. It imports nothing but Oxigraph, to start at once.
"""

import signal
import sys

import pyoxigraph as ox

_UNION = "INSERT { ?s ?p ?o } WHERE { GRAPH ?g { ?s ?p ?o } }"


def load(store: ox.Store, source: str, syntax: ox.RdfFormat) -> None:
    """Loads a file: its named graphs, and as the default graph the union of them.

    Oxigraph can take all graphs together as the default one, but then finds a statement once for each graph that states it, and
    counts come out too high; a union of graphs has it once (RDF 1.1 Semantics, section 5.2).
    """
    store.bulk_load(path=source, format=syntax)
    if next(store.named_graphs(), None) is not None:
        store.update(_UNION)


def main(source: str, media_type: str, folder: str) -> None:
    """Loads the file; an exception, and so an exit code, says that the store is not to be used."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    store = ox.Store(folder)
    syntax = ox.RdfFormat.from_media_type(media_type)
    assert syntax is not None
    load(store, source, syntax)
    store.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
