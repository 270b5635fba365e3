"""Tasks are done through the death of a process, and what cannot be done is named."""

import os
import signal
from functools import partial
from pathlib import Path

import pytest

from kg.bulk.workers import Start, Workers
from kg.errors import KgError


def _deadly(folder: Path, often: int, task: int) -> int:
    """Twice the task; the process dies over task 3 so many times."""
    died = len(list(folder.glob("died-*")))
    if task == 3 and died < often:
        (folder / f"died-{died}").touch()
        os.kill(os.getpid(), signal.SIGKILL)
    if task == 5 and often < 0:
        raise ValueError("five")
    return 2 * task


def deadly(folder: Path, often: int):
    return partial(_deadly, folder, often)


@pytest.mark.parametrize("number", [1, 3])
def test_every_task_is_answered(number: int, tmp_path: Path) -> None:
    with Workers(Start(deadly, (tmp_path, 0)), number) as workers:
        assert sorted(workers.run(range(20))) == [2 * k for k in range(20)]
        assert sorted(workers.run(range(3))) == [0, 2, 4]


def test_a_process_that_dies_changes_nothing(tmp_path: Path) -> None:
    with Workers(Start(deadly, (tmp_path, 1)), 2) as workers:
        assert sorted(workers.run(range(8))) == [2 * k for k in range(8)]
    assert len(list(tmp_path.glob("died-*"))) == 1


def test_a_task_over_which_processes_die_is_named(tmp_path: Path) -> None:
    with Workers(Start(deadly, (tmp_path, 9)), 2) as workers, pytest.raises(KgError, match=r"SIGKILL.*: 3;.*--jobs 1"):
        list(workers.run(range(8)))


@pytest.mark.parametrize("number", [1, 2])
def test_what_the_work_raises_is_raised(number: int, tmp_path: Path) -> None:
    with Workers(Start(deadly, (tmp_path, -1)), number) as workers, pytest.raises(ValueError, match="five"):
        list(workers.run(range(8)))


def test_tasks_are_taken_as_there_is_time_for_them(tmp_path: Path) -> None:
    taken = 0

    def tasks():
        nonlocal taken
        for task in range(100):
            taken += 1
            yield task

    with Workers(Start(deadly, (tmp_path, 0)), 2) as workers:
        next(iter(workers.run(tasks())))
        assert taken < 10
