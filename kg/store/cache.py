"""Large graphs, parsed once: stores on disk in the user's cache folder, opened read-only.

A file of 28 MB takes 1.4 s to parse at each question and 5 s to load into such a store, which then opens in 0.02 s. Small
questions take as long there as in memory, great joins several times as long; so `kg.store.opening` gives it only files that take
longer to parse than a person likes to wait.

The folder is that of `PAPERKG_CACHE`, or the system's for caches; when `PAPERKG_CACHE` is empty nothing is kept. Whatever hinders
(a folder that cannot be written, a full disk, a store that is damaged) is logged, and costs time alone: the file is parsed.

    FOLDER/graphs/<path>-<file>/       one store; both parts of the name are digests, of the file's path and of what it is
        store/                         Oxigraph's files
        paperkg.json                   what it was loaded from, and what its files must be
    FOLDER/graphs/.loading-*/          a store that is being loaded; it takes its name when it is whole
    FOLDER/graphs/.dead-*/             one that is being removed
"""

import hashlib
import json
import logging
import os
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path

import pyoxigraph as ox

from kg.cache_folder import cache_folder
from kg.store import load_process

MOST_KEPT = 4
ROOM = 5
"""A store takes 1 to 4 times the bytes of its file; with less than this many times free on the disk none is made."""
LAYOUT = 2
"""To be raised when what this module writes changes."""

_ABANDONED = 600.0
_LOADING, _DEAD = ".loading-", ".dead-"
_MARK, _STORE = "paperkg.json", "store"

log = logging.getLogger(__name__)


def cached(source: Path, syntax: ox.RdfFormat) -> ox.Store | None:
    """A read-only store with what the file says now, loaded if it is not there yet; None where that cannot be had."""
    folder = cache_folder()
    if folder is None:
        return None
    try:
        return _cached(folder / "graphs", source.resolve(), syntax)
    # Oxigraph's errors of its storage are RuntimeErrors.
    except (OSError, RuntimeError, ValueError, subprocess.SubprocessError) as error:
        log.info("%s: not kept as a store (%s); it is parsed", source, error)
        return None


def _cached(folder: Path, source: Path, syntax: ox.RdfFormat) -> ox.Store | None:
    key = _key(source)
    kept = folder / f"{_digest(str(source))}-{_digest(json.dumps(key))}"
    was_there = kept.is_dir()
    try:
        store = _opened(kept, key)
    except (OSError, RuntimeError, ValueError) as error:
        if was_there:
            log.info("%s: damaged (%s); it is made anew", kept, error)
            _remove(kept)
    else:
        # The time of the mark is that of the last use; a folder that only others may write keeps its own.
        with suppress(OSError):
            os.utime(kept / _MARK)
        return store
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    _sweep(folder)
    size = source.stat().st_size
    if shutil.disk_usage(folder).free < ROOM * size:
        raise OSError(f"less than {ROOM * size} bytes are free in {folder}")
    if not _settled(key):
        raise OSError("its time is in the future")
    log.info("%s: loading into %s, for this question and those to come", source, kept)
    loading = Path(tempfile.mkdtemp(prefix=_LOADING, dir=folder))
    try:
        _load(source, syntax, loading, key)
        if _key(source) != key:
            raise OSError("it changed while it was read")
        # Another process may have been quicker; its store is as good.
        with suppress(OSError):
            loading.rename(kept)
    finally:
        shutil.rmtree(loading, ignore_errors=True)
    store = _opened(kept, key)
    _drop_others(folder, kept)
    return store


def _key(source: Path) -> dict[str, str | int]:
    """What tells a file from all that stood or will stand at its path, and this way of keeping it from others.

    The time of the last change of the inode cannot be set, so that a file of the same size with its old time is noticed.
    """
    stat = source.stat()
    return {
        "source": str(source),
        "size": stat.st_size,
        "mtime_ns": stat.st_mtime_ns,
        "ctime_ns": stat.st_ctime_ns,
        "inode": stat.st_ino,
        "pyoxigraph": ox.__version__,
        "layout": LAYOUT,
    }


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()[:16]


def _settled(key: dict[str, str | int]) -> bool:
    """Waits until a further change would get another time: clocks of file systems tick, some every 10 ms, old ones every 2 s.

    False where the file is of the future, so that nothing can be told by its time.
    """
    changed = max(int(key["mtime_ns"]), int(key["ctime_ns"]))
    tick = 2.0 if int(key["ctime_ns"]) % 10**9 == 0 else 0.1
    left = changed / 1e9 + tick - time.time()
    if left > tick:
        return False
    time.sleep(max(0.0, left))
    return True


def _load(source: Path, syntax: ox.RdfFormat, folder: Path, key: dict[str, str | int]) -> None:
    """Loads the file in a process of its own, and then writes the mark."""
    if not sys.executable or getattr(sys, "frozen", False):
        raise OSError("there is no interpreter to load it with")
    store = folder / _STORE
    # -P: what stands beside the program or where one stands is not imported in place of what it asks for.
    command = [sys.executable, "-P", load_process.__file__, str(source), syntax.media_type, str(store)]
    done = subprocess.run(
        command, stdin=subprocess.DEVNULL, capture_output=True, text=True, errors="replace", check=False
    )
    if done.returncode:
        reason = (done.stderr.strip().splitlines() or [f"exit code {done.returncode}"])[-1]
        raise OSError(f"loading failed: {reason}")
    with (folder / _MARK).open("w", encoding="utf-8") as mark:
        json.dump({**key, "files": _files(store)}, mark, indent=1)
        mark.flush()
        os.fsync(mark.fileno())


def _files(store: Path) -> dict[str, str | int]:
    """What each file of a store must be: tables by size, as they have checksums inside, and the files that name them by content.

    From a list of tables that is cut off Oxigraph opens a store without them, and answers as if it were empty.
    """
    return {
        path.name: path.stat().st_size if path.suffix == ".sst" else hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(store.iterdir())
        if path.suffix == ".sst" or path.name.startswith(("MANIFEST", "CURRENT"))
    }


def _opened(kept: Path, key: dict[str, str | int]) -> ox.Store:
    """The store.

    Raises:
        OSError, RuntimeError, ValueError: it is not there, is damaged, or is of something else.
    """
    mark = json.loads((kept / _MARK).read_text(encoding="utf-8"))
    if mark != {**key, "files": _files(kept / _STORE)}:
        raise ValueError("its files are not those that were written")
    return ox.Store.read_only(str(kept / _STORE))


def _remove(kept: Path) -> None:
    """Removes a store at once for all who would open it; those who have it open read on, as they hold its files."""
    dead = Path(tempfile.mkdtemp(prefix=_DEAD, dir=kept.parent))
    with suppress(OSError):
        kept.rename(dead / kept.name)
    shutil.rmtree(dead, ignore_errors=True)


def _sweep(folder: Path) -> None:
    """Removes what processes that were killed left behind; a load that is going on writes all the time."""
    for left in folder.iterdir():
        if left.name.startswith(_DEAD):
            shutil.rmtree(left, ignore_errors=True)
        elif left.name.startswith(_LOADING):
            with suppress(OSError):
                newest = max(path.stat().st_mtime for path in (left, *left.rglob("*")))
                if time.time() - newest > _ABANDONED:
                    _remove(left)


def _drop_others(folder: Path, kept: Path) -> None:
    """Removes what the same path held before, and the stores of other paths whose last use is longest ago."""
    path = kept.name.partition("-")[0]
    others: list[tuple[float, Path]] = []
    for other in folder.iterdir():
        if other.name.startswith(".") or other == kept:
            continue
        if other.name.startswith(f"{path}-"):
            _remove(other)
            continue
        try:
            others.append(((other / _MARK).stat().st_mtime, other))
        except OSError:
            others.append((0.0, other))
    for _, other in sorted(others, reverse=True)[MOST_KEPT - 1 :]:
        _remove(other)
