"""`kg aliases`: which names became one thing, why, and which may be."""

import json
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.characters import visible
from kg.cli.reading import (
    aliases_for,
    aliases_option,
    annotator_for,
    cache_option,
    exit_code,
    jobs_option,
    list_problems,
    min_confidence_option,
    no_cache_option,
    paths_argument,
    read_paths,
    strict_option,
    with_progress,
)
from kg.cli.terminal import print_document
from kg.errors import UsageError

if TYPE_CHECKING:
    from kg.extract import Annotation
    from kg.graph.identity import KeyedEntry
    from kg.resolve import Resolution

Annotated = list[tuple["KeyedEntry", "Annotation"]]


@click.command()
@paths_argument
@click.option(
    "--suggest", is_flag=True, help="List names that may be one thing, and what speaks for it; nothing merges them."
)
@click.option(
    "--explain", metavar="NAME", help="Tell all about one name: its entities, its merges, and what was not merged."
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "jsonl"]),
    default="text",
    show_default=True,
    help="jsonl: one object for each mention, with surface, label, paper and entity; with --suggest for each suggestion.",
)
@aliases_option
@min_confidence_option
@jobs_option
@cache_option
@no_cache_option
@strict_option
@click.pass_context
def aliases(
    context: click.Context,
    paths: tuple[str, ...],
    suggest: bool,
    explain: str | None,
    form: str,
    aliases_file: Path | None,
    min_confidence: float | None,
    jobs: int | None,
    cache: Path | None,
    no_cache: bool,
    strict: bool,
) -> int:
    """List the names that are one thing, each with the reason and how sure that is.

    What people say of names stands in aliases.toml beside the digests, or in the file of --aliases; a line taken out there is
    undone by building again.

    \b
    Example:
      kg aliases seeds
      kg aliases seeds --explain GPT-4o
    """
    from kg.graph.build import resolved
    from kg.graph.identity import keyed

    if suggest and explain is not None:
        raise UsageError("--suggest and --explain ask different things; give one of them")
    if explain is not None and form != "text":
        raise UsageError("--explain is told in text alone; leave out --format")
    annotator = annotator_for(context, min_confidence, jobs, cache, no_cache)
    reading = read_paths(paths)
    said = aliases_for(paths, aliases_file, reading)
    list_problems(context, reading.problems)
    entries = [entry for digest in keyed(reading.digests) for entry in digest.entries]
    found = annotator.annotate(entry.entry for entry in entries)
    annotated = list(zip(entries, with_progress(context, "Reading summaries", len(entries))(found), strict=True))
    list_problems(context, annotator.problems)
    resolution = resolved(annotated, said)
    if explain is not None:
        lines = _explained(explain, annotated, resolution)
    elif suggest:
        lines = _suggested(annotated, resolution, form)
    else:
        lines = _mentions(annotated, resolution) if form == "jsonl" else _merges(resolution)
    for line in lines:
        if form == "jsonl":
            print_document(line)
        else:
            click.echo(visible(line))
    return exit_code(reading, annotator.problems, strict=strict)


def _mentions(annotated: Annotated, resolution: "Resolution") -> Iterator[str]:
    for entry, annotation in annotated:
        paper = entry.entry.paper
        for m in annotation.mentions:
            entity = resolution.entity(m.label, m.text, paper)
            yield json.dumps(
                {"surface": m.text, "label": m.label, "paper": paper, "entity": entity}, ensure_ascii=False
            )


def _merges(resolution: "Resolution") -> Iterator[str]:
    last = ""
    for merge in resolution.merges:
        if merge.entity != last:
            known = resolution.entities.get(merge.entity)
            yield f"{merge.entity}  {known.label if known else ''}"
            last = merge.entity
        yield _line(merge.name, merge.into, merge.reason, merge.confidence, merge.said_by)


def _line(name: str, into: str, reason: str, confidence: float, said_by: tuple[str, ...]) -> str:
    shown = ", ".join(said_by[:3]) + (f" and {len(said_by) - 3} more" if len(said_by) > 3 else "")
    return f"  {name!r} is {into!r}: {reason}{f' ({shown})' if shown else ''}, {confidence:.2f}"


def _suggested(annotated: Annotated, resolution: "Resolution", form: str) -> Iterator[str]:
    from kg.resolve.suggestions import people, suggestions

    papers: dict[str, tuple[frozenset[str], frozenset[str]]] = {}
    for entry, _ in annotated:
        own = entry.entry
        repositories = frozenset(link.url for link in own.links if link.kind == "Repository")
        before = papers.get(own.paper, (frozenset(), frozenset()))
        papers[own.paper] = before[0] | frozenset(own.authors), before[1] | repositories
    found = [*suggestions(resolution), *people(papers)]
    for s in found:
        if form == "jsonl":
            yield _pair(s.prefix, s.one, s.other, s.reason)
        else:
            yield f"{s.prefix}: {s.one!r} and {s.other!r}: {s.reason}"
    for refusal in resolution.refusals:
        if form == "jsonl":
            yield _pair("kept apart", refusal.name, refusal.other, refusal.reason)
        else:
            yield f"kept apart: {refusal.name!r} and {refusal.other!r}: {refusal.reason}"


def _pair(what: str, one: str, other: str, reason: str) -> str:
    return json.dumps({"what": what, "names": [one, other], "reason": reason}, ensure_ascii=False)


def _explained(name: str, annotated: Annotated, resolution: "Resolution") -> Iterator[str]:
    from kg.resolve import canonical, direction_of, parse_model_name
    from kg.resolve.suggestions import suggestions

    uses: dict[tuple[str, str], dict[str, list[str]]] = {}
    for entry, annotation in annotated:
        paper = entry.entry.paper
        for m in annotation.mentions:
            if m.text.casefold() == name.casefold() or canonical(m.label, m.text) == canonical(m.label, name):
                by_entity = uses.setdefault((m.label, m.text), {})
                by_entity.setdefault(resolution.entity(m.label, m.text, paper), []).append(paper)
    if not uses:
        near = get_close_matches(name, sorted({surface for _, surface in resolution.ids}))
        hint = f"; did you mean {' or '.join(map(repr, near))}?" if near else ""
        raise UsageError(f"{name!r}: no summary of these digests names that{hint}")
    entities = set()
    called = set()
    for (label, surface), by_entity in sorted(uses.items()):
        yield f"{surface!r} ({label}), in its plain form {canonical(label, surface)!r}"
        for entity, papers in sorted(by_entity.items()):
            entities.add(entity)
            called |= {surface, resolution.entities[entity].label}
            shown = ", ".join(papers[:5]) + (", .." if len(papers) > 5 else "")
            yield f"  is {entity} in {shown}"
        if label == "metric":
            direction = direction_of(surface)
            better = {True: "higher is better", False: "lower is better", None: "no way is known to be better"}
            yield f"  {better[direction.higher_is_better]}{', by the words that close its name' * direction.by_rule}"
        if label == "model" and (parts := parse_model_name(surface)).is_taken_apart:
            yield f"  taken apart: {parts.regular}, of the family {parts.family}"
    for entity in sorted(entities):
        known = resolution.entities[entity]
        yield f"{entity} is called {', '.join(map(repr, (known.label, *known.aliases)))}"
        for merge in resolution.merges:
            if merge.entity == entity:
                yield _line(merge.name, merge.into, merge.reason, merge.confidence, merge.said_by)
    for s in suggestions(resolution):
        if called & {s.one, s.other}:
            yield f"may be one: {s.one!r} and {s.other!r}: {s.reason}"
    forms = {canonical(label, surface) for label, surface in uses}
    for refusal in resolution.refusals:
        if any(canonical(label, own) in forms for label, _ in uses for own in (refusal.name, refusal.other)):
            yield f"kept apart: {refusal.name!r} and {refusal.other!r}: {refusal.reason}"
