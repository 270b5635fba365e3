"""`kg build`: digests in, exports out."""

import re
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.core import ParameterSource

from kg.characters import visible
from kg.cli.reading import (
    aliases_for,
    aliases_option,
    annotator_for,
    cache_option,
    exit_code,
    jobs_option,
    list_problems,
    min_confidence_option,
    no_cache_option,
    paths_argument,
    read_paths,
    strict_option,
    with_progress,
)
from kg.errors import InputError, UsageError
from kg.export.formats import DEFAULT_FORMATS, PLACES, ROWS_OF_AN_ENTRY, refuse_too_large
from kg.schema import DEFAULT_BASE, LICENSE, valid_base

if TYPE_CHECKING:
    from kg.annotate import Annotator
    from kg.digest import Entry, Reading
    from kg.extract import Annotation
    from kg.graph import Graph
    from kg.resolve import Aliases


@click.command()
@paths_argument
@click.option(
    "-o",
    "--output",
    default="exports",
    show_default=True,
    help="Folder of the exports; those of an earlier build in it go, files of others stay.",
)
@click.option(
    "--format",
    "formats",
    type=click.Choice(list(PLACES)),
    multiple=True,
    help="A format to write, given as often as needed; if none is named, all but csv-spreadsheet and those of parts.",
)
@click.option(
    "--slice",
    "slices",
    metavar="SLICE",
    multiple=True,
    help="Write a part alone: tag=NAME, author=NAME, benchmark=NAME, model=NAME, from=DAY,to=DAY, ego=NAME,DEPTH (what is "
    "within some steps of a thing) or top=N (the best-connected); given several times, each narrows what is left.",
)
@click.option("--base-iri", default=DEFAULT_BASE, show_default=True, help="What the IRIs of all nodes begin with.")
@click.option(
    "--license",
    "license_",
    default=LICENSE,
    show_default=True,
    metavar="IRI",
    help="The licence under which the graph may be used, which it says of itself; that of your digests.",
)
@aliases_option
@min_confidence_option
@jobs_option
@cache_option
@no_cache_option
@click.option(
    "--memory",
    type=click.FloatRange(1),
    default=4,
    show_default=True,
    metavar="GB",
    help="What a build in parts may take, all processes together; it puts on disk what does not fit.",
)
@click.option(
    "--engine",
    type=click.Choice(["local", "spark"]),
    default="local",
    show_default=True,
    help="Where it is built: on this machine, or on a cluster of Apache Spark, which writes formats of parts.",
)
@click.option(
    "--master", metavar="URL", help="The cluster of --engine spark: spark://host:7077, yarn, k8s://.. or local[4]."
)
@click.option(
    "--conf",
    "settings",
    metavar="NAME=VALUE",
    multiple=True,
    help="A setting of Spark, given as often as needed: --conf spark.executor.memory=8g.",
)
@click.option(
    "--wait",
    type=click.FloatRange(min=1),
    default=120,
    show_default=True,
    metavar="SECONDS",
    help="How long a cluster may take to let us in, and then to give us a worker.",
)
@click.option("--overwrite", is_flag=True, help="With --engine spark: replace the build that is in the folder.")
@click.option("--dry-run", is_flag=True, help="Say what would be read and written, and write nothing.")
@strict_option
@click.pass_context
def build(
    context: click.Context,
    paths: tuple[str, ...],
    output: str,
    formats: tuple[str, ...],
    slices: tuple[str, ...],
    base_iri: str,
    license_: str,
    aliases_file: Path | None,
    min_confidence: float | None,
    jobs: int | None,
    cache: Path | None,
    no_cache: bool,
    memory: float,
    engine: str,
    master: str | None,
    settings: tuple[str, ...],
    wait: float,
    overwrite: bool,
    dry_run: bool,
    strict: bool,
) -> int:
    """Build the graph of some digests and write it in all formats.

    A PATH is a file, a folder (read with all its subfolders) or - for standard input. The exports are the old ones or the new
    ones, whole: a build that fails or is interrupted leaves everything as it was.

    The formats nquads and parquet, and the same in parts, take any number of digests in bounded memory; the others hold the
    graph, and refuse one of more than 2,000,000 rows. A --slice is cut from any number.

    What was read of a summary is kept in a cache: the next build reads what is new, and writes the same as one that reads all.

    \b
    Example:
      kg build seeds -o exports
      kg build digests/ -o out --format nquads --format html
      kg build digests/ -o out --slice tag="reinforcement learning" --slice top=200
      kg build hdfs:///digests -o hdfs:///graph --engine spark --master yarn
    """
    import logging

    from kg.digest import read_each
    from kg.graph.slicing import checked

    if wrong := valid_base(base_iri):
        raise UsageError(f"{base_iri!r}: cannot be the base IRI: {wrong}; give one like {DEFAULT_BASE}")
    if not _IRI.fullmatch(license_):
        raise UsageError(f"{license_!r}: no IRI of a licence; give one like {LICENSE}")
    for text in slices:
        checked(text)
    chosen = context.get_parameter_source("memory") is not ParameterSource.DEFAULT
    held = {"--slice": slices, "--jobs": jobs, "--cache": cache, "--memory": chosen, "--dry-run": dry_run}
    if engine == "spark" or master or settings or overwrite:
        from kg.cli.cluster import write_on_cluster

        given = (*[name for name, value in held.items() if value],)
        return write_on_cluster(
            context,
            paths,
            output,
            engine=engine,
            master=master,
            settings=settings,
            formats=formats,
            unfit=given,
            base=base_iri,
            license_=license_,
            aliases=aliases_file,
            min_confidence=min_confidence,
            overwrite=overwrite,
            wait=wait,
            strict=strict,
        )
    annotator = annotator_for(context, min_confidence, jobs, cache, no_cache)
    log = logging.getLogger(__name__)
    started = time.monotonic()
    from kg.cli.parts import are_many, in_parts, write_parts

    if in_parts(paths, formats, slices) and not dry_run:
        about = {"base": base_iri, "license": license_, "memory": int(memory * 2**30), "jobs": annotator.jobs}
        lost, reading = write_parts(context, paths, annotator, output, formats, slices, aliases_file, about)
        log.info("done in %.1f s", time.monotonic() - started)
        return exit_code(reading, lost, strict=strict)
    if not slices and are_many(paths):
        # Counted a file at a time, since they may be too many to be read.
        _refuse_many(sum(file.entries for one in read_each(paths) for file in one.files), formats)
    reading = read_paths(paths)
    aliases = aliases_for(paths, aliases_file, reading)
    list_problems(context, reading.problems)
    if not reading.digests:
        raise InputError(
            f"{', '.join(paths)}: no digest could be read; see `kg check` for what is wrong; nothing was written"
        )
    entries = sum(file.entries for file in reading.files)
    log.info("read %d entries of %d digests", entries, len(reading.digests))
    if not slices:
        _refuse_many(entries, formats)
    if dry_run:
        from kg.cli.dry_run import planned

        for line in planned(reading, annotator, output, formats):
            click.echo(line)
        return exit_code(reading, strict=strict)

    from kg.export.folder import claimed, write

    # Before the reading, so that who cannot write there is told at once.
    with claimed(output):
        from kg.graph import sliced

        graph = sliced(_graph(context, reading, annotator, aliases, license_), slices)
        watch = with_progress(context, "Writing exports", len(formats or DEFAULT_FORMATS))
        files = write(graph, output, formats, base_iri, progress=watch)
    if not context.obj["quiet"]:
        counts = graph.counts()
        shown = ", ".join(f"{n:,} {names[n != 1]}" for type_, names in _SHOWN.items() if (n := counts.get(type_)))
        click.echo(visible(f"{shown}; written to {Path(output)}:"), err=True)
        for file in files:
            click.echo(f"  {file.name:16} {file.stat().st_size:>12,} bytes", err=True)
    log.info("done in %.1f s", time.monotonic() - started)
    return exit_code(reading, annotator.problems, strict=strict)


def _refuse_many(entries: int, formats: tuple[str, ...]) -> None:
    """Refuses before the long work what would be refused in the end.

    Raises:
        UsageError: the graph of so many entries is too large for a format.
    """
    rows = entries * ROWS_OF_AN_ENTRY
    refuse_too_large(formats or DEFAULT_FORMATS, rows, f"{entries:,} entries make some {rows:,} rows")


def _graph(
    context: click.Context, reading: "Reading", annotator: "Annotator", aliases: "Aliases", license_: str
) -> "Graph":
    """The graph of what was read; problems of summaries are listed."""
    import logging

    from kg.graph import build as build_graph

    log = logging.getLogger(__name__)

    def annotate(items: "Iterable[Entry]") -> "Iterator[Annotation]":
        entries = list(items)
        plan = annotator.plan(entries)
        log.info("summaries: %d to read, %d kept from before", plan.new, plan.kept)
        watched = plan.new and with_progress(context, "Reading summaries", len(entries))
        found = annotator.annotate(entries)
        yield from watched(found) if watched else found

    graph = build_graph(reading.digests, annotate, aliases, license_)
    list_problems(context, annotator.problems)
    log.info("built %d rows of nodes, %d of edges", len(graph.nodes), len(graph.edges))
    return graph


# RFC 3987 as far as a mistake is likely: a scheme, and nothing that no IRI may have.
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+")

_SHOWN = {
    "Paper": ("paper", "papers"),
    "Author": ("author", "authors"),
    "Tag": ("tag", "tags"),
    "Benchmark": ("benchmark", "benchmarks"),
    "Metric": ("metric", "metrics"),
    "Model": ("model", "models"),
    "Method": ("method", "methods"),
    "Result": ("result", "results"),
    "Repository": ("repository", "repositories"),
}
