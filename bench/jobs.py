#!/usr/bin/env python3
"""What several processes bring: the summaries of a folder read by one process on one core, and by N on N.

    python bench/jobs.py [--runs N] [--jobs N] [--entries N ...] [FOLDER]

For each number of entries (the first of FOLDER; ../shared/corpus where it is, else seeds) prints the seconds from the start of a
process to its last annotation, with threads of the network on all cores and in N processes, beside those on one core; and the
peak memory of the first process and the largest of the others together. Nothing is cached, and all annotations are compared.
Linux, as processes are bound to cores.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

from measuring import HERE, ROOT, Report, arguments

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
    from kg.digest import read as read_digests

    parser = arguments(__doc__)
    corpus = ROOT / "../shared/corpus"
    parser.add_argument("folder", nargs="?", type=Path, default=corpus if corpus.is_dir() else ROOT / "seeds")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--jobs", type=int, default=len(os.sched_getaffinity(0)))
    parser.add_argument("--entries", type=int, nargs="+", default=[32, 64, 128, 256, 512])
    options = parser.parse_args()
    report, jobs = Report(options.json), options.jobs
    available = sum(len(digest.entries) for digest in read_digests([str(options.folder)]).digests)
    os.environ |= HERE
    for wanted in options.entries:
        count = min(wanted, available)
        ways = {"one": (1, count, 1), "threads": (jobs, count + 1, jobs), "processes": (jobs, 1, jobs)}
        runs = [
            {way: read(options.folder.resolve(), count, *how) for way, how in ways.items()} for _ in range(options.runs)
        ]
        if len({found[2] for run in runs for found in run.values()}) > 1:
            raise SystemExit("the annotations differ")
        report.size(entries=count, cores=jobs)
        seconds, most = ({way: [run[way][k] for run in runs] for way in ways} for k in (0, 1))
        report.row(f"reading with threads on {jobs} cores", "s", seconds["threads"], "one core", seconds["one"])
        report.row(f"reading in {jobs} processes", "s", seconds["processes"], "one core", seconds["one"])
        report.row(
            "peak memory, first process and largest of the others", "MB", most["processes"], "one process", most["one"]
        )


if __name__ == "__main__":
    main()
