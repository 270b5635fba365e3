"""`kg build --engine spark`: what is asked for, checked before a cluster is, and what is told of it."""

import logging
import time
from collections.abc import Sequence
from pathlib import Path

import click

from kg.characters import visible
from kg.cli.parts import watched
from kg.cli.reading import list_problems
from kg.errors import UsageError
from kg.export.formats import PARTS

log = logging.getLogger(__name__)


def write_on_cluster(
    context: click.Context,
    paths: tuple[str, ...],
    output: str,
    *,
    engine: str,
    master: str | None,
    settings: Sequence[str],
    formats: Sequence[str],
    unfit: Sequence[str],
    base: str,
    license_: str,
    aliases: Path | None,
    min_confidence: float | None,
    overwrite: bool,
    wait: float,
    strict: bool,
) -> int:
    """Builds on a cluster, and tells of it on standard error; returns the exit code.

    `unfit` are options that were given and have no meaning on a cluster.

    Raises:
        UsageError: what is asked for does not go together.
        KgError: as `kg.spark.build.build_on_spark`.
    """
    if engine != "spark":
        raise UsageError("--master, --conf and --overwrite are for a cluster; add --engine spark, or leave them off")
    if master is None:
        raise UsageError("--engine spark: name the cluster with --master, like spark://host:7077, yarn or local[4]")
    if unfit:
        raise UsageError(f"{unfit[0]} and --engine spark: a cluster has no use for it; leave it off")
    whole = [name for name in formats if name not in PARTS]
    parted = list(PARTS)
    if whole:
        raise UsageError(
            f"--format {whole[0]} and --engine spark: a cluster writes {' and '.join(parted)}; build the others here, of a part "
            "of the digests"
        )
    chosen = dict(_setting(text) for text in settings)

    from kg.spark.build import NothingReadError, Wanted, build_on_spark
    from kg.spark.cluster import Order

    def warn(message: str) -> None:
        if not context.obj["quiet"]:
            click.echo(visible(f"warning: {message}"), err=True)

    started = time.monotonic()
    order = Order(base, license_, frozenset(own for name in formats or parted for own in PARTS[name].folders))
    wanted = Wanted(paths, output, order, aliases, min_confidence, overwrite)
    try:
        built = build_on_spark(master, wanted, chosen, wait=wait, watch=watched(context), warn=warn)
    except NothingReadError as error:
        list_problems(context, error.problems)
        raise
    list_problems(context, built.problems)
    if built.found > len(built.problems):
        click.echo(f".. and {built.found - len(built.problems):,} more problems", err=True)
    if not context.obj["quiet"]:
        click.echo(visible(f"{built.entries:,} entries; written to {output}:"), err=True)
        for name, size, parts in built.written:
            click.echo(f"  {name:16} {size:>12,} bytes in {parts:,} parts", err=True)
    log.info("done in %.1f s", time.monotonic() - started)
    return int(bool(built.lost or (strict and built.found)))


def _setting(text: str) -> tuple[str, str]:
    name, found, value = text.partition("=")
    if not found or not name.startswith("spark."):
        raise UsageError(f"--conf {text}: no setting of Spark; write one like spark.executor.memory=8g")
    return name, value
