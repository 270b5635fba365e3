"""Which digests are one, and the keys by which digests and entries go into ids."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator
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
        distinct.setdefault((digest.day, content_of(digest.entries)), digest)
    days = Counter(day for day, _ in distinct)
    found = []
    for (day, content), digest in sorted(distinct.items()):
        key = day if days[day] == 1 else f"{day}-{short_hash(content)}"
        entries = zip(keys_of(digest.entries), digest.entries, strict=True)
        found.append(KeyedDigest(key, digest, tuple(KeyedEntry(key, own, entry) for own, entry in entries)))
    return found


def keys_of(entries: tuple[Entry, ...]) -> Iterator[str]:
    """The key of each entry of a digest: its paper, with a hash of the entry where the digest has several of it."""
    papers = Counter(entry.paper for entry in entries)
    for entry in entries:
        yield f"{entry.paper}-{short_hash(content_of((entry,)))}" if papers[entry.paper] > 1 else entry.paper


def content_of(entries: tuple[Entry, ...]) -> str:
    """A hash of what some entries say, wherever they stand."""
    rows = [
        (e.paper, e.title_source, e.author_sources, e.summary, e.tags, [(link.column, link.text) for link in e.links])
        for e in entries
    ]
    return hashlib.sha256(json.dumps(rows, ensure_ascii=True).encode()).hexdigest()
