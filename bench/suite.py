#!/usr/bin/env python3
"""Runs all benchmarks against their peers, one after the other, and writes docs/benchmarks.md with plots of cost against size.

    python3 dev.py bench [--sizes N ...] [--runs N] [--only NAME ...] [--install] [--page FILE]

Digests of each number of papers are made from ../shared/corpus, or where that is missing from seeds (bench/digests.py); every
benchmark of bench/sections.py runs on each as a process of its own, and keeps its rows in --results. The page says the machine,
its load, versions, and the spread of each figure; the README quotes its rows in short. What cannot be measured (Morph-KGC that
is not installed, no Chromium) is said there with the reason; a benchmark that fails is said there, too, and ends this with code
1 when the others are done.

--rewrite writes the page again from the results that are there, without measuring.
"""

import argparse
import json
import os
import shlex
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from digests import write_digests
from machine import load, machine, versions
from measuring import HERE, ROOT
from results import Measured, read_measured
from sections import SECTIONS, Section, Size
from writing import quote_in, write_page

CORPUS = ROOT / "../shared/corpus"
PAGE = ROOT / "docs" / "benchmarks.md"
SIZES = (10, 40, 160, 640, 1398)
SURFACES = 1_000_000
LARGE = 500
"""From this number of papers on nothing is run more than twice."""


def run(section: Section, size: Size | None, options: argparse.Namespace) -> str:
    """Runs a benchmark; why it failed, or nothing."""
    file = results_file(options.results, section, size)
    given = section.arguments(size) if size and section.arguments else [*section.once, str(options.surfaces)]
    if section.benchmark == "tabular" and options.install:
        given.append("--install")
    command = [sys.executable, str(ROOT / "bench" / f"{section.benchmark}.py"), "--json", str(file), *given]
    print(f"{section.benchmark}{f', {size.papers:,} papers' if size else ''} ..", end=" ", file=sys.stderr, flush=True)
    begin = time.monotonic()
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, env={**os.environ, **HERE})
    print(f"{time.monotonic() - begin:.0f} s", file=sys.stderr)
    if not done.returncode:
        return ""
    print(done.stderr, file=sys.stderr)
    return " ".join((done.stderr.strip().splitlines() or [f"code {done.returncode}"])[-1].split())


def results_file(folder: Path, section: Section, size: Size | None) -> Path:
    """Where a benchmark keeps its rows."""
    return folder / (f"{section.benchmark}-{size.papers}.jsonl" if size else f"{section.benchmark}.jsonl")


def measure(options: argparse.Namespace) -> None:
    """Runs all benchmarks, and keeps what they say and on what it was measured."""
    options.results.mkdir(parents=True, exist_ok=True)
    for old in options.results.glob("*.json*"):
        old.unlink()
    begin, before = time.monotonic(), load()
    chosen = [section for section in SECTIONS if section.benchmark in options.only]
    failures: dict[str, str] = {}
    with tempfile.TemporaryDirectory() as temporary:
        for papers in sorted(options.sizes):
            runs = min(options.runs, 2) if papers >= LARGE else options.runs
            place = Path(temporary, str(papers))
            size = Size(papers, place / "digests", place / "graph.pickle", runs, options.wait)
            write_digests(papers, options.source, size.digests)
            for section in chosen:
                if papers in section.sizes(options.sizes):
                    failures[results_file(options.results, section, size).name] = run(section, size, options)
        for section in chosen:
            if not section.arguments:
                failures[results_file(options.results, section, None).name] = run(section, None, options)
    facts = machine() | {
        "load": f"{before} processes when it began, {load()} when it ended",
        "measured": f"{datetime.now(UTC):%Y-%m-%d}, in {(time.monotonic() - begin) / 60:.0f} minutes",
        "digests": f"of {' and '.join(sorted({source(options.source)}))}, {', '.join(f'{n:,}' for n in options.sizes)} papers",
    }
    about = {"facts": facts, "versions": versions(), "command": command_of(options), "failures": failures}
    (options.results / "run.json").write_text(json.dumps(about, indent=1), encoding="utf-8")


def source(folder: Path) -> str:
    """How a folder of digests is called."""
    return os.path.relpath(folder, ROOT)


def command_of(options: argparse.Namespace) -> str:
    """What has to be typed to measure the same again."""
    given = ["--sizes", *map(str, options.sizes)] if tuple(options.sizes) != SIZES else []
    given += ["--runs", str(options.runs)] if options.runs != 3 else []
    given += ["--surfaces", str(options.surfaces)] if options.surfaces != SURFACES else []
    given += ["--wait", f"{options.wait:g}"] if options.wait != 60 else []
    given += ["--only", *options.only] if len(options.only) < len(SECTIONS) else []
    given += ["--install"] if options.install else []
    return shlex.join(["python3", "dev.py", "bench", *given])


def measured_in(results: Path, failures: dict[str, str]) -> list[Measured]:
    """What all benchmarks have kept."""
    found = []
    for name, failure in failures.items():
        benchmark, _, papers = name.removesuffix(".jsonl").partition("-")
        found.append(read_measured(results / name, benchmark, int(papers) if papers else None, failure))
    return found


def main() -> None:
    """Measures, and writes the page."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    names = [section.benchmark for section in SECTIONS]
    parser.add_argument(
        "--sizes", type=int, nargs="+", default=SIZES, metavar="N", help=f"numbers of papers (default {SIZES})"
    )
    parser.add_argument(
        "--surfaces", type=int, default=SURFACES, help=f"names of the resolution (default {SURFACES:,})"
    )
    parser.add_argument("--wait", type=float, default=60, help="seconds that plain pyvis is given (default 60)")
    parser.add_argument(
        "--runs", type=int, default=3, help=f"counted runs (default 3), at most 2 from {LARGE} papers on"
    )
    parser.add_argument(
        "--only", nargs="+", choices=names, default=names, metavar="NAME", help=f"of {', '.join(names)}"
    )
    parser.add_argument(
        "--install", action="store_true", help="install Morph-KGC into work/morph-kgc if it is not there"
    )
    parser.add_argument("--source", type=Path, default=CORPUS if CORPUS.is_dir() else ROOT / "seeds", metavar="FOLDER")
    parser.add_argument("--results", type=Path, default=ROOT / "work" / "bench", metavar="FOLDER", help="rows as JSON")
    parser.add_argument("--page", type=Path, default=PAGE, metavar="FILE", help="default docs/benchmarks.md")
    parser.add_argument("--rewrite", action="store_true", help="write the page from the results that are there")
    options = parser.parse_args()
    options.results, options.page = options.results.resolve(), options.page.resolve()
    if len(options.only) < len(names) and options.page == PAGE:
        parser.error("--only: docs/benchmarks.md has all benchmarks; give another --page")
    if not options.rewrite:
        measure(options)
    kept = json.loads((options.results / "run.json").read_text(encoding="utf-8"))
    measured = measured_in(options.results, kept["failures"])
    write_page(options.page, kept, measured)
    if options.page == PAGE:
        quote_in(ROOT / "README.md", measured)
    if failed := [name for name, failure in kept["failures"].items() if failure]:
        sys.exit(f"failed: {', '.join(failed)}")


if __name__ == "__main__":
    main()
