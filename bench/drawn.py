#!/usr/bin/env python3
"""Wall time and peak memory of writing GraphML and GEXF, beside networkx's writers.

    python bench/drawn.py [--edges N] [--digests FOLDER]

Writes an invented view of N edges (a million, if no number is given), half as many nodes, and evidence on every edge, or the
drawn graph of a folder of digests, into a temporary folder: by `kg.export`, and by networkx after the same columns were put into
its graph. Each writer is a process of its own. Wall time is that of the writing alone; the view, its layout and, for networkx,
its graph are there before. Peak memory is that of the whole process, the view included, in MB (2**20 bytes); the first row has
the view alone.
"""

import argparse
import os
import pickle
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.export.attributes import Place
    from kg.graph import View

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
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


def read(folder: str) -> "View":
    """The view of a folder of digests."""
    from kg.digest import read as read_digests
    from kg.extract import Extractor
    from kg.graph import build, view

    return view(build(read_digests([folder]).digests, Extractor().annotate))


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
    started = time.perf_counter()
    write()
    print(time.perf_counter() - started)


def measured(writer: str, stored: Path, out: Path) -> tuple[float, float]:
    """Seconds of writing and peak memory in MB of a process."""
    command = [sys.executable, __file__, "--one", writer, str(stored), str(out)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE)
    assert process.stdout is not None
    seconds = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{writer}: failed with {process.returncode}")
    return float(seconds), usage.ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)


def rows(folder: Path, view: "View") -> Iterator[str]:
    """A row of the table for each writer and format."""
    from kg.export.attributes import Place
    from kg.export.layout import Layout

    places: list[Place] = []
    if len(view.nodes) < 50_000:
        from kg.export.attributes import places as placed

        layout, started = Layout(view), time.perf_counter()
        places += placed(view, layout.everywhere, layout.radii)
        print(f"Layout of all nodes: {time.perf_counter() - started:.1f} s\n")
    else:
        places += (Place(number % 9999, number // 9999, 7, (1, 2, 3)) for number in range(len(view.nodes)))
    stored = folder / "view"
    with stored.open("wb") as file:
        pickle.dump((view, places), file)
    _, memory = measured("the view alone", stored, folder / "none")
    yield "| format | writer | time | peak memory | file |\n|---|---|---|---|---|"
    yield f"| the view alone | | | {memory:.0f} MB | |"
    for format_ in ("graphml", "gexf"):
        for writer in ("kg.export", "networkx"):
            out = folder / f"graph.{format_}"
            seconds, memory = measured(writer, stored, out)
            yield f"| {format_} | {writer} | {seconds:.1f} s | {memory:.0f} MB | {out.stat().st_size / 2**20:.0f} MB |"


def main() -> None:
    """Prints a Markdown table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--edges", type=int, default=1_000_000, metavar="N")
    parser.add_argument("--digests", metavar="FOLDER")
    parser.add_argument("--one", nargs=3, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        one(options.one[0], Path(options.one[1]), Path(options.one[2]))
        return
    view = read(options.digests) if options.digests else invented(options.edges)
    print(f"{len(view.nodes):,} nodes, {len(view.edges):,} edges\n")
    with tempfile.TemporaryDirectory() as temporary:
        for row in rows(Path(temporary), view):
            print(row, flush=True)


if __name__ == "__main__":
    main()
