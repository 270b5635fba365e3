"""Processes that do a part of the work: started in one way, and ended with a word on how.

Who starts one talks to it over a pipe and knows what it has in hand: the pools of the standard library and of loky break as a
whole when a process dies, and cannot say over what. While it waits it holds no lock, which an interrupt might leave locked.
"""

import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from typing import Any

OUT_OF_MEMORY = 77
"""Exit code of a process that could not get the memory it asked for."""


class Child:
    """A process that begins anew and has one end of a pipe; the other end is `connection`."""

    def __init__(self, serve: Callable[..., None], *arguments: Any) -> None:
        """Starts `serve(connection, *arguments)`; all of it has to be pickled."""
        context = multiprocessing.get_context("spawn")
        self.connection, theirs = context.Pipe()
        self._process = context.Process(target=serve, args=(theirs, *arguments), daemon=True)
        try:
            with _interrupts_later():
                self._process.start()
        finally:
            theirs.close()

    def end(self) -> str:
        """Ends it, whatever it does; returns how it ended, such as "killed by SIGKILL"."""
        self.connection.close()
        self._process.kill()
        self._process.join()
        return _said(self._process.exitcode or 0)


@contextmanager
def serving() -> Iterator[None]:
    """What a process does in this block ends without a word when its parent has gone, and by `OUT_OF_MEMORY` when memory has."""
    # An interrupt is the parent's to handle; the keys that make one reach the whole group.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    except (EOFError, OSError):
        return
    except MemoryError:
        os._exit(OUT_OF_MEMORY)


def answer(connection: Connection, work: Callable[[], Any]) -> bool:
    """Sends what the work returns, or what it raised; returns whether it returned.

    Raises:
        MemoryError: there is too little.
        OSError: nobody is at the other end.
    """
    try:
        done = work()
    except MemoryError:
        raise
    except Exception as error:
        _send(connection, error)
        return False
    connection.send(done)
    return True


def _send(connection: Connection, error: Exception) -> None:
    try:
        connection.send(error)
    except (OSError, MemoryError):
        raise
    except Exception:  # it cannot be pickled
        connection.send(RuntimeError(f"{type(error).__name__}: {error}"))


def _said(code: int) -> str:
    if code == OUT_OF_MEMORY:
        return "out of memory"
    if code < 0:
        name = signal.Signals(-code).name if -code in set(signal.Signals) else f"signal {-code}"
        return f"killed by {name}"
    return f"exit code {code}"


@contextmanager
def _interrupts_later() -> Iterator[None]:
    """An interrupt comes after this block; a process that is started in it never gets one, as it inherits that."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
