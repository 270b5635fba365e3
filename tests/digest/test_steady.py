"""A file that changes while it is read is read again, and named when it keeps changing."""

import os
from pathlib import Path

import pytest

from kg.digest import read, steady
from kg.digest.steady import TRIES, read_steady

DIGEST = (
    "## Papers for 2025-01-01\n\n| Title | Summary |\n|---|---|\n| [A](https://arxiv.org/abs/2501.00001) | Word |\n"
)


@pytest.fixture
def changes(monkeypatch: pytest.MonkeyPatch):
    """Lets something be done to a file after each of the next readings of it, before it is looked at again."""
    todo: list = []
    genuine = Path.stat

    def stat(path: Path, **options: bool) -> os.stat_result:
        if path.name == "a.md" and todo and reading:
            todo.pop()(path)
        return genuine(path, **options)

    reading: list[bool] = []
    opened = Path.open

    def open_(path: Path, *arguments: str, **options: str):
        reading.extend([True] * ("rb" in arguments))
        return opened(path, *arguments, **options)

    monkeypatch.setattr(steady, "PAUSE", 0)
    monkeypatch.setattr(Path, "stat", stat)
    monkeypatch.setattr(Path, "open", open_)
    return todo


def grow(path: Path) -> None:
    with open(path, "ab") as out:  # noqa: PTH123, Path.open is watched
        out.write(b"more")


def replace(path: Path) -> None:
    other = path.with_name("other")
    other.write_text("new", encoding="utf-8")
    other.replace(path)


@pytest.mark.parametrize(("change", "after"), [(grow, b"oldmore"), (replace, b"new")])
def test_a_file_that_changes_once_is_read_again(tmp_path: Path, changes: list, change, after: bytes) -> None:
    file = tmp_path / "a.md"
    file.write_bytes(b"old")
    changes.append(change)
    assert read_steady(file) == after
    assert not changes


def test_a_digest_that_keeps_changing_is_an_error_and_the_rest_is_read(tmp_path: Path, changes: list) -> None:
    for name in ("a.md", "b.md"):
        (tmp_path / name).write_text(DIGEST, encoding="utf-8")
    changes.extend([grow] * TRIES)
    reading = read([tmp_path])
    assert [digest.path for digest in reading.digests] == ["b.md"]
    (problem,) = reading.problems
    assert (problem.path, problem.severity, problem.code) == ("a.md", "error", "changing")
    assert "wait until whoever writes it is done" in problem.remedy
