"""`kg build`: digests in, exports out."""

import re
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.reading import (
    aliases_for,
    aliases_option,
    exit_code,
    list_problems,
    min_confidence_option,
    paths_argument,
    read_paths,
    strict_option,
    with_progress,
)
from kg.errors import InputError, UsageError
from kg.export.formats import DEFAULT_FORMATS, FORMATS
from kg.schema import DEFAULT_BASE, LICENSE, valid_base

if TYPE_CHECKING:
    from kg.digest import Entry
    from kg.extract import Annotation


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
    type=click.Choice(list(FORMATS)),
    multiple=True,
    help="A format to write, given as often as needed; all but csv-spreadsheet, if none is named.",
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
    strict: bool,
) -> int:
    """Build the graph of some digests and write it in all formats.

    A PATH is a file, a folder (read with all its subfolders) or - for standard input. The exports are the old ones or the new
    ones, whole: a build that fails or is interrupted leaves everything as it was.

    \b
    Example:
      kg build seeds -o exports
      kg build digests/ -o out --format nquads --format html
      kg build digests/ -o out --slice tag="reinforcement learning" --slice top=200
    """
    import logging

    from kg.digest.characters import visible
    from kg.export import write
    from kg.extract import Extractor
    from kg.graph import build as build_graph
    from kg.graph import sliced
    from kg.graph.slicing import checked

    if wrong := valid_base(base_iri):
        raise UsageError(f"{base_iri!r}: cannot be the base IRI: {wrong}; give one like {DEFAULT_BASE}")
    if not _IRI.fullmatch(license_):
        raise UsageError(f"{license_!r}: no IRI of a licence; give one like {LICENSE}")
    for text in slices:
        checked(text)
    log = logging.getLogger(__name__)
    started = time.monotonic()
    reading = read_paths(paths)
    aliases = aliases_for(paths, aliases_file, reading)
    list_problems(context, reading.problems)
    entries = sum(len(digest.entries) for digest in reading.digests)
    if not reading.digests:
        raise InputError(
            f"{', '.join(paths)}: no digest could be read; see `kg check` for what is wrong; nothing was written"
        )
    log.info("read %d entries of %d digests", entries, len(reading.digests))
    extractor = Extractor(min_confidence)

    def annotate(items: "Iterable[Entry]") -> "Iterator[Annotation]":
        yield from with_progress(context, "Reading summaries", entries)(extractor.annotate(items))

    graph = build_graph(reading.digests, annotate, aliases, license_)
    log.info("built %d rows of nodes, %d of edges", len(graph.nodes), len(graph.edges))
    graph = sliced(graph, slices)
    watch = with_progress(context, "Writing exports", len(formats or DEFAULT_FORMATS))
    files = write(graph, output, formats, base_iri, progress=watch)
    if not context.obj["quiet"]:
        counts = graph.counts()
        shown = ", ".join(f"{n:,} {names[n != 1]}" for type_, names in _SHOWN.items() if (n := counts.get(type_)))
        click.echo(visible(f"{shown}; written to {Path(output)}:"), err=True)
        for file in files:
            click.echo(f"  {file.name:16} {file.stat().st_size:>12,} bytes", err=True)
    log.info("done in %.1f s", time.monotonic() - started)
    return exit_code(reading, strict=strict)


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
