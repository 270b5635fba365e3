"""What a worker process does: it loads the pipeline once, then reads the batches that it is given until there are no more."""

import os
import signal
from multiprocessing.connection import Connection

from kg.collection import no_collection
from kg.digest import Entry

OUT_OF_MEMORY = 77
"""Exit code of a worker that could not get the memory it asked for."""


def serve(connection: Connection, min_confidence: float | None) -> None:
    """Sends None when it is ready, then for each list of entries the list of their annotations, or what was raised.

    It ends when the other end is closed, which the system does for a parent that was killed.
    """
    # An interrupt is the parent's to handle; the keys that make one reach the whole group.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        _serve(connection, min_confidence)
    except (EOFError, OSError):
        return
    except MemoryError:
        os._exit(OUT_OF_MEMORY)


def _serve(connection: Connection, min_confidence: float | None) -> None:
    try:
        with no_collection():
            from kg.extract import Extractor

            extractor = Extractor(min_confidence, threads=1)
    except MemoryError:
        raise
    except Exception as error:
        _send(connection, error)
        return
    connection.send(None)
    while True:
        batch: list[Entry] = connection.recv()
        try:
            found = list(extractor.annotate(batch))
        except MemoryError:
            raise
        except Exception as error:
            _send(connection, error)
        else:
            connection.send(found)


def _send(connection: Connection, error: Exception) -> None:
    try:
        connection.send(error)
    except (OSError, MemoryError):
        raise
    except Exception:  # it cannot be pickled
        connection.send(RuntimeError(f"{type(error).__name__}: {error}"))
