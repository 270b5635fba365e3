#!/usr/bin/env python3
"""Wall time and peak memory of whole processes, beside the floor that no tool on spaCy can pass.

    python bench/build.py [--runs N] [FOLDER ...]

Each FOLDER (seeds, and ../shared/corpus where it is) is built into a temporary folder in all formats, with nothing kept from
earlier builds. The commands take turns, and each figure is the median of the runs, also as a multiple of its floor in the turn:

    kg build FOLDER      beside  python -c "import spacy; spacy.blank('en')"
    kg query, kg --help  beside  python -c "import click, pyoxigraph"

Peak memory is that of the process, or the largest where one starts others, in MB (2**20 bytes), as the kernel accounts it
(ru_maxrss); not measured on Windows.
"""

import os
import sys
import tempfile
from pathlib import Path

from measuring import HERE, ROOT, Report, arguments, process

SPACY = ("`python -c \"import spacy; spacy.blank('en')\"`", [sys.executable, "-c", "import spacy; spacy.blank('en')"])
OXIGRAPH = ('`python -c "import click, pyoxigraph"`', [sys.executable, "-c", "import click, pyoxigraph"])
QUERY = "SELECT ?title { ?p kg:evaluatesOn [ skos:prefLabel 'MATH-500' ] ; dcterms:title ?title }"
KG = [sys.executable, "-m", "kg"]
Floor = tuple[str, list[str]]


def compare(report: Report, name: str, command: list[str], floor: Floor, runs: int, cache: str, warm: int = 1) -> None:
    """Runs a command and its floor in turns, after some turns that do not count, and reports both figures."""
    where = {"PAPERKG_CACHE": cache}
    turns = [(process(command, where), process(floor[1])) for _ in range(runs + warm)][warm:]
    for k, (what, unit) in enumerate((("wall time", "s"), ("peak memory", "MB"))):
        ours, theirs = ([turn[side][k] for turn in turns] for side in (0, 1))
        report.row(f"{name}, {what}", unit, ours, floor[0], theirs)


def papers_in(folder: str) -> int:
    """How many papers the digests in a folder have."""
    from kg.digest import read

    return len({entry.paper for digest in read([str(ROOT / folder)]).digests for entry in digest.entries})


def main() -> None:
    """Prints a Markdown table."""
    parser = arguments(__doc__)
    parser.add_argument("folders", nargs="*", metavar="FOLDER")
    parser.add_argument("--runs", type=int, default=3, help="counted runs of each command (default 3)")
    options = parser.parse_args()
    report, runs = Report(options.json), options.runs
    folders = options.folders or [f for f in ("seeds", "../shared/corpus") if (ROOT / f).is_dir()]
    os.environ |= HERE
    with tempfile.TemporaryDirectory() as temporary:
        cache = str(Path(temporary) / "cache")
        for folder in folders:
            out, named = str(Path(temporary) / "out" / Path(folder).name), f" {folder}" if len(folders) > 1 else ""
            report.size(papers=papers_in(folder))
            # Without a cache: what earlier builds keep is another measure (bench/incremental.py).
            compare(report, f"`kg build{named}`", [*KG, "-q", "build", folder, "-o", out], SPACY, runs, "", warm=0)
            # A large graph is loaded in the turn that does not count, and opens from there in the others.
            asked = f"`kg query`{f', graph of{named}' if named else ''}"
            compare(report, asked, [*KG, "query", "--graph", out, QUERY], OXIGRAPH, runs, cache)
            compare(report, f"`kg check{named}`", [*KG, "check", folder], OXIGRAPH, runs, cache)
        compare(report, "`kg --help`", [*KG, "--help"], OXIGRAPH, runs, cache)


if __name__ == "__main__":
    main()
