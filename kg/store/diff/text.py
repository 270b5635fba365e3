"""The differences as text for a terminal."""

from collections.abc import Iterator

from kg.store.diff.records import Diff
from kg.store.diff.words import Item, headline, place_of, sections, source_of
from kg.store.leaderboard import CAVEAT
from kg.store.text_table import text_table


def text_lines(found: Diff, limit: int = 0) -> Iterator[str]:
    """The lines; of each section the first items alone where `limit` is not 0, and how many more there are."""
    yield from headline(found)
    if found.is_empty:
        yield "no differences"
        return
    yield ""
    rows = [[kind, *(f"{number:,}" for number in numbers)] for kind, *numbers in found.counts()]
    yield from text_table(["", "new", "gone", "changed"], rows).splitlines()[:-1]
    for section in sections(found):
        yield ""
        yield section.title
        shown = section.items[: limit or None]
        for item in shown:
            yield from _lines(item)
        if more := len(section.items) - len(shown):
            yield f"  .. and {more:,} more; --limit 0 shows all"
    yield ""
    yield CAVEAT


def _lines(item: Item) -> Iterator[str]:
    yield f"  {item.head}"
    for line in item.lines:
        yield f"    {line}"
    if item.url and item.kind == "papers":
        yield f"    {item.url}"
    for one in item.cited:
        role = f"{one.role}: " if one.role else ""
        yield f"    {role}{one.evidence.title} ({source_of(one.evidence)})"
        yield f"      {one.evidence.sentence.removeprefix('- ')} [{place_of(one.evidence)}]"
