"""Annotations kept on disk, in columns; `docs/cache.md` says what for, and in what form.

    FOLDER/annotations/<reader>/<sha256>.parquet    annotations of some entries, in the form of `kg.annotate.columns.SCHEMA`
    FOLDER/annotations/<reader>/.new-*              one that is being written

`<reader>` is a digest of all that annotations depend on beside the entry, so those of another version are never looked at. A file
is named after its content, so one that is damaged or half written is told by its name; it is written beside and renamed, never
changed, so several runs use one folder without waiting for each other. Whatever hinders costs time alone: what is not there is
read anew.
"""

import hashlib
import json
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from kg.annotate.columns import SCHEMA, from_table, row_of, to_table
from kg.collection import no_collection
from kg.extract import Annotation

LAYOUT = 1
"""To be raised when what this module writes changes."""
MOST_FILES = 16
"""When a reader has more files, they become one."""
REFRESHED, KEPT = timedelta(days=30), timedelta(days=90)
"""The day of last use is written anew when it is older than the first; an entry that was not used for the second goes."""
MOST_READERS = 4
"""Of readers (other versions, other thresholds) those that were used last are kept."""

_NEW, _SUFFIX = ".new-", ".parquet"
_ABANDONED = 3600.0
_MARK = b"paperkg"


class AnnotationCache:
    """What earlier runs read: `get` finds it, `add` keeps more, `tidy` drops what nobody uses.

    Annotations are held as columns, and made when they are asked for.
    """

    def __init__(self, folder: Path, reader: Mapping[str, str], warn: Callable[[str], None]) -> None:
        """Load what is kept; nothing is written for that.

        Args:
            folder: the cache folder of all of paperkg; it need not be there.
            reader: what annotations depend on beside the entry (`kg.annotate.key.reader_of`).
            warn: is told of what hinders, in a sentence.
        """
        self.reader = {"layout": str(LAYOUT), **reader}
        named = hashlib.sha256(json.dumps(self.reader, sort_keys=True).encode()).hexdigest()[:32]
        self.folder = folder / "annotations" / named
        self.warn = warn
        self.tables: dict[Path, pa.Table] = {}
        self.places: dict[bytes, tuple[Path, int]] = {}
        self.damaged: list[Path] = []
        self.writable = True
        self._load()

    def __contains__(self, key: bytes) -> bool:
        return key in self.places

    def get(self, texts: Mapping[bytes, str]) -> dict[bytes, Annotation]:
        """The annotations of entries by their keys, of summaries by these; those that are not kept are missing."""
        wanted: dict[Path, list[int]] = {}
        for key in texts:
            if (place := self.places.get(key)) is not None:
                wanted.setdefault(place[0], []).append(place[1])
        found: dict[bytes, Annotation] = {}
        with no_collection():
            for path, indexes in wanted.items():
                for part in _runs(self.tables[path], sorted(indexes)):
                    found |= {key: Annotation(texts[key], *row) for key, row in from_table(part).items()}
        return found

    def add(self, found: Mapping[bytes, Annotation]) -> None:
        """Keeps some more; one that would not come back as it is stays out."""
        rows = {key: row_of(annotation) for key, annotation in found.items() if _can_be_kept(annotation)}
        if rows and self.writable:
            table = to_table(rows, _today())
            back = from_table(table)
            if changed := [key for key, row in rows.items() if back[key] != row]:
                table = to_table({key: row for key, row in rows.items() if key not in changed}, _today())
            self._write(table)

    def tidy(self, used: Iterable[bytes]) -> None:
        """Notes that some entries were used, joins files where there are many, and drops what was not used for long."""
        used = set(used)
        days = {key: day for table in self.tables.values() for key, day in _days(table)}
        stale = any(days[key] < _today() - REFRESHED for key in used & days.keys())
        if self.writable and (len(self.tables) > MOST_FILES or stale):
            self._join(used)
        with suppress(OSError):
            for path in self.damaged:
                path.unlink(missing_ok=True)
            # The time of the folder is that of its last use.
            os.utime(self.folder)
            self._drop_others()

    def _load(self) -> None:
        try:
            paths = sorted(self.folder.glob(f"*{_SUFFIX}"))
        except OSError:
            return
        for path in paths:
            try:
                self._hold(path, _opened(path, self.reader))
            except FileNotFoundError:
                continue  # another run has joined it with others in the meantime
            except (OSError, ValueError, pa.ArrowException) as error:
                self.warn(f"{path}: damaged ({error}); what it kept is read anew")
                self.damaged.append(path)

    def _write(self, table: pa.Table) -> Path | None:
        data = _encoded(table, self.reader)
        path = self.folder / f"{hashlib.sha256(data).hexdigest()}{_SUFFIX}"
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            descriptor, name = tempfile.mkstemp(prefix=_NEW, dir=self.folder)
            try:
                with os.fdopen(descriptor, "wb") as out:
                    out.write(data)
                Path(name).replace(path)
            except BaseException:
                Path(name).unlink(missing_ok=True)
                raise
        except OSError as error:
            self.writable = False
            reason = error.strerror or str(error)
            self.warn(
                f"{self.folder}: nothing can be kept ({reason}); the next run reads the same again; name another folder with "
                "PAPERKG_CACHE, or leave it off with --no-cache"
            )
            return None
        if path in self.damaged:
            self.damaged.remove(path)  # the same content has the same name
        self._hold(path, table)
        return path

    def _hold(self, path: Path, table: pa.Table) -> None:
        self.tables[path] = table
        self.places.update((key, (path, at)) for at, key in enumerate(table.column("key").to_pylist()))

    def _join(self, used: set[bytes]) -> None:
        """Makes one file of all, in which the used entries have today's day, and those that nobody used for long are gone."""
        whole = pa.concat_tables(self.tables.values())
        last: dict[bytes, tuple[date, int]] = {}
        for index, (key, day) in enumerate(_days(whole)):
            last[key] = max(last.get(key, (day, index)), (_today() if key in used else day, index))
        kept = sorted((i, day) for day, i in last.values() if day >= _today() - KEPT)
        days = pa.array([day for _, day in kept], type=pa.date32())
        table = whole.take(pa.array([i for i, _ in kept], type=pa.int64()))
        joined = self._write(table.set_column(SCHEMA.get_field_index("used"), SCHEMA.field("used"), days))
        if joined is None:
            return
        for path in self.tables.keys() - {joined}:
            with suppress(OSError):
                path.unlink()
        held = self.tables[joined]
        self.tables, self.places = {}, {}
        self._hold(joined, held)

    def _drop_others(self) -> None:
        """Removes readers that were not used for long, and what runs that were killed left behind."""
        for left in self.folder.glob(f"{_NEW}*"):
            if time.time() - left.stat().st_mtime > _ABANDONED:
                left.unlink(missing_ok=True)
        readers = sorted(self.folder.parent.iterdir(), key=lambda path: path.stat().st_mtime, reverse=True)
        for other in readers[MOST_READERS:]:
            shutil.rmtree(other, ignore_errors=True)


def _runs(table: pa.Table, rows: list[int]) -> Iterator[pa.Table]:
    """The parts of a table that have some rows, ascending, and no others."""
    begin = 0
    for at in range(1, len(rows) + 1):
        if at == len(rows) or rows[at] != rows[at - 1] + 1:
            yield table.slice(rows[begin], at - begin)
            begin = at


def _today() -> date:
    return datetime.now(UTC).date()


def _can_be_kept(annotation: Annotation) -> bool:
    try:
        "".join(mention.text for mention in annotation.mentions).encode()
    except UnicodeEncodeError:
        return False
    return len(annotation.text) < 2**31


def _days(table: pa.Table) -> Iterable[tuple[bytes, date]]:
    return zip(table.column("key").to_pylist(), table.column("used").to_pylist(), strict=True)


def _encoded(table: pa.Table, reader: Mapping[str, str]) -> bytes:
    """The bytes of a Parquet file; they say what they are, so that no file of another kind is taken for one of these."""
    out = pa.BufferOutputStream()
    marked = table.replace_schema_metadata({_MARK: json.dumps(reader, sort_keys=True)})
    pq.write_table(marked, out, compression="zstd")
    data: bytes = out.getvalue().to_pybytes()
    return data


def _opened(path: Path, reader: Mapping[str, str]) -> pa.Table:
    """The table of a file.

    Raises:
        OSError, ValueError, ArrowException: it cannot be read, is not what was written, or is of something else.
    """
    data = path.read_bytes()
    if hashlib.sha256(data).hexdigest() != path.name.removesuffix(_SUFFIX):
        raise ValueError("its content is not what was written")
    table = pq.ParquetFile(pa.BufferReader(data)).read(use_threads=False)
    mark = (table.schema.metadata or {}).get(_MARK)
    if mark is None or json.loads(mark) != dict(reader) or not table.schema.equals(SCHEMA):
        raise ValueError("it is of another kind")
    return table
