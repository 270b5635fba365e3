"""The graph as one page that opens from disk without a network: map, search, legend, and the words behind every fact.

What the page cannot say: which day's graph states what (the RDF exports do).
"""

import base64
import hashlib
from pathlib import Path

import pyvis
from markupsafe import Markup

from kg.export.html.data import as_script, page_data
from kg.export.html.drawing import draw
from kg.export.layout import Layout
from kg.graph.view import View

__all__ = ["generate_html"]

OTHERS = ("Turtle", "TriG", "N-Quads", "JSON-LD", "GraphML", "GEXF", "CSV", "Parquet")
HERE = Path(__file__).resolve().parent
VIS_NETWORK = Path(pyvis.__file__).resolve().parent / "lib" / "vis-9.1.2" / "vis-network.min.js"
# In the order in which they run: a file uses only what stands before it, but for functions called later.
SCRIPTS = (
    "graph.js",
    "elements.js",
    "state.js",
    "walks.js",
    "rings.js",
    "search.js",
    "names.js",
    "map.js",
    "quotes.js",
    "panel.js",
    "results.js",
    "plot.js",
    "leaderboard.js",
    "trends.js",
    "legend.js",
    "keyboard.js",
    "page.js",
)


def generate_html(graph_view: View, layout: Layout | None = None, *, title: str = "paperkg") -> str:
    """The whole document; it holds no address that a browser would load, and its policy forbids to load any.

    `layout` is that of the view, where it is known already.
    """
    layout = layout or Layout(graph_view)
    shown = layout.overview
    network = draw(graph_view, layout)
    network.heading = title
    network.set_template_dir(str(HERE), "template.html")
    style = _source(HERE / "page.css")
    theme = _source(HERE / "theme.js")
    scripts = [_source(path) for path in (VIS_NETWORK, *(HERE / name for name in SCRIPTS))]
    environment = network.templateEnv
    environment.autoescape = True
    environment.filters["as_script"] = lambda value: Markup(as_script(value))
    environment.globals |= {
        "data": page_data(graph_view),
        "style": Markup(style),
        "scripts": [Markup(script) for script in scripts],
        "theme": Markup(theme),
        "policy": _policy([theme, *scripts]),
        "slice": graph_view.slice,
        "other_formats": ", ".join(OTHERS),
        "counts": {
            "nodes": (len(shown.nodes), len(graph_view.nodes)),
            "edges": (len(shown.edges), len(graph_view.edges)),
        },
    }
    document: str = network.generate_html()
    return document


def _source(path: Path) -> str:
    # A browser reads CRLF as LF before it takes the hash.
    return path.read_text(encoding="utf-8").replace("\r\n", "\n").replace("\r", "\n")


def _policy(scripts: list[str]) -> str:
    """A content security policy under which nothing loads and only these very scripts run.

    Styles are allowed inline: vis-network sets some on its elements; they cannot load anything either.
    """
    hashes = " ".join(
        f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'" for script in scripts
    )
    return (
        f"default-src 'none'; script-src {hashes}; style-src 'unsafe-inline'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
