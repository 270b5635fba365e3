#!/usr/bin/env python3
"""How soon and how smoothly the page answers in headless Chromium, beside plain pyvis of the same graph in the same run.

    python bench/page.py [--runs N] [--keep FILE] [--wait SECONDS] [FOLDER ..]

Builds the graph of the digests in all FOLDERs (default seeds), or takes it from FILE where an earlier run left it, and prints:

    layout, writing   seconds in Python, and the size of the file
    interactive       from navigation until a search for the best-connected node has answered and its panel is open
    plain pyvis       from navigation until its loading bar is gone, before which nothing can be clicked; the same nodes, labels
                      and edges, options as pyvis has them; where it takes longer than SECONDS, these are given
    search, click     from the key or the click until the answer is painted; the median of several, and the slowest
    dragging          frames a second while the overview is dragged with its names drawn, and how far it was
    memory            of the process that holds the page after all that (on Linux), and of JavaScript's heap, in MB (2**20 bytes)

Needs Playwright and Chromium, and without them measures the first line alone; no request leaves the machine.
"""

import itertools
import shutil
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from measuring import ROOT, Report, arguments, papers_of, the_graph, timed

if TYPE_CHECKING:
    from kg.graph import View


FLAGS = ["--no-sandbox", "--disable-gpu", "--enable-precise-memory-info"]
QUERIES = ("math500", "qwen", "reinforcement learning", "a", "llama 8b")
PAINTED = "new Promise((done) => requestAnimationFrame(() => setTimeout(done)))"
SEARCH = f"""async (query) => {{
  const input = document.getElementById("search"), began = performance.now();
  input.value = query;
  input.dispatchEvent(new Event("input"));
  await {PAINTED};
  return performance.now() - began;
}}"""
CLICK = f"""async (node) => {{
  const began = performance.now();
  select("node", node);
  await {PAINTED};
  return performance.now() - began;
}}"""
FRAMES = """() => {
  window.frames_ = [];
  const count = (now) => { window.frames_.push(now); window.counting = requestAnimationFrame(count); };
  requestAnimationFrame(count);
}"""
# Its bar covers the page until the steps that it takes before the first drawing are done; it goes on moving after that.
USABLE = "document.getElementById('loadingBar')?.style.display === 'none'"


def plain_pyvis(seen: "View", path: Path) -> None:
    """The page that pyvis makes of the same graph when nothing is set."""
    from pyvis.network import Network

    network = Network(directed=True, cdn_resources="in_line")
    for node in seen.nodes:
        network.add_node(node.id, label=node.label, title=node.type)
    for edge in seen.edges:
        network.add_edge(edge.source, edge.target, title=edge.type)
    path.write_text(network.generate_html(), encoding="utf-8")


def opened(browser: Any, path: Path) -> tuple[Any, float]:
    """A page that navigates, and when it began to; requests to elsewhere are refused at once, as without a network."""
    page = browser.new_page(viewport={"width": 1400, "height": 860}, reduced_motion="reduce")
    page.route(lambda url: not url.startswith("file:"), lambda route: route.abort())
    began = time.perf_counter()
    page.goto(path.as_uri(), wait_until="commit")
    return page, began


def best_connected(seen: "View") -> str:
    """The name of the node with the most edges: something that every graph has, to search for."""
    ends = Counter(end for edge in seen.edges for end in (edge.source, edge.target))
    return max(seen.nodes, key=lambda node: (ends[node.id], node.id)).label


def interactive(browser: Any, path: Path, name: str) -> tuple[Any, float]:
    """The page, and the seconds until a search for a name was answered and its panel open."""
    page, began = opened(browser, path)
    page.wait_for_selector("html[data-ready=true]", state="attached", timeout=120_000)
    page.keyboard.press("/")
    page.keyboard.type(name)
    page.keyboard.press("Enter")
    page.wait_for_selector("#panel h2")
    return page, time.perf_counter() - began


def pyvis_usable(browser: Any, path: Path, limit: float) -> float | None:
    """Seconds until plain pyvis can be used; None where it does not within the limit."""
    page, began = opened(browser, path)
    try:
        page.wait_for_function(USABLE, timeout=limit * 1000, polling=100)
        return time.perf_counter() - began
    except Exception as error:
        if "Timeout" not in str(error):
            raise
        return None
    finally:
        page.close()


def dragged(page: Any) -> tuple[float, float]:
    """Frames a second while the pointer drags the whole map around for some seconds, and how far the map went, in pixels."""
    page.evaluate("(select(null), map.zoom(0))")
    page.wait_for_timeout(500)
    spot = page.locator("#map").bounding_box()
    x, y = spot["x"] + spot["width"] - 30, spot["y"] + 30  # beside the nodes
    page.mouse.move(x, y)
    page.mouse.down()
    page.evaluate(FRAMES)
    seen = []
    for k in range(240):
        page.mouse.move(x - 3 * (k % 80), y + 2 * (k % 80))
        if k % 20 == 0:
            seen.append(page.evaluate("map.network.canvasToDOM({ x: 0, y: 0 })"))
    page.mouse.up()
    times = page.evaluate("(cancelAnimationFrame(window.counting), window.frames_)")
    far = sum(abs(b["x"] - a["x"]) + abs(b["y"] - a["y"]) for a, b in itertools.pairwise(seen))
    return 1000 * (len(times) - 1) / (times[-1] - times[0]), far


def memory_of_page() -> float | None:
    """Of the largest process that draws pages, with its part of what several share (PSS), in MB; None but on Linux."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if b"--type=renderer" in (process / "cmdline").read_bytes():
                lines = (process / "smaps_rollup").read_text().splitlines()
                found += [int(line.split()[1]) / 1024 for line in lines if line.startswith("Pss:")]
        except OSError:
            continue
    return max(found, default=None)


def main() -> None:
    """Prints a Markdown table."""
    from kg.export.html import generate_html
    from kg.export.layout import Layout
    from kg.graph import view

    parser = arguments(__doc__)
    parser.add_argument("folders", nargs="*", metavar="FOLDER", default=[str(ROOT / "seeds")])
    parser.add_argument("--keep", type=Path, metavar="FILE", help="where the built graph is kept for further runs")
    parser.add_argument("--wait", type=float, default=240, help="seconds that plain pyvis is given")
    parser.add_argument(
        "--runs", type=int, default=3, help="how often the page is opened (default 3); plain pyvis once"
    )
    chosen = parser.parse_args()
    report, graph = Report(chosen.json), the_graph(chosen.folders, chosen.keep)
    seen = view(graph)
    layout = Layout(seen)
    laid_out = timed(lambda: (layout.places, layout.overview))  # it is made when it is asked for
    report.size(papers=papers_of(graph), nodes=len(seen.nodes), edges=len(seen.edges))
    report.row("layout", "s", [laid_out])
    with tempfile.TemporaryDirectory() as folder:
        ours, plain = Path(folder, "graph.html"), Path(folder, "pyvis.html")
        writing = timed(lambda: ours.write_text(generate_html(seen, layout), encoding="utf-8"))
        report.row("writing", "s", [writing], "plain pyvis", [timed(lambda: plain_pyvis(seen, plain))])
        sizes = [path.stat().st_size / 2**20 for path in (ours, plain)]
        report.row("size of the page", "MB", sizes[:1], "plain pyvis", sizes[1:])
        report.note(
            f"{len(layout.places):,} nodes and {len(layout.overview.edges):,} edges of them are drawn at first."
        )
        if reason := no_browser():
            report.note(f"The page was not opened: {reason}.")
            return
        in_browser(ours, plain, best_connected(seen), report, chosen.runs, chosen.wait)


def no_browser() -> str:
    """Why no page can be opened; empty if it can."""
    try:
        from playwright.sync_api import Error, sync_playwright
    except ImportError:
        return "Playwright is not installed (`pip install -e '.[browser]'`)"
    try:
        with sync_playwright() as playwright:
            playwright.chromium.launch(executable_path=chromium(), args=FLAGS).close()
    except Error as error:
        return f"no Chromium ({str(error).splitlines()[0]})"
    return ""


def chromium() -> str | None:
    """Chromium of the system; None for Playwright's own."""
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


def in_browser(ours: Path, plain: Path, name: str, report: Report, runs: int, limit: float) -> None:
    """Reports how soon and how smoothly both pages answer."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        interactive(browser, ours, name)[0].close()  # the first start of a browser is not the page's
        soon = []
        for _ in range(runs - 1):
            page, seconds = interactive(browser, ours, name)
            soon.append(seconds)
            page.close()
        page, seconds = interactive(browser, ours, name)
        soon.append(seconds)
        rest = pyvis_usable(browser, plain, limit)
        report.row("interactive", "s", soon, "plain pyvis" if rest else "plain pyvis, not yet after", [rest or limit])
        for what, script, inputs in (
            ("search", SEARCH, QUERIES * 4),
            ("click", CLICK, page.evaluate("map.shown().sort(byDegree).slice(0, 20)")),
        ):
            report.row(what, "s", [page.evaluate(script, one) / 1000 for one in inputs])
        frames, far = dragged(page)
        report.row(f"dragging over {far:,.0f} pixels", "frames/s", [frames])
        if whole := memory_of_page():
            report.row("memory of the page's process", "MB", [whole])
        report.row("of that JavaScript's heap", "MB", [page.evaluate("performance.memory.usedJSHeapSize") / 2**20])
        browser.close()


if __name__ == "__main__":
    main()
