#!/usr/bin/env python3
"""How soon and how smoothly the page answers in headless Chromium, beside plain pyvis of the same graph in the same run.

    python bench/page.py [--keep FILE] [--wait SECONDS] [FOLDER ..]

Builds the graph of the digests in all FOLDERs (default seeds), or takes it from FILE where an earlier run left it, and prints:

    layout, writing   seconds in Python, and the size of the file
    interactive       from navigation until a search has answered and its panel is open
    plain pyvis       from navigation until its loading bar is gone, before which nothing can be clicked; the same nodes, labels
                      and edges, options as pyvis has them; a limit is given where that takes longer
    search, click     from the key or the click until the answer is painted; the median of several, and the slowest
    dragging          frames a second while the overview is dragged with its names drawn, and how far it was
    memory            of the process that holds the page after all that (on Linux), and of JavaScript's heap, in MB (2**20 bytes)

Needs Playwright and Chromium; no request leaves the machine.
"""

import argparse
import itertools
import pickle
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.graph import Graph, View

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
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


def the_graph(folders: list[str], keep: Path | None) -> "Graph":
    """The graph of folders of digests, or the one that an earlier run kept."""
    from kg.digest import read
    from kg.extract import Extractor
    from kg.graph import build

    if keep and keep.exists():
        graph: Graph = pickle.loads(keep.read_bytes())
        return graph
    graph = build(read(folders).digests, Extractor().annotate)
    if keep:
        keep.write_bytes(pickle.dumps(graph))
    return graph


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


def interactive(browser: Any, path: Path) -> tuple[Any, float]:
    """The page, and the seconds until a search was answered and its panel open."""
    page, began = opened(browser, path)
    page.wait_for_selector("html[data-ready=true]", state="attached", timeout=120_000)
    page.keyboard.press("/")
    page.keyboard.type("math500")
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


def row(what: str, value: str) -> None:
    print(f"| {what} | {value} |", flush=True)


def main() -> None:
    """Prints a Markdown table."""
    from playwright.sync_api import sync_playwright

    from kg.export.html import generate_html
    from kg.export.layout import Layout
    from kg.graph import view

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*", metavar="FOLDER", default=[str(ROOT / "seeds")])
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--wait", type=float, default=240, help="seconds that plain pyvis is given")
    chosen = parser.parse_args()
    seen = view(the_graph(chosen.folders, chosen.keep))
    began = time.perf_counter()
    layout = Layout(seen)
    row("nodes, edges", f"{len(seen.nodes):,}, {len(seen.edges):,}")
    row("of them drawn at first", f"{len(layout.places):,}, {len(layout.overview.edges):,}")
    row("layout", f"{time.perf_counter() - began:.2f} s")
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        ours, plain = Path(folder, "graph.html"), Path(folder, "pyvis.html")
        began = time.perf_counter()
        ours.write_text(generate_html(seen, layout), encoding="utf-8")
        row("writing", f"{time.perf_counter() - began:.2f} s, {ours.stat().st_size / 2**20:.1f} MB")
        plain_pyvis(seen, plain)
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        interactive(browser, ours)[0].close()  # the first start of a browser is not the page's
        page, soon = interactive(browser, ours)
        row("interactive", f"{soon:.2f} s")
        rest = pyvis_usable(browser, plain, chosen.wait)
        told = f"{rest:.1f} s, {rest / soon:.0f} times as long" if rest else f"not within {chosen.wait:.0f} s"
        row("plain pyvis", told)
        for what, script, inputs in (
            ("search", SEARCH, QUERIES * 4),
            ("click", CLICK, page.evaluate("map.shown().sort(byDegree).slice(0, 20)")),
        ):
            times = [page.evaluate(script, one) for one in inputs]
            row(what, f"{statistics.median(times):.0f} ms, the slowest {max(times):.0f} ms")
        frames, far = dragged(page)
        row("dragging", f"{frames:.0f} frames a second, over {far:,.0f} pixels")
        whole, heap = memory_of_page(), page.evaluate("performance.memory.usedJSHeapSize") / 2**20
        row("memory", f"{'unknown' if whole is None else f'{whole:.0f} MB'}, of that the heap {heap:.0f} MB")
        browser.close()


if __name__ == "__main__":
    main()
