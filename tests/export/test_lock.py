"""One build at a time in a folder; a lock ends with its process."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from kg.errors import OutputError
from kg.export import write
from kg.export.folder import claimed
from kg.graph import Graph, Node

GRAPH = Graph((Node("tag/x", ("Tag",), "digest/2025-01-01", {"prefLabel": "X"}),), ())
HOLD = """
import sys
from kg.export.folder import claimed
with claimed(sys.argv[1]):
    print("held", flush=True)
    sys.stdin.read()
"""


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture
def holder(tmp_path: Path):
    """Another process that builds into `out`."""
    run = [sys.executable, "-c", HOLD, str(tmp_path / "out")]
    with subprocess.Popen(run, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


def test_a_second_build_is_told_and_changes_nothing(tmp_path: Path, holder: subprocess.Popen[str]) -> None:
    with pytest.raises(
        OutputError, match="out: another build is writing there; wait until it is done, or name another"
    ):
        write(GRAPH, tmp_path / "out", ["nquads"])
    assert names(tmp_path) == [".out.paperkg-lock"]
    write(GRAPH, tmp_path / "other", ["nquads"])
    holder.communicate("")
    write(GRAPH, tmp_path / "out", ["nquads"])
    assert names(tmp_path) == ["other", "out"]


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="signals of POSIX")
def test_the_lock_of_a_killed_build_hinders_nobody(tmp_path: Path, holder: subprocess.Popen[str]) -> None:
    holder.send_signal(signal.SIGKILL)
    holder.wait()
    assert names(tmp_path) == [".out.paperkg-lock"]
    write(GRAPH, tmp_path / "out", ["nquads"])
    assert names(tmp_path) == ["out"]


def test_a_folder_that_is_claimed_can_be_written_by_who_claimed_it(tmp_path: Path) -> None:
    with claimed(tmp_path / "out"):
        write(GRAPH, tmp_path / "out", ["nquads"])
        assert names(tmp_path) == [".out.paperkg-lock", "out"]
    assert names(tmp_path) == ["out"]
