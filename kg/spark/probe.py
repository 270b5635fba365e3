"""A small job before the work: which workers there are, and whether they have what the driver has."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from kg.errors import KgError
from kg.spark.session import WAIT, reason_of, within
from kg.spark.worker import difference, versions

_ROUNDS = 4
"""Tasks for each core, so that no worker goes without one."""

_NONE = "no paperkg"


@dataclass(frozen=True, slots=True)
class Node:
    """A Python worker's place: the host, what it has, by name, and its kind of processor."""

    host: str
    versions: tuple[tuple[str, str], ...]
    processor: str


def probe(spark: Any, wait: float = WAIT) -> list[Node]:
    """The nodes that answer, each once.

    Raises:
        KgError: none does in time, one has no paperkg, or another version of Python or of a package; all are named.
    """
    context = spark.sparkContext
    tasks = max(4, _ROUNDS * context.defaultParallelism)
    job = context.parallelize(range(tasks), tasks).mapPartitions(_asking())
    try:
        found = within(wait, job.collect)
    except TimeoutError as error:
        context.cancelAllJobs()
        raise KgError(
            f"{context.master}: no worker took up work within {wait:g} s; see that there are workers with free cores and memory "
            "(--conf spark.executor.memory=.., --conf spark.executor.cores=..)"
        ) from error
    except Exception as error:
        raise KgError(f"{context.master}: {_fault(error)}; nothing was begun") from error
    nodes = sorted(
        {Node(host, tuple(sorted(has.items())), kind) for host, has, kind in found}, key=lambda node: node.host
    )
    wrong = [f"{node.host} has {told}" for node in nodes if (told := _unlike(dict(node.versions)))]
    if wrong:
        raise KgError(
            f"{context.master}: {'; '.join(wrong)}; give all nodes what the driver has (docs/scaling.md); nothing was begun"
        )
    return nodes


def _unlike(has: dict[str, str]) -> str:
    return f"no paperkg that its Python can use ({has[_NONE]})" if _NONE in has else difference(versions(), has)


def _asking() -> Callable[[Iterable[int]], Iterator[tuple[str, dict[str, str], str]]]:
    # A function in a function is sent as it is, and not by the name of a module that may be missing there.
    def ask(_: Iterable[int]) -> Iterator[tuple[str, dict[str, str], str]]:
        import platform
        import sys
        import time

        try:
            from kg.annotate.key import reader_of
            from kg.spark.worker import versions
        except ImportError as error:
            yield platform.node(), {_NONE: f"{sys.executable}: {error}"}, ""
            return
        time.sleep(0.1)  # so that no worker does the tasks of all
        yield platform.node(), versions(), reader_of(None)["processor"]

    return ask


def _fault(error: Exception) -> str:
    text = str(error)
    if "PYTHON_VERSION_MISMATCH" in text or "have different version" in text:
        return f"workers have another version of Python ({reason_of(error)}); name one like the driver's with PYSPARK_PYTHON"
    if "Cannot run program" in text:
        reason = next(line.strip() for line in text.splitlines() if "Cannot run program" in line)
        return f"workers have no such Python ({reason}); say with PYSPARK_PYTHON where it lies on them"
    return f"workers cannot do any work ({reason_of(error)})"
