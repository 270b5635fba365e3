"""Reading digests for a command: the paths argument, the listing of problems, the exit code they bring."""

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.characters import visible
from kg.errors import UsageError

if TYPE_CHECKING:
    from kg.annotate import Annotator
    from kg.digest import Problem, Reading
    from kg.resolve import Aliases

paths_argument = click.argument("paths", nargs=-1, required=True, metavar="PATH...")
strict_option = click.option("--strict", is_flag=True, help="Treat warnings as errors (exit code 1).")

min_confidence_option = click.option(
    "--min-confidence",
    type=click.FloatRange(0, 1),
    metavar="P",
    help="Leave out mentions less sure than this, 0 to 1; the default is where precision and recall balance best, by label.",
)

aliases_option = click.option(
    "--aliases",
    "aliases_file",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="What you say of names that are one thing, or are not; without it, aliases.toml beside the digests, where there is one.",
)

graph_option = click.option(
    "--graph", default="exports", show_default=True, metavar="PATH", help="A folder of exports, or an RDF file."
)

text_or_json_option = click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How it is written.",
)

jobs_option = click.option(
    "--jobs",
    type=click.IntRange(1),
    metavar="N",
    help="Processes that read summaries; the default is one for each core that may be used. Few summaries are read in one.",
)

cache_option = click.option(
    "--cache",
    "cache",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="FOLDER",
    help="Where what was read from summaries is kept for the next run; the default is PAPERKG_CACHE, or the system's folder for "
    "caches.",
)

no_cache_option = click.option(
    "--no-cache", is_flag=True, help="Read all summaries anew, and keep nothing of what was read."
)

SHOWN_PROBLEMS = 20
ALIASES = "aliases.toml"


def read_paths(paths: tuple[str, ...]) -> "Reading":
    """Reads files, folders (recursively) and, for `-`, standard input."""
    from kg.digest import read

    return read(paths, stdin=standard_input(paths))


def standard_input(paths: tuple[str, ...]) -> bytes | None:
    """What stands on standard input, where `-` is among the paths.

    Raises:
        UsageError: it is closed.
    """
    if "-" in paths and sys.stdin is None:
        raise UsageError("-: standard input is closed; name a file or folder")
    return sys.stdin.buffer.read() if "-" in paths else None


def aliases_for(paths: tuple[str, ...], file: Path | None, reading: "Reading") -> "Aliases":
    """What is said of names: in a file, or in the `aliases.toml` in a folder that is given or beside a digest that was read.

    Raises:
        UsageError: there are several, or one cannot be used.
    """
    from kg.resolve import read_aliases

    if file is not None:
        return read_aliases(file)
    given = {path if path.is_dir() else path.parent for path in map(Path, paths) if path.exists()}
    folders = given | {(folder / digest.path).parent for folder in given for digest in reading.digests}
    beside = sorted(own for folder in folders if (own := folder / ALIASES).exists() or own.is_symlink())
    found = {own.resolve(): own for own in beside}
    if len(found) > 1:
        named = " and ".join(map(str, found.values()))
        raise UsageError(f"{named}: several files say what names are; give one of them with --aliases")
    return read_aliases(next(iter(found.values()), None))


def annotator_for(
    context: click.Context, min_confidence: float | None, jobs: int | None, cache: Path | None, no_cache: bool
) -> "Annotator":
    """What reads summaries, or finds in the cache what was read of them before; it warns on standard error.

    Raises:
        UsageError: a cache is named, and none is to be used.
    """
    from kg.annotate import Annotator
    from kg.cache_folder import cache_folder

    if cache is not None and no_cache:
        raise UsageError("--cache and --no-cache contradict each other; give one of them")

    def warn(message: str) -> None:
        if not context.obj["quiet"]:
            click.echo(visible(f"warning: {message}"), err=True)

    return Annotator(min_confidence, cache=None if no_cache else cache_folder(cache), jobs=jobs, warn=warn)


def list_problems(context: click.Context, problems: "Sequence[Problem]") -> None:
    """Lists errors and, unless the command is quiet, the first warnings on standard error; `-v` lists all."""
    quiet, verbose = context.obj["quiet"], context.obj["verbose"]
    shown = [p for p in problems if p.severity == "error" or not quiet]
    errors_first = sorted(shown, key=lambda p: p.severity != "error")
    errors = sum(p.severity == "error" for p in shown)
    limit = len(shown) if verbose else max(errors, SHOWN_PROBLEMS)
    for problem in errors_first[:limit]:
        click.echo(visible(str(problem)), err=True)
    if len(shown) > limit:
        click.echo(f".. and {len(shown) - limit} more warnings; `kg check` lists all of them", err=True)


def exit_code(reading: "Reading", lost: "Sequence[Problem]" = (), *, strict: bool) -> int:
    """1 where a row or cell or what it says was lost (or, if strict, anything was repaired or set aside), else 0."""
    return int(bool(lost or (reading.problems if strict else reading.errors)))


def with_progress(context: click.Context, label: str, length: int) -> Callable[[Any], Any]:
    """Wraps an iterable in a progress bar on standard error; on a pipe, or quiet, it is passed through."""

    def wrap(items: Any) -> Any:
        if context.obj["quiet"] or length < 2 or not sys.stderr.isatty():
            yield from items
            return
        with click.progressbar(items, length=length, label=label, file=sys.stderr) as bar:
            yield from bar

    return wrap
