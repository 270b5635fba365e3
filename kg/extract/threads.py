"""Work on several threads that an interrupt cannot lock up."""

from _thread import start_new_thread
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from queue import SimpleQueue
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")


def in_order(work: Callable[[Item], Result], items: Iterable[Item], threads: int, batch: int = 1) -> Iterator[Result]:
    """The results of `work` for items in their order, worked on by threads, a few ahead of those that are given out.

    Items are taken and results given out `batch` at a time, so that what stands before and after finds its memory warm.

    What `work` raises is raised here in its turn. When the iterator ends, is closed or fails, its threads have ended.

    An interrupt that reaches the main thread inside a lock of `threading` or `concurrent.futures` leaves it locked, and the
    program waits for ever; `SimpleQueue` and `_thread` hold none while Python runs.
    """
    jobs: SimpleQueue[tuple[Item, SimpleQueue[Result | BaseException]] | None] = SimpleQueue()
    ended: SimpleQueue[None] = SimpleQueue()
    closing = False

    def serve() -> None:
        while (job := jobs.get()) is not None:
            item, answer = job
            try:
                if not closing:
                    answer.put(work(item))
            except BaseException as error:
                answer.put(error)
        ended.put(None)

    def taken(count: int) -> Iterator[Result]:
        for found in [waiting.popleft().get() for _ in range(count)]:
            if isinstance(found, BaseException):
                raise found
            yield found

    waiting: deque[SimpleQueue[Result | BaseException]] = deque()
    running = 0
    try:
        for _ in range(threads):
            start_new_thread(serve, ())
            running += 1
        for item in items:
            waiting.append(SimpleQueue())
            jobs.put((item, waiting[-1]))
            if len(waiting) >= 2 * threads + batch:
                yield from taken(batch)
        while waiting:
            yield from taken(min(batch, len(waiting)))
    finally:
        closing = True
        for _ in range(running):
            jobs.put(None)
        for _ in range(running):
            ended.get()
