"""`kg query`: SPARQL on the exports."""

import signal
import sys
from pathlib import Path

import click

from kg.errors import UsageError

# Written here again because kg.store imports Oxigraph, which `kg --help` does not need; a test holds the two together.
RESULT_FORMATS = ("table", "json", "csv", "tsv")


@click.command()
@click.argument("sparql", required=False)
@click.option("--file", "file", metavar="FILE", help="Read the query from this file, - for standard input.")
@click.option(
    "--graph", default="exports", show_default=True, metavar="PATH", help="A folder of exports, or an RDF file."
)
@click.option(
    "--format",
    "format_",
    type=click.Choice(RESULT_FORMATS),
    default="table",
    show_default=True,
    help="How rows are written.",
)
def query(sparql: str | None, file: str | None, graph: str, format_: str) -> None:
    """Ask the graph in SPARQL; the usual prefixes (kg:, schema:, skos:, ..) need not be written.

    \b
    Example: which papers evaluate on MATH-500?
      kg query "SELECT ?title { ?p kg:evaluatesOn [ skos:prefLabel 'MATH-500' ] ; dcterms:title ?title }"
    """
    if (sparql is None) == (file is None):
        raise UsageError("give a query, or a file with --file, and not both; see kg query --help")
    text = sparql if sparql is not None else _read(str(file))
    from kg.store import open_graph, run_query

    store = open_graph(graph)
    # Oxigraph runs a query to its end before Python sees an interrupt; so Ctrl+C ends the process by itself meanwhile.
    previous = signal.signal(signal.SIGINT, signal.SIG_DFL)
    try:
        answer = run_query(store, text, format_)
    finally:
        signal.signal(signal.SIGINT, previous)
    click.echo(answer, nl=False)


def _read(file: str) -> str:
    if file == "-":
        return sys.stdin.read()
    try:
        return Path(file).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{file}: the query cannot be read ({error}); name a UTF-8 text file") from error
