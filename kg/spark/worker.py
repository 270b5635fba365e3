"""What a Python worker of Spark has at hand, made once and kept as long as the worker lives."""

import platform
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.metadata import PackageNotFoundError, version

from kg import __version__
from kg.annotate.key import LIBRARIES
from kg.errors import KgError
from kg.extract import Extractor
from kg.extract.version import version_of
from kg.resolve import Aliases, Resolver

Versions = tuple[tuple[str, str], ...]
"""Names with what a place has of them, as `versions` tells it."""
# Whose forms and arithmetic rows and annotations come from, beside those that read.
_MORE = ("ftfy", "networkx", "pyarrow", "pyoxigraph")


@dataclass(frozen=True)
class Worker:
    """What is broadcast: all that stages need beside their rows. `made_by` is what the driver has of `versions`."""

    aliases: Aliases
    base: str
    min_confidence: float | None
    made_by: Versions

    @cached_property
    def resolver(self) -> Resolver:
        """Tells what names stand for; its files are read once.

        Raises:
            KgError: this worker has not what the driver has.
        """
        self.hold()
        return Resolver(self.aliases)

    @cached_property
    def extractor(self) -> Extractor:
        """The pipeline with its model, loaded once; a worker has one core.

        Raises:
            KgError: this worker has not what the driver has.
        """
        self.hold()
        return Extractor(self.min_confidence, threads=1)

    def hold(self) -> None:
        """As the function of that name."""
        hold(self.made_by)


@cache
def hold(made_by: Versions) -> None:
    """Holds a worker to what the driver has: the probe asks those that are there at the beginning, others may come later.

    Raises:
        KgError: it has not the same.
    """
    if told := difference(dict(made_by), versions()):
        raise KgError(f"a worker on {platform.node()} has {told}; all nodes have to have the same")


def versions() -> dict[str, str]:
    """What has to be the same on all nodes, by name."""
    return {
        "Python": platform.python_version().rpartition(".")[0],
        "paperkg": __version__,
        "the reader": version_of(),
        **{name: _version(name) for name in sorted((*LIBRARIES, *_MORE))},
    }


def difference(here: dict[str, str], there: dict[str, str]) -> str:
    """What is different there, in words; empty where nothing is."""
    unlike = [name for name in here if there.get(name) != here[name]]
    return ", ".join(f"{name} {there.get(name, 'unknown')} (the driver {here[name]})" for name in unlike)


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "unknown"
