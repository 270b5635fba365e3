"""`kg build` to formats of parts: digests of any number, one file held at a time."""

import logging
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.characters import visible
from kg.cli.reading import aliases_for, list_problems
from kg.errors import InputError
from kg.export.formats import FORMATS

if TYPE_CHECKING:
    from kg.annotate import Annotator
    from kg.bulk.local import Options
    from kg.digest import Problem, Reading

log = logging.getLogger(__name__)


def write_parts(
    context: click.Context,
    paths: tuple[str, ...],
    annotator: "Annotator",
    output: str,
    formats: Sequence[str],
    aliases_file: Path | None,
    base_iri: str,
    license_: str,
    jobs: int | None,
) -> "tuple[tuple[Problem, ...], Reading]":
    """Builds into parts, and tells of it on standard error; returns what was lost, and what was read, without entries.

    Raises:
        InputError: no digest could be read.
    """
    from kg.annotate.cores import usable_cores
    from kg.bulk.build import build_parts
    from kg.bulk.local import Options
    from kg.digest import read_each

    stdin = sys.stdin.buffer.read() if "-" in paths and sys.stdin is not None else None

    def options(reading: "Reading") -> "Options":
        list_problems(context, reading.problems)
        if not reading.digests:
            raise InputError(
                f"{', '.join(paths)}: no digest could be read; see `kg check` for what is wrong; nothing was written"
            )
        wanted = frozenset(folder for name in formats for folder in FORMATS[name].folders)
        aliases = aliases_for(paths, aliases_file, reading)
        return Options(aliases, base_iri, license_, wanted, jobs=jobs or usable_cores())

    built = build_parts(read_each(paths, stdin=stdin), annotator, output, options, _logged)
    list_problems(context, built.lost)
    if not context.obj["quiet"]:
        click.echo(visible(f"{built.entries:,} entries; written to {Path(output)}:"), err=True)
        for folder in built.folders:
            sizes = [path.stat().st_size for path in folder.iterdir()]
            click.echo(f"  {folder.name:16} {sum(sizes):>12,} bytes in {len(sizes):,} parts", err=True)
    return built.lost, built.reading


@contextmanager
def _logged(stage: str) -> Iterator[None]:
    begin = time.monotonic()
    yield
    log.info("%s: %.1f s", stage, time.monotonic() - begin)
