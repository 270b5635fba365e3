#!/usr/bin/env python3
"""What one more day costs: a build with a cache of all days but one, beside a build that reads all, in one run.

    python bench/incremental.py [--runs N] [--jobs N] [FOLDER]

FOLDER (../shared/corpus where it is, else seeds) has a file for each day. For each run a cache is filled with all days but the
last; then all days are read, and built to N-Quads and Parquet, by processes of their own:

    full      with no cache
    one day   with that cache
    nothing   with what that left, where nothing is new

Prints a row for each measure and state, beside that of the full run:

    reading            `kg extract`: digests, extraction and cache, and all that starts: interpreter, libraries, the pipeline
    .. less the start  the same less the least of three times that `kg extract` takes with one word and an empty cache
                       (interpreter, libraries, pipeline), which every run pays that reads anything
    whole build        `kg build --format nquads --format parquet`

Times are of the clock and of all processors together. The exports of all three are compared byte by byte.
"""

import filecmp
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from measuring import HERE, ROOT, Report, arguments

FILES = ("graph.nq", "nodes.parquet", "edges.parquet")
WORD = "## Papers for 2025-01-01\n\n| Title | Summary |\n|---|---|\n| [A](https://arxiv.org/abs/2501.00001) | Word |\n"
Seconds = tuple[float, float]


def spent(*arguments: str) -> Seconds:
    """Seconds of the clock and of processors that a command takes."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    begin = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "kg", "-q", *arguments], cwd=ROOT, stdout=subprocess.DEVNULL, check=False
    )
    wall = time.perf_counter() - begin
    if done.returncode:
        raise SystemExit(f"kg {' '.join(arguments)}: exit code {done.returncode}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def run(days: list[Path], work: Path, jobs: list[str]) -> dict[str, Seconds]:
    """The seconds of each measure; raises SystemExit where the exports differ."""
    every, before = work / "every", work / "before"
    for folder, chosen in ((every, days), (before, days[:-1])):
        folder.mkdir(parents=True)
        for day in chosen:
            shutil.copy(day, folder)
    (work / "word.md").write_text(WORD, encoding="utf-8")
    cache, again = work / "cache", work / "again"
    spent("extract", str(before), "--cache", str(cache), *jobs)
    shutil.copytree(cache, again)
    kept, built = ["--cache", str(cache)], ["--format", "nquads", "--format", "parquet", *jobs]
    found = {
        "full, reading": spent("extract", str(every), "--no-cache", *jobs),
        "one day, reading": spent("extract", str(every), *kept, *jobs),
        "nothing, reading": spent("extract", str(every), *kept, *jobs),
        "start": min(spent("extract", str(work / "word.md"), "--cache", str(work / f"empty-{k}")) for k in range(3)),
        "full, whole": spent("build", str(every), "-o", str(work / "full"), "--no-cache", *built),
        "one day, whole": spent("build", str(every), "-o", str(work / "one"), "--cache", str(again), *built),
        "nothing, whole": spent("build", str(every), "-o", str(work / "none"), "--cache", str(again), *built),
    }
    for other in ("one", "none"):
        if filecmp.cmpfiles(work / "full", work / other, FILES, shallow=False)[0] != list(FILES):
            raise SystemExit(f"the exports of {work / other} are not those of {work / 'full'}")
    return found


def main() -> None:
    """Prints a Markdown table."""
    parser = arguments(__doc__)
    corpus = ROOT / "../shared/corpus"
    parser.add_argument("folder", nargs="?", type=Path, default=corpus if corpus.is_dir() else ROOT / "seeds")
    parser.add_argument("--runs", type=int, default=3, help="runs (default 3)")
    parser.add_argument("--jobs", help="processes (default: as kg build does)")
    options = parser.parse_args()
    report, days = Report(options.json), sorted(options.folder.glob("*.md"))
    if len(days) < 2:
        raise SystemExit(f"{options.folder}: has {len(days)} digests; one day more is measured on two or more")
    os.environ |= HERE
    runs = []
    for _ in range(options.runs):
        with tempfile.TemporaryDirectory() as work:
            runs.append(run(days, Path(work), ["--jobs", options.jobs] if options.jobs else []))
    report.size(days=len(days))
    for measure, part, less in (
        ("reading", "reading", False),
        ("reading less the start", "reading", True),
        ("whole build", "whole", False),
    ):
        for state, told in (("one day", "one day is new"), ("nothing", "nothing is new")):
            if less and state == "nothing":
                continue  # the pipeline is not started for that
            for k, clock in enumerate(("clock", "all processors")):
                new, full = (
                    [one[f"{of}, {part}"][k] - less * one["start"][k] for one in runs] for of in (state, "full")
                )
                report.row(f"{measure}, {told}, {clock}", "s", new, "all days new", full)


if __name__ == "__main__":
    main()
