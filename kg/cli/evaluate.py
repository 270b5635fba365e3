"""`kg evaluate`: how well the extraction reads digests that people have labelled."""

import json
from dataclasses import asdict
from pathlib import Path

import click

from kg.characters import visible
from kg.cli.reading import exit_code, list_problems, min_confidence_option, paths_argument, read_paths, with_progress
from kg.errors import InputError


@click.command()
@click.argument("gold", type=click.Path(path_type=Path, exists=True, dir_okay=False), metavar="GOLD")
@paths_argument
@min_confidence_option
@click.option(
    "--bootstrap",
    type=click.IntRange(0),
    default=0,
    metavar="N",
    help="Bounds of F1 (95%) from N resamplings of the entries.",
)
@click.option("--errors", type=click.IntRange(0), default=0, metavar="N", help="Up to N errors of each kind.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_context
def evaluate(
    context: click.Context,
    gold: Path,
    paths: tuple[str, ...],
    min_confidence: float | None,
    bootstrap: int,
    errors: int,
    as_json: bool,
) -> int:
    """Score what is extracted from digests against the labels of GOLD (JSON Lines).

    Prints precision, recall and F1 by kind of fact, micro-averaged over the entries of GOLD; an entry that no PATH holds
    counts as one in which nothing was found, and is counted on standard error.

    \b
    Example:
      kg evaluate seeds.gold.jsonl seeds --errors 5
    """
    from kg.extract import Extractor
    from kg.extract.scoring import Comparison, facts, read_records

    want = read_records(gold, facts)
    keys = {(record["id"], record["date"]) for record in want}
    reading = read_paths(paths)
    list_problems(context, reading.problems)
    entries = [e for digest in reading.digests for e in digest.entries if (e.paper, e.day) in keys]
    if not entries:
        raise InputError(f"{gold}: none of its entries stands in {', '.join(paths)}; give the digests it speaks of")
    if missing := len(keys - {(e.paper, e.day) for e in entries}):
        told = f"{gold}: {missing} of {len(keys)} entries stand in no digest given; they count as empty"
        click.echo(visible(told), err=True)
    watched = with_progress(context, "Reading summaries", len(entries))(Extractor(min_confidence).annotate(entries))
    got = [note.record(entry.paper, entry.day) for entry, note in zip(entries, watched, strict=True)]
    comparison = Comparison(want, got)
    figures = comparison.figures(bootstrap)
    if as_json:
        click.echo(json.dumps({kind: asdict(f) for kind, f in figures.items()}, indent=1))
        return exit_code(reading, strict=False)
    for kind, f in figures.items():
        bounds = f" [{f.low:.3f}, {f.high:.3f}]" if f.low is not None else ""
        click.echo(f"{kind:12} P {f.precision:.3f}  R {f.recall:.3f}  F1 {f.f1:.3f}{bounds}  (gold {f.gold})")
        for what, paper, fact in comparison.errors(kind)[:errors]:
            click.echo(visible(f"    {what:6} {paper} {fact}"))
    return exit_code(reading, strict=False)
