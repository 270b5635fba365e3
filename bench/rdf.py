#!/usr/bin/env python3
"""Speed of writing RDF and of asking it, beside pyoxigraph alone and beside rdflib, each on the same statements.

    python bench/rdf.py [--runs N] [--keep FILE] [FOLDER]

Builds the graph of the digests in FOLDER (default seeds), or takes it from FILE where an earlier run left it, and prints:

    writing     N-Quads, TriG and Turtle by kg.export, by ox.Store.dump of a loaded store, and by rdflib's serializers
                (not TriG, which takes it longest), and the memory that kg.export takes beyond the graph
    opening     parsing graph.trig, loading it into a store on disk, and opening that; parsing by rdflib
    asking      run_query beside a bare Store.query on the same store, in memory and on disk, and a self-join by rdflib

They take turns; each ratio is the median of the ratios within a turn. rdflib has one turn: 150 days take it minutes and 2 GB.
Memory is in MB (2**20 bytes), as the kernel accounts it (VmHWM); measured on Linux alone.
"""

import os
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

from measuring import HERE, ROOT, Report, arguments, in_turns, papers_of, process, the_graph, timed

CO_AUTHORS = "SELECT (COUNT(*) AS ?n) { ?p schema:author ?a , ?b FILTER(?a != ?b) }"
QUERIES = {
    "co-author self-join": CO_AUTHORS,
    "papers on MATH-500": "SELECT ?title { ?p kg:evaluatesOn [ skos:prefLabel 'MATH-500' ] ; dcterms:title ?title }",
    "nodes by type": "SELECT ?type (COUNT(*) AS ?n) { ?node a ?type } GROUP BY ?type",
    "titles and authors": "SELECT ?title ?name { ?p dcterms:title ?title ; schema:author/foaf:name ?name }",
}
FORMATS = {"nquads": "graph.nq", "trig": "graph.trig", "turtle": "graph.ttl"}
MEMORY = """
import pickle, sys
from pathlib import Path
from measuring import peak_of_this_process
from kg.export.formats import FORMATS
graph = pickle.loads(Path(sys.argv[1]).read_bytes())
before = peak_of_this_process()
for generate in FORMATS[sys.argv[2]].files.values():
    for _ in generate(graph, "https://w3id.org/paperkg/"): pass
print(peak_of_this_process() - before)
"""


def main() -> None:
    """Prints Markdown tables."""
    import pyoxigraph as ox
    import rdflib

    from kg.export import write
    from kg.export.formats import FORMATS as WRITERS
    from kg.schema import DEFAULT_BASE, PREFIXES
    from kg.store import cache, open_graph, opening, run_query
    from kg.store.load_process import load

    parser = arguments(__doc__)
    parser.add_argument("folder", nargs="?", default="seeds", metavar="FOLDER")
    parser.add_argument("--runs", type=int, default=5, help="counted runs (default 5)")
    parser.add_argument("--keep", type=Path, metavar="FILE", help="where the built graph is kept for further runs")
    options = parser.parse_args()
    report, runs = Report(options.json), options.runs

    def against(
        what: str, ours: Callable[[], object], other: Callable[[], object], whose: str, turns: int = runs
    ) -> None:
        mine, theirs = in_turns(ours, other, turns)
        report.row(what, "s", mine, whose, theirs)

    with tempfile.TemporaryDirectory() as temporary:
        kept = (options.keep or Path(temporary) / "graph.pickle").resolve()
        folder = Path(options.folder).resolve()
        os.chdir(ROOT)
        graph = the_graph([str(folder)], kept)
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
        report.size(papers=papers_of(graph), statements=count, **{"named graphs": len(set(store.named_graphs()))})
        for form in FORMATS:
            against(f"write {form}", written(form), dumped[form], "ox.Store.dump")

        triples, dataset = rdflib.Graph(), rdflib.Dataset()
        parsed_by_rdflib = timed(partial(dataset.parse, out / "graph.nq", format="nquads"))
        triples.parse(out / "graph.ttl", format="turtle")
        for form, source in (("nquads", dataset), ("turtle", triples)):
            ours = timed(written(form))
            theirs = timed(lambda source=source, form=form: source.serialize(format=form, encoding="utf-8"))  # type: ignore[misc]
            report.row(f"write {form}", "s", [ours], "rdflib", [theirs])
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
        report.row("first question: load into a store on disk", "s", [loading], "parsing", [seconds])
        against("later: open that store", lambda: open_graph(out), parsed, "parsing")
        against(
            "later: open that store",
            lambda: open_graph(out),
            lambda: ox.Store.read_only(str(place)),
            "ox.Store.read_only",
        )
        report.row("parse TriG into memory", "s", [seconds], "rdflib, N-Quads", [parsed_by_rdflib])

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

                against(f"{name}, {where}", asked_here, answered, "Store.query, CSV", 3 * runs)
        ours = timed(lambda: run_query(in_memory, CO_AUTHORS, "csv"))
        theirs = timed(lambda: list(triples.query(CO_AUTHORS, initNs=PREFIXES)))
        report.row("co-author self-join, in memory", "s", [ours], "rdflib", [theirs])
        if sys.platform == "linux":
            for form in FORMATS:
                command = [sys.executable, "-c", MEMORY, str(kept), form]
                peak = float(process(command, HERE)[2])
                report.row(f"memory beyond the graph while writing {form}", "MB", [peak])


if __name__ == "__main__":
    main()
