#!/usr/bin/env python3
"""Speed of writing RDF and of asking it, beside pyoxigraph alone and beside rdflib, each on the same statements.

    python bench/rdf.py [--runs N] [--keep FILE] [FOLDER]

Builds the graph of the digests in FOLDER (default seeds), or takes it from FILE where an earlier run left it, and prints:

    writing     N-Quads, TriG and Turtle by kg.export, by ox.Store.dump of a loaded store, and by rdflib's serializers
                (not TriG, which takes it longest), and the memory that kg.export takes beyond the graph
    opening     parsing graph.trig, loading it into a store on disk, and opening that
    asking      run_query beside a bare Store.query on the same store, in memory and on disk, and a self-join by rdflib

They take turns; each ratio is the median of the ratios within a turn. rdflib has one turn: 150 days take it minutes and 2 GB.
Memory is in MB (2**20 bytes), as the kernel accounts it (VmHWM); measured on Linux alone.
"""

import argparse
import os
import pickle
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

CO_AUTHORS = "SELECT (COUNT(*) AS ?n) { ?p schema:author ?a , ?b FILTER(?a != ?b) }"
QUERIES = {
    "co-author self-join": CO_AUTHORS,
    "papers on MATH-500": "SELECT ?title { ?p kg:evaluatesOn [ skos:prefLabel 'MATH-500' ] ; dcterms:title ?title }",
    "nodes by type": "SELECT ?type (COUNT(*) AS ?n) { ?node a ?type } GROUP BY ?type",
    "titles and authors": "SELECT ?title ?name { ?p dcterms:title ?title ; schema:author/foaf:name ?name }",
}
FORMATS = {"nquads": "graph.nq", "trig": "graph.trig", "turtle": "graph.ttl"}
# The peak since the process began its program; ru_maxrss would also count the parent that it was forked from.
MEMORY = """
import pickle, re, sys
from pathlib import Path
from kg.export.formats import FORMATS
graph = pickle.loads(Path(sys.argv[1]).read_bytes())
peak = lambda: int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1])
before = peak()
for generate in FORMATS[sys.argv[2]].files.values():
    for _ in generate(graph, "https://w3id.org/paperkg/"): pass
print(peak() - before)
"""


def timed(work: Callable[[], object]) -> float:
    """Seconds that a call takes."""
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def against(ours: Callable[[], object], other: Callable[[], object], runs: int) -> tuple[float, float, float]:
    """Seconds of both, and how many times the other's time ours is, after one turn that does not count."""
    turns = [(timed(ours), timed(other)) for _ in range(runs + 1)][1:]
    first, second = (statistics.median(turn[k] for turn in turns) for k in (0, 1))
    return first, second, statistics.median(a / b for a, b in turns)


def row(what: str, ours: float, theirs: float, times: float, whose: str) -> None:
    print(f"| {what} | {1000 * ours:,.2f} ms | {whose} | {1000 * theirs:,.2f} ms | {times:.2f} |", flush=True)


def main() -> None:
    """Prints Markdown tables."""
    import pyoxigraph as ox
    import rdflib

    from kg.digest import read
    from kg.export import write
    from kg.export.formats import FORMATS as WRITERS
    from kg.extract import Extractor
    from kg.graph import build
    from kg.schema import DEFAULT_BASE, PREFIXES
    from kg.store import cache, open_graph, opening, run_query
    from kg.store.load_process import load

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", default="seeds", metavar="FOLDER")
    parser.add_argument("--runs", type=int, default=5, help="counted runs (default 5)")
    parser.add_argument("--keep", type=Path, metavar="FILE", help="where the built graph is kept for further runs")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        kept = (options.keep or Path(temporary) / "graph.pickle").resolve()
        folder = Path(options.folder).resolve()
        os.chdir(ROOT)
        if not kept.exists():
            kept.write_bytes(pickle.dumps(build(read([folder]).digests, Extractor().annotate)))
        graph = pickle.loads(kept.read_bytes())
        out = Path(temporary) / "out"
        write(graph, out, list(FORMATS))
        store, union = ox.Store(), ox.Store()
        store.bulk_load(path=str(out / "graph.trig"), format=ox.RdfFormat.TRIG)
        union.bulk_load(path=str(out / "graph.ttl"), format=ox.RdfFormat.TURTLE)
        count = len(store)

        def written(form: str) -> Callable[[], object]:
            generate = WRITERS[form].files[FORMATS[form]]
            return lambda: sum(len(chunk) for chunk in generate(graph, DEFAULT_BASE))

        dumped: dict[str, Callable[[], object]] = {
            "nquads": lambda: store.dump(format=ox.RdfFormat.N_QUADS),
            "trig": lambda: store.dump(format=ox.RdfFormat.TRIG, prefixes=PREFIXES),
            "turtle": lambda: union.dump(format=ox.RdfFormat.TURTLE, prefixes=PREFIXES, from_graph=ox.DefaultGraph()),
        }
        print(f"{count:,} statements in {len(set(store.named_graphs()))} named graphs, {options.runs} runs\n")
        print("| what | paperkg | beside | time | times as long |\n|---|---|---|---|---|")
        for form in FORMATS:
            row(f"write {form}", *against(written(form), dumped[form], options.runs), "ox.Store.dump")

        triples, dataset = rdflib.Graph(), rdflib.Dataset()
        triples.parse(out / "graph.ttl", format="turtle")
        dataset.parse(out / "graph.nq", format="nquads")
        for form, source in (("nquads", dataset), ("turtle", triples)):
            ours = timed(written(form))
            theirs = timed(lambda source=source, form=form: source.serialize(format=form, encoding="utf-8"))  # type: ignore[misc]
            row(f"write {form}", ours, theirs, ours / theirs, "rdflib")
        del dataset

        os.environ["PAPERKG_CACHE"] = str(Path(temporary) / "cache")
        opening.LARGE = 0
        file = out / "graph.trig"

        def parsed() -> object:
            memory = ox.Store()
            load(memory, str(file), ox.RdfFormat.TRIG)
            return memory

        loading, seconds = timed(lambda: open_graph(out)), timed(parsed)
        (place,) = (cache.cache_folder() / "graphs").glob("*/store")  # type: ignore[operator]
        row("first question: load into a store on disk", loading, seconds, loading / seconds, "parsing")
        row("later: open that store", *against(lambda: open_graph(out), parsed, options.runs), "parsing")
        bare = lambda: ox.Store.read_only(str(place))  # noqa: E731
        row("later: open that store", *against(lambda: open_graph(out), bare, options.runs), "ox.Store.read_only")

        in_memory, on_disk = ox.Store(), open_graph(out)
        load(in_memory, str(file), ox.RdfFormat.TRIG)
        for where, asked in (("in memory", in_memory), ("on disk", on_disk)):
            for name, sparql in QUERIES.items():

                def answered(sparql: str = sparql, asked: ox.Store = asked) -> object:
                    solutions = asked.query(sparql, prefixes=PREFIXES)
                    assert isinstance(solutions, ox.QuerySolutions)
                    return solutions.serialize(format=ox.QueryResultsFormat.CSV)

                def asked_here(sparql: str = sparql, asked: ox.Store = asked) -> object:
                    return run_query(asked, sparql, "csv")

                row(f"{name}, {where}", *against(asked_here, answered, 3 * options.runs), "Store.query, CSV")
        ours = timed(lambda: run_query(in_memory, CO_AUTHORS, "csv"))
        theirs = timed(lambda: list(triples.query(CO_AUTHORS, initNs=PREFIXES)))
        row("co-author self-join, in memory", ours, theirs, ours / theirs, "rdflib")
        if sys.platform == "linux":
            print("\n| writing | memory beyond the graph |\n|---|---|")
            for form in FORMATS:
                run = [sys.executable, "-c", MEMORY, str(kept), form]
                peak = int(subprocess.run(run, check=True, capture_output=True, text=True).stdout)
                print(f"| {form} | {peak / 1024:.0f} MB |")


if __name__ == "__main__":
    main()
