#!/usr/bin/env python3
"""Wall time and peak memory of whole processes, beside the floor that no tool on spaCy can pass.

    python bench/build.py [--runs N] [FOLDER ...]

Each FOLDER (seeds, and ../shared/corpus where it is) is built into a temporary folder in all formats. The commands take turns,
and each figure is the median of the runs, also as a multiple of its floor in the same turn:

    kg build FOLDER      beside  python -c "import spacy; spacy.blank('en')"
    kg query, kg --help  beside  python -c "import click, pyoxigraph"

Peak memory is that of the process, in MB (2**20 bytes), as the kernel accounts it (ru_maxrss); not measured on Windows.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SPACY = ("python -c \"import spacy; spacy.blank('en')\"", [sys.executable, "-c", "import spacy; spacy.blank('en')"])
OXIGRAPH = ('python -c "import click, pyoxigraph"', [sys.executable, "-c", "import click, pyoxigraph"])
QUERY = "SELECT ?title { ?p kg:evaluatesOn [ skos:prefLabel 'MATH-500' ] ; dcterms:title ?title }"


def measure(command: list[str]) -> tuple[float, float]:
    """Seconds of wall time, and peak memory in MB, of one run of a command."""
    started = time.perf_counter()
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    if not hasattr(os, "wait4"):
        process.wait()
        return time.perf_counter() - started, float("nan")
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{' '.join(command)}: failed with {process.returncode}")
    unit = 1 if sys.platform == "darwin" else 1024
    return seconds, usage.ru_maxrss * unit / 2**20


def compare(name: str, command: list[str], floor: tuple[str, list[str]], runs: int) -> None:
    """Runs a command and its floor in turns, after one turn that does not count, and prints a row."""
    turns = [(measure(command), measure(floor[1])) for _ in range(runs + 1)][1:]
    wall = statistics.median(one[0] for one, _ in turns)
    ratio = statistics.median(one[0] / other[0] for one, other in turns)
    memory = statistics.median(one[1] for one, _ in turns)
    times = statistics.median(one[1] / other[1] for one, other in turns)
    print(f"| `{name}` | {wall:.2f} s | {ratio:.1f} | {memory:.0f} MB | {times:.1f} | `{floor[0]}` |", flush=True)


def main() -> None:
    """Prints a Markdown table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*", metavar="FOLDER")
    parser.add_argument("--runs", type=int, default=3, help="counted runs of each command (default 3)")
    options = parser.parse_args()
    folders = options.folders or [f for f in ("seeds", "../shared/corpus") if (ROOT / f).is_dir()]
    kg = [sys.executable, "-m", "kg"]
    print(
        "| command | wall time | times the floor | peak memory | times the floor | floor |\n|---|---|---|---|---|---|"
    )
    with tempfile.TemporaryDirectory() as temporary:
        # A large graph is loaded in the turn that does not count, and opens from there in the others.
        os.environ["PAPERKG_CACHE"] = str(Path(temporary) / "cache")
        for folder in folders:
            out = str(Path(temporary) / "out" / Path(folder).name)
            compare(f"kg build {folder}", [*kg, "-q", "build", folder, "-o", out], SPACY, options.runs)
            compare(f"kg query, graph of {folder}", [*kg, "query", "--graph", out, QUERY], OXIGRAPH, options.runs)
        compare(f"kg check {folders[0]}", [*kg, "check", folders[0]], OXIGRAPH, options.runs)
        compare("kg --help", [*kg, "--help"], OXIGRAPH, options.runs)


if __name__ == "__main__":
    main()
