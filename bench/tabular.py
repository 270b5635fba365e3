#!/usr/bin/env python3
"""The tabular part of the work beside Morph-KGC: what the columns of digests say, as RDF, without any reading of summaries.

    python bench/tabular.py [--runs N] [--keep FILE] [--install] [FOLDER]

paperkg reads the digests in FOLDER (default seeds), builds the graph as if no summary named anything, and writes N-Quads, with
the order of authors, and the digest, file and line of each row. Morph-KGC gets papers, authors, tags and repositories ready in
four CSV files and a mapping (bench/tabular.rml.ttl), and writes N-Triples. Each is a process of its own, measured from start to
end; both may use all cores. All that Morph-KGC states has to be among what paperkg states, else this ends with code 1.

Morph-KGC lives in an environment of its own, work/morph-kgc (PAPERKG_MORPH names another), which --install makes from the package
registry; without it the reason is said and paperkg measured alone. FILE is a graph that another benchmark kept.
"""

import csv
import os
import subprocess
import sys
import tempfile
import venv
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from measuring import HERE, ROOT, Report, arguments, papers_of, process, the_graph

if TYPE_CHECKING:
    from kg.digest import Entry
    from kg.extract import Annotation
    from kg.graph import Graph

MORPH = Path(os.environ.get("PAPERKG_MORPH") or ROOT / "work" / "morph-kgc")
PYTHON = MORPH / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
MAPPING = ROOT / "bench" / "tabular.rml.ttl"
CONFIGURATION = """[CONFIGURATION]
output_file: {out}
output_format: N-TRIPLES
logging_level: ERROR

[digests]
mappings: {mapping}
"""


def empty(entries: "Iterable[Entry]") -> "Iterator[Annotation]":
    """Annotations in which nothing was found."""
    from kg.extract import Annotation

    return (Annotation(entry.summary, (), (), (), ()) for entry in entries)


def columns_alone(digests: str, out: str) -> None:
    """Writes what the columns say, in this process."""
    from kg.digest import read
    from kg.export import write
    from kg.graph import build

    write(build(read([digests]).digests, empty), out, ["nquads"])


def write_tables(graph: "Graph", folder: Path) -> None:
    """The four CSV files that the mapping speaks of."""
    from kg.schema.iris import iri_of

    nodes = {node.id: node for node in graph.merged_nodes() if node.type in {"Paper", "Author", "Tag", "Repository"}}
    tables: dict[str, list[tuple[str, ...]]] = {
        "papers": [("iri", "title", "arxivId", "doi")],
        "authors": [("paper", "author", "name")],
        "tags": [("paper", "tag", "label")],
        "links": [("paper", "repository")],
    }
    for node in nodes.values():
        if node.type == "Paper":
            facts = (str(node.properties.get(name, "")) for name in ("title", "arxivId", "doi"))
            tables["papers"].append((iri_of(node.id), *facts))
    of_edge = {"authoredBy": "authors", "tagged": "tags", "hasCode": "links"}
    for edge, _ in graph.merged_edges():
        if (table := of_edge.get(edge.type)) and edge.target in nodes:
            ends = (iri_of(edge.source), iri_of(edge.target))
            tables[table].append(ends if table == "links" else (*ends, nodes[edge.target].label))
    for name, rows in tables.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)


def not_stated(theirs: Path, ours: Path) -> tuple[int, int, set[str]]:
    """How many statements are in both files, the latter's named graphs set aside, and those that are in the first alone."""
    import pyoxigraph as ox

    def statements(path: Path) -> set[str]:
        return {
            f"{quad.subject} {quad.predicate} {quad.object}" for quad in ox.parse(path=str(path), format=form(path))
        }

    def form(path: Path) -> ox.RdfFormat:
        return ox.RdfFormat.N_TRIPLES if path.suffix == ".nt" else ox.RdfFormat.N_QUADS

    few, many = statements(theirs), statements(ours)
    return len(few), len(many), few - many


def install() -> None:
    """Makes the environment of Morph-KGC, unless it is there."""
    if not PYTHON.exists():
        venv.create(MORPH, with_pip=True)
    subprocess.run([PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "morph-kgc"], check=True)


def version() -> str | None:
    """The version of Morph-KGC, None where it is not installed."""
    ask = "from importlib.metadata import version; print(version('morph-kgc'))"
    try:
        return subprocess.run([PYTHON, "-c", ask], check=True, capture_output=True, text=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return None


def main() -> None:
    """Prints a Markdown table."""
    parser = arguments(__doc__)
    parser.add_argument("folder", nargs="?", default="seeds", metavar="FOLDER")
    parser.add_argument("--runs", type=int, default=3, help="counted runs (default 3)")
    parser.add_argument("--keep", type=Path, metavar="FILE", help="where the built graph is kept for further runs")
    parser.add_argument("--install", action="store_true", help="install Morph-KGC if it is not there")
    parser.add_argument("--write", metavar="OUT", help="only write N-Quads into OUT; what is measured")
    options = parser.parse_args()
    folder = str(Path(options.folder).resolve())
    if options.write:
        columns_alone(folder, options.write)
        return
    if options.install:
        install()
    report, there = Report(options.json), version()
    graph = the_graph([folder], options.keep)
    with tempfile.TemporaryDirectory() as temporary:
        work = Path(temporary)
        write_tables(graph, work)
        (work / "mapping.ttl").write_text(
            MAPPING.read_text(encoding="utf-8").replace('rml:source "', f'rml:source "{work.as_posix()}/'),
            encoding="utf-8",
        )
        (work / "config.ini").write_text(CONFIGURATION.format(out=work / "morph.nt", mapping=work / "mapping.ttl"))
        ours = [sys.executable, __file__, folder, "--write", str(work / "out")]
        theirs = [str(PYTHON), "-m", "morph_kgc", str(work / "config.ini")]
        turns = [(process(ours, HERE), process(theirs) if there else None) for _ in range(options.runs + 1)]
        counted = turns[1:]
        name = f"Morph-KGC {there}" if there else ""
        seconds, memory = ([own[k] for own, _ in counted] for k in (0, 1))
        other_seconds, other_memory = ([other[k] for _, other in counted if other] for k in (0, 1))
        few, many, missing = 0, 0, set()
        if there:
            few, many, missing = not_stated(work / "morph.nt", work / "out" / "graph.nq")
        report.size(papers=papers_of(graph), **({"statements by paperkg": many, "by Morph-KGC": few} if there else {}))
        report.row("columns to RDF, wall time", "s", seconds, name, other_seconds)
        report.row("columns to RDF, peak memory", "MB", memory, name, other_memory)
        if not there:
            report.note(f"Morph-KGC was not measured: it is not in {MORPH}; --install installs it there.")
            return
        if missing:
            sys.exit(f"{len(missing)} statements of Morph-KGC are not among paperkg's, such as {min(missing)}")
        rates = ([many / one for one in seconds], [few / one for one in other_seconds])
        report.row("statements a second", "/s", rates[0], name, rates[1])
        report.note(f"All {few:,} statements of Morph-KGC are among the {many:,} of paperkg.")


if __name__ == "__main__":
    main()
