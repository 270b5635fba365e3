"""Finds the digests under the paths that a person gives, and reads them all."""

import hashlib
import os
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kg.digest.decoding import decode
from kg.digest.entries import DayBook
from kg.digest.json_days import looks_like_json, read_json
from kg.digest.markdown import read_markdown
from kg.digest.problem_log import Place, ProblemLog
from kg.digest.records import Problem, Reading
from kg.digest.steady import read_steady
from kg.errors import UsageError

SUFFIXES = frozenset((".json", ".markdown", ".md", ".txt"))
STDIN_NAME = "<stdin>"
_START = Place(1, 1)
_DATE = re.compile(r"(?<!\d)\d{4}-\d{2}-\d{2}(?!\d)")


@dataclass(frozen=True, slots=True)
class _Root:
    """A path that was given, and the files found under it: each with its path from there."""

    given: str
    files: tuple[tuple[str, Path], ...]
    is_folder: bool


def read(paths: Sequence[str | Path], *, stdin: bytes | None = None) -> Reading:
    """Reads all digests under the paths: files, folders (with all that lies below them) or `-` for standard input.

    In folders, files named `*.md`, `*.markdown`, `*.txt` and `*.json` are read and hidden ones are left out. A file
    that is named twice is read once. Whatever cannot be read is a problem in the result; the rest is read all the same.

    Args:
        paths: where to look; a path in the result is relative to the one it was found under.
        stdin: what `-` stands for; without it, the standard input of the process is read.

    Returns:
        Digests, reports and problems, each in the order of path and line.

    Raises:
        UsageError: no path was given, or one does not exist.
    """
    found = list(read_each(paths, stdin=stdin))
    return Reading(
        tuple(sorted((d for one in found for d in one.digests), key=lambda digest: (digest.path, digest.line))),
        tuple(sorted((report for one in found for report in one.files), key=lambda report: report.path)),
        tuple(sorted(problem for one in found for problem in one.problems)),
    )


def read_each(paths: Sequence[str | Path], *, stdin: bytes | None = None) -> Iterator[Reading]:
    """The same file by file, so that only one need be held; what is wrong with a path that was given comes by itself.

    Raises:
        UsageError: as `read` does, before the first file.
    """
    if not paths:
        raise UsageError("no path given; name a digest, a folder of digests, or - for standard input")
    problems: list[Problem] = []
    roots = [_find(str(path), problems) for path in paths]
    yield Reading((), (), tuple(problems))
    seen: set[str] = set()
    for root in roots:
        if root.given == "-" and not root.files:
            yield _reading(_read_bytes(sys.stdin.buffer.read() if stdin is None else stdin, STDIN_NAME))
            continue
        fresh = [(name, file) for name, file in root.files if os.path.realpath(file) not in seen]
        # Not `resolve`, which fails for a link to itself on Python 3.11 and 3.12.
        seen.update(os.path.realpath(file) for _, file in fresh)
        nothing = len(fresh) == len(root.files)
        for name, file in fresh:
            book = _read_file(file, name, in_folder=root.is_folder)
            nothing = nothing and book.is_empty and not book.rows
            yield _reading(book)
        if root.is_folder and nothing:
            yield Reading((), (), (no_digest(root.given),))


def no_digest(folder: str) -> Problem:
    """What is said of a folder without any digest."""
    message = "no digest was found in this folder"
    remedy = f"name a folder with digests ({', '.join(f'*{suffix}' for suffix in sorted(SUFFIXES))})"
    return Problem(folder, 1, 1, "error", "no-digest", message, remedy)


def read_bytes(data: bytes, name: str, *, in_folder: bool = False) -> Reading:
    """What a file of that name holds, whose bytes are at hand; `in_folder` if it was found, not named."""
    return _reading(_read_bytes(data, name, in_folder=in_folder))


def _reading(book: DayBook) -> Reading:
    reports = (book.report(),) if book.rows or not book.is_empty else ()
    return Reading(tuple(book.digests()), reports, tuple(book.log.problems))


def _find(given: str, problems: list[Problem]) -> _Root:
    if given == "-":
        return _Root(given, (), is_folder=False)
    path = Path(given)
    if path.is_dir():
        return _Root(given, tuple(_walk(path, problems)), is_folder=True)
    if not path.exists():
        raise UsageError(f"{given}: no such file or folder; check the path")
    # A pipe or a terminal ends when its writer does; a device like /dev/zero never.
    if _is_device(path):
        raise UsageError(f"{given}: is a device; name a digest, a folder of digests, or - for standard input")
    return _Root(given, ((_text(path.name), path),), is_folder=False)


def _is_device(path: Path) -> bool:
    if path.is_block_device():
        return True
    if not path.is_char_device() or path.samefile(os.devnull):
        return False
    with path.open("rb", buffering=0) as opened:
        return not opened.isatty()


def _walk(root: Path, problems: list[Problem]) -> Iterator[tuple[str, Path]]:
    def note(error: OSError) -> None:
        path = Path(str(error.filename))
        name = path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)
        problems.append(_unreadable(_text(name), error))

    for folder, folders, names in os.walk(root, onerror=note):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            file = Path(folder, name)
            # A pipe or socket in a folder would block for ever; a link to nowhere is reported when it is read.
            if not name.startswith(".") and file.suffix.lower() in SUFFIXES and (file.is_file() or not file.exists()):
                yield _text(file.relative_to(root).as_posix()), file


def _text(name: str) -> str:
    """A file's name with U+FFFD for bytes that are not UTF-8, which no export could write."""
    return os.fsencode(name).decode("utf-8", "replace")


def _unreadable(name: str, error: OSError) -> Problem:
    message = f"cannot be read: {error.strerror or error}"
    return Problem(name, 1, 1, "error", "unreadable", message, "check that it exists and that you may read it")


def _changing(name: str) -> Problem:
    message = "changed each time that it was read"
    return Problem(name, 1, 1, "error", "changing", message, "wait until whoever writes it is done, then read it again")


def _unread(name: str, problem: Problem) -> DayBook:
    book = DayBook(ProblemLog(name), "")
    book.log.problems.append(problem)
    return book


def _read_file(file: Path, name: str, *, in_folder: bool) -> DayBook:
    try:
        data = read_steady(file)
    except OSError as error:
        return _unread(name, _unreadable(name, error))
    if data is None:
        return _unread(name, _changing(name))
    return _read_bytes(data, name, in_folder=in_folder)


def _read_bytes(data: bytes, name: str, *, in_folder: bool = False) -> DayBook:
    log = ProblemLog(name)
    book = DayBook(log, hashlib.sha256(data).hexdigest())
    text = decode(data, log)
    if text is None:
        return book
    suffix = Path(name).suffix.lower()
    as_json = suffix == ".json" or (suffix not in (".md", ".markdown") and looks_like_json(text))
    if (read_json if as_json else read_markdown)(text, _day_of_name(name), book):
        return book
    message = "no digest table found, skipped"
    if in_folder:
        log.add_warning(_START, "no-digest", message, "leave it if it is no digest")
    else:
        log.add_error(
            _START, "no-digest", message, "a digest has a heading `## Papers for YYYY-MM-DD` and a table of papers"
        )
    return book


def _day_of_name(name: str) -> str | None:
    for found in _DATE.findall(Path(name).name):
        try:
            return date.fromisoformat(found).isoformat()
        except ValueError:
            continue
    return None
