"""Stages in processes of their own: tasks go out, answers come back in any order; if a process dies, its task is tried again."""

from collections.abc import Callable, Generator, Iterable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from multiprocessing.connection import Connection, wait
from typing import Any

from kg.errors import KgError
from kg.processes import Child, answer, serving

Work = Callable[[Any], Any]
"""What a process does with a task."""


@dataclass(frozen=True, slots=True)
class Start:
    """How a process begins: `make(*arguments)` gives what it does with each task; both can be pickled."""

    make: Callable[..., Work]
    arguments: tuple[Any, ...]


class _Worker(Child):
    def __init__(self, start: Start) -> None:
        super().__init__(_serve, start)
        self.task: tuple[Any, bool] | None = None


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
                    worker.connection.send(task[0])
            busy = [connection for connection, worker in self._running.items() if worker.task is not None]
            if not busy:
                return
            for connection in wait(busy):
                worker = self._running[connection]  # type: ignore[index]
                try:
                    done = worker.connection.recv()
                except (EOFError, ConnectionError):
                    del self._running[worker.connection]
                    again.append(_again(worker))
                    continue
                worker.task = None
                if isinstance(done, Exception):
                    raise done
                yield done

    def _started(self) -> _Worker:
        worker = _Worker(self._start)
        self._running[worker.connection] = worker
        return worker


def _again(worker: _Worker) -> tuple[Any, bool]:
    assert worker.task is not None
    task, tried = worker.task
    reason = worker.end()
    if tried:
        raise KgError(
            f"two processes ended over the same part ({reason}): {task}; there may be too little memory for them: "
            "try --jobs 1; nothing was written"
        )
    return task, True


def _serve(connection: Connection, start: Start) -> None:
    work: Work | None = None

    def made(task: Any) -> Any:
        nonlocal work
        work = work or start.make(*start.arguments)
        return work(task)

    with serving():
        while True:
            answer(connection, partial(made, connection.recv()))
