"""`kg check`: what the digests hold and what is wrong with them."""

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from kg.characters import visible
from kg.cli.reading import exit_code, paths_argument, read_paths, strict_option
from kg.cli.terminal import print_document

if TYPE_CHECKING:
    from kg.digest import Reading


@click.command()
@paths_argument
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="For people or for machines.",
)
@strict_option
@click.pass_context
def check(context: click.Context, paths: tuple[str, ...], format_: str, strict: bool) -> int:
    """Read digests and list days, rows, papers, errors and warnings of each file.

    A PATH is a file, a folder (read with all its subfolders) or - for standard input.

    \b
    Example:
      kg check seeds
      kg check --format json seeds | jq .problems
    """
    reading = read_paths(paths)
    if format_ == "json":
        print_document(json.dumps(_as_json(reading), ensure_ascii=False, indent=1))
    else:
        _show(context, reading)
    if not reading.digests and not reading.problems:
        click.echo(visible(f"{', '.join(paths)}: no digest in it"), err=True)
    return exit_code(reading, strict=strict) if reading.digests else 1


def _as_json(reading: "Reading") -> dict[str, object]:
    return {
        "files": [asdict(file) for file in reading.files],
        "problems": [asdict(problem) for problem in reading.problems],
        "totals": _totals(reading),
    }


def _totals(reading: "Reading") -> dict[str, int]:
    entries = [entry for digest in reading.digests for entry in digest.entries]
    return {
        "files": len(reading.files),
        "days": len({digest.day for digest in reading.digests}),
        "rows": sum(file.rows for file in reading.files),
        "entries": len(entries),
        "papers": len({entry.paper for entry in entries}),
        "errors": len(reading.errors),
        "warnings": len(reading.problems) - len(reading.errors),
    }


def _show(context: click.Context, reading: "Reading") -> None:
    by_file: dict[str, list[str]] = {}
    for problem in reading.problems:
        if problem.severity == "error" or not context.obj["quiet"]:
            by_file.setdefault(problem.path, []).append(f"  {problem}")
    for file in reading.files:
        if not context.obj["quiet"]:
            days = ", ".join(file.days) or "no day"
            path = visible(file.path)
            click.echo(f"{path}: {days}; {_count(file.rows, 'row')}, {_count(file.papers, 'paper')}")
        for line in by_file.pop(file.path, []):
            click.echo(visible(line))
    for lines in by_file.values():
        for line in lines:
            click.echo(visible(line))
    if not context.obj["quiet"]:
        totals = _totals(reading)
        click.echo(
            ", ".join(_count(totals[f"{noun}s"], noun) for noun in ("file", "day", "row", "paper", "error", "warning"))
        )


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
