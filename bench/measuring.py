"""What the benchmarks share: how they measure, and how they say what they measured.

A benchmark prints a Markdown table, a row a measure, and with `--json FILE` leaves the same for `bench/suite.py`, a JSON object
a line:

    {"size": {"papers": 75, "statements": 33012}}
    {"row": {"what": .., "unit": .., "values": [..], "beside": .., "theirs": [..]}}
    {"note": ".."}
"""

import argparse
import json
import os
import pickle
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

# A benchmark is run by its path; what it measures is the package beside it, installed or not.
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

if TYPE_CHECKING:
    from kg.graph import Graph

ROOT = Path(__file__).resolve().parent.parent
HERE = {"PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "bench")))}
"""What a process is told so that it finds kg and this module."""
HEADER = "| measure | paperkg | beside | figure | times |\n|---|---|---|---|---|"

# A small process that starts the measured one: the kernel counts into a peak what the process held that was forked.
LAUNCH = """
import subprocess, sys, time
begin = time.perf_counter()
code = subprocess.call(sys.argv[2:])
seconds, memory = time.perf_counter() - begin, float("nan")
try:
    import resource
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)
except ImportError:
    pass
with open(sys.argv[1], "w") as file:
    print(seconds, memory, file=file)
sys.exit(code)
"""


@dataclass(frozen=True)
class Row:
    """A measure: the values of all runs in `unit` (s, MB, or any other), beside those of a peer in the same runs."""

    what: str
    unit: str
    values: tuple[float, ...]
    beside: str = ""
    theirs: tuple[float, ...] = ()

    def times(self) -> float:
        """How many times the peer's figure ours is: the median of the ratios within a turn, where they took turns."""
        if len(self.values) == len(self.theirs):
            return statistics.median(a / b for a, b in zip(self.values, self.theirs, strict=True))
        return statistics.median(self.values) / statistics.median(self.theirs)

    def markdown(self) -> str:
        """A row below `HEADER`."""
        ours, theirs = told(self.values, self.unit), told(self.theirs, self.unit)
        times = ratio_told(self.times()) if self.theirs else ""
        return f"| {self.what} | {ours} | {self.beside} | {theirs} | {times} |"


def told(values: Sequence[float], unit: str) -> str:
    """The median, and in brackets the least and the greatest where they differ: `1.2 s (1.1 to 1.4)`; empty for none."""
    if not values:
        return ""
    middle = statistics.median(values)
    if unit == "s" and middle < 0.1:
        values, middle, unit = [1000 * value for value in values], 1000 * middle, "ms"
    digits = 2 if middle < 10 else 1 if middle < 100 else 0
    one, least, most = (f"{value:,.{digits}f}" for value in (middle, min(values), max(values)))
    return f"{one} {unit}" + (f" ({least} to {most})" if least != most else "")


def ratio_told(ratio: float) -> str:
    """A ratio with three figures: `0.0184`, `1.06`, `24.1`, `1,350`."""
    return f"{ratio:,.0f}" if ratio >= 100 else f"{ratio:.3g}"


class Report:
    """Prints what is measured as it comes, and keeps it in a file where one is wanted."""

    def __init__(self, file: Path | None) -> None:
        self.file, self.in_table = file, False
        if file:
            file.write_text("")

    def _keep(self, name: str, value: object) -> None:
        if self.file:
            with self.file.open("a", encoding="utf-8") as lines:
                lines.write(json.dumps({name: value}) + "\n")

    def size(self, **counts: int) -> None:
        """How large the thing is that is measured from here on."""
        self._keep("size", counts)
        print("\n" * self.in_table + ", ".join(f"{count:,} {name}" for name, count in counts.items()), flush=True)
        self.in_table = False

    def row(
        self, what: str, unit: str, values: Sequence[float], beside: str = "", theirs: Sequence[float] = ()
    ) -> None:
        """A measure."""
        row = Row(what, unit, tuple(values), beside, tuple(theirs))
        self._keep("row", asdict(row))
        if not self.in_table:
            print("\n" + HEADER)
        self.in_table = True
        print(row.markdown(), flush=True)

    def note(self, text: str) -> None:
        """A sentence, such as why something was not measured."""
        self._keep("note", text)
        print(f"\n{text}", flush=True)
        self.in_table = False


def arguments(doc: str | None) -> argparse.ArgumentParser:
    """A parser with what all benchmarks take; the module's docstring is its help."""
    parser = argparse.ArgumentParser(description=doc, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", type=Path, metavar="FILE", help="keep the rows there as JSON, one a line")
    return parser


def timed(work: Callable[[], object]) -> float:
    """Seconds that a call takes."""
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def in_turns(ours: Callable[[], object], other: Callable[[], object], runs: int) -> tuple[list[float], list[float]]:
    """Seconds of both for each run, after one turn that does not count."""
    turns = [(timed(ours), timed(other)) for _ in range(runs + 1)][1:]
    return [one for one, _ in turns], [other for _, other in turns]


def process(command: Sequence[str], environment: Mapping[str, str] | None = None) -> tuple[float, float, str]:
    """Seconds of wall time, peak memory in MB (2**20 bytes, ru_maxrss) and the standard output of a command.

    Raises SystemExit with the last of its words where it fails. Memory is NaN on Windows, which does not account it.
    """
    with tempfile.TemporaryDirectory() as folder:
        figures = Path(folder, "figures")
        run = [sys.executable, "-I", "-S", "-c", LAUNCH, str(figures), *map(str, command)]
        done = subprocess.run(
            run, cwd=ROOT, capture_output=True, text=True, check=False, env={**os.environ, **(environment or {})}
        )
        if done.returncode:
            words = " ".join(map(str, command))
            raise SystemExit(f"{words}: failed with {done.returncode}\n{done.stderr[-2000:]}")
        seconds, memory = map(float, figures.read_text().split())
    return seconds, memory, done.stdout


def peak_of_this_process() -> float:
    """MB (2**20 bytes) that this process held at most since its program began; NaN where the kernel does not tell (not Linux)."""
    # ru_maxrss would also count the parent that it was forked from.
    try:
        found = re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())
    except OSError:
        return float("nan")
    return int(found[1]) / 2**10 if found else float("nan")


def the_graph(folders: Sequence[str], keep: Path | None) -> "Graph":
    """The graph of folders of digests, or the one that an earlier run kept in a file."""
    from kg.digest import read
    from kg.extract import Extractor
    from kg.graph import build

    if keep and keep.exists():
        graph: Graph = pickle.loads(keep.read_bytes())
        return graph
    graph = build(read(folders).digests, Extractor().annotate)
    if keep:
        keep.write_bytes(pickle.dumps(graph))
    return graph


def papers_of(graph: "Graph") -> int:
    """How many papers a graph has."""
    return graph.counts().get("Paper", 0)
