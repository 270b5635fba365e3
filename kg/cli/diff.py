"""`kg diff`: what is new, gone or changed between two graphs."""

import json
from collections.abc import Iterable
from dataclasses import asdict, replace
from typing import TYPE_CHECKING

import click

from kg.characters import visible
from kg.cli.terminal import print_document

if TYPE_CHECKING:
    from kg.store.diff.records import Diff, Kind

# Those of kg.store.diff.records, which the help of other commands need not import.
KINDS: "tuple[Kind, ...]" = ("papers", "entities", "results", "leaders")


@click.command()
@click.argument("old")
@click.argument("new")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "markdown", "atom"]),
    default="text",
    show_default=True,
    help="How it is written; atom is a feed (RFC 4287) whose dates are the days of the digests.",
)
@click.option(
    "--only",
    "only",
    type=click.Choice(KINDS),
    multiple=True,
    metavar="KIND",
    help=f"Nothing but {', '.join(KINDS[:-1])} or {KINDS[-1]}; can be given several times.",
)
@click.option(
    "--limit",
    type=click.IntRange(min=0),
    default=20,
    show_default=True,
    metavar="N",
    help="Show the first N of each list in text and Markdown, 0 for all; JSON and Atom have all.",
)
@click.option("--exit-code", "tell", is_flag=True, help="Exit with 1 where anything differs, as git diff does.")
def diff(old: str, new: str, form: str, only: "tuple[Kind, ...]", limit: int, tell: bool) -> int:
    """Tell what is new, gone or changed from the graph OLD to the graph NEW: papers, entities, results and leaders.

    OLD and NEW are folders of exports or RDF files. A name that now stands for another node has moved (renamed, merged or parted)
    and is neither new nor gone. Results are the same when their paper states the same, wherever in its summary. Leaders are those
    of kg leaderboard. Each difference comes with the sentence that says so.

    \b
    Example:
      kg diff yesterday today
      kg diff yesterday today --only leaders --format json
      kg diff yesterday today --format atom > feed.xml
    """
    from kg.store.diff import diff as differences

    found = _only(differences(old, new), only)
    if form == "json":
        told = {"empty": found.is_empty, **asdict(found)}
        print_document(json.dumps(told, ensure_ascii=False, indent=1, default=str))
    else:
        for line in _lines(found, form, limit):
            print_document(line)
    return int(tell and not found.is_empty)


def _only(found: "Diff", kinds: "tuple[Kind, ...]") -> "Diff":
    """The differences of some kinds alone, without the days; all of them where no kind is named."""
    if not kinds:
        return found
    left_out = {kind: type(getattr(found, kind))() for kind in KINDS if kind not in kinds}
    return replace(found, days_new=(), days_gone=(), **left_out)


def _lines(found: "Diff", form: str, limit: int) -> Iterable[str]:
    if form == "atom":
        from kg.store.diff.atom import atom_lines

        return atom_lines(found)
    if form == "markdown":
        from kg.store.diff.markdown import markdown_lines

        return markdown_lines(found, limit)
    from kg.store.diff.text import text_lines

    return map(visible, text_lines(found, limit))
