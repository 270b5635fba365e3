"""The command `kg`, its exit codes, and the one place where errors become messages.

Exit codes: 0 done (warnings are listed), 1 the input has errors (the rest was read), 2 wrong use, 3 the run failed and nothing
was written, 130 interrupted.
"""

import io
import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from types import FrameType
from typing import Any

import click

from kg import __version__
from kg.errors import KgError

INTERRUPTED = 130
FAILED = 3
COMMANDS = (
    "aliases",
    "build",
    "check",
    "diff",
    "evaluate",
    "extract",
    "formats",
    "leaderboard",
    "query",
    "show",
    "validate",
)


class LazyGroup(click.Group):
    """A group that imports a command's module when the command is asked for, so that each pays for itself alone."""

    def list_commands(self, _: click.Context) -> list[str]:
        """The names of all commands."""
        return list(COMMANDS)

    def get_command(self, _: click.Context, name: str) -> click.Command | None:
        """The command of that name from its module; None for any other name."""
        if name not in COMMANDS:
            return None
        command: click.Command = getattr(import_module(f"kg.cli.{name}"), name)
        return command

    def invoke(self, context: click.Context) -> Any:
        """Runs the command; that the reader of its output went away, as `head` does, is no error."""
        try:
            result = super().invoke(context)
            sys.stdout.flush()
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return 0
        return result


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "-V", "--version", prog_name="kg", message="%(prog)s %(version)s")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but errors.")
@click.option("-v", "--verbose", is_flag=True, help="Say what is being done, and show the traceback of a failure.")
@click.pass_context
def cli(context: click.Context, quiet: bool, verbose: bool) -> None:
    """Turn daily digests of AI papers into a knowledge graph, and ask it.

    \b
    Example:
      kg build seeds -o exports
      kg query "SELECT ?paper { ?paper kg:evaluatesOn ?b . ?b skos:prefLabel 'MATH-500' }"
    """
    if quiet and verbose:
        raise click.UsageError("-q and -v contradict each other; give one of them")
    context.obj = {"quiet": quiet, "verbose": verbose}
    if verbose:
        import logging

        form = "%(asctime)s %(message)s"
        logging.basicConfig(level=logging.INFO, format=form, datefmt="%H:%M:%S", stream=sys.stderr, force=True)


def main(arguments: list[str] | None = None) -> None:
    """Runs the command and exits with its code; bad input gets a message, never a traceback."""
    sys.exit(run(arguments))


def run(arguments: list[str] | None = None) -> int:
    """Runs the command and returns its exit code."""
    for stream in (sys.stdout, sys.stderr):
        # A terminal's encoding may lack a paper's characters; better a mark than a failure.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    with interrupts() as seen:
        try:
            code = cli.main(args=arguments, prog_name="kg", standalone_mode=False)
            return code if isinstance(code, int) else 0
        except click.exceptions.Exit as stop:
            return stop.exit_code
        except click.ClickException as error:
            told = io.StringIO()
            error.show(told)
            click.echo(_shown(told.getvalue()), err=True, nl=False)
            return error.exit_code
        except KgError as error:
            click.echo(f"Error: {_shown(str(error))}", err=True)
            return error.exit_code
        except (click.Abort, KeyboardInterrupt):
            return interrupted()
        except OSError as error:
            place = f"{error.filename}: " if error.filename else ""
            click.echo(f"Error: {_shown(place)}{error.strerror or _shown(str(error))}; nothing was written", err=True)
            return FAILED
        except Exception as error:
            # A compiled module that is being imported makes some error of an interrupt, often without its cause.
            if seen:
                return interrupted()
            if {"-v", "--verbose"} & set(sys.argv[1:] if arguments is None else arguments):
                import traceback

                click.echo(_shown(traceback.format_exc()), err=True)
            click.echo(
                f"Error: the run failed ({type(error).__name__}: {_shown(str(error))}); nothing was written; "
                "run again with kg -v for the traceback and report it",
                err=True,
            )
            return FAILED


def _shown(text: str) -> str:
    # Imported when there is something to say.
    from kg.cli.terminal import shown

    return shown(text)


def interrupted() -> int:
    """Says that the run was interrupted; returns the exit code for that."""
    click.echo("Interrupted; what was there before is untouched.", err=True)
    return INTERRUPTED


@contextmanager
def interrupts() -> Iterator[list[int]]:
    """The signals of interrupts that come in the meantime, each of which raises KeyboardInterrupt as ever."""
    seen: list[int] = []

    def note(number: int, frame: FrameType | None) -> None:
        seen.append(number)
        signal.default_int_handler(number, frame)

    heeded = signal.getsignal(signal.SIGINT) is signal.default_int_handler
    if not heeded or threading.current_thread() is not threading.main_thread():
        yield seen
        return
    signal.signal(signal.SIGINT, note)
    try:
        yield seen
    finally:
        signal.signal(signal.SIGINT, signal.default_int_handler)
