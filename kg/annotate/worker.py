"""What a worker process does: it loads the pipeline once, then reads the batches that it is given until there are no more."""

from functools import partial
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING

from kg.collection import no_collection
from kg.digest import Entry
from kg.extract import Annotation
from kg.processes import answer, serving

if TYPE_CHECKING:
    from kg.extract import Extractor


def serve(connection: Connection, min_confidence: float | None) -> None:
    """Sends None when it is ready, then for each list of entries the list of their annotations, or what was raised.

    It ends when the other end is closed, which the system does for a parent that was killed.
    """
    worker = _Worker(min_confidence)
    with serving():
        if answer(connection, worker.load):
            while True:
                answer(connection, partial(worker.read, connection.recv()))


class _Worker:
    def __init__(self, min_confidence: float | None) -> None:
        self.min_confidence = min_confidence
        self.extractor: Extractor | None = None

    def load(self) -> None:
        with no_collection():
            from kg.extract import Extractor

            self.extractor = Extractor(self.min_confidence, threads=1)

    def read(self, batch: list[Entry]) -> list[Annotation]:
        assert self.extractor is not None
        return list(self.extractor.annotate(batch))
