"""Workers that read nothing and die when they are told to; a module of its own, which their processes can import."""

import os
import signal
import time
from multiprocessing.connection import Connection
from pathlib import Path

from kg.extract import Annotation


def serve(connection: Connection, _: float | None) -> None:
    """Answers with empty annotations; what a summary says is done first."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    connection.send(None)
    while True:
        try:
            batch = connection.recv()
        except EOFError:
            return
        for entry in batch:
            word, _, rest = entry.summary.partition(" ")
            if word == "die" or (word == "die-once" and not Path(rest).exists()):
                if rest:
                    Path(rest).touch()
                os.kill(os.getpid(), signal.SIGKILL)
            if word == "raise":
                connection.send(ValueError(rest))
            if word == "wait":
                time.sleep(600)
        connection.send([Annotation(entry.summary, (), (), (), ()) for entry in batch])


def never(_: Connection, __: float | None) -> None:
    """Ends before it is ready."""
    os._exit(3)
