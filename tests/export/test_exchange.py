import sys
from pathlib import Path

import pytest

from kg.export.exchange import exchange


@pytest.mark.skipif(sys.platform != "linux", reason="Linux alone has it")
def test_two_folders_change_places(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / name).touch()
    assert exchange(tmp_path / "a", tmp_path / "b")
    assert (tmp_path / "a" / "b").exists()
    assert (tmp_path / "b" / "a").exists()


def test_nothing_happens_where_one_is_missing(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    assert not exchange(tmp_path / "a", tmp_path / "b")
    assert (tmp_path / "a").exists()
