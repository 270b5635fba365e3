"""Entries and their annotations in columns (`kg.bulk.schemas.ENTRIES`), and back."""

from collections.abc import Iterable
from dataclasses import fields
from typing import Any

import pyarrow as pa

from kg.annotate.columns import columns_of, rows_in
from kg.bulk.schemas import ANNOTATED, DIGESTS, ENTRIES
from kg.digest import Digest, Entry, Link
from kg.engine.schemas import table_of
from kg.extract import Annotation
from kg.graph.identity import KeyedEntry, content_of, keys_of
from kg.resolve.names import short_hash

_ENTRY = tuple(field.name for field in fields(Entry))
_LINK = tuple(field.name for field in fields(Link))


def digest_table(digests: Iterable[Digest]) -> pa.Table:
    """Digests as they were found."""
    found = ((digest, content_of(digest.entries)) for digest in digests)
    rows = ((d.day, content, short_hash(content), d.path, d.line, d.sha256) for d, content in found)
    return table_of(rows, DIGESTS)


def entry_table(digest: Digest, annotations: Iterable[Annotation]) -> pa.Table:
    """The entries of a digest with an annotation for each."""
    annotations, entries = list(annotations), digest.entries
    columns: dict[str, list[Any]] = {
        "content": [content_of(entries)] * len(entries),
        "position": list(range(len(entries))),
        "key": list(keys_of(entries)),
        "digest_line": [digest.line] * len(entries),
        "sha256": [digest.sha256] * len(entries),
        **{name: [getattr(entry, name) for entry in entries] for name in _ENTRY},
        **dict(zip(ANNOTATED, columns_of(annotations), strict=True)),
    }
    columns["links"] = [[{name: getattr(link, name) for name in _LINK} for link in own] for own in columns["links"]]
    arrays = [pa.array(columns[field.name], field.type) for field in ENTRIES]
    return pa.Table.from_arrays(arrays, schema=ENTRIES)


def entries_of(table: pa.Table | pa.RecordBatch) -> list[Entry]:
    """The entries of a table, in order."""
    columns = {name: table.column(name).to_pylist() for name in _ENTRY}
    columns["links"] = [tuple(Link(*(own[name] for name in _LINK)) for own in links) for links in columns["links"]]
    for name in ("authors", "author_sources", "tags"):
        columns[name] = list(map(tuple, columns[name]))
    return [Entry(*values) for values in zip(*columns.values(), strict=True)]


def entries_in(table: pa.Table | pa.RecordBatch) -> list[tuple[KeyedEntry, Annotation]]:
    """The entries of a table with the keys of their digests, each with its annotation, in order."""
    digests, keys = table.column("digest").to_pylist(), table.column("key").to_pylist()
    return [
        (KeyedEntry(digest, key, entry), Annotation(entry.summary, *row))
        for digest, key, entry, row in zip(digests, keys, entries_of(table), rows_in(table), strict=True)
    ]
