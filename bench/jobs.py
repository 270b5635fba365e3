#!/usr/bin/env python3
"""What several processes bring: the summaries of a folder read by one process on one core, and by N on N.

    python bench/jobs.py [--runs N] [--jobs N] [--entries N ...] [FOLDER]

For each number of entries (the first of FOLDER; ../shared/corpus where it is, else seeds) prints the seconds from the start of a
process to its last annotation, on one core, on all cores in one process with threads of the network, and in N processes; their
ratio to one core; and the peak memory of the first process and the largest of the others together. Nothing is cached, and all
annotations are compared. Linux, as processes are bound to cores.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
READ = """
import hashlib, json, os, resource, sys, time
begin = time.perf_counter()
folder, count, jobs, share, cores = sys.argv[1], *map(int, sys.argv[2:])
os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:cores])
from kg.annotate import annotator
from kg.digest import read

if __name__ == "__main__":
    annotator.SHARE = share
    entries = [entry for digest in read([folder]).digests for entry in digest.entries][:count]
    seen = hashlib.sha256()
    for found in annotator.Annotator(jobs=jobs).annotate(entries):
        seen.update(repr(found).encode())
    most = sum(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, *[resource.RUSAGE_CHILDREN] * (share == 1)))
    print(json.dumps([time.perf_counter() - begin, most / 1024, seen.hexdigest()]))
"""


def read(folder: Path, count: int, jobs: int, share: int, cores: int) -> tuple[float, float, str]:
    """Seconds, MB (of the largest child and the parent), and a digest of the annotations."""
    run = [sys.executable, "-c", READ, str(folder), *map(str, (count, jobs, share, cores))]
    done = subprocess.run(run, cwd=ROOT, check=True, capture_output=True, text=True)
    seconds, most, seen = json.loads(done.stdout)
    return seconds, most, seen


def main() -> None:
    """Prints a Markdown table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    corpus = ROOT / "../shared/corpus"
    parser.add_argument("folder", nargs="?", type=Path, default=corpus if corpus.is_dir() else ROOT / "seeds")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--jobs", type=int, default=len(os.sched_getaffinity(0)))
    parser.add_argument("--entries", type=int, nargs="+", default=[32, 64, 128, 256, 512])
    options = parser.parse_args()
    os.environ.setdefault("PYTHONPATH", str(ROOT))
    jobs = options.jobs
    print(
        f"| entries | one core | {jobs} cores, threads | ratio | {jobs} processes | ratio | parent and largest process |"
    )
    print("|---|---|---|---|---|---|---|")
    for count in options.entries:
        ways = {"one": (1, count, 1), "threads": (jobs, count + 1, jobs), "processes": (jobs, 1, jobs)}
        runs = [
            {way: read(options.folder.resolve(), count, *how) for way, how in ways.items()} for _ in range(options.runs)
        ]
        if len({found[2] for run in runs for found in run.values()}) > 1:
            raise SystemExit("the annotations differ")
        seconds = {way: statistics.median(run[way][0] for run in runs) for way in ways}
        ratio = {way: statistics.median(run["one"][0] / run[way][0] for run in runs) for way in ways}
        most = max(run["processes"][1] for run in runs)
        print(
            f"| {count} | {seconds['one']:.1f} s | {seconds['threads']:.1f} s | {ratio['threads']:.2f} | "
            f"{seconds['processes']:.1f} s | {ratio['processes']:.2f} | {most:.0f} MB |"
        )


if __name__ == "__main__":
    main()
