"""A folder of exports is refused, begun, finished or left as it was."""

from pathlib import Path
from typing import Any

import pytest

from kg.errors import OutputError, UsageError
from kg.spark.files import Files
from kg.spark.output import begun

pytestmark = pytest.mark.spark


@pytest.fixture
def files(spark) -> Files:
    return Files(spark)


def built(files: Files, folder: Path, text: str, *, overwrite: bool = False) -> None:
    with begun(files, files.full(str(folder)), overwrite=overwrite) as place:
        assert files.write_new(f"{place}/part", text)


def left(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_new_folder_is_finished_by_its_marker(files: Files, tmp_path: Path) -> None:
    out = tmp_path / "deep" / "out"
    with begun(files, files.full(str(out)), overwrite=False) as place:
        files.make_folder(f"{place}/_work")
        assert left(out) == ["_PAPERKG", "_work"]
    assert left(out) == ["_PAPERKG", "_SUCCESS"]


def test_a_folder_that_exists_is_refused(files: Files, tmp_path: Path) -> None:
    out = tmp_path / "out"
    built(files, out, "old")
    with pytest.raises(OutputError, match=r"holds a build; replace it with --overwrite.*nothing was written"):
        built(files, out, "new")
    (out / "_SUCCESS").unlink()
    with pytest.raises(OutputError, match="did not end, or has not yet"):
        built(files, out, "new")
    assert (out / "part").read_text() == "old"


@pytest.mark.parametrize("overwrite", [False, True])
def test_what_others_wrote_is_never_replaced(overwrite: bool, files: Files, tmp_path: Path) -> None:
    (tmp_path / "thesis.tex").touch()
    with pytest.raises(OutputError, match=r"no build on a cluster wrote \(thesis.tex\)"):
        built(files, tmp_path, "new", overwrite=overwrite)
    with pytest.raises(OutputError, match="is a file"):
        built(files, tmp_path / "thesis.tex", "new", overwrite=overwrite)
    assert left(tmp_path) == ["thesis.tex"]


def test_an_earlier_build_is_replaced_when_it_is_asked_for(files: Files, tmp_path: Path) -> None:
    out = tmp_path / "out"
    built(files, out, "old")
    built(files, out, "new", overwrite=True)
    assert (out / "part").read_text() == "new"
    assert left(out) == ["_PAPERKG", "_SUCCESS", "part"]
    assert left(tmp_path) == ["out"]


@pytest.mark.parametrize("there", [False, True])
def test_a_build_that_fails_leaves_all_as_it_was(there: bool, files: Files, tmp_path: Path) -> None:
    out = tmp_path / "out"
    if there:
        built(files, out, "old")
    with pytest.raises(ZeroDivisionError), begun(files, files.full(str(out)), overwrite=True) as place:
        files.write_new(f"{place}/part", str(1 / 0))
    assert left(tmp_path) == (["out"] if there else [])
    if there:
        assert (out / "part").read_text() == "old"


def test_of_two_builds_in_one_folder_the_second_is_refused(files: Files, tmp_path: Path, monkeypatch) -> None:
    out = files.full(str(tmp_path / "out"))
    with begun(files, out, overwrite=False) as place:
        # The second one looked before the first one began.
        monkeypatch.setattr(files, "exists", lambda _: False)
        with pytest.raises(OutputError, match="another build has begun there"), begun(files, out, overwrite=False):
            pass
        assert files.write_new(f"{place}/part", "first")
    assert (tmp_path / "out" / "part").read_text() == "first"


def test_a_folder_that_another_build_took_is_not_finished(files: Files, tmp_path: Path) -> None:
    out = tmp_path / "out"
    with (
        pytest.raises(OutputError, match="another build has taken the folder"),
        begun(files, files.full(str(out)), overwrite=False),
    ):
        (out / "_PAPERKG").write_text("another's")
    assert left(out) == ["_PAPERKG"]


def test_nothing_is_moved_into_a_folder_that_is_there(files: Files, tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
    with pytest.raises(OSError, match="cannot be renamed"):
        files.rename(files.full(str(tmp_path / "a")), files.full(str(tmp_path / "b")))
    assert (left(tmp_path), left(tmp_path / "b")) == (["a", "b"], [])


def test_what_cannot_be_removed_is_named(spark: Any, files: Files, tmp_path: Path) -> None:
    class Gone(Files):
        def remove(self, path: str) -> None:
            raise OutputError(f"{path}: its file system does not answer")

    with (
        pytest.raises(OutputError, match=r"^the cluster gave up; what was begun is left in .*/out$"),
        begun(Gone(spark), files.full(str(tmp_path / "out")), overwrite=False),
    ):
        raise OutputError("the cluster gave up; nothing was written")


class Copying(Files):
    """A file system whose renames copy one file after another, and stop in between."""

    def rename(self, path: str, to: str) -> None:
        self.make_folder(to)
        self.write_new(f"{to}/part", "half")
        raise OSError("gone")


def test_without_atomic_renames_a_new_folder_needs_none(spark: Any, tmp_path: Path) -> None:
    built(Copying(spark), tmp_path / "out", "new")
    assert left(tmp_path / "out") == ["_PAPERKG", "_SUCCESS", "part"]


def test_a_rename_that_stops_half_way_loses_nothing_of_the_old_build(files: Files, spark, tmp_path: Path) -> None:
    out = tmp_path / "out"
    built(files, out, "old")
    with pytest.raises(
        OutputError, match=r"could not be replaced \(gone\); .* the new one is whole in .*/\.out\.paperkg-new-"
    ):
        built(Copying(spark), out, "new", overwrite=True)
    assert (out / "part").read_text() == "old"
    assert (out / "_SUCCESS").exists()
    (new,) = tmp_path.glob(".out.paperkg-new-*")
    assert (new / "part").read_text() == "new"


@pytest.mark.parametrize("path", ["nonsense:/x", "hdfs:///x", "hdfs://nowhere.invalid:1/x", "12:30"])
def test_a_path_on_no_known_file_system_is_refused(path: str, files: Files) -> None:
    with pytest.raises(UsageError, match=f"^{path}: no path on a file system that Spark knows"):
        files.full(path)
