"""`kg build --engine spark`: from digests on any file system to exports in parts on any other."""

import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kg.bulk.local import Watch, unwatched
from kg.digest import Problem
from kg.errors import InputError, KgError, OutputError, UsageError
from kg.resolve import Aliases, read_aliases
from kg.spark.cluster import Cluster, Order
from kg.spark.files import Files
from kg.spark.output import WORK, begun
from kg.spark.probe import probe
from kg.spark.session import WAIT, reason_of, session, within
from kg.spark.worker import Worker, versions

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
        InputError: no digest could be read.
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
        if any(full == folder or full.startswith(f"{folder}/") for full, _ in given):
            raise UsageError(f"{wanted.folder}: holds the digests; name another folder with -o")
        with watch("probe"):
            _warn_of_processors(probe(spark, wait), warn)
        with begun(files, folder, overwrite=wanted.overwrite) as place:
            built = _built(spark, files, given, wanted, place, watch)
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
        if not any(path != root and is_folder and path.startswith(f"{root}/") for root, is_folder in roots)
    ]
    cluster = Cluster(spark, None, place, f"{place}/{WORK}", wanted.order, watch)
    with _explained(spark.sparkContext.master):
        cluster.read(outer, roots)
        paths = [row.path for row in cluster.table("digests").select("path").distinct().collect()]
    if not paths:
        raise InputError(
            f"{', '.join(wanted.paths)}: no digest could be read; see `kg check` for what is wrong; nothing was written"
        )
    aliases = _aliases(files, roots, paths, wanted.aliases)
    worker = Worker(aliases, wanted.order.base, wanted.min_confidence, tuple(versions().items()))
    cluster.shared = spark.sparkContext.broadcast(worker)
    with _explained(spark.sparkContext.master):
        cluster.extract()
        cluster.run()
        return _problems(cluster)


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


def _problems(cluster: Cluster) -> tuple[tuple[Problem, ...], int, int, int]:
    from pyspark.sql.functions import col, count_if, lit

    extracted = cluster.left("extracted")
    unread = extracted.where("fault IS NOT NULL").selectExpr(
        "path",
        "line",
        "1L AS column",
        "'error' AS severity",
        "'summary-not-read' AS code",
        "concat('the summary of ', paper, ' could not be read (', fault, ')') AS message",
        "'look at what is odd about it; all else of the row was read' AS remedy",
    )
    unbuilt = cluster.table("faults").selectExpr(
        "path",
        "line",
        "1L AS column",
        "'error' AS severity",
        "'entry-not-built' AS code",
        "concat('the entry of ', paper, ' could not be built (', reason, ')') AS message",
        "'look at what is odd about it, and report it; all else was built' AS remedy",
    )
    every = cluster.table("problems").union(unread).union(unbuilt)
    (sums,) = every.agg(
        count_if(lit(True)).alias("all"), count_if(col("severity") == "error").alias("errors")
    ).collect()
    first = every.orderBy("severity", "path", "line", "column").limit(LISTED).collect()
    return tuple(sorted(Problem(**row.asDict()) for row in first)), sums["all"], sums["errors"], cluster.number


def _aliases(files: Files, roots: Sequence[tuple[str, bool]], paths: Sequence[str], own: Path | None) -> Aliases:
    """What is said of names: in a file, or in the `aliases.toml` in a folder that is given or beside a digest that was read."""
    if own is not None:
        return read_aliases(own)
    given = {root if is_folder else root.rpartition("/")[0] for root, is_folder in roots}
    below = {path.rpartition("/")[0] for path in paths}
    folders = given | {f"{root}/{folder}" for root in given for folder in below if folder}
    found = sorted(path for folder in folders if files.exists(path := f"{folder}/{_ALIASES}"))
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
