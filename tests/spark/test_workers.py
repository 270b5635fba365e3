"""Clusters that cannot do the work are told before it begins."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kg.errors import KgError, UsageError
from kg.spark.build import Wanted, build_on_spark
from kg.spark.probe import probe
from kg.spark.session import session

pytestmark = pytest.mark.spark


@pytest.fixture
def build(tmp_path: Path, seeds: Path, settings):
    return lambda: build_on_spark("local[1]", Wanted((str(seeds),), str(tmp_path / "out")), settings)


@pytest.fixture
def python_of_workers(tmp_path: Path, monkeypatch):
    def use(text: str) -> None:
        path = tmp_path / "python"
        path.write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
        path.chmod(0o755)
        monkeypatch.setenv("PYSPARK_PYTHON", str(path))

    return use


def test_workers_without_paperkg_are_named(python_of_workers, build, tmp_path: Path) -> None:
    python_of_workers(f'unset PYTHONHOME; exec {sys.executable} -S "$@"')
    with pytest.raises(KgError, match=r"has no paperkg that its Python can use \(.*nothing was begun"):
        build()
    assert not (tmp_path / "out").exists()


def test_a_python_that_is_not_there_is_named(build, monkeypatch) -> None:
    monkeypatch.setenv("PYSPARK_PYTHON", "/no/such/python")
    with pytest.raises(KgError, match=r"no such Python \(.*/no/such/python.*PYSPARK_PYTHON"):
        build()


def test_a_cluster_without_free_workers_is_told(settings) -> None:
    # The one worker has a core.
    settings = {**settings, "spark.executor.cores": "2"}
    with (
        pytest.raises(KgError, match="no worker took up work within 1 s"),
        session("local-cluster[1,1,1024]", settings) as spark,
    ):
        probe(spark, wait=1)


def test_a_session_that_is_there_already_is_not_taken_over(build, settings) -> None:
    with session("local[1]", settings), pytest.raises(UsageError, match="a session of Spark already; stop it"):
        build()


@pytest.mark.usefixtures("heeds_interrupts")
def test_a_build_that_is_interrupted_leaves_nothing(
    seeds: Path, root: Path, options: list[str], tmp_path: Path
) -> None:
    out = tmp_path / "out"
    command = [sys.executable, "-m", "kg", "build", str(seeds), "-o", str(out), "--engine", "spark"]
    environment = os.environ | {"PYTHONPATH": str(root)}
    build = subprocess.Popen(
        [*command, "--master", "local-cluster[2,1,1024]", *options],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    # Workers are reading summaries, or are about to.
    while build.poll() is None and not (out / "_work" / "extracted").exists():
        time.sleep(0.1)
    os.killpg(build.pid, signal.SIGINT)
    _, told = build.communicate()
    assert build.returncode == 130, told
    assert "Traceback" not in told
    assert list(tmp_path.iterdir()) == []
