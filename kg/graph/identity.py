"""Which digests are one, and the keys by which digests and entries go into ids."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from kg.digest import Digest, Entry
from kg.resolve.names import short_hash


@dataclass(frozen=True, slots=True)
class KeyedEntry:
    """An entry with the key of its digest (`2025-02-11`) and its own (`2502.06781`), unique together."""

    digest: str
    key: str
    entry: Entry


@dataclass(frozen=True, slots=True)
class KeyedDigest:
    """A digest with its key: the day, plus a short hash of its content where two digests of one day differ."""

    key: str
    digest: Digest
    entries: tuple[KeyedEntry, ...]


def keyed(digests: Iterable[Digest]) -> list[KeyedDigest]:
    """Distinct digests by key; of those with the same content the one with the first path stands."""
    distinct: dict[tuple[str, str], Digest] = {}
    for digest in sorted(digests, key=lambda d: (d.day, d.path, d.line)):
        distinct.setdefault((digest.day, _content(digest.entries)), digest)
    days = Counter(day for day, _ in distinct)
    found = []
    for (day, content), digest in sorted(distinct.items()):
        key = day if days[day] == 1 else f"{day}-{short_hash(content)}"
        found.append(KeyedDigest(key, digest, tuple(_keyed_entries(key, digest.entries))))
    return found


def _keyed_entries(digest: str, entries: tuple[Entry, ...]) -> Iterable[KeyedEntry]:
    papers = Counter(entry.paper for entry in entries)
    for entry in entries:
        twice = papers[entry.paper] > 1
        yield KeyedEntry(digest, f"{entry.paper}-{short_hash(_content((entry,)))}" if twice else entry.paper, entry)


def _content(entries: tuple[Entry, ...]) -> str:
    rows = [
        (e.paper, e.title_source, e.author_sources, e.summary, e.tags, [(link.column, link.text) for link in e.links])
        for e in entries
    ]
    return hashlib.sha256(json.dumps(rows, ensure_ascii=True).encode()).hexdigest()
