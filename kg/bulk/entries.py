"""Entries and their annotations in columns (`kg.bulk.schemas.ENTRIES`), and back."""

from collections.abc import Iterable
from dataclasses import fields
from typing import Any

import pyarrow as pa

from kg.annotate.columns import columns_of, rows_in
from kg.bulk.schemas import ANNOTATED, ENTRIES
from kg.digest import Entry, Link
from kg.extract import Annotation
from kg.graph.identity import KeyedDigest, KeyedEntry

_ENTRY = tuple(field.name for field in fields(Entry))
_LINK = tuple(field.name for field in fields(Link))


def entry_table(digest: KeyedDigest, annotations: Iterable[Annotation]) -> pa.Table:
    """The entries of a digest with an annotation for each."""
    annotations = list(annotations)
    source = digest.digest
    columns: dict[str, list[Any]] = {
        "digest": [digest.key] * len(digest.entries),
        "position": list(range(len(digest.entries))),
        "key": [keyed.key for keyed in digest.entries],
        "digest_line": [source.line] * len(digest.entries),
        "sha256": [source.sha256] * len(digest.entries),
        **{name: [getattr(keyed.entry, name) for keyed in digest.entries] for name in _ENTRY},
        **dict(zip(ANNOTATED, columns_of(annotations), strict=True)),
    }
    columns["links"] = [[{name: getattr(link, name) for name in _LINK} for link in own] for own in columns["links"]]
    arrays = [pa.array(columns[field.name], field.type) for field in ENTRIES]
    return pa.Table.from_arrays(arrays, schema=ENTRIES)


def entries_in(table: pa.Table | pa.RecordBatch) -> list[tuple[KeyedEntry, Annotation]]:
    """The entries of a table, each with its annotation, in order."""
    digests, keys = table.column("digest").to_pylist(), table.column("key").to_pylist()
    columns = {name: table.column(name).to_pylist() for name in _ENTRY}
    columns["links"] = [tuple(Link(*(own[name] for name in _LINK)) for own in links) for links in columns["links"]]
    for name in ("authors", "author_sources", "tags"):
        columns[name] = list(map(tuple, columns[name]))
    entries = [Entry(*values) for values in zip(*columns.values(), strict=True)]
    return [
        (KeyedEntry(digest, key, entry), Annotation(entry.summary, *row))
        for digest, key, entry, row in zip(digests, keys, entries, rows_in(table), strict=True)
    ]
