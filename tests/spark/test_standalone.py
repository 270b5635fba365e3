"""A standalone master with two workers, each a process of its own that knows nothing of the driver's."""

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pyspark
import pytest

from kg.cli.main import run
from kg.spark.build import Wanted, build_on_spark

pytestmark = pytest.mark.spark


@pytest.fixture
def cluster(
    start: Callable[..., subprocess.Popen[bytes]], free_port: Callable[[], int], tmp_path: Path, root: Path
) -> tuple[str, list[subprocess.Popen[bytes]]]:
    """The address of the master, and the workers."""
    spark = Path(pyspark.__file__).parent
    paths = os.pathsep.join(filter(None, [str(root), os.environ.get("PYTHONPATH", "")]))

    def node(name: str, kind: str, *more: str) -> subprocess.Popen[bytes]:
        folder, port = tmp_path / name, free_port()
        folder.mkdir()
        command = [str(spark / "bin" / "spark-class"), f"org.apache.spark.deploy.{kind}", "--host", "127.0.0.1"]
        return start(
            [*command, "--webui-port", str(port), *more],
            folder,
            f"http://127.0.0.1:{port}/json/",
            SPARK_HOME=str(spark),
            SPARK_DAEMON_MEMORY="256m",
            PYTHONPATH=paths,
        )

    port = free_port()
    master = f"spark://127.0.0.1:{port}"
    node("master", "master.Master", "--port", str(port))
    of_worker = ["--cores", "1", "--memory", "1g"]
    workers = [
        node(f"worker {k}", "worker.Worker", *of_worker, "--work-dir", str(tmp_path / f"{k}"), master) for k in (1, 2)
    ]
    return master, workers


def test_a_standalone_cluster_builds_the_graph_of_the_seeds(
    cluster, seeds: Path, built_here, tmp_path: Path, capsys, options, contents
) -> None:
    master, _ = cluster
    command = ["build", seeds.as_uri(), "-o", (tmp_path / "out").as_uri()]
    assert run([*command, "--engine", "spark", "--master", master, *options]) == 0
    assert "75 entries; written to" in capsys.readouterr().err
    assert contents(tmp_path / "out") == built_here(seeds)


def test_a_node_that_is_killed_with_all_on_it_changes_nothing(
    cluster, seeds: Path, built_here, tmp_path: Path, deadly, contents
) -> None:
    master, workers = cluster
    built = build_on_spark(master, Wanted((str(seeds),), str(tmp_path / "out")), deadly("node"))
    assert sorted(worker.poll() or 0 for worker in workers) == [-9, 0]
    assert (built.lost, built.entries) == (0, 75)
    assert contents(tmp_path / "out") == built_here(seeds)
