"""Annotations of entries, from the cache or read now, on one process or several."""

from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from kg.annotate.cores import usable_cores
from kg.annotate.key import key_of, reader_of
from kg.annotate.processes import Died, in_processes
from kg.collection import no_collection
from kg.digest import Entry, Problem
from kg.extract import Annotation

if TYPE_CHECKING:
    from kg.annotate.cache import AnnotationCache

SHARE = 64
"""Entries that a process must have to read; below twice that starting one costs more than it brings (`bench/jobs.py`)."""
SAVED = 256
"""Entries that are read between two writes to the cache, so that a run that is killed has not read in vain."""


@dataclass(frozen=True)
class Plan:
    """How many of some entries are in the cache, and how many will be read; an entry that stands twice is read once."""

    kept: int
    new: int
    twice: int


class Annotator:
    """Finds what summaries say, as `kg.extract.Extractor` does, and reads what it read before from a cache."""

    def __init__(
        self,
        min_confidence: float | None = None,
        *,
        cache: Path | None = None,
        jobs: int | None = None,
        warn: Callable[[str], None] = lambda _: None,
    ) -> None:
        """Nothing is loaded before it is needed.

        Args:
            min_confidence: the least confidence of a mention, in 0..1, whatever its label; None for the one of each label at
                which its F1 is best.
            cache: the folder of what is kept (`kg.cache_folder`), None to keep nothing.
            jobs: processes at most; None for one a core. A script of your own that reads on several has to begin with
                `if __name__ == "__main__":`, as multiprocessing wants it.
            warn: is told of a cache that is damaged or cannot be written.
        """
        self.min_confidence = min_confidence
        self.jobs = jobs or usable_cores()
        self.problems: list[Problem] = []
        self._folder, self._warn = cache, warn
        self._used: set[bytes] = set()

    @cached_property
    def _cache(self) -> "AnnotationCache | None":
        if self._folder is None:
            return None
        from kg.annotate.cache import AnnotationCache

        return AnnotationCache(self._folder, reader_of(self.min_confidence), self._warn)

    def plan(self, entries: Iterable[Entry]) -> Plan:
        """What `annotate` would do with some entries."""
        keys = [key_of(entry) for entry in entries]
        distinct = set(keys)
        new = len(distinct) if self._cache is None else sum(key not in self._cache for key in distinct)
        return Plan(len(distinct) - new, new, len(keys) - len(distinct))

    def workers(self, new: int) -> int:
        """How many processes read so many entries; up to 1 means this one alone."""
        return min(self.jobs, new // SHARE)

    def annotate(self, entries: Iterable[Entry], *, more: bool = False) -> Iterator[Annotation]:
        """One annotation for each entry, in order.

        An entry over which processes die has an empty annotation, and a problem in `problems` names it. With `more`, others will
        be asked for, and the cache is tidied after the last ones.

        Raises:
            KgError: no process can be started, or data of the pipeline are missing.
        """
        entries = list(entries)
        keys = [key_of(entry) for entry in entries]
        distinct: dict[bytes, Entry] = {}
        for key, entry in zip(keys, entries, strict=True):
            distinct.setdefault(key, entry)
        found = self._cache.get({key: entry.summary for key, entry in distinct.items()}) if self._cache else {}
        wanted = {key: entry for key, entry in distinct.items() if key not in found}
        with closing(self._fresh(wanted)) as fresh:
            for key in keys:
                while key not in found:
                    own, annotation = next(fresh)
                    found[own] = annotation
                yield found[key]
        self._used.update(keys)
        if self._cache and not more:
            self._cache.tidy(self._used)

    def _fresh(self, wanted: Mapping[bytes, Entry]) -> Generator[tuple[bytes, Annotation], None, None]:
        """The entries that have to be read, in order; what was read is kept, also when this is closed before its end."""
        unsaved: dict[bytes, Annotation] = {}
        with closing(self._read(list(wanted.values()))) as reading:
            try:
                for (key, entry), read in zip(wanted.items(), reading, strict=True):
                    if isinstance(read, Died):
                        reason = f"the process that read it ended twice ({read.reason})"
                        self.problems.append(not_read(entry.path, entry.line, entry.paper, reason))
                        yield key, Annotation(entry.summary, (), (), (), ())
                        continue
                    unsaved[key] = read
                    if len(unsaved) >= SAVED:
                        self._save(unsaved)
                    yield key, read
            finally:
                self._save(unsaved)

    def _save(self, unsaved: dict[bytes, Annotation]) -> None:
        if self._cache and unsaved:
            self._cache.add(unsaved)
        unsaved.clear()

    def _read(self, entries: list[Entry]) -> Generator[Annotation | Died, None, None]:
        if (workers := self.workers(len(entries))) > 1:
            yield from in_processes(entries, self.min_confidence, workers)
        elif entries:
            with no_collection():
                from kg.extract import Extractor

                extractor = Extractor(self.min_confidence, threads=self.jobs)
            yield from extractor.annotate(entries)


def not_read(path: str, line: int, paper: str, reason: str) -> Problem:
    """What is said of an entry whose summary could not be read."""
    remedy = "give it more memory, or look at what is odd about this summary; all else of the row was read"
    message = f"the summary of {paper} could not be read: {reason}"
    return Problem(path, line, 1, "error", "summary-not-read", message, remedy)
