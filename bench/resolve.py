#!/usr/bin/env python3
"""Time and memory of the resolution alone, on invented names: how they grow with mentions and with distinct surfaces.

    python bench/resolve.py [--surfaces N]

Prints, each in a process of its own:

    the resolution of N distinct surfaces (default 1,000,000), a fifth of them long names with their short ones
    the same for a tenth of them, and how many times longer the whole takes
    ten times the mentions of that tenth, and how many times longer that takes

beside the floor of one pass over the same surfaces with `str.casefold`. Memory is in MB (2**20 bytes), as the kernel accounts it
(ru_maxrss); not measured on Windows.
"""

import json
import sys

from measuring import HERE, Report, arguments, process

CHILD = """
import json, resource, sys, time
from kg.resolve import read_aliases, resolve
count, papers = int(sys.argv[1]), int(sys.argv[2])
WORDS = "Adaptive Bayesian Causal Dynamic Efficient Fast Graph Hybrid Iterative Joint".split()
LABELS = ("model", "method", "benchmark", "metric")
uses, defined = {}, {}
for k in range(count // 5):
    words = [WORDS[k // 10**d % 10] for d in range(3)]
    long, short = " ".join([*words, f"Net {k}"]), "".join(word[0] for word in words) + f"N-{k}"
    names = [("method", long), ("method", short),
             (LABELS[k % 4], f"Foo{k}Net-{k % 70}B"), (LABELS[k % 4], f"foo{k}net {k % 70}B"),
             (LABELS[k % 4], f"Bar {k} {words[0]}")]
    for name in names:
        uses[name] = {f"{k % 1000}.{k + p}": False for p in range(papers)}
    defined[f"{k % 1000}.{k}"] = [(names[0], names[1])]
begin = time.perf_counter()
for _, name in uses:
    name.casefold()
floor = time.perf_counter() - begin
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
begin = time.perf_counter()
found = resolve(uses, defined, read_aliases())
seconds = time.perf_counter() - begin
print(json.dumps([len(uses), sum(map(len, uses.values())), len(found.entities), seconds, floor,
                  before, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss]))
"""


def measured(surfaces: int, papers: int, report: Report) -> float:
    """Reports the resolution of some surfaces, each in some papers; its seconds."""
    run = [sys.executable, "-c", CHILD, str(surfaces), str(papers)]
    output = process(run, HERE)[2]
    names, mentions, entities, seconds, floor, before, after = json.loads(output)
    unit = 2**20 if sys.platform == "darwin" else 2**10
    report.size(surfaces=names, mentions=mentions, things=entities)
    what = "resolution" if papers == 1 else f"resolution, each name in {papers} papers"
    report.row(f"{what}, time", "s", [seconds], "str.casefold", [floor])
    report.row(f"{what}, peak memory", "MB", [after / unit], "the names alone", [before / unit])
    return float(seconds)


def main() -> None:
    """Prints a Markdown table."""
    parser = arguments(__doc__)
    parser.add_argument("--surfaces", type=int, default=1_000_000, help="distinct surfaces (default 1,000,000)")
    options = parser.parse_args()
    report = Report(options.json)
    mentioned = measured(options.surfaces // 10, 10, report)
    tenth = measured(options.surfaces // 10, 1, report)
    whole = measured(options.surfaces, 1, report)
    report.note(
        f"Ten times the mentions take {mentioned / tenth:.1f} times the time, ten times the surfaces {whole / tenth:.1f} times."
    )


if __name__ == "__main__":
    main()
