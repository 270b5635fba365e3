"""A benchmark that most papers name does not put the work on one task."""

import runpy
from dataclasses import replace
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from kg.bulk.entries import digest_table, entry_table
from kg.bulk.parts import write_table
from kg.digest import Digest, Reading
from kg.extract import Extractor
from kg.resolve import read_aliases
from kg.schema import DEFAULT_BASE
from kg.spark.cluster import Cluster, Order
from kg.spark.session import session
from kg.spark.worker import Worker, versions

pytestmark = pytest.mark.spark
DAYS = 40


def test_the_busiest_task_has_little_more_than_the_others(
    root: Path, seeds_reading: Reading, extractor: Extractor, settings, tmp_path: Path
) -> None:
    bench = runpy.run_path(str(root / "bench" / "cluster.py"))
    own = [entry for digest in seeds_reading.digests for entry in digest.entries][:50]
    annotations = list(extractor.annotate(own))
    digests = []
    for number in range(DAYS):
        day, path = f"2024-{number // 28 + 1:02}-{number % 28 + 1:02}", f"{number}.md"
        entries = [replace(one, day=day, path=path, paper=f"24{number:02}.{k:05}") for k, one in enumerate(own)]
        digests.append(Digest(day, path, 1, "0" * 64, tuple(entries)))
        write_table(entry_table(digests[-1], annotations), tmp_path / "entries" / f"{number}.parquet")
    write_table(digest_table(digests), tmp_path / "digests" / "all.parquet")
    name = bench["with_one_benchmark"](tmp_path / "entries", 0.6)
    (tmp_path / "events").mkdir()
    more = {
        "spark.eventLog.dir": (tmp_path / "events").as_uri(),
        "spark.sql.adaptive.coalescePartitions.enabled": "false",
    }
    with session("local[2]", {**bench["SETTINGS"], **settings, **more}) as spark:
        worker = Worker(read_aliases(None), DEFAULT_BASE, None, tuple(versions().items()))
        shared = spark.sparkContext.broadcast(worker)
        here = tmp_path.as_uri()
        Cluster(spark, shared, f"{here}/exports", f"{here}/work", Order()).run(f"{here}/entries", f"{here}/digests")
    nodes = pq.read_table(tmp_path / "exports" / "nodes-parts").to_pylist()
    papers = max(node["paperCount"] for node in nodes if name in (node["altLabel"] or []) or name == node["prefLabel"])
    assert papers >= 0.6 * DAYS * len(own)
    (log,) = (tmp_path / "events").iterdir()
    found = bench["figures"](log)
    for stage in ("order", "merge"):
        ratio, most, middle = found[stage]["worst"]
        assert most > 1, f"no shuffle of {stage} was measured"
        assert ratio < 2, f"{stage}: {most} records beside {middle}"
    # Names are sums of parts: what most papers name is a row for each part, not for each paper.
    assert found["resolve"]["records"] < DAYS * len(own)
