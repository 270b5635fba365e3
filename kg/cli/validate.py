"""`kg validate`: holding an exported graph against the shapes of the vocabulary."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.characters import visible
from kg.cli.reading import graph_option
from kg.cli.terminal import print_document

if TYPE_CHECKING:
    from kg.validation import Report, Violation


@click.command()
@graph_option
@click.option(
    "--shapes",
    "shapes",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    multiple=True,
    help="Shapes of your own (SHACL) that the graph has to fit, too; can be given several times.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "turtle"]),
    default="text",
    show_default=True,
    help="How it is written; turtle is the SHACL validation report.",
)
@click.pass_context
def validate(context: click.Context, graph: str, shapes: tuple[Path, ...], form: str) -> int:
    """Hold a graph against the shapes of the vocabulary (SHACL), and list what does not fit.

    Each line tells the node, the property with the value, what is wrong and what to do about it, the shape, and where in the
    digests the node comes from. Properties and classes that nobody declared are listed, too. Exit code 0 where everything fits,
    1 where anything is listed, of whatever severity.

    \b
    Example:
      kg validate
      kg validate --graph out --shapes mine.ttl --format json | jq .violations
    """
    from kg.store import open_graph
    from kg.validation import validate as validated

    report = validated(open_graph(graph), shapes)
    if form == "turtle":
        print_document(report.turtle)
    elif form == "json":
        print_document(json.dumps(_as_json(report), ensure_ascii=False, indent=1))
    else:
        for line in _lines(report):
            click.echo(visible(line))
        if not (context.obj["quiet"] and report.conforms):
            click.echo(_counts(report))
    return int(not report.conforms)


def _as_json(report: "Report") -> dict[str, object]:
    return {
        "conforms": report.conforms,
        "statements": report.statements,
        "shapes": report.shapes,
        "counts": dict(sorted(Counter(violation.shape for violation in report.violations).items())),
        "violations": [asdict(violation) for violation in report.violations],
    }


def _lines(report: "Report") -> Iterator[str]:
    for violation in report.violations:
        severity = "" if violation.severity == "Violation" else f"{violation.severity}: "
        yield f"{severity}{violation.node}{_stated(violation)}"
        yield f"  {violation.message}"
        yield f"  [{', '.join((violation.shape, *violation.places))}]"
    if report.violations:
        yield ""
        for shape, count in sorted(Counter(violation.shape for violation in report.violations).items()):
            yield f"{count:6,} {shape}"


def _stated(violation: "Violation") -> str:
    value = repr(violation.value) if violation.value is not None else ""
    said = " ".join(filter(None, (violation.property, value)))
    return f", {said}" if said else ""


def _counts(report: "Report") -> str:
    held = f"{report.statements:,} statements held against {report.shapes:,} shapes"
    if report.conforms:
        return f"{held}: all fit"
    nodes, count = len({violation.iri for violation in report.violations}), len(report.violations)
    return f"{held}: {_counted(count, 'violation')} at {_counted(nodes, 'node')}"


def _counted(number: int, what: str) -> str:
    return f"{number:,} {what}" if number == 1 else f"{number:,} {what}s"
