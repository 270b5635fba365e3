"""The sections of docs/benchmarks.md: which benchmark is run on what, which plots are drawn of it, which rows stand in short."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from plots import Figure, Panel


@dataclass(frozen=True)
class Size:
    """Digests of a number of papers, a file for their graph, runs of what is cheap, and seconds that plain pyvis is given."""

    papers: int
    digests: Path
    graph: Path
    runs: int
    wait: float


@dataclass(frozen=True)
class Section:
    """A benchmark: `arguments` for each size up to `most` papers (or the `greatest` of them alone), or `once` without any."""

    benchmark: str
    title: str
    arguments: Callable[[Size], list[str]] | None
    figures: tuple[Figure, ...]
    once: tuple[str, ...] = ()
    most: int = 10**9
    greatest: bool = False

    def sizes(self, papers: Sequence[int]) -> list[int]:
        """The numbers of papers, of those that are measured, on which the benchmark runs."""
        found = sorted(size for size in papers if self.arguments and size <= self.most)
        return found[-1:] if self.greatest else found


def kept(size: Size) -> list[str]:
    """Where the graph of a size is kept, and how often to run."""
    return ["--keep", str(size.graph), "--runs", str(size.runs)]


def on_digests(size: Size) -> list[str]:
    """The digests of a size alone."""
    return ["--runs", str(size.runs), str(size.digests)]


def over(size: str, *measures: tuple[str, str]) -> tuple[Panel, ...]:
    """Panels of some measures, each a title and the name of a row."""
    return tuple(Panel(title, what, size) for title, what in measures)


SECTIONS = (
    # First, because it leaves the graph for the others.
    Section(
        "rdf",
        "Writing RDF and asking it",
        lambda size: [*kept(size), str(size.digests)],
        (
            Figure(
                "writing", over("statements", ("Writing N-Quads", "write nquads"), ("Writing Turtle", "write turtle"))
            ),
            Figure(
                "asking",
                over(
                    "statements",
                    ("Opening TriG, parsed into memory", "parse TriG into memory"),
                    ("Join of co-authors", "co-author self-join, in memory"),
                ),
            ),
        ),
    ),
    Section(
        "tabular",
        "The tabular part",
        lambda size: [*kept(size), str(size.digests)],
        (
            Figure(
                "tabular",
                over(
                    "papers",
                    ("Columns to RDF", "columns to RDF, wall time"),
                    ("Peak memory", "columns to RDF, peak memory"),
                ),
            ),
        ),
    ),
    Section(
        "extract",
        "Reading summaries",
        on_digests,
        (
            Figure(
                "reading",
                over(
                    "papers",
                    ("Reading summaries", "reading all summaries"),
                    ("Peak memory", "peak memory of a process that reads"),
                ),
            ),
        ),
        most=700,
    ),
    Section(
        "jobs",
        "All cores",
        lambda size: ["--entries", str(min(size.papers, 1024)), *on_digests(size)],
        (),
        greatest=True,
    ),
    # It reads all papers five times in a run.
    Section(
        "incremental",
        "One more day",
        lambda size: ["--runs", str(size.runs - 1 or 1), str(size.digests)],
        (),
        greatest=True,
    ),
    Section(
        "build",
        "Whole processes",
        on_digests,
        (
            Figure(
                "build",
                over("papers", ("kg build", "`kg build`, wall time"), ("Peak memory", "`kg build`, peak memory")),
            ),
            Figure(
                "query",
                over("papers", ("kg query", "`kg query`, wall time"), ("Peak memory", "`kg query`, peak memory")),
            ),
        ),
    ),
    Section(
        "drawn",
        "GraphML and GEXF",
        lambda size: [*kept(size), "--digests", str(size.digests)],
        (
            Figure(
                "drawn",
                over(
                    "edges", ("Writing GraphML", "write GraphML, time"), ("Peak memory", "write GraphML, peak memory")
                ),
            ),
        ),
    ),
    Section(
        "page",
        "The page in a browser",
        lambda size: [*kept(size), "--wait", str(size.wait), str(size.digests)],
        (
            Figure(
                "page", over("nodes", ("Until it can be used", "interactive"), ("Size of the page", "size of the page"))
            ),
        ),
    ),
    Section(
        "resolve",
        "Telling names apart",
        None,
        (
            Figure(
                "resolve",
                over("surfaces", ("Resolution", "resolution, time"), ("Peak memory", "resolution, peak memory")),
            ),
        ),
        once=("--surfaces",),
    ),
)

SHORT = (
    ("extract", "reading all summaries", "the network alone"),
    ("incremental", "reading, one day is new, clock", "all days"),
    ("incremental", "whole build, one day is new, clock", "all days"),
    ("build", "`kg build`, wall time", ""),
    ("build", "`kg build`, peak memory", ""),
    ("build", "`kg query`, wall time", ""),
    ("tabular", "columns to RDF, wall time", "Morph-KGC"),
    ("tabular", "statements a second", "Morph-KGC"),
    ("rdf", "write nquads", "ox.Store.dump"),
    ("rdf", "write nquads", "rdflib"),
    ("rdf", "write turtle", "rdflib"),
    ("rdf", "parse TriG into memory", "rdflib"),
    ("rdf", "co-author self-join, in memory", "Store.query"),
    ("rdf", "co-author self-join, in memory", "rdflib"),
    ("drawn", "write GraphML, time", "networkx"),
    ("drawn", "write GraphML, peak memory", "networkx"),
    ("page", "interactive", "plain pyvis"),
)
"""What the page and the README give in short: benchmark, name of the row, and how the peer's name begins."""
