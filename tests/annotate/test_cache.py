"""A cache that is damaged, of another version or cannot be written costs time, and is never believed."""

import errno
import hashlib
import os
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from kg.annotate import cache as module
from kg.annotate.cache import KEPT, MOST_FILES, MOST_READERS, REFRESHED, AnnotationCache
from kg.extract import Annotation, Mention

READER = {"reader": "1"}
TODAY = datetime.now(UTC).date()


def key(number: int) -> bytes:
    return number.to_bytes(32, "big")


def annotation(number: int) -> Annotation:
    name = f"Foo{number}"
    return Annotation(name, (Mention(name, "model", ((0, len(name)),), None, True, "x", 0.5),), (), (), ((0, 4),))


class Opened(AnnotationCache):
    """A cache that notes what it warns of."""

    def __init__(self, folder: Path, reader: dict[str, str] = READER) -> None:
        self.warnings: list[str] = []
        super().__init__(folder, reader, self.warnings.append)

    def holds(self, *numbers: int) -> bool:
        return self.get({key(n): f"Foo{n}" for n in numbers}) == {key(n): annotation(n) for n in numbers}


def filled(folder: Path, *numbers: int, reader: dict[str, str] = READER) -> Opened:
    cache = Opened(folder, reader)
    cache.add({key(n): annotation(n) for n in numbers})
    cache.tidy(map(key, numbers))
    return cache


def files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def test_what_was_kept_is_found_by_the_next(tmp_path: Path) -> None:
    filled(tmp_path, 1, 2)
    filled(tmp_path, 3)
    cache = Opened(tmp_path)
    assert cache.holds(1, 2, 3)
    assert cache.get({key(4): "Foo4"}) == {}
    assert not cache.warnings


def test_what_was_just_kept_is_found_at_once(tmp_path: Path) -> None:
    cache = Opened(tmp_path)
    cache.add({key(n): annotation(n) for n in range(20)})
    assert cache.holds(*range(20))
    assert cache.holds(3, 4, 5, 9, 19)
    cache.tidy(map(key, range(20)))
    assert cache.holds(0, 7, 8)


def test_what_another_reader_kept_is_not_looked_at(tmp_path: Path) -> None:
    filled(tmp_path, 1)
    cache = Opened(tmp_path, {"reader": "2"})
    assert cache.get({key(1): "Foo1"}) == {}
    assert not cache.warnings


def flipped(data: bytes) -> bytes:
    return data[: len(data) // 2] + bytes([data[len(data) // 2] ^ 1]) + data[len(data) // 2 + 1 :]


DAMAGE = {"half written": lambda data: data[: len(data) // 2], "one bit": flipped, "empty": lambda _: b""}


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_file_is_told_left_out_and_removed(tmp_path: Path, damage: str) -> None:
    filled(tmp_path, 1)
    (path,) = files(tmp_path)
    filled(tmp_path, 2)
    path.write_bytes(DAMAGE[damage](path.read_bytes()))
    cache = Opened(tmp_path)
    assert cache.get({key(1): "Foo1"}) == {}
    assert cache.holds(2)
    (warning,) = cache.warnings
    assert str(path) in warning
    assert "read anew" in warning
    assert path.exists(), "looking writes nothing"
    cache.add({key(1): annotation(1)})
    cache.tidy([key(1), key(2)])
    again = Opened(tmp_path)
    assert again.holds(1, 2)
    assert not again.warnings


@pytest.mark.parametrize("kind", ["another table", "another reader's file", "no Parquet"])
def test_a_whole_file_of_another_kind_is_not_believed(tmp_path: Path, kind: str) -> None:
    folder = filled(tmp_path, 1).folder
    out = pa.BufferOutputStream()
    pq.write_table(pa.table({"key": [key(5)]}), out)
    data = {
        "another table": lambda: out.getvalue().to_pybytes(),
        "another reader's file": lambda: files(filled(tmp_path / "x", 5, reader={"reader": "2"}).folder)[
            0
        ].read_bytes(),
        "no Parquet": lambda: b"hello",
    }[kind]()
    (folder / f"{hashlib.sha256(data).hexdigest()}.parquet").write_bytes(data)
    cache = Opened(tmp_path)
    assert cache.holds(1)
    assert cache.get({key(5): "Foo5"}) == {}
    assert len(cache.warnings) == 1


def test_a_folder_that_cannot_be_written_costs_a_warning(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file in its place", encoding="utf-8")
    cache = filled(tmp_path / "cache", 1)
    cache.add({key(2): annotation(2)})
    (warning,) = cache.warnings
    assert "nothing can be kept" in warning
    assert "--no-cache" in warning


def test_a_full_disk_costs_a_warning_and_leaves_no_part(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(tmp_path, 1)

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(module.Path, "replace", full)
    cache = filled(tmp_path, 2)
    assert "No space left on device" in cache.warnings[0]
    assert len(files(tmp_path)) == 1
    assert Opened(tmp_path).holds(1)


def test_a_surface_that_no_file_can_hold_is_read_each_time(tmp_path: Path) -> None:
    odd = Annotation("\ud800", (Mention("\ud800", "model", ((0, 1),), None, False, "x", 0.5),), (), (), ())
    cache = Opened(tmp_path)
    cache.add({key(1): odd, key(2): annotation(2)})
    cache = Opened(tmp_path)
    assert cache.get({key(1): "\ud800"}) == {}
    assert cache.holds(2)


def test_many_files_become_one(tmp_path: Path) -> None:
    for number in range(MOST_FILES + 1):
        filled(tmp_path, number)
    assert len(files(tmp_path)) == 1
    assert Opened(tmp_path).holds(*range(MOST_FILES + 1))


def days_of(folder: Path) -> dict[int, date]:
    rows = [row for path in files(folder) for row in pq.read_table(path).select(["key", "used"]).to_pylist()]
    return {int.from_bytes(row["key"], "big"): row["used"] for row in rows}


def test_what_nobody_used_for_long_goes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(tmp_path, 1, 2)
    for days in (REFRESHED + timedelta(1), KEPT + timedelta(1)):
        monkeypatch.setattr(module, "_today", lambda days=days: TODAY + days)
        Opened(tmp_path).tidy([key(1)])
    assert days_of(tmp_path) == {1: TODAY + KEPT + timedelta(1)}


def test_a_run_that_uses_what_is_fresh_writes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(tmp_path, 1, 2)
    before = files(tmp_path)
    monkeypatch.setattr(module, "_today", lambda: TODAY + REFRESHED)
    Opened(tmp_path).tidy([key(1)])
    assert files(tmp_path) == before
    assert days_of(tmp_path) == {1: TODAY, 2: TODAY}


def test_a_few_readers_are_kept(tmp_path: Path) -> None:
    for number in range(MOST_READERS + 2):
        folder = filled(tmp_path, 1, reader={"reader": str(number)}).folder
        os.utime(folder, (number, number))
    kept = filled(tmp_path, 1, reader={"reader": "last"}).folder
    assert len(list((tmp_path / "annotations").iterdir())) == MOST_READERS
    assert kept.exists()


def test_what_a_killed_run_was_writing_goes_later(tmp_path: Path) -> None:
    folder = filled(tmp_path, 1).folder
    old, new = folder / ".new-old", folder / ".new-new"
    for path in (old, new):
        path.write_bytes(b"half")
    os.utime(old, (0, 0))
    filled(tmp_path, 2)
    assert not old.exists()
    assert new.exists(), "another run may be writing it"


def test_files_that_another_run_joined_meanwhile_are_no_damage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(tmp_path, 1)
    (path,) = files(tmp_path)
    gone = path.with_name(f"{'0' * 64}.parquet")
    monkeypatch.setattr(module.Path, "glob", lambda *_: [gone, path])
    cache = Opened(tmp_path)
    assert cache.holds(1)
    assert not cache.warnings
