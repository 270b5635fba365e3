"""The differences as an Atom feed (RFC 4287): an entry for each paper, entity and leader; results stand with their paper.

An entry's id is the IRI of the paper, of the entity, or of the fact that somebody leads with some value, whatever two graphs were
compared: a reader that sees it again knows it, and takes an entry with a later day for a new version of it. Dates are the days of
the digests, at midnight UTC, never the clock's; what has no day of its own (what is gone) has the latest of the new graph, as the
feed has. Titles are texts; contents are HTML in which everything from a digest is escaped.
"""

import html
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from kg.errors import InputError
from kg.export.attributes import text
from kg.export.xml_text import DECLARATION, element, opening, words
from kg.schema import iri_of
from kg.store.diff.records import Diff
from kg.store.diff.web import is_address
from kg.store.diff.words import Cited, Item, extent, place_of, sections, source_of
from kg.store.leaderboard import CAVEAT

TITLE = "paperkg: what is new"
FEED = "feed/new"
"""The id of the feed below the base of the new graph's IRIs."""

_NAMESPACE = "http://www.w3.org/2005/Atom"


@dataclass(frozen=True, slots=True)
class _Entry:
    """What the feed says of one thing: the items are at least one, that of the thing itself first."""

    id: str
    title: str
    items: tuple[Item, ...]


def atom_lines(found: Diff) -> Iterator[str]:
    """The lines of the feed; one without entries where nothing differs.

    Raises:
        InputError: a digest of the new graph has no day, or one that is no date, so that the feed can have none.
    """
    latest = max(found.new.days, default="")
    yield DECLARATION.rstrip("\n")
    yield opening("feed", {"xmlns": _NAMESPACE})
    yield element("id", None, words(iri_of(FEED, found.new.base)))
    yield element("title", {"type": "text"}, words(TITLE))
    yield element("subtitle", {"type": "text"}, words(text(extent(found))))
    yield element("updated", None, _time(latest, found.new.source))
    yield element("author", None, element("name", None, "paperkg"))
    dated = [(max((item.day for item in entry.items), default="") or latest, entry) for entry in _entries(found)]
    # Newest first; of one day as the sections stand.
    for day, entry in sorted(dated, key=lambda one: one[0], reverse=True):
        yield from _entry(entry, _time(day, found.new.source), found.new.base)
    yield "</feed>"


def _entries(found: Diff) -> Iterator[_Entry]:
    """An entry for each thing that has news."""
    items: dict[str, list[Item]] = defaultdict(list)
    for section in sections(found):
        for item in section.items:
            items[item.paper or item.id].append(item)
    for id_, own in items.items():
        first = own[0]
        if first.kind == "results":
            title = f"Changed: {first.cited[0].evidence.title}"
        elif first.kind == "leaders" or (first.kind, first.how) == ("papers", "new"):
            title = first.head
        else:
            title = f"{first.how.capitalize()}: {first.head}"
        yield _Entry(id_, title, tuple(own))


def _entry(entry: _Entry, updated: str, base: str) -> Iterator[str]:
    first = entry.items[0]
    yield "<entry>"
    yield element("id", None, words(iri_of(entry.id, base)))
    # A title of nothing but characters that XML forbids is none.
    yield element("title", {"type": "text"}, words(text(entry.title).strip() or entry.id))
    yield element("updated", None, updated)
    for name in dict.fromkeys(text(author.label).strip() for author in first.authors):
        if name:
            yield element("author", None, element("name", None, words(name)))
    addresses = (first.url, *(one.evidence.url for one in first.cited))
    if address := next(filter(is_address, addresses), ""):
        yield element("link", {"rel": "alternate", "href": address})
    for term in dict.fromkeys(term for item in entry.items for term in (item.kind, f"{item.kind}-{item.how}")):
        yield element("category", {"term": term})
    yield element("content", {"type": "html"}, words(text("\n".join(_html(entry.items)))))
    yield "</entry>"


def _html(items: Iterable[Item]) -> Iterator[str]:
    for number, item in enumerate(items):
        # The first item's head is the title.
        if number or item.kind == "results":
            yield f"<h4>{html.escape(f'{item.how.capitalize()}: {item.head}')}</h4>"
        for line in item.lines:
            yield f"<p>{html.escape(line)}</p>"
        yield from map(_quote, item.cited)
    yield f"<p><small>{html.escape(CAVEAT)}</small></p>"


def _quote(cited: Cited) -> str:
    evidence = cited.evidence
    title = html.escape(evidence.title)
    if is_address(evidence.url):
        title = f'<a href="{html.escape(evidence.url)}">{title}</a>'
    role = f"{html.escape(cited.role)}: " if cited.role else ""
    words_ = html.escape(evidence.sentence.removeprefix("- "))
    place = html.escape(place_of(evidence))
    return f"<p>{role}{title} ({html.escape(source_of(evidence))})</p><blockquote>{words_} [{place}]</blockquote>"


def _time(day: str, source: str) -> str:
    try:
        return f"{date.fromisoformat(day).isoformat()}T00:00:00Z"
    except ValueError as error:
        what = f"{day!r} is no day of a digest" if day else "no digest has a day"
        raise InputError(
            f"{source}: {what}, so a feed has no date; build the graph again: kg build PATH -o FOLDER"
        ) from error
