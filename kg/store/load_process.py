"""Run as a program: parses an RDF file into a new store on disk. Its arguments are the file, its media type and the folder.

In a process of its own an interrupt ends it at once (Oxigraph loads to the end before Python sees one), and what it runs out of,
memory or disk, is not missed by the query that waits for it.
"""

import signal
import sys

import pyoxigraph as ox


def main(source: str, media_type: str, folder: str) -> None:
    """Loads the file; an exception, and so an exit code, says that the store is not to be used."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    store = ox.Store(folder)
    store.bulk_load(path=source, format=ox.RdfFormat.from_media_type(media_type))
    store.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
