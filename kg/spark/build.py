"""`kg build --engine spark`: from digests on any file system to exports in parts on any other."""

import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kg.annotate.annotator import not_read
from kg.bulk.local import Watch, unwatched
from kg.bulk.stages import not_built
from kg.digest import Problem
from kg.digest.reader import no_digest
from kg.errors import InputError, KgError, OutputError, UsageError
from kg.resolve import Aliases, read_aliases
from kg.spark.cluster import Cluster, Order
from kg.spark.files import Files, below_of, is_in
from kg.spark.output import WORK, begun
from kg.spark.probe import probe
from kg.spark.session import WAIT, halt, reason_of, session, within
from kg.spark.worker import Worker

LISTED = 1000
"""Problems that are brought to the driver; of more there is the number."""
_ALIASES = "aliases.toml"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be built of which digests, and where.

    Args:
        paths: files and folders of digests.
        folder: that of the exports.
        order: what is made.
        aliases: a file of the driver's that says what names are; None for the `aliases.toml` beside the digests.
        min_confidence: as of `kg.extract.Extractor`.
        overwrite: whether an earlier build may be replaced.
    """

    paths: tuple[str, ...]
    folder: str
    order: Order = field(default_factory=Order)
    aliases: Path | None = None
    min_confidence: float | None = None
    overwrite: bool = False


@dataclass(frozen=True, slots=True)
class Built:
    """What a build found: problems (at most `LISTED`), how many there were in all, how many entries, and what was written.

    `lost` is the number of errors; `written` has a name, bytes and files for each folder.
    """

    problems: tuple[Problem, ...]
    found: int
    lost: int
    entries: int
    written: tuple[tuple[str, int, int], ...]


class NothingReadError(InputError):
    """No digest could be read; `problems` say why."""

    def __init__(self, paths: Iterable[str], problems: tuple[Problem, ...]) -> None:
        super().__init__(f"{', '.join(paths)}: no digest could be read; nothing was written")
        self.problems = problems


def build_on_spark(
    master: str,
    wanted: Wanted,
    settings: Mapping[str, str] | None = None,
    *,
    wait: float = WAIT,
    watch: Watch = unwatched,
    warn: Callable[[str], None] = lambda _: None,
) -> Built:
    """Builds the graph of some digests on a cluster.

    Args:
        master: that of the cluster (`kg.spark.session`).
        wanted: what is to be built.
        settings: of Spark.
        wait: seconds in which the cluster has to take us, and a worker to answer.
        watch: is entered with the name of each stage.
        warn: is told of what may make a difference.

    Raises:
        UsageError: a path that is none, or pyspark or Java is missing.
        NothingReadError: no digest could be read.
        OutputError: the folder cannot be taken.
        KgError: the cluster does not answer, its nodes differ, or a stage cannot be finished; nothing was written.
    """
    with session(master, settings or {}, wait) as spark:
        files = Files(spark)
        given = [(files.full(path), path) for path in wanted.paths]
        for full, path in given:
            if path == "-":
                raise UsageError("-: a cluster reads no standard input; name files or folders that all nodes reach")
            if not answer_of(files, full, wait):
                raise UsageError(f"{path}: no such file or folder at {full}; check the path")
        folder = files.full(wanted.folder)
        answer_of(files, folder, wait)
        if any(full == folder or is_in(full, folder) for full, _ in given):
            raise UsageError(f"{wanted.folder}: holds the digests; name another folder with -o")
        with watch("probe"):
            _warn_of_processors(probe(spark, wait), warn)
        with begun(files, folder, overwrite=wanted.overwrite) as place:
            try:
                built = _built(spark, files, given, wanted, place, watch)
            except BaseException:
                halt(spark)  # or its tasks would write on into a folder that goes
                raise
        names = [name for name in files.names(folder) if name in wanted.order.wanted]
        written = tuple((name, *files.size(f"{folder}/{name}")) for name in names)
    return Built(*built, written)


def answer_of(files: Files, path: str, wait: float) -> bool:
    """Whether there is something at a path; Hadoop itself asks for a quarter of an hour where nobody answers.

    Raises:
        KgError: its file system does not answer in time, or refuses.
    """
    try:
        return within(wait, lambda: files.exists(path))
    except TimeoutError as error:
        raise KgError(
            f"{path}: its file system does not answer within {wait:g} s; see that it runs, and that it is reached from here"
        ) from error


def _built(
    spark: Any, files: Files, given: Sequence[tuple[str, str]], wanted: Wanted, place: str, watch: Watch
) -> tuple[tuple[Problem, ...], int, int, int]:
    """Builds in a folder; returns problems, their number, that of errors, and that of entries."""
    roots = [(full, files.is_folder(full)) for full, _ in given]
    outer = [
        path
        for path, _ in dict(roots).items()
        if not any(path != root and is_folder and is_in(path, root) for root, is_folder in roots)
    ]
    cluster = Cluster(spark, None, place, f"{place}/{WORK}", wanted.order, watch)
    with _explained(spark.sparkContext.master):
        cluster.read(outer, roots)
        paths = [row.path for row in cluster.table("digests").select("path").distinct().collect()]
        filled = {row.root for row in cluster.table("files").select("root").distinct().collect()}
        empty = [path for full, path in dict(given).items() if (full, True) in roots and full not in filled]
        if not paths:
            raise NothingReadError(wanted.paths, _problems(cluster, empty)[0])
    aliases = _aliases(files, roots, paths, wanted.aliases)
    worker = Worker(aliases, wanted.order.base, wanted.min_confidence, cluster.made_by)
    cluster.shared = spark.sparkContext.broadcast(worker)
    with _explained(spark.sparkContext.master):
        cluster.extract()
        cluster.run()
        return (*_problems(cluster, empty), cluster.number)


@contextmanager
def _explained(master: str) -> Iterator[None]:
    """Says of what Spark raises that nothing was written, and why.

    Raises:
        OutputError: in place of errors of Spark.
    """
    try:
        yield
    except Exception as error:
        if type(error).__module__.partition(".")[0] not in ("pyspark", "py4j"):
            raise
        raise OutputError(
            f"{master}: the cluster gave up: {reason_of(error)}; its workers' logs tell more; nothing was written"
        ) from error


def _problems(cluster: Cluster, empty: Sequence[str]) -> tuple[tuple[Problem, ...], int, int]:
    """The first problems, how many there are, and how many of them are errors; `empty` are folders without a digest."""
    place = ("path", "line")
    found: list[tuple[Any, Callable[..., Problem]]] = [(cluster.table("problems"), Problem)]
    if cluster.shared is not None:
        unread = cluster.left("extracted").where("fault IS NOT NULL")
        found.append((unread.selectExpr(*place, "paper", "fault AS reason"), not_read))
        found.append((cluster.table("faults"), not_built))
    problems = [no_digest(folder) for folder in empty]
    number, errors = len(problems), len(problems)
    for frame, make in found:
        number += (own := frame.count())
        errors += own if make is not Problem else frame.where("severity = 'error'").count()
        first = frame.orderBy("severity", *place) if make is Problem else frame.orderBy(*place)
        problems += [make(**row.asDict()) for row in first.limit(LISTED).collect()]
    problems.sort(key=lambda problem: (problem.severity, problem))
    return tuple(sorted(problems[:LISTED])), number, errors


def _aliases(files: Files, roots: Sequence[tuple[str, bool]], paths: Sequence[str], own: Path | None) -> Aliases:
    """What is said of names: in a file, or in the `aliases.toml` in a folder that is given or beside a digest that was read."""
    if own is not None:
        return read_aliases(own)
    below = {path.rpartition("/")[0] for path in paths}
    found = []
    for root, is_folder in roots:
        if is_folder:
            there = files.found(root, _ALIASES)
            found += [one for one in there if below_of(root, one).rpartition("/")[0] in below | {""}]
        elif files.exists(beside := f"{root.rpartition('/')[0]}/{_ALIASES}"):
            found.append(beside)
    found = sorted(set(found))
    if len(found) > 1:
        raise UsageError(f"{' and '.join(found)}: several files say what names are; give one of them with --aliases")
    if not found:
        return read_aliases(None)
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder, _ALIASES)
        copy.write_bytes(files.read(found[0]))
        try:
            return read_aliases(copy)
        except UsageError as error:
            raise UsageError(str(error).replace(str(copy), found[0])) from error


def _warn_of_processors(nodes: Sequence[Any], warn: Callable[[str], None]) -> None:
    kinds = {node.processor for node in nodes}
    if len(kinds) > 1:
        warn(
            f"the nodes have {len(kinds)} kinds of processors, whose sums of floats differ a little: a mention at the threshold "
            "may come or go with the node that reads it"
        )
