"""`kg query`: SPARQL on the exports."""

import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from kg.cli.reading import graph_option
from kg.cli.terminal import print_document
from kg.errors import KgError, UsageError

LONGEST = 10**6
"""Seconds that a query may be given: eleven days."""

# Written here again because kg.store imports Oxigraph, which `kg --help` does not need; a test holds the two together.
RESULT_FORMATS = ("table", "json", "csv", "tsv")


@click.command()
@click.argument("sparql", required=False)
@click.option("--file", "file", metavar="FILE", help="Read the query from this file, - for standard input.")
@click.option("--name", "named", metavar="QUESTION", help="Ask a named question; --list shows them.")
@click.option(
    "--set",
    "settings",
    metavar="VARIABLE=NAME",
    multiple=True,
    help="What a named question asks of, by its name; spelling is forgiven.",
)
@click.option(
    "--print", "print_", is_flag=True, help="Print a named question as SPARQL for any server, and ask nothing."
)
@click.option("--list", "list_", is_flag=True, help="List the named questions, and what each asks of.")
@click.option(
    "--timeout",
    type=click.FloatRange(0, LONGEST),
    default=30,
    show_default=True,
    metavar="SECONDS",
    help="End a query that runs longer; 0 for none.",
)
@graph_option
@click.option(
    "--format",
    "format_",
    type=click.Choice(RESULT_FORMATS),
    default="table",
    show_default=True,
    help="How rows are written.",
)
def query(
    sparql: str | None,
    file: str | None,
    named: str | None,
    settings: tuple[str, ...],
    print_: bool,
    list_: bool,
    timeout: float,
    graph: str,
    format_: str,
) -> None:
    """Ask the graph in SPARQL; the usual prefixes (kg:, schema:, skos:, ..) need not be written.

    A graph of 8 MB or more is loaded into a store in your cache folder when it is first asked, and opens from there afterwards.
    The environment variable PAPERKG_CACHE names another folder; empty, it keeps nothing.

    \b
    Example: which papers evaluate on MATH-500, and who leads there?
      kg query "SELECT ?title { ?p kg:evaluatesOn [ skos:prefLabel 'MATH-500' ] ; dcterms:title ?title }"
      kg query --name leaderboard --set benchmark=MATH-500
    """
    if sum((sparql is not None, file is not None, named is not None, list_)) != 1:
        raise UsageError("give a query, a file with --file, a question with --name, or --list, and one of these alone")
    if settings and named is None:
        raise UsageError("--set is for named questions; give one with --name, or write the names into the query")
    if print_ and named is None:
        raise UsageError("--print is for named questions; give one with --name")
    if list_:
        _list()
        return
    if timeout != timeout:
        raise UsageError("--timeout nan: give a number of seconds, 0 for none")
    values = _values(settings)
    from kg.store import bound, open_graph, question, run_query

    asked = question(named) if named is not None else None
    text = _read(file) if file is not None else sparql or ""
    store = open_graph(graph)
    if asked and print_:
        print_document(bound(asked, values, store))
        return
    # Oxigraph runs a query to its end before Python sees an interrupt; so Ctrl+C ends the process by itself meanwhile.
    previous = signal.signal(signal.SIGINT, signal.SIG_DFL)
    try:
        with _ended_after(timeout):
            answer = run_query(store, bound(asked, values, store) if asked else text, format_)
    finally:
        signal.signal(signal.SIGINT, previous)
    print_document(answer)


def _list() -> None:
    from kg.store import questions

    for question in questions().values():
        given = " ".join(f"--set {name}={type_.upper()}" for name, type_ in question.parameters.items())
        click.echo(f"{' '.join(filter(None, (question.name, given)))}\n    {question.about}")


def _values(settings: tuple[str, ...]) -> dict[str, str]:
    """Names by variable."""
    found: dict[str, str] = {}
    for setting in settings:
        name, equals, value = setting.partition("=")
        if not (name and equals and value.strip()):
            raise UsageError(f"--set {setting!r}: write it as VARIABLE=NAME, such as benchmark=MATH-500")
        if found.setdefault(name, value) != value:
            raise UsageError(f"--set {name}: given twice, as {found[name]!r} and {value!r}")
    return found


@contextmanager
def _ended_after(seconds: float) -> Iterator[None]:
    """Ends the process when what is done meanwhile takes longer: Oxigraph's queries cannot be stopped otherwise."""

    def end() -> None:
        sys.stderr.write(
            f"Error: the query ran for {seconds:g} s and was ended; ask for less (LIMIT, fewer OPTIONAL), "
            "or give it more with --timeout\n"
        )
        sys.stderr.flush()
        os._exit(KgError.exit_code)

    watch = threading.Timer(seconds, end)
    watch.daemon = True
    if seconds:
        watch.start()
    try:
        yield
    finally:
        watch.cancel()


def _read(file: str) -> str:
    if file == "-":
        return sys.stdin.read()
    try:
        return Path(file).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{file}: the query cannot be read ({error}); name a UTF-8 text file") from error
