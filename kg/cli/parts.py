"""`kg build` of digests of any number, to the formats that are made of parts: one file is held at a time."""

import logging
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.characters import visible
from kg.cli.reading import aliases_for, list_problems, standard_input
from kg.errors import InputError, UsageError
from kg.export.formats import DEFAULT_FORMATS, FORMATS, PARTS, PLACES

if TYPE_CHECKING:
    from kg.annotate import Annotator
    from kg.bulk.local import Options
    from kg.digest import Problem, Reading

log = logging.getLogger(__name__)

MOST_BYTES = 60_000_000
"""Digests of more bytes are built in parts where the formats allow it; 25,000 entries are so many."""


def in_parts(paths: Sequence[str], formats: Sequence[str], slices: Sequence[str]) -> bool:
    """Whether a build has to go through parts: a format of parts is asked for, or the digests are many, and the formats allow it
    or a slice is to be cut.

    Raises:
        UsageError: a format of parts is asked for with something that holds a graph in memory.
    """
    parted = [name for name in formats if name in PARTS]
    held = [f"--format {name}" for name in formats if name in FORMATS and FORMATS[name].most] + ["--slice"] * bool(
        slices
    )
    if parted and held:
        raise UsageError(
            f"--format {parted[0]} and {held[0]}: formats of parts are for graphs that memory does not hold, "
            f"which {held[0]} needs; build each in a folder of its own"
        )
    return bool(parted) or (bool(slices or (formats and not held)) and are_many(paths))


def are_many(paths: Sequence[str]) -> bool:
    """Whether the graph of some digests may be too large for memory."""
    return _bytes(paths) > MOST_BYTES


def _bytes(paths: Sequence[str]) -> int:
    """The size of all files under some paths, as far as it can be seen."""
    total = 0
    for path in map(Path, paths):
        files = path.rglob("*") if path.is_dir() else (path,)
        with suppress(OSError):
            total += sum(file.stat().st_size for file in files if file.is_file())
    return total


def write_parts(
    context: click.Context,
    paths: tuple[str, ...],
    annotator: "Annotator",
    output: str,
    formats: Sequence[str],
    slices: Sequence[str],
    aliases_file: Path | None,
    about: Mapping[str, Any],
) -> "tuple[tuple[Problem, ...], Reading]":
    """Builds in parts, or a slice by way of them, and tells of it on standard error.

    Returns what was lost, and what was read, without entries; `about` are further fields of `kg.bulk.local.Options`.

    Raises:
        InputError: no digest could be read.
    """
    from kg.bulk.build import build_parts, build_slice
    from kg.bulk.local import Options
    from kg.digest import read_each

    def options(reading: "Reading") -> "Options":
        list_problems(context, reading.problems)
        if not reading.digests:
            raise InputError(
                f"{', '.join(paths)}: no digest could be read; see `kg check` for what is wrong; nothing was written"
            )
        wanted = frozenset(own for name in formats for own in PLACES[name])
        aliases = aliases_for(paths, aliases_file, reading)
        return Options(aliases, wanted=wanted, **about)

    readings, watch = read_each(paths, stdin=standard_input(paths)), watched(context)
    if slices:
        built = build_slice(readings, annotator, output, options, slices, formats or DEFAULT_FORMATS, watch)
    else:
        built = build_parts(readings, annotator, output, options, watch)
    list_problems(context, built.lost)
    if not context.obj["quiet"]:
        click.echo(visible(f"{built.entries:,} entries; written to {Path(output)}:"), err=True)
        for path in built.written:
            sizes = [part.stat().st_size for part in path.iterdir()] if path.is_dir() else [path.stat().st_size]
            parts = f" in {len(sizes):,} parts" if path.is_dir() else ""
            click.echo(f"  {path.name:16} {sum(sizes):>12,} bytes{parts}", err=True)
    return built.lost, built.reading


def watched(context: click.Context) -> Callable[[str], AbstractContextManager[None]]:
    """Tells of each stage on a terminal, as far as the command is not quiet, and in the log."""
    shown = not context.obj["quiet"] and sys.stderr.isatty()

    @contextmanager
    def watch(stage: str) -> Iterator[None]:
        if shown:
            click.echo(f"{stage} ..", err=True)
        begin = time.monotonic()
        yield
        log.info("%s: %.1f s", stage, time.monotonic() - begin)

    return watch
