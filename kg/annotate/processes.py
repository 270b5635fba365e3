"""Reading on several processes: in order, and through the death of a worker."""

from collections import deque
from collections.abc import Generator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait

from kg.annotate.worker import serve
from kg.digest import Entry
from kg.errors import KgError
from kg.extract import Annotation
from kg.processes import Child

BATCH = 16
"""Entries that a worker is given at a time."""
FAILED_STARTS = 3
"""Workers that may die before they are ready; then none will do."""


@dataclass(frozen=True)
class Died:
    """What is said of an entry over which two workers died: the reason, such as "killed by SIGKILL"."""

    reason: str


@dataclass(frozen=True)
class _Batch:
    start: int
    entries: tuple[Entry, ...]
    tried: bool = False


class _Worker(Child):
    def __init__(self, min_confidence: float | None) -> None:
        super().__init__(serve, min_confidence)
        self.ready = False
        self.batch: _Batch | None = None


def in_processes(
    entries: Sequence[Entry], min_confidence: float | None, workers: int
) -> Generator[Annotation | Died, None, None]:
    """The annotation of each entry, in order, read by several processes.

    A batch over which a worker dies is given to another, then in halves, until one entry is left; for that `Died` is given out in
    place of an annotation. When the generator ends, is closed or fails, its processes have ended.

    Raises:
        KgError: workers die before they read anything.
        Exception: what reading an entry raised.
    """
    pool = _Pool(entries, min_confidence, workers)
    try:
        for at in range(len(entries)):
            while at not in pool.done:
                pool.step()
            yield pool.done.pop(at)
    finally:
        pool.end()


class _Pool:
    def __init__(self, entries: Sequence[Entry], min_confidence: float | None, workers: int) -> None:
        self.min_confidence, self.workers = min_confidence, workers
        self.waiting = deque(_Batch(k, tuple(entries[k : k + BATCH])) for k in range(0, len(entries), BATCH))
        self.running: dict[Connection, _Worker] = {}
        self.done: dict[int, Annotation | Died] = {}
        self.failed = 0

    def step(self) -> None:
        """Gives batches to workers that have none, starts workers that are wanted, and waits until one of them says something."""
        idle = [worker for worker in self.running.values() if worker.ready and worker.batch is None]
        for worker in idle[: len(self.waiting)]:
            worker.batch = self.waiting.popleft()
            # One that has died by now is told by the end of its pipe.
            with suppress(ConnectionError):
                worker.connection.send(list(worker.batch.entries))
        starting = sum(not worker.ready for worker in self.running.values())
        for _ in range(min(self.workers - len(self.running), len(self.waiting) - starting)):
            worker = _Worker(self.min_confidence)
            self.running[worker.connection] = worker
        for connection in wait(list(self.running)):
            worker = self.running[connection]  # type: ignore[index]
            try:
                answer = worker.connection.recv()
            except (EOFError, ConnectionError):
                self._bury(self.running.pop(worker.connection))
                continue
            if isinstance(answer, Exception):
                raise answer
            if worker.batch is not None:
                self.done.update(enumerate(answer, worker.batch.start))
            worker.ready, worker.batch = True, None

    def _bury(self, worker: _Worker) -> None:
        reason = worker.end()
        self.failed += not worker.ready
        if self.failed >= FAILED_STARTS:
            raise KgError(
                f"the processes that read summaries end before they begin ({reason}); there may be too little memory for them: "
                "try --jobs 1; a script of your own has to ask for them below `if __name__ == '__main__':`; nothing was written"
            )
        if worker.batch is not None:
            again = _again(worker.batch)
            self.waiting.extendleft(reversed(again))
            if not again:
                self.done[worker.batch.start] = Died(reason)

    def end(self) -> None:
        """Ends all workers."""
        for worker in self.running.values():
            worker.end()


def _again(batch: _Batch) -> list[_Batch]:
    """What is left to try of a batch over which a worker died: it as a whole, then its halves; nothing of a single entry."""
    if not batch.tried:
        return [_Batch(batch.start, batch.entries, tried=True)]
    if len(batch.entries) == 1:
        return []
    half = len(batch.entries) // 2
    return [
        _Batch(batch.start, batch.entries[:half], tried=True),
        _Batch(batch.start + half, batch.entries[half:], tried=True),
    ]
