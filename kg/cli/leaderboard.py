"""`kg leaderboard`: who leads on a benchmark, and by which sentence."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from kg.characters import visible
from kg.cli.reading import graph_option, text_or_json_option
from kg.cli.terminal import print_document

if TYPE_CHECKING:
    from kg.store.leaderboard import Leaderboard, Row, Table

DIRECTIONS = {True: "higher is better", False: "lower is better", None: "not known which way is better: no ranks"}


@click.command()
@click.argument("benchmark")
@click.option("--metric", metavar="METRIC", help="Results by this metric alone.")
@graph_option
@text_or_json_option
def leaderboard(benchmark: str, metric: str | None, graph: str, form: str) -> None:
    """Rank the results on a benchmark, each with its sentence.

    Ranked together are absolute values of named systems by one metric and in one unit; differences, ratios, ranges and results
    of no named system are listed apart. Names are matched whatever their case and hyphens.

    \b
    Example:
      kg leaderboard MATH-500
      kg leaderboard gsm8k --metric accuracy --format json
    """
    from kg.store import find, open_graph
    from kg.store.leaderboard import CAVEAT
    from kg.store.leaderboard import leaderboard as ranked

    store = open_graph(graph)
    board = ranked(
        store, find(store, benchmark, "Benchmark"), find(store, metric, "Metric") if metric is not None else None
    )
    if form == "json":
        print_document(json.dumps(asdict(board) | {"caveat": CAVEAT}, ensure_ascii=False, indent=1, default=str))
        return
    for line in _lines(board):
        click.echo(visible(line))
    click.echo(CAVEAT)


def _lines(board: "Leaderboard") -> Iterator[str]:
    results = _counted(sum(len(table.rows) for table in board.tables), "result")
    yield f"{board.benchmark}: {results} in {_counted(len(board.tables), 'table')}, {len(board.apart)} not compared"
    yield ""
    if not board.tables and not board.apart:
        yield "No number on it was read; kg show tells which papers name it."
        yield ""
    for table in board.tables:
        yield _heading(table)
        for row in table.rows:
            rank = f"{row.rank}." if row.rank else "-"
            yield f"  {rank:>3} {row.value_text}  {row.system}{_assumed(row)}"
            yield from _about(row)
        yield ""
    if board.apart:
        yield "Not compared"
        for row in board.apart:
            yield f"      {row.value_text}  {row.system or 'no system named'}: {row.apart}"
            yield from _about(row)
        yield ""


def _heading(table: "Table") -> str:
    named = ", ".join(filter(None, (table.metric or "metric not stated", table.unit or "no unit")))
    return f"{named} ({DIRECTIONS[table.higher_is_better]}{', by the words that close its name' * table.by_rule})"


def _about(row: "Row") -> Iterator[str]:
    code = f", {' '.join(row.code)}" if row.code else ""
    yield f"      {row.title} ({row.paper.rpartition('/')[2]}, {row.day}{code})"
    yield f"      {row.sentence.removeprefix('- ')} [{row.place}, confidence {row.confidence}]"


def _assumed(row: "Row") -> str:
    return " (unit assumed)" if row.unit_assumed else ""


def _counted(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
