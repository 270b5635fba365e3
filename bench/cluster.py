#!/usr/bin/env python3
"""What a build on Spark costs, by stage, and how evenly its work is spread: papers made of real ones, on any cluster.

    python bench/cluster.py 10000 [100000] [--master URL] [--few 1] [--share 0.6] [--work FOLDER] [--conf NAME=VALUE ...]

Makes the papers with `bench/recombined.py` (not timed; they are read already, so reading and extraction are not in the table),
and runs the stages of `kg.spark.cluster`. One benchmark is in six of ten papers, if not told otherwise. For each stage it prints
seconds of the clock, seconds of all tasks, tasks, bytes and records that went through shuffles, bytes spilled, and of the shuffle
that was read most unevenly the records of the busiest task beside those of the median one; shuffles of fewer than 1,000 records
are left out of that. Figures are those of Spark's event log.
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ["PYTHONPATH"] = os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])

SETTINGS = {
    "spark.ui.enabled": "false",
    "spark.driver.memory": "2g",
    "spark.executor.memory": "2g",
    "spark.sql.shuffle.partitions": "16",
    # Small shuffles stay in as many parts as a large one has, so that it is seen how they are spread.
    "spark.sql.adaptive.coalescePartitions.enabled": "false",
    "spark.eventLog.enabled": "true",
    "spark.eventLog.rolling.enabled": "false",
    "spark.eventLog.compress": "false",
}


def figures(log: Path) -> dict[str, dict[str, Any]]:
    """Sums of an event log by the description of a job."""
    described: dict[int, str] = {}
    tasks: dict[int, list[dict[str, Any]]] = defaultdict(list)
    with log.open(encoding="utf-8") as lines:
        for line in lines:
            event = json.loads(line)
            if event["Event"] == "SparkListenerJobStart":
                name = (event.get("Properties") or {}).get("spark.job.description", "")
                for stage in event["Stage IDs"]:
                    described.setdefault(stage, name)
            elif event["Event"] == "SparkListenerTaskEnd" and event.get("Task Metrics"):
                tasks[event["Stage ID"]].append(event["Task Metrics"])
    found: dict[str, dict[str, Any]] = {}
    for stage, own in tasks.items():
        sums = found.setdefault(
            described.get(stage, ""),
            {"tasks": 0, "seconds": 0.0, "bytes": 0, "records": 0, "spilled": 0, "worst": (1.0, 0, 0)},
        )
        sums["tasks"] += len(own)
        sums["seconds"] += sum(m["Executor Run Time"] for m in own) / 1000
        sums["bytes"] += sum(m["Shuffle Write Metrics"]["Shuffle Bytes Written"] for m in own)
        sums["records"] += sum(m["Shuffle Write Metrics"]["Shuffle Records Written"] for m in own)
        sums["spilled"] += sum(m["Disk Bytes Spilled"] for m in own)
        read = [m["Shuffle Read Metrics"]["Total Records Read"] for m in own]
        if sum(read) >= 1000 and len(read) > 1 and (middle := statistics.median(read)):
            sums["worst"] = max(sums["worst"], (max(read) / middle, max(read), int(middle)))
    return found


def measured(papers: int, options: argparse.Namespace) -> None:
    """Prints the rows of a table."""
    from kg.resolve import read_aliases
    from kg.schema import DEFAULT_BASE
    from kg.spark.cluster import Cluster, Order
    from kg.spark.session import session
    from kg.spark.worker import Worker, versions

    folder = options.work / str(papers)
    shutil.rmtree(folder, ignore_errors=True)
    skew = ["--few", str(options.few), "--share", str(options.share)]
    make = [sys.executable, str(ROOT / "bench/recombined.py"), str(papers), str(folder), *skew]
    subprocess.run(make, check=True, stdout=sys.stderr)
    (folder / "events").mkdir()
    times: dict[str, float] = {}

    @contextmanager
    def watch(stage: str) -> Iterator[None]:
        begin = time.perf_counter()
        yield
        times[stage] = time.perf_counter() - begin
        print(f"{papers:,} {stage}: {times[stage]:.1f} s", file=sys.stderr)

    settings = {
        **SETTINGS,
        "spark.eventLog.dir": (folder / "events").as_uri(),
        **dict(c.split("=", 1) for c in options.conf),
    }
    with session(options.master, settings) as spark:
        worker = Worker(read_aliases(None), DEFAULT_BASE, None, tuple(versions().items()))
        shared = spark.sparkContext.broadcast(worker)
        here = folder.as_uri()
        cluster = Cluster(spark, shared, f"{here}/exports", f"{here}/work", Order(), watch)
        cluster.run(f"{here}/entries", f"{here}/digests")
    (log,) = (folder / "events").iterdir()
    rows = figures(log)
    work = sum(path.stat().st_size for path in (folder / "work").rglob("*") if path.is_file())
    exports = sum(path.stat().st_size for path in (folder / "exports").rglob("*") if path.is_file())
    for stage, seconds in times.items():
        own = rows.get(stage, {})
        ratio, most, middle = own.get("worst", (1.0, 0, 0))
        print(
            f"| {papers:,} | {stage} | {seconds:,.1f} s | {own.get('seconds', 0):,.1f} s | {own.get('tasks', 0):,} "
            f"| {own.get('bytes', 0) / 2**20:,.1f} MB | {own.get('records', 0):,} | {own.get('spilled', 0) / 2**20:,.0f} MB "
            f"| {ratio:.1f} ({most:,}/{middle:,}) |",
            flush=True,
        )
    print(
        f"| {papers:,} | all | {sum(times.values()):,.1f} s | {sum(own['seconds'] for own in rows.values()):,.1f} s | | | | | |"
    )
    print(f"{papers:,}: {work / 2**20:,.0f} MB between stages, {exports / 2**20:,.0f} MB of exports", file=sys.stderr)
    shutil.rmtree(folder)


def main() -> None:
    """Prints a Markdown table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("papers", type=int, nargs="+")
    parser.add_argument("--master", default="local-cluster[2,1,2048]")
    parser.add_argument("--few", type=int, default=1, help="benchmarks that most papers name (default 1)")
    parser.add_argument("--share", type=float, default=0.6, help="of papers that name one (default 0.6)")
    parser.add_argument("--work", type=Path, default=Path("/tmp/paperkg-cluster"), help="a folder with room")
    parser.add_argument("--conf", action="append", default=[], metavar="NAME=VALUE", help="a setting of Spark")
    options = parser.parse_args()
    print("| papers | stage | time | time of tasks | tasks | shuffled | records | spilled | busiest task |")
    print("|---|---|---|---|---|---|---|---|---|")
    for papers in options.papers:
        measured(papers, options)


if __name__ == "__main__":
    main()
