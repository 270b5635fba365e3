from functools import partial
from pathlib import Path

import pytest

from training.steps import kept_all

write = partial(Path.write_text, data="new")


def test_steps_that_are_there_are_passed_over(tmp_path: Path) -> None:
    old, other = tmp_path / "old", tmp_path / "other"
    old.write_text("old")
    kept_all({old: write, other: write}, 2)
    assert (old.read_text(), other.read_text()) == ("old", "new")
    kept_all({old: Path.unlink, other: Path.unlink}, 2)
    assert sorted(tmp_path.iterdir()) == [old, other]


def test_a_step_that_fails_leaves_no_file_and_keeps_those_before_it(tmp_path: Path) -> None:
    steps = {tmp_path / "first": write, tmp_path / "failing": Path.read_text, tmp_path / "last": write}
    with pytest.raises(FileNotFoundError):
        kept_all(steps, 1)
    assert (tmp_path / "first").read_text() == "new"
    assert not (tmp_path / "failing").exists()
