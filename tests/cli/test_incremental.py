"""A build that finds what was read before gives the same bytes, and a killed one leaves the old exports or the new."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import kg.extract.extractor
from kg.cli.main import run

# Entries of the days of seeds/ in February.
COUNT = {"04": 13, "10": 12, "11": 15}
FORMATS = ["--format", "nquads", "--format", "parquet"]


def content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.fixture
def days(seeds: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "days"
    folder.mkdir()
    for name in ("2025-02-04.md", "2025-02-11.md"):
        shutil.copy(seeds / name, folder)
    return folder


@pytest.fixture
def none_read(monkeypatch: pytest.MonkeyPatch):
    """Calling it ends all reading: what would be read from then on is an error."""

    def now() -> None:
        monkeypatch.setattr(kg.extract.extractor, "Extractor", None)

    return now


def test_a_day_that_is_added_changed_or_taken_out_gives_the_bytes_of_a_full_build(
    days: Path, seeds: Path, tmp_path: Path, none_read
) -> None:
    cached = ["--cache", str(tmp_path / "cache"), *FORMATS]

    def built(name: str, *options: str) -> dict[str, bytes]:
        assert run(["-q", "build", str(days), "-o", str(tmp_path / name), *options]) == 0
        return content(tmp_path / name)

    two = built("out", *cached)
    shutil.copy(seeds / "2025-03-04.md", days)
    three = built("out", *cached)
    assert three == built("full", "--no-cache", *FORMATS) != two
    text = (days / "2025-03-04.md").read_text(encoding="utf-8")
    changed = re.sub(r"\| \[[^]]+\]", "| [Another title]", text, count=1)
    (days / "2025-03-04.md").write_text(changed, encoding="utf-8")
    assert built("out", *cached) == built("full", "--no-cache", *FORMATS) != three
    none_read()
    (days / "2025-03-04.md").unlink()
    assert built("out", *cached) == two


def test_extract_and_aliases_use_what_build_read(days: Path, tmp_path: Path, none_read, capsys) -> None:
    cached = ["--cache", str(tmp_path / "cache")]
    assert run(["-q", "build", str(days), "-o", str(tmp_path / "out"), *cached, *FORMATS]) == 0
    none_read()
    assert run(["-q", "extract", str(days), *cached]) == 0
    assert run(["-q", "aliases", str(days), *cached]) == 0
    assert capsys.readouterr().out.count('"entities"') > 20


def test_a_dry_run_says_what_would_be_and_writes_nothing(days: Path, seeds: Path, tmp_path: Path, capsys) -> None:
    cached = ["--cache", str(tmp_path / "cache")]
    asked = ["-q", "build", str(days), "-o", str(tmp_path / "out"), *cached, "--format", "nquads", "--dry-run"]
    assert run(asked) == 0
    first = capsys.readouterr().out
    assert "no exports in" in first
    assert f"summaries: {COUNT['04'] + COUNT['11']} to be read in 1 process, 0 kept from before" in first
    assert not (tmp_path / "out").exists()
    assert not (tmp_path / "cache").exists()
    assert run(["-q", "build", str(days), "-o", str(tmp_path / "out"), *cached, *FORMATS]) == 0
    shutil.copy(seeds / "2025-02-10.md", days)
    (days / "2025-02-04.md").unlink()
    text = (days / "2025-02-11.md").read_text(encoding="utf-8")
    (days / "2025-02-11.md").write_text(re.sub(r"\| \[[^]]+\]", "| [Another]", text, count=1), encoding="utf-8")
    before = content(tmp_path)
    capsys.readouterr()
    for gone in ((), ("nodes.parquet",)):
        for name in gone:
            (tmp_path / "out" / name).unlink()  # what is left is RDF
            del before[name]
        assert run(asked) == 0
        lines = capsys.readouterr().out.splitlines()
        assert lines[1:4] == [
            f"  new: 2025-02-10.md, {COUNT['10']} entries",
            f"  changed: 2025-02-11.md, {COUNT['11']} entries",
            "  gone: 2025-02-04.md",
        ]
        assert f"summaries: {COUNT['10'] + 1} to be read in 1 process, {COUNT['11'] - 1} kept from before" in lines
        assert f"would replace {tmp_path / 'out' / 'graph.nq'}" in lines
        assert f"would remove {tmp_path / 'out' / 'edges.parquet'}: parquet is not asked for" in lines
        assert lines[-1] == "nothing was written"
    assert content(tmp_path) == before


def test_a_cache_that_cannot_be_written_is_a_warning(days: Path, tmp_path: Path, capsys, monkeypatch) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("PAPERKG_CACHE", str(tmp_path / "file" / "cache"))
    assert run(["extract", str(days / "2025-02-04.md"), "-o", str(tmp_path / "x.jsonl")]) == 0
    assert "warning: " in (told := capsys.readouterr().err)
    assert "nothing can be kept" in told


def test_a_cache_and_none_contradict_each_other(days: Path, tmp_path: Path, capsys) -> None:
    assert run(["build", str(days), "--cache", str(tmp_path), "--no-cache"]) == 2
    assert "contradict each other" in capsys.readouterr().err


def test_a_second_build_ends_with_a_message(days: Path, tmp_path: Path, capsys) -> None:
    from filelock import FileLock

    with FileLock(tmp_path / ".out.paperkg-lock"):
        assert run(["-q", "build", str(days), "-o", str(tmp_path / "out")]) == 3
    assert "another build is writing there" in capsys.readouterr().err


FULL = """
import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
from kg.cli.main import run
sys.exit(run(sys.argv[1:]))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="limits of POSIX")
def test_exports_that_have_no_room_leave_the_old_ones(days: Path, tmp_path: Path) -> None:
    cached = ["--cache", str(tmp_path / "cache"), "--format", "nquads"]
    assert run(["-q", "build", str(days / "2025-02-04.md"), "-o", str(tmp_path / "out"), *cached]) == 0
    before = content(tmp_path / "out")
    build = [sys.executable, "-c", FULL, "-q", "build", str(days), "-o", str(tmp_path / "out"), *cached]
    done = subprocess.run(build, capture_output=True, text=True, check=False)
    assert done.returncode == 3
    assert "cannot be written (File too large); free space" in done.stderr
    assert content(tmp_path / "out") == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["cache", "days", "out"]


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_killed_builds_leave_the_old_exports_or_the_new(root: Path) -> None:
    bench = [sys.executable, "bench/kills.py", "--kills", "3"]
    done = subprocess.run(bench, cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "3 builds killed" in done.stdout
