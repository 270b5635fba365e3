"""The reader: Markdown, JSON, and bytes that are neither."""

import re
from datetime import date

from fuzz.inputs import same_twice
from kg.characters import visible
from kg.digest import Entry, Reading, read
from kg.digest.links import sort_link
from kg.errors import UsageError

_PAPER = re.compile(r"[0-9]{4}\.[0-9]{4,5}|[a-z][a-z-]*(?:\.[A-Z]{2})?/[0-9]{7}")


def read_digest(data: bytes) -> None:
    """Any bytes are read or refused with problems; what is read keeps what its records promise."""
    reading = same_twice(lambda: read(["-"], stdin=data))
    lines = data.count(b"\n") + data.count(b"\r") + 1
    for problem in reading.problems:
        assert 1 <= problem.line <= lines, problem
        assert problem.column >= 1, problem
        assert problem.message, problem
        assert problem.remedy, problem
        assert visible(str(problem)).isprintable(), problem
    for digest in reading.digests:
        assert date.fromisoformat(digest.day).isoformat() == digest.day
        for entry in digest.entries:
            assert 1 <= entry.line <= lines, entry
            _check(entry)
    # Of binary files the place is told in bytes, and in UTF-16 a line end is no byte.
    if not {0, 13, 254, 255} & {*data}:
        _same_with_other_line_ends(data, reading)


def _check(entry: Entry) -> None:
    assert _PAPER.fullmatch(entry.paper), entry
    assert entry.title, entry
    assert entry.summary == entry.summary.strip(), entry
    assert all(entry.authors), entry
    assert all(entry.tags), entry
    assert len(set(entry.authors)) == len(entry.authors) == len(entry.author_sources), entry
    assert len(set(entry.tags)) == len(entry.tags), entry
    for link in entry.links:
        (again,) = sort_link(link.url, link.column)
        assert (again.kind, again.url) == (link.kind, link.url), link


def _same_with_other_line_ends(data: bytes, reading: Reading) -> None:
    other = read(["-"], stdin=data.replace(b"\n", b"\r\n"))
    assert other.problems == reading.problems
    assert [digest.entries for digest in other.digests] == [digest.entries for digest in reading.digests]


def read_aliases_file(data: bytes) -> None:
    """A file of aliases is read or refused with its place."""
    from pathlib import Path
    from tempfile import TemporaryDirectory

    from kg.resolve import read_aliases

    with TemporaryDirectory() as folder:
        path = Path(folder) / "aliases.toml"
        path.write_bytes(data)
        try:
            aliases = read_aliases(path)
        except UsageError as error:
            assert str(error).startswith(str(path)), error
            return
    for saying in aliases.sayings:
        assert saying.names
        assert all(name.strip() for name in saying.names)
