"""`kg show`: everything known about one paper, model, benchmark, author or repository."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from kg.characters import visible
from kg.cli.reading import graph_option, text_or_json_option
from kg.cli.terminal import print_document

if TYPE_CHECKING:
    from kg.store.about import About, Statement


@click.command()
@click.argument("name")
@graph_option
@text_or_json_option
def show(name: str, graph: str, form: str) -> None:
    """Show everything known about one thing, with the sentences that say so.

    NAME is a title, an arXiv identifier, the name of a benchmark, metric, model, method, author, tag or repository, an address of
    a paper or repository, or an id such as system/gpt-4o. Case and hyphens are forgiven; where several things are called so,
    their ids are listed.

    \b
    Example:
      kg show OREAL-7B
      kg show 2502.06781 --format json
    """
    from kg.store import find, open_graph
    from kg.store.about import NAMED, about

    store = open_graph(graph)
    known = about(store, find(store, name, *NAMED))
    if form == "json":
        print_document(json.dumps(asdict(known), ensure_ascii=False, indent=1, default=str))
        return
    for line in _lines(known):
        click.echo(visible(line))


def _lines(known: "About") -> Iterator[str]:
    from kg.export.appearance import EDGE_STYLES
    from kg.store.leaderboard import CAVEAT

    yield f"{known.label} ({' and '.join(known.types)}, {known.id})"
    for name, values in known.facts.items():
        yield f"  {name}: {', '.join(values)}"
    told: dict[str, list[str]] = {}
    for link in known.links:
        style = EDGE_STYLES[link.edge]
        # Of a paper's own columns the place stands with its entries.
        place = f" [{', '.join(link.places)}]" if link.places and not link.forward else ""
        told.setdefault(style.targets if link.forward else style.sources, []).append(f"{link.other}{place}")
    for word, others in told.items():
        yield f"  {word}: {', '.join(others)}"
    for entry in known.entries:
        yield ""
        yield f"Digest of {entry.day} [{entry.place}]"
        yield f"  {entry.summary}"
    sections = {"Results": known.results, "Comparisons": known.comparisons, "Mentions": known.mentions}
    for title, statements in sections.items():
        if statements:
            yield ""
            yield f"{title} ({len(statements)})"
            yield from _statements(statements)
    if any(sections.values()):
        yield ""
        yield CAVEAT


def _statements(statements: "tuple[Statement, ...]") -> Iterator[str]:
    for statement in statements:
        yield f"  {statement.what}"
        yield f"    {statement.sentence.removeprefix('- ')} [{statement.place}, confidence {statement.confidence}]"
