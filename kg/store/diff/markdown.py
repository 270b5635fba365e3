r"""The differences as Markdown (CommonMark), for a wiki, an issue or a mail.

Titles, names and sentences are texts of other people, and stay texts: every character that could mean something in Markdown or in
HTML is escaped, so that a title shows its asterisks and a script its angle brackets.
"""

import re
from collections.abc import Iterator

from kg.store.diff.records import Diff
from kg.store.diff.web import is_address
from kg.store.diff.words import Item, headline, place_of, sections, source_of
from kg.store.leaderboard import CAVEAT

# ASCII punctuation that opens something within a line; @ and # also refer to people and issues on forges.
_ACTIVE = re.compile(r"[\\`*_\[\]<>&|~#@$!^]")
# What makes a list, a quote, a rule or a heading at the start of one.
_OPENING = re.compile(r"^(\s*)([-+=:]|\d+(?=[.)]))")


def markdown_lines(found: Diff, limit: int = 0) -> Iterator[str]:
    """The lines of the document; `limit` as of `text_lines`."""
    yield "# What is new"
    yield ""
    for line in headline(found):
        yield f"- {escaped(line)}"
    if found.is_empty:
        yield ""
        yield "No differences."
        return
    yield ""
    yield "| | new | gone | changed |"
    yield "|---|--:|--:|--:|"
    for kind, *numbers in found.counts():
        yield f"| {kind} | {' | '.join(f'{number:,}' for number in numbers)} |"
    for section in sections(found):
        yield ""
        yield f"## {section.title}"
        yield ""
        shown = section.items[: limit or None]
        for item in shown:
            yield from _lines(item)
        if more := len(section.items) - len(shown):
            yield f"- .. and {more:,} more; `--limit 0` shows all"
    yield ""
    yield f"*{CAVEAT}*"


def escaped(text: str) -> str:
    r"""A text on one line that Markdown shows as it is.

    >>> escaped("1. *A* <b> & [c](d)")
    '1\\. \\*A\\* \\<b\\> \\& \\[c\\](d)'
    """
    line = _ACTIVE.sub(r"\\\g<0>", " ".join(text.split()))
    return _OPENING.sub(lambda at: f"{at[1]}{at[2]}\\" if at[2].isdigit() else f"{at[1]}\\{at[2]}", line)


def _lines(item: Item) -> Iterator[str]:
    yield f"- **{_linked(item.head, item.url)}**"
    for line in item.lines:
        yield f"  - {escaped(line)}"
    for one in item.cited:
        role = f"{escaped(one.role)}: " if one.role else ""
        title = _linked(one.evidence.title, one.evidence.url)
        yield f"  - {role}{title} ({escaped(source_of(one.evidence))}):"
        yield f"    “{escaped(one.evidence.sentence.removeprefix('- '))}” \\[{escaped(place_of(one.evidence))}\\]"


def _linked(text: str, url: str) -> str:
    return f"[{escaped(text)}](<{url}>)" if is_address(url) else escaped(text)
