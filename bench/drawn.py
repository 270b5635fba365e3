#!/usr/bin/env python3
"""Wall time and peak memory of writing GraphML and GEXF, beside networkx's writers.

    python bench/drawn.py [--runs N] [--edges N | --digests FOLDER] [--keep FILE]

Writes an invented view of N edges (a million, if no number is given), half as many nodes, and evidence on every edge, or the
drawn graph of a folder of digests (or of one that another benchmark kept in FILE), into a temporary folder: by `kg.export`, and
by networkx after the same columns were put into its graph. Each writer is a process of its own. Wall time is that of the writing
alone; the view, its layout and, for networkx, its graph are there before. Peak memory is that of the whole process, the view
included, in MB (2**20 bytes); a row has the view alone.
"""

import pickle
import random
import sys
import tempfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from measuring import Report, arguments, process, the_graph, timed

if TYPE_CHECKING:
    from kg.export.attributes import Place
    from kg.graph import View


MONTHS = tuple(f"{year}-{month:02}" for year in (2024, 2025) for month in range(1, 13))
KINDS = ("authoredBy", "evaluatesOn", "introduces", "mentions")
SENTENCE = (
    "- The model reaches 91.0 pass@1 accuracy on MATH-500, 2.4 points more than the same model without the new reward."
)


def invented(edges: int) -> "View":
    """A view of papers and models with sentences of its own for each edge."""
    from kg.graph import Quote, View, ViewEdge, ViewNode

    chance, count = random.Random(20250211), max(2, edges // 2)
    types = {"paper": "Paper", "system": "Model"}
    nodes = []
    for number in range(count):
        prefix = "paper" if number % 2 else "system"
        id_, months = f"{prefix}/{number:07}", tuple(sorted(chance.sample(MONTHS, 2)))
        nodes.append(
            ViewNode(
                id_,
                types[prefix],
                f"Node {number}",
                (),
                (f"https://example.org/{number}",),
                months[0],
                4,
                {},
                (),
                (),
                months,
            )
        )
    nodes.sort(key=lambda node: node.id)
    found = []
    for number in range(edges):
        source, target = nodes[chance.randrange(count)].id, nodes[chance.randrange(count)].id
        quote = Quote(f"entry/{number}", (0, 9), f"{SENTENCE} {number}", (), "a.md", 7, "invented", Decimal("0.9"))
        kind, month = KINDS[number % 4], MONTHS[number % 24]
        found.append(ViewEdge(f"{number} {kind}", source, kind, target, month, 1, None, (), (quote,), (month,)))
    return View(tuple(nodes), tuple(found))


def nothing(_view: "View", _places: "list[Place]", _out: Path) -> Callable[[], None]:
    """Only the view in memory."""
    return lambda: None


def ours(view: "View", places: "list[Place]", out: Path) -> Callable[[], None]:
    """`kg.export`, in pieces."""
    from kg.export.gexf import generate_gexf
    from kg.export.graphml import generate_graphml

    generate = generate_gexf if out.suffix == ".gexf" else generate_graphml

    def write() -> None:
        with out.open("wb") as file:
            file.writelines(generate(view, places))

    return write


def networkx(view: "View", places: "list[Place]", out: Path) -> Callable[[], None]:
    """The writers of networkx, with the same columns."""
    import networkx as nx

    from kg.export.attributes import edge_columns, node_columns

    graph = nx.MultiDiGraph()
    for node, place in zip(view.nodes, places, strict=True):
        at = {"x": place.x, "y": place.y, "size": place.size} | dict(zip("rgb", place.colour, strict=True))
        graph.add_node(node.id, **node_columns(node), **at)
    for edge in view.edges:
        graph.add_edge(edge.source, edge.target, key=edge.id, **edge_columns(edge))
    write = nx.write_gexf if out.suffix == ".gexf" else nx.write_graphml_xml
    return lambda: write(graph, out)


WRITERS = {"the view alone": nothing, "kg.export": ours, "networkx": networkx}


def one(writer: str, stored: Path, out: Path) -> None:
    """Writes in this process, and prints the seconds."""
    with stored.open("rb") as file:
        view, places = pickle.load(file)
    write = WRITERS[writer](view, places, out)
    print(timed(write))


def measured(writer: str, stored: Path, out: Path) -> tuple[float, float]:
    """Seconds of writing and peak memory in MB of a process."""
    _, memory, seconds = process([sys.executable, __file__, "--one", writer, str(stored), str(out)])
    return float(seconds), memory


def placed(view: "View", report: Report) -> "list[Place]":
    """Where each node is drawn; of a very large graph, anywhere."""
    from kg.export.attributes import Place, places
    from kg.export.layout import Layout

    if len(view.nodes) >= 50_000:
        return [Place(number % 9999, number // 9999, 7, (1, 2, 3)) for number in range(len(view.nodes))]
    found: list[Place] = []

    def lay_out() -> None:
        layout = Layout(view)
        found.extend(places(view, layout.everywhere, layout.radii))

    report.row("layout of all nodes", "s", [timed(lay_out)])
    return found


def compare(folder: Path, view: "View", report: Report, runs: int) -> None:
    """Reports each format by both writers."""
    stored = folder / "view"
    with stored.open("wb") as file:
        pickle.dump((view, placed(view, report)), file)
    report.row("the view alone, peak memory", "MB", [measured("the view alone", stored, folder / "none")[1]])
    for format_, name in (("graphml", "GraphML"), ("gexf", "GEXF")):
        out = folder / f"graph.{format_}"
        turns = [[measured(writer, stored, out) for writer in ("kg.export", "networkx")] for _ in range(runs)]
        for k, (what, unit) in enumerate((("time", "s"), ("peak memory", "MB"))):
            ours, theirs = ([turn[side][k] for turn in turns] for side in (0, 1))
            report.row(f"write {name}, {what}", unit, ours, "networkx", theirs)
        report.row(f"{name}, size of networkx's file", "MB", [out.stat().st_size / 2**20])


def main() -> None:
    """Prints a Markdown table."""
    from kg.graph import view

    parser = arguments(__doc__)
    parser.add_argument("--edges", type=int, default=1_000_000, metavar="N")
    parser.add_argument("--digests", metavar="FOLDER")
    parser.add_argument("--keep", type=Path, metavar="FILE", help="where the built graph is kept for further runs")
    parser.add_argument("--runs", type=int, default=1, help="runs of each writer (default 1)")
    parser.add_argument("--one", nargs=3, help="WRITER VIEW OUT: only write; what is measured")
    options = parser.parse_args()
    if options.one:
        one(options.one[0], Path(options.one[1]), Path(options.one[2]))
        return
    report = Report(options.json)
    seen = view(the_graph([options.digests], options.keep)) if options.digests else invented(options.edges)
    report.size(nodes=len(seen.nodes), edges=len(seen.edges))
    with tempfile.TemporaryDirectory() as temporary:
        compare(Path(temporary), seen, report, options.runs)


if __name__ == "__main__":
    main()
