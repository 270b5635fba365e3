#!/usr/bin/env python3
"""What it costs to build graphs that need not fit into memory: papers per second by stage, and memory, for several sizes.

    python bench/scale.py 10000 100000 [1000000] [--work FOLDER] [--memory GB] [--jobs N]

Makes the papers with `bench/recombined.py` (not timed), then runs the bulk path to N-Quads and Parquet in parts. For each stage
it prints seconds of the clock and of all processors, papers per second of the clock, and papers per second of processors beside
those of the first size, which other work on the machine changes little; peak memory is that of all processes together (PSS, asked
for each second), disk what stands in the work folder at the end of a stage, exports included. It fails if an entry was not built.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import threading
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

CHILD = """
import json, sys, time
from contextlib import contextmanager
from pathlib import Path
import pyarrow.parquet as pq
from kg.bulk.local import Local, Options
from kg.resolve import read_aliases

def size(folder):
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())

@contextmanager
def watch(name):
    begin = time.perf_counter()
    yield
    print(json.dumps([name, time.perf_counter() - begin, size(folder / "exports") + size(folder / "work")]), flush=True)

if __name__ == "__main__":
    folder, memory, jobs = Path(sys.argv[1]), float(sys.argv[2]), int(sys.argv[3])
    (folder / "work").mkdir()
    options = Options(read_aliases(), memory=int(memory * 2**30), jobs=jobs)
    Local(folder / "entries", folder / "digests", folder / "exports", folder / "work", options, watch).run()
    faults = sum(pq.read_metadata(path).num_rows for path in (folder / "work" / "faults").iterdir())
    assert not faults, f"{faults} entries could not be built"
    print(json.dumps(["exports", 0, size(folder / "exports")]), flush=True)
"""


def tree_of(pid: int) -> dict[int, list[str]]:
    """A process and its children: what the system tells of each (`/proc/PID/stat`, from the state on)."""
    told = {}
    for path in Path("/proc").iterdir():
        if path.name.isdecimal():
            try:
                told[int(path.name)] = (path / "stat").read_text().rpartition(") ")[2].split()
            except OSError:
                continue
    own = {pid}
    while more := {child for child, stat in told.items() if int(stat[1]) in own} - own:
        own |= more
    return {one: told[one] for one in own if one in told}


def memory_of(pid: int) -> int:
    """Bytes that a process and its children take, shared pages by their share."""
    total = 0
    for one in tree_of(pid):
        try:
            rows = Path(f"/proc/{one}/smaps_rollup").read_text().splitlines()
        except OSError:
            continue
        total += sum(int(row.split()[1]) for row in rows if row.startswith("Pss:")) * 1024
    return total


def processor_of(pid: int) -> float:
    """Seconds of processors that a process and its children have taken, those that have ended included."""
    ticks = sum(sum(map(int, stat[11:15])) for stat in tree_of(pid).values())
    return ticks / os.sysconf("SC_CLK_TCK")


Stage = tuple[str, float, float, int, int]
"""Name, seconds of the clock and of processors, peak memory, and bytes on disk."""


def measured(papers: int, work: Path, memory: float, jobs: int) -> list[Stage]:
    """What each stage takes; the last one is the size of the exports."""
    folder = work / str(papers)
    shutil.rmtree(folder, ignore_errors=True)
    make = [sys.executable, str(ROOT / "bench/recombined.py"), str(papers), str(folder), "--jobs", str(jobs)]
    subprocess.run(make, cwd=ROOT, check=True, stdout=sys.stderr)
    script = folder / "child.py"
    script.write_text(CHILD)
    run = [sys.executable, str(script), str(folder), str(memory), str(jobs)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    stages = []
    with subprocess.Popen(run, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as child:
        peak, done = [0], threading.Event()

        def look() -> None:
            while not done.wait(1):
                peak[0] = max(peak[0], memory_of(child.pid))

        looking = threading.Thread(target=look, daemon=True)
        looking.start()
        assert child.stdout is not None
        before = 0.0
        for line in child.stdout:
            name, seconds, size = json.loads(line)
            after = processor_of(child.pid)
            stages.append((name, seconds, after - before, peak[0], size))
            told = f"{seconds:.1f} s, {after - before:.1f} s of processors, {peak[0] / 2**20:,.0f} MB"
            print(f"{papers:,} {name}: {told}, {size / 2**20:,.0f} MB on disk", file=sys.stderr)
            before = after
            peak[0] = 0
        done.set()
        looking.join()
    if child.returncode:
        raise SystemExit(f"{papers} papers: exit code {child.returncode}")
    shutil.rmtree(folder)
    return stages


def main() -> None:
    """Prints a Markdown table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("papers", type=int, nargs="+")
    parser.add_argument("--work", type=Path, default=Path("/tmp/paperkg-scale"), help="a folder with room")
    parser.add_argument("--memory", type=float, default=4.0, help="GB (default 4)")
    parser.add_argument("--jobs", type=int, default=len(os.sched_getaffinity(0)))
    options = parser.parse_args()
    begin = time.strftime("%Y-%m-%d")
    print(f"{begin}, {options.jobs} processes, {options.memory:g} GB\n")
    print("| papers | stage | time | papers/s | processor time | beside the first | peak memory | on disk |")
    print("|---|---|---|---|---|---|---|---|")
    first: dict[str, float] = {}
    for papers in options.papers:
        *stages, (_, _, _, _, exports) = measured(papers, options.work, options.memory, options.jobs)
        whole = ("all", sum(s[1] for s in stages), sum(s[2] for s in stages), max(s[3] for s in stages), exports)
        for name, seconds, processor, peak, size in [*stages, whole]:
            rate = papers / max(processor, 0.01)
            beside = rate / first.setdefault(name, rate)
            sizes = f"{peak / 2**20:,.0f} MB | {size / 2**20:,.0f} MB"
            times = f"{seconds:,.1f} s | {papers / seconds:,.0f} | {processor:,.1f} s | {beside:.2f}"
            print(f"| {papers:,} | {name} | {times} | {sizes} |", flush=True)


if __name__ == "__main__":
    main()
