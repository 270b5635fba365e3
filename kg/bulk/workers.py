"""Stages in processes of their own: tasks go out, answers come back in any order; if a process dies, its task is tried again."""

import multiprocessing
import pickle
import signal
from collections.abc import Callable, Generator, Iterable
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from typing import Any

from kg.errors import KgError

Work = Callable[[Any], Any]
"""What a process does with a task."""


@dataclass(frozen=True, slots=True)
class Start:
    """How a process begins: `make(*arguments)` gives what it does with each task; both can be pickled."""

    make: Callable[..., Work]
    arguments: tuple[Any, ...]


class _Worker:
    def __init__(self, start: Start) -> None:
        context = multiprocessing.get_context("spawn")
        self.connection, theirs = context.Pipe()
        self.process = context.Process(target=_serve, args=(theirs, start), daemon=True)
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            self.process.start()
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
            theirs.close()
        self.task: tuple[Any, bool] | None = None

    def end(self) -> int:
        self.connection.close()
        self.process.kill()
        self.process.join()
        return self.process.exitcode or 0


class Workers:
    """Some processes that do the same work, until it is closed."""

    def __init__(self, start: Start, number: int) -> None:
        """Nothing is started before there is a task; with one process at most, tasks are done in this one."""
        self._start, self._number = start, number
        self._running: dict[Connection, _Worker] = {}
        self._here: Work | None = None

    def __enter__(self) -> "Workers":
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self._running.values():
            worker.end()
        self._running.clear()

    def run(self, tasks: Iterable[Any]) -> Generator[Any, None, None]:
        """The answer to each task, in the order in which they come; tasks are taken as processes have time for them.

        Raises:
            KgError: two processes died over a task.
            Exception: what the work raised.
        """
        if self._number < 2:
            self._here = self._here or self._start.make(*self._start.arguments)
            yield from map(self._here, tasks)
            return
        waiting = iter(tasks)
        again: list[tuple[Any, bool]] = []
        left = True
        while True:
            while left or again:
                worker = next((worker for worker in self._running.values() if worker.task is None), None)
                if worker is None and len(self._running) >= self._number:
                    break
                if again:
                    task = again.pop()
                else:
                    try:
                        task = next(waiting), False
                    except StopIteration:
                        left = False
                        break
                worker = worker or self._started()
                worker.task = task
                with suppress(ConnectionError):  # one that has died by now is told by the end of its pipe
                    worker.connection.send_bytes(pickle.dumps(task[0]))
            busy = [connection for connection, worker in self._running.items() if worker.task is not None]
            if not busy:
                return
            for connection in wait(busy):
                worker = self._running[connection]  # type: ignore[index]
                try:
                    answer, error = pickle.loads(worker.connection.recv_bytes())
                except (EOFError, ConnectionError):
                    del self._running[worker.connection]
                    again.append(_again(worker))
                    continue
                worker.task = None
                if error is not None:
                    raise error
                yield answer

    def _started(self) -> _Worker:
        worker = _Worker(self._start)
        self._running[worker.connection] = worker
        return worker


def _again(worker: _Worker) -> tuple[Any, bool]:
    assert worker.task is not None
    task, tried = worker.task
    code = worker.end()
    if tried:
        reason = f"killed by {signal.Signals(-code).name}" if -code in set(signal.Signals) else f"exit code {code}"
        raise KgError(
            f"two processes ended over the same part ({reason}): {task}; there may be too little memory for them: "
            "try --jobs 1; nothing was written"
        )
    return task, True


def _serve(connection: Connection, start: Start) -> None:
    # An interrupt is the parent's to handle; the keys that make one reach the whole group.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    work: Work | None = None
    answer: tuple[Any, Exception | None]
    with suppress(EOFError, OSError):
        while True:
            task = pickle.loads(connection.recv_bytes())
            try:
                work = work or start.make(*start.arguments)
                answer = work(task), None
            except Exception as error:  # it is raised where the task came from
                answer = None, error
            connection.send_bytes(_pickled(answer))


def _pickled(answer: tuple[Any, Exception | None]) -> bytes:
    try:
        return pickle.dumps(answer)
    except Exception:  # an error that cannot be pickled is told by its text
        error = answer[1]
        return pickle.dumps((None, RuntimeError(f"{type(error).__name__}: {error}")))
