"""`kg extract`: what the summaries say, in the form of the annotation."""

import json
from collections.abc import Iterator
from pathlib import Path

import click

from kg.cli.reading import (
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
from kg.cli.terminal import print_document


@click.command()
@paths_argument
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Write to this file, whole or not at all.")
@min_confidence_option
@jobs_option
@cache_option
@no_cache_option
@strict_option
@click.pass_context
def extract(
    context: click.Context,
    paths: tuple[str, ...],
    output: Path | None,
    min_confidence: float | None,
    jobs: int | None,
    cache: Path | None,
    no_cache: bool,
    strict: bool,
) -> int:
    """Find benchmarks, metrics, models, methods, results and comparisons in the summaries.

    Prints one JSON object per digest entry and line: id, date, entities, introduces, results, outperforms.

    \b
    Example:
      kg extract seeds -o predicted.jsonl
    """
    from kg.export.files import write_file

    annotator = annotator_for(context, min_confidence, jobs, cache, no_cache)
    reading = read_paths(paths)
    list_problems(context, reading.problems)
    entries = [entry for digest in reading.digests for entry in digest.entries]
    annotations = annotator.annotate(entries)
    watched = with_progress(context, "Reading summaries", len(entries))(annotations)

    def lines() -> Iterator[bytes]:
        for entry, annotation in zip(entries, watched, strict=True):
            yield (
                json.dumps(annotation.record(entry.paper, entry.day), ensure_ascii=False).encode("utf-8", "replace")
                + b"\n"
            )

    if output is None:
        for line in lines():
            print_document(line.decode())
    else:
        write_file(output, lines())
    list_problems(context, annotator.problems)
    return exit_code(reading, annotator.problems, strict=strict)
