"""A benchmark that most papers name does not put the work on one task."""

import runpy
import subprocess
import sys
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from kg.resolve import read_aliases
from kg.schema import DEFAULT_BASE
from kg.spark.cluster import Cluster, Order
from kg.spark.session import session
from kg.spark.worker import Worker, versions

pytestmark = pytest.mark.spark
PAPERS, A_DAY, SHARE = 2000, 50, 0.6


def test_the_busiest_task_has_little_more_than_the_others(root: Path, seeds: Path, settings, tmp_path: Path) -> None:
    make = [sys.executable, str(root / "bench/recombined.py"), str(PAPERS), str(tmp_path), "--from", str(seeds)]
    skew = ["--few", "1", "--share", str(SHARE), "--a-day", str(A_DAY), "--jobs", "1"]
    subprocess.run([*make, *skew], cwd=root, check=True)
    bench = runpy.run_path(str(root / "bench/cluster.py"))
    (tmp_path / "events").mkdir()
    more = {
        "spark.eventLog.dir": (tmp_path / "events").as_uri(),
        "spark.sql.adaptive.coalescePartitions.enabled": "false",
    }
    with session("local[2]", {**bench["SETTINGS"], **settings, **more}) as spark:
        worker = Worker(read_aliases(None), DEFAULT_BASE, None, tuple(versions().items()))
        shared = spark.sparkContext.broadcast(worker)
        here = tmp_path.as_uri()
        cluster = Cluster(spark, shared, f"{here}/exports", f"{here}/work", Order())
        cluster.run(f"{here}/entries", f"{here}/digests")
        nodes = pq.read_table(tmp_path / "exports" / "nodes-parts").to_pylist()
        papers, common = max((node["paperCount"], node["id"]) for node in nodes if "Benchmark" in node["types"])
        rows = cluster.table("names").where(f"entity = '{common}'").count()
    assert papers >= 0.95 * SHARE * PAPERS
    # What most papers name is a few rows of each part, not one of each paper.
    assert 0 < rows < papers / 20
    (log,) = (tmp_path / "events").iterdir()
    found = bench["figures"](log)
    for stage in ("order", "resolve", "merge"):
        ratio, most, middle = found[stage]["worst"]
        assert most > 1, f"no shuffle of {stage} was measured"
        assert ratio < 2, f"{stage}: {most} records beside {middle}"
