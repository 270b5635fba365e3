"""Exports are the old ones or the new ones, whole."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from kg.errors import OutputError, UsageError
from kg.export import FORMATS, write
from kg.export import formats as formats_module
from kg.export.files import write_file
from kg.export.formats import DEFAULT_FORMATS
from kg.graph import Graph, Node

GRAPH = Graph((Node("tag/x", ("Tag",), "digest/2025-01-01", {"prefLabel": "X"}),), ())
OTHER = Graph((Node("tag/y", ("Tag",), "digest/2025-01-01", {"prefLabel": "Y"}),), ())


def content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_writes_every_format(tmp_path: Path) -> None:
    files = write(GRAPH, tmp_path / "out")
    assert {f.name for f in files} == {name for f in DEFAULT_FORMATS for name in FORMATS[f].files}
    # The graph has no results: no record, no line.
    assert [f.name for f in files if not f.stat().st_size] == ["every_eval_ever.jsonl"]
    assert names(tmp_path) == ["out"]


def test_files_of_others_survive_and_our_old_ones_go(tmp_path: Path) -> None:
    out = tmp_path / "out"
    write(GRAPH, out)
    (out / "notes.txt").write_text("mine", encoding="utf-8")
    (out / "sub").mkdir()
    (out / "sub" / "deep.txt").write_text("mine too", encoding="utf-8")
    write(OTHER, out, ["nquads"])
    assert sorted(p.name for p in out.iterdir()) == ["graph.nq", "notes.txt", "sub"]
    assert (out / "sub" / "deep.txt").read_text(encoding="utf-8") == "mine too"


@pytest.mark.parametrize("stop", [KeyboardInterrupt, RuntimeError])
def test_a_build_that_stops_leaves_everything_as_it_was(tmp_path: Path, monkeypatch, stop) -> None:
    out = tmp_path / "out"
    write(GRAPH, out, ["nquads", "turtle"])
    before = content(out)

    def halfway(graph, base):
        yield b"half"
        raise stop

    monkeypatch.setitem(formats_module.FORMATS, "turtle", formats_module.Format("turtle", "", {"graph.ttl": halfway}))
    with pytest.raises(stop):
        write(OTHER, out, ["nquads", "turtle"])
    assert content(out) == before
    assert names(tmp_path) == ["out"]


def test_exports_set_aside_by_a_killed_build_come_back(tmp_path: Path) -> None:
    out = tmp_path / "out"
    write(GRAPH, out, ["nquads"])
    (out / "notes.txt").write_text("mine", encoding="utf-8")
    out.rename(tmp_path / ".out.paperkg-old")
    write(OTHER, out, ["nquads"])
    assert (out / "notes.txt").read_text(encoding="utf-8") == "mine"
    assert names(tmp_path) == ["out"]


def test_what_killed_builds_left_is_removed(tmp_path: Path) -> None:
    out = tmp_path / "out"
    write(GRAPH, out, ["nquads"])
    for name in (".out.paperkg-new-abc", ".out.paperkg-old", ".out2.paperkg-new-abc"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "graph.nq").write_text("half", encoding="utf-8")
    write(OTHER, out, ["nquads"])
    assert names(tmp_path) == [".out2.paperkg-new-abc", "out"]
    assert "Y" in (out / "graph.nq").read_text(encoding="utf-8")


DIE = """
import os, signal, sys
from pathlib import Path
from kg.export import folder
from kg.graph import Graph, Node

def killed(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)

moment, out = sys.argv[1:]
name, _, attribute = moment.rpartition(".")
place = {"": folder, "os": folder.os, "shutil": folder.shutil, "Path": Path}[name]
setattr(place, attribute, killed)
if moment == "Path.rename":  # where folders cannot change places
    folder.exchange = lambda *_: False
folder.write(Graph((Node("tag/y", ("Tag",), "digest/2025-01-01", {"prefLabel": "Y"}),), ()), out, ["nquads"])
"""


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere folders cannot change places in one step")
@pytest.mark.parametrize(
    ("moment", "label"),
    [
        ("os.fsync", "X"),
        ("_keep_files_of_others", "X"),
        ("exchange", "X"),
        ("Path.rename", "X"),
        ("shutil.rmtree", "Y"),
    ],
)
def test_a_killed_build_leaves_the_old_exports_or_the_new(tmp_path: Path, moment: str, label: str) -> None:
    out = tmp_path / "out"
    write(GRAPH, out, ["nquads"])
    code = subprocess.run([sys.executable, "-c", DIE, moment, str(out)], check=False).returncode
    assert code == -signal.SIGKILL
    assert f'"{label}"' in (out / "graph.nq").read_text(encoding="utf-8")
    write(OTHER, out, ["nquads"])
    assert names(tmp_path) == ["out"]
    assert '"Y"' in (out / "graph.nq").read_text(encoding="utf-8")


def test_folders_of_others_beside_the_exports_are_left_alone(tmp_path: Path) -> None:
    for name in (".out.old", ".out.new-x"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "precious").write_text("mine", encoding="utf-8")
    for _ in range(2):
        write(GRAPH, tmp_path / "out", ["nquads"])
    assert names(tmp_path) == [".out.new-x", ".out.old", "out"]
    assert (tmp_path / ".out.old" / "precious").exists()
    assert names(tmp_path / "out") == ["graph.nq"]


@pytest.mark.skipif(os.name == "nt", reason="permissions of POSIX")
def test_a_private_folder_stays_private(tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir(mode=0o700)
    write(GRAPH, out, ["nquads"])
    assert out.stat().st_mode & 0o777 == 0o700


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes on this platform")
def test_a_named_pipe_of_others_survives(tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    os.mkfifo(out / "pipe")
    write(GRAPH, out, ["nquads"])
    assert (out / "pipe").is_fifo()


def test_the_folder_one_stands_in_is_not_replaced(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    for folder in (".", "", "/", str(tmp_path.parent)):
        with pytest.raises(UsageError, match="name one below it"):
            write(GRAPH, folder, ["nquads"])
    assert names(tmp_path) == []


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_links_are_followed_and_loops_refused(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to("real")
    write(GRAPH, tmp_path / "link", ["nquads"])
    assert (tmp_path / "link").is_symlink()
    assert names(tmp_path / "real") == ["graph.nq"]
    (tmp_path / "file").write_text("old", encoding="utf-8")
    (tmp_path / "to_file").symlink_to("file")
    write_file(tmp_path / "to_file", [b"new"])
    assert (tmp_path / "file").read_text(encoding="utf-8") == "new"
    (tmp_path / "loop").symlink_to("loop")
    with pytest.raises((UsageError, OutputError), match="loop"):
        write(GRAPH, tmp_path / "loop", ["nquads"])
    with pytest.raises(OutputError, match="loop"):
        write_file(tmp_path / "loop", [b"new"])


def test_an_unknown_format_lists_those_there_are(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"xlsx: no such format; the formats are turtle, trig, nquads"):
        write(GRAPH, tmp_path / "out", ["xlsx"])


def test_a_base_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be the base IRI"):
        write(GRAPH, tmp_path / "out", base="not an iri")


def test_a_file_in_the_place_of_the_folder_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("mine", encoding="utf-8")
    with pytest.raises(OutputError, match="is a file"):
        write(GRAPH, tmp_path / "out")
    assert (tmp_path / "out").read_text(encoding="utf-8") == "mine"


def as_nobody(action) -> int:
    """The exit code of a child process without root's powers: 0 where the action raised OutputError, 1 where it did not."""
    child = os.fork()
    if child == 0:
        code = 2
        try:
            if os.geteuid() == 0:
                os.setgid(65534)
                os.setuid(65534)
            action()
            code = 1
        except OutputError as error:
            code = 0 if "Permission denied" in str(error) else 3
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs os.fork")
@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_without_permission_nothing_changes(tmp_path: Path) -> None:
    out = tmp_path / "locked" / "out"
    write(GRAPH, out, ["nquads"])
    before = content(out)
    for folder in (tmp_path.parent.parent, tmp_path.parent, tmp_path):
        folder.chmod(0o755)
    out.parent.chmod(0o555)
    try:
        assert as_nobody(lambda: write(OTHER, out, ["nquads"])) == 0
        assert as_nobody(lambda: write_file(out.parent / "x.jsonl", [b"x"])) == 0
    finally:
        out.parent.chmod(0o755)
    assert content(out) == before


def test_a_full_disk_leaves_the_old_exports_whole(tmp_path: Path, seeds_graph: Graph) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=128k", "tmpfs", str(disk)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("a small tmpfs can be mounted by root alone")
    try:
        write(GRAPH, disk / "out", ["nquads"])
        before = content(disk / "out")
        with pytest.raises(OutputError, match="No space left on device"):
            write(seeds_graph, disk / "out", ["nquads", "turtle"])
        assert content(disk / "out") == before
        assert names(disk) == ["out"]
        with pytest.raises(OutputError, match="No space left on device"):
            write_file(disk / "x.jsonl", (b"x" * 1000 for _ in range(1000)))
        assert names(disk) == ["out"]
    finally:
        subprocess.run(["umount", str(disk)], check=True)
