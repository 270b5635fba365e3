"""Answers come from what the file says now, whatever lies in the cache folder, and whatever happened to it."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.store import cache, load_process, open_graph, opening
from kg.store.opening import stated

QUADS = "<http://a/{}> <http://a/p> <http://a/o> <http://a/g> .\n"
# What an own process does: opens the file, whatever its size, and says how many statements it has.
ASK = """
import sys
from kg.store import cache, opening
opening.LARGE = 0
{}
print(len(list(opening.stated(opening.open_graph(sys.argv[1])))))
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch) -> Path:
    """The cache folder of one test, and every file large."""
    monkeypatch.setenv("PAPERKG_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(opening, "LARGE", 0)
    return tmp_path / "cache" / "graphs"


def graph(path: Path, subjects: str) -> Path:
    path.write_text("".join(map(QUADS.format, subjects)), encoding="utf-8")
    return path


def subjects(store: ox.Store) -> str:
    return "".join(sorted(quad.subject.value[-1] for quad in stated(store)))


def kept(folder: Path) -> list[Path]:
    """All that is in the cache folder, which is nothing but stores."""
    found = sorted(folder.iterdir()) if folder.is_dir() else []
    assert not [path for path in found if path.name.startswith(".")]
    return found


def no_load(*_: object) -> None:
    raise AssertionError("it is there already")


def test_a_file_is_loaded_once(tmp_path: Path, folder: Path, monkeypatch) -> None:
    path = graph(tmp_path / "graph.nq", "abc")
    assert subjects(open_graph(path)) == "abc"
    assert len(kept(folder)) == 1
    monkeypatch.setattr(cache, "_load", no_load)
    again = open_graph(path)
    assert subjects(again) == "abc"
    with pytest.raises((OSError, RuntimeError)):
        again.add(next(iter(again)))


def test_a_small_file_is_not_kept(tmp_path: Path, folder: Path, monkeypatch) -> None:
    path = graph(tmp_path / "graph.nq", "abc")
    monkeypatch.setattr(opening, "LARGE", path.stat().st_size + 1)
    assert subjects(open_graph(path)) == "abc"
    assert kept(folder) == []


def test_a_changed_file_is_loaded_anew_even_with_its_old_size_and_time(tmp_path: Path, folder: Path) -> None:
    path = graph(tmp_path / "graph.nq", "abc")
    stat = path.stat()
    assert subjects(open_graph(path)) == "abc"
    before = kept(folder)
    graph(path, "xyz")
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert (path.stat().st_size, path.stat().st_mtime_ns) == (stat.st_size, stat.st_mtime_ns)
    assert subjects(open_graph(path)) == "xyz"
    assert len(kept(folder)) == 1
    assert kept(folder) != before


def test_a_replaced_file_is_loaded_anew(tmp_path: Path, folder: Path) -> None:
    path = graph(tmp_path / "graph.nq", "abc")
    other = graph(tmp_path / "other.nq", "xyz")
    os.utime(other, ns=(path.stat().st_atime_ns, path.stat().st_mtime_ns))
    assert subjects(open_graph(path)) == "abc"
    other.replace(path)
    assert subjects(open_graph(path)) == "xyz"
    assert len(kept(folder)) == 1


def test_many_quick_changes_never_get_an_old_answer(tmp_path: Path) -> None:
    for name in "abcdef":
        assert subjects(open_graph(graph(tmp_path / "graph.nq", name))) == name


def test_a_file_that_changes_while_it_is_read_is_not_kept(tmp_path: Path, folder: Path, monkeypatch) -> None:
    path, load = graph(tmp_path / "graph.nq", "abc"), cache._load

    def load_and_change(*arguments: object) -> None:
        load(*arguments)
        graph(path, "xyz")

    monkeypatch.setattr(cache, "_load", load_and_change)
    assert subjects(open_graph(path)) == "xyz"
    assert kept(folder) == []


def test_a_file_of_the_future_is_not_kept(tmp_path: Path, folder: Path) -> None:
    path = graph(tmp_path / "graph.nq", "abc")
    os.utime(path, (time.time() + 1000, time.time() + 1000))
    assert subjects(open_graph(path)) == "abc"
    assert kept(folder) == []


def test_a_store_of_another_version_is_not_opened(tmp_path: Path, folder: Path, monkeypatch) -> None:
    path = graph(tmp_path / "graph.nq", "abc")
    open_graph(path)
    before = kept(folder)
    monkeypatch.setattr(cache, "LAYOUT", cache.LAYOUT + 1)
    assert subjects(open_graph(path)) == "abc"
    assert len(kept(folder)) == 1
    assert kept(folder) != before


@pytest.mark.parametrize("what", ["MANIFEST-*", "CURRENT", "*.sst"])
@pytest.mark.parametrize("how", ["cut off", "gone", "garbled"])
def test_a_damaged_store_is_made_anew(tmp_path: Path, folder: Path, what: str, how: str) -> None:
    path = graph(tmp_path / "graph.nq", "abc")
    open_graph(path)
    for file in kept(folder)[0].glob(f"store/{what}"):
        if how == "gone":
            file.unlink()
        elif how == "cut off":
            os.truncate(file, file.stat().st_size // 2)
        else:
            file.write_bytes(b"?" * (file.stat().st_size + 1))
    assert subjects(open_graph(path)) == "abc"
    assert subjects(ox.Store.read_only(str(kept(folder)[0] / "store"))) == "abc"


@pytest.mark.parametrize("mark", ["", "[]", "{", "\udcff"])
def test_a_damaged_mark_is_not_believed(tmp_path: Path, folder: Path, mark: str) -> None:
    path = graph(tmp_path / "graph.nq", "abc")
    open_graph(path)
    file = kept(folder)[0] / "paperkg.json"
    file.write_text(mark, encoding="utf-8", errors="surrogateescape")
    assert subjects(open_graph(path)) == "abc"
    assert str(path) in file.read_text(encoding="utf-8")


def test_the_stores_that_were_used_last_are_kept(tmp_path: Path, folder: Path) -> None:
    paths = [graph(tmp_path / f"{k}.nq", str(k)) for k in range(cache.MOST_KEPT)]
    for k, path in enumerate(paths):
        open_graph(path)
        for mark in folder.glob("*/paperkg.json"):
            if str(path) in mark.read_text(encoding="utf-8"):
                os.utime(mark, (1000 + k, 1000 + k))
    open_graph(paths[0])
    open_graph(graph(tmp_path / "new.nq", "n"))
    marks = " ".join(mark.read_text(encoding="utf-8") for mark in folder.glob("*/paperkg.json"))
    assert [str(path) in marks for path in paths] == [True, False] + [True] * (cache.MOST_KEPT - 2)


def test_nothing_is_kept_where_the_folder_cannot_be_written(tmp_path: Path, monkeypatch) -> None:
    path = graph(tmp_path / "graph.nq", "abc")
    monkeypatch.setenv("PAPERKG_CACHE", str(path / "below-a-file"))
    assert subjects(open_graph(path)) == "abc"


def test_nothing_is_kept_without_a_folder(tmp_path: Path, folder: Path, monkeypatch) -> None:
    monkeypatch.setenv("PAPERKG_CACHE", "")
    assert subjects(open_graph(graph(tmp_path / "graph.nq", "abc"))) == "abc"
    assert kept(folder) == []


def test_the_systems_folder_is_taken_where_none_is_named(monkeypatch) -> None:
    monkeypatch.delenv("PAPERKG_CACHE")
    found = cache.cache_folder()
    assert found is None or (found.is_absolute() and "paperkg" in found.parts)


def test_a_full_disk_costs_nothing_but_time(tmp_path: Path, folder: Path, monkeypatch) -> None:
    path = graph(tmp_path / "graph.nq", "abc")
    monkeypatch.setattr(cache, "ROOM", 2**62)
    assert subjects(open_graph(path)) == "abc"
    assert kept(folder) == []


def test_a_load_that_fails_leaves_nothing(tmp_path: Path, folder: Path, monkeypatch) -> None:
    path, program = graph(tmp_path / "graph.nq", "abc"), tmp_path / "load.py"
    program.write_text(
        "import os, sys; os.makedirs(sys.argv[3]); open(sys.argv[3] + '/1.sst', 'w'); os._exit(9)", encoding="utf-8"
    )
    monkeypatch.setattr(load_process, "__file__", str(program))
    assert subjects(open_graph(path)) == "abc"
    assert kept(folder) == []


@pytest.mark.usefixtures("heeds_interrupts")
def test_an_interrupted_load_ends_at_once_and_leaves_nothing(tmp_path: Path, folder: Path) -> None:
    path = graph(tmp_path / "graph.nq", "abc")
    program = tmp_path / "load.py"
    program.write_text("import os, sys, time; os.makedirs(sys.argv[3]); time.sleep(600)", encoding="utf-8")
    other = ASK.format(f"from kg.store import load_process; load_process.__file__ = {str(program)!r}")
    process = subprocess.Popen([sys.executable, "-c", other, str(path)], stderr=subprocess.PIPE)
    try:
        while not list(folder.glob(".loading-*/store")):
            assert process.poll() is None
            time.sleep(0.01)
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=60)
    finally:
        process.kill()
    assert b"KeyboardInterrupt" in errors
    assert kept(folder) == []
    assert subjects(open_graph(path)) == "abc"


def test_what_a_killed_load_left_is_never_believed_and_goes(tmp_path: Path, folder: Path) -> None:
    path = graph(tmp_path / "graph.nq", "abc")
    killed = "import os, signal; load = cache._load; cache._load = lambda *a: (load(*a), os.kill(os.getpid(), signal.SIGKILL))"
    other = ASK.format(killed)
    assert subprocess.run([sys.executable, "-c", other, str(path)], check=False).returncode == -signal.SIGKILL
    (left,) = folder.iterdir()
    assert left.name.startswith(".loading-")
    assert subjects(open_graph(path)) == "abc"
    assert left.is_dir()
    for file in (left, *left.rglob("*")):
        os.utime(file, (1000, 1000))
    assert subjects(open_graph(graph(tmp_path / "other.nq", "d"))) == "d"
    assert len(kept(folder)) == 2


def test_several_processes_at_once_all_answer(tmp_path: Path, folder: Path) -> None:
    path = graph(tmp_path / "graph.nq", "abc")
    command = [sys.executable, "-c", ASK.format(""), str(path)]
    processes = [subprocess.Popen(command, stdout=subprocess.PIPE) for _ in range(4)]
    assert [process.communicate()[0].split() for process in processes] == [[b"3"]] * 4
    assert len(kept(folder)) == 1


def test_a_store_that_is_removed_meanwhile_answers_on(tmp_path: Path, folder: Path) -> None:
    path = graph(tmp_path / "graph.nq", "abc")
    opened = open_graph(path)
    cache._remove(kept(folder)[0])
    assert subjects(opened) == "abc"
    assert kept(folder) == []
