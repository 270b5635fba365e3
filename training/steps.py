"""Steps of a long recipe: each leaves a file, and is passed over when that is there."""

import multiprocessing
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import click

# Files, and what makes each.
Steps = dict[Path, Callable[[Path], object]]


def kept(path: Path, make: Callable[[Path], object]) -> None:
    """Make the file of a step, whole or not at all, when it is not there."""
    if not path.exists():
        click.echo(f"== {path.name}", err=True)
        part = path.with_name(f"part-{path.name}")
        make(part)
        part.replace(path)


def kept_all(steps: Steps, jobs: int, ready: Callable[[], object] | None = None) -> None:
    """Make the files of steps that do not wait for each other, up to `jobs` at a time, each in a process.

    When one fails, those that have not begun are given up, and those that have are kept.

    Args:
        steps: what makes each file; it is sent to a process, so it must be picklable.
        jobs: number of processes.
        ready: called once in each process before its first step.
    """
    missing = {path: make for path, make in steps.items() if not path.exists()}
    if not missing:
        return
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(jobs, mp_context=context, initializer=ready) as pool:
        try:
            for step in [pool.submit(kept, path, make) for path, make in missing.items()]:
                step.result()
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
