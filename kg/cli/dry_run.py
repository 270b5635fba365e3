"""`kg build --dry-run`: what a build would read and write."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kg.characters import visible
from kg.export.formats import DEFAULT_FORMATS, PLACES

if TYPE_CHECKING:
    from kg.annotate import Annotator
    from kg.digest import Reading
    from kg.graph.identity import KeyedDigest


def planned(reading: "Reading", annotator: "Annotator", output: str, formats: Sequence[str]) -> Iterator[str]:
    """What a build of some digests would do, line by line; nothing is written for it, to the cache neither."""
    from kg.graph.identity import keyed

    digests = keyed(reading.digests)
    folder = Path(output)
    yield from _changes(digests, folder)
    plan = annotator.plan(entry.entry for digest in digests for entry in digest.entries)
    processes = max(1, annotator.workers(plan.new))
    where = f" in {processes} process{'es' * (processes > 1)}" if plan.new else ""
    twice = f", {plan.twice} stand twice" if plan.twice else ""
    yield f"summaries: {plan.new} to be read{where}, {plan.kept} kept from before{twice}"
    ours = {place: name for name, places in PLACES.items() for place in places}
    wanted = set(formats or DEFAULT_FORMATS)
    for file, name in sorted(ours.items()):
        there = (folder / file).exists()
        if name in wanted:
            yield visible(f"would {'replace' if there else 'write'} {folder / file}")
        elif there:
            yield visible(f"would remove {folder / file}: {name} is not asked for")
    yield "nothing was written"


def _changes(digests: "Sequence[KeyedDigest]", folder: Path) -> Iterator[str]:
    """Which digests are new, changed or gone since the exports were built."""
    from kg.store.digests import digests_of

    built: frozenset[tuple[str, str]] | None = None
    try:
        built = digests_of(folder)
        unknown = visible(f"no exports in {folder} that tell what they were built from")
    except (OSError, ValueError, SyntaxError) as error:
        unknown = visible(f"the exports in {folder} cannot be read ({error})")
    if built is None:
        yield f"digests: {len(digests)}; {unknown}"
        return
    entries: dict[tuple[str, str], int] = {}
    for digest in digests:
        own = digest.digest.path, digest.digest.sha256
        entries[own] = entries.get(own, 0) + len(digest.entries)
    before, after = {path for path, _ in built}, {path for path, _ in entries}
    same = sum((digest.digest.path, digest.digest.sha256) in built for digest in digests)
    yield visible(f"digests: {len(digests)}, of them {same} as they were in the exports of {folder}")
    for (path, _), count in sorted((own, count) for own, count in entries.items() if own not in built):
        yield visible(f"  {'changed' if path in before else 'new'}: {path}, {count} entries")
    for path in sorted(before - after):
        yield visible(f"  gone: {path}")
