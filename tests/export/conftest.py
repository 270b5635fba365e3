"""Invented results, as `kg.graph` builds them from summaries, and an invented view of all that is hard to write."""

import importlib.util
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from kg.export.attributes import Place
from kg.export.drawn import DrawnGraph, drawn
from kg.export.html import generate_html
from kg.graph import Graph, Quote, TextSpan, View, ViewEdge, ViewNode, view
from kg.graph.tables import Tables

ENDS = {"subject": ("system", "Model"), "benchmark": ("benchmark", "Benchmark"), "metric": ("metric", "Metric")}
TITLE = "On Frobs"


def _graph(*rows: Mapping[str, Any]) -> Graph:
    """A graph of one paper; a row names `subject`, `benchmark`, `metric` (None for none) and facts of the Result node.

    `day` is that of its digest, `better` is the metric's `higherIsBetter`, `own_unit` its unit.
    """
    tables = Tables()
    for number, row in enumerate(rows):
        facts = {
            "subject": "Frob-7B",
            "benchmark": "FrobBench",
            "metric": "accuracy",
            "better": True,
            "own_unit": "percent",
        }
        facts |= {"kind": "absolute", "value": Decimal("91.5"), "unit": "percent", "day": "2025-02-11"} | row
        named = f"digest/{facts.pop('day')}"
        entry, result, text = f"entry/{named}/1", f"result/1/{named}/{number}", f"Sentence {number}."
        tables.node(named, ("Digest",), named, day=named.removeprefix("digest/"), path="a.md", line=1)
        tables.node(entry, ("DigestEntry",), named, line=7, summary=text)
        tables.node("paper/1", ("Paper",), named, title=TITLE, page=("https://arxiv.org/abs/2502.00001",))
        tables.edge(entry, "inDigest", named, named)
        tables.edge(entry, "describes", "paper/1", named)
        better, own_unit = facts.pop("better"), facts.pop("own_unit")
        for end, (prefix, type_) in ENDS.items():
            name = facts.pop(end)
            if name is not None:
                known = {"higherIsBetter": better, "unit": own_unit} if end == "metric" else {}
                tables.node(f"{prefix}/{name}", (type_,), named, prefLabel=name, **known)
                tables.edge(result, end, f"{prefix}/{name}", named)
        tables.node(
            result, ("Result",), named, **{"valueText": str(facts["value"]), "confidence": Decimal("0.8")} | facts
        )
        tables.edge("paper/1", "reports", result, named)
        span = TextSpan(entry, 0, len(text), text, "", "")
        said = {
            "component": "invented",
            "confidence": Decimal("0.8"),
            "sentence": span,
            "sentenceText": text,
            "path": "a.md",
            "line": 7,
        }
        tables.node(f"evidence/{result}", ("Evidence",), named, **said)
        tables.edge(result, "evidence", f"evidence/{result}", named)
    return tables.graph()


@pytest.fixture(scope="session")
def graph_of() -> Callable[..., Graph]:
    return _graph


ILLEGAL = "".join(map(chr, [*range(9), 11, 12, *range(14, 32), 0xD800, 0xDFFF, 0xFFFE, 0xFFFF]))
"""Of the characters that no XML document may have one of each kind (XML 1.0, section 2.2)."""


def _crowded() -> View:
    """Several edges between two nodes and one to itself, months with a gap and none at all, and everything that breaks XML."""
    quote = Quote("entry/1", (0, 5), f"a{ILLEGAL}b", (), "a.md", 7, "ruler", Decimal("NaN"))
    facts: dict[str, dict[str, Any]] = {
        "result/nan": {"value": Decimal("NaN")},
        "result/infinite": {"value": Decimal("-Infinity")},
        "result/beyond": {"value": Decimal("1e999")},
        "result/number": {"value": Decimal("-91.50")},
    }
    labels = {
        "paper/illegal": f"a{ILLEGAL}b",
        "paper/empty": "",
        "paper/blank": f" {ILLEGAL}\n",
        "paper/markup": "<b>&amp;\"'\t]]>\r\n&",
        f"paper/id{ILLEGAL}": "id",
        "paper/emoji": "😀 𝛽 日本",
        "paper/long": "𝛽&" * 2_500_000,
    }
    gap = ("2024-12", "2025-01", "2025-03")
    nodes = [
        ViewNode(i, i.partition("/")[0].capitalize(), labels.get(i, i), (), (), "", 0, facts.get(i, {}), (), (), months)
        for i, months in sorted(
            {**dict.fromkeys([*labels, *facts], ("2025-02",)), "paper/never": (), "paper/gap": gap}.items()
        )
    ]
    ends = [("paper/gap", type_, "paper/emoji") for type_ in ("evaluatesOn", "introduces", "trainsOn")]
    ends += [("paper/emoji", "mentions", "paper/gap"), ("paper/gap", "outperforms", "paper/gap")]
    ends += [(f"paper/id{ILLEGAL}", "hasCode", "paper/empty")]
    edges = [
        ViewEdge(f"{s} {t} {o}", s, t, o, "2025-03", k, None, (f"{ILLEGAL}.md:1",), (quote,) * (k % 2), ("2025-03",))
        for k, (s, t, o) in enumerate(sorted(ends), 1)
    ]
    return View(tuple(nodes), tuple(edges), f"tag=X{ILLEGAL}")


@pytest.fixture(scope="session")
def crowded_view() -> View:
    return _crowded()


@pytest.fixture(scope="session")
def seeds_drawn(seeds_graph: Graph) -> DrawnGraph:
    return drawn(seeds_graph)


def _placed(view: View) -> list[Place]:
    return [Place(7 * number, -number, 10 + number, (number % 256, 2, 3)) for number in range(len(view.nodes))]


@pytest.fixture(scope="session")
def placed() -> Callable[[View], list[Place]]:
    """Some place for each node of a view."""
    return _placed


@pytest.fixture(scope="session")
def views() -> ModuleType:
    """The makers of views of `test_html.py`."""
    spec = importlib.util.spec_from_file_location("html_views", Path(__file__).with_name("test_html.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
]


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    sync_api = pytest.importorskip(
        "playwright.sync_api", reason="playwright is not installed (pip install 'paperkg[browser]')"
    )
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if chromium is None:
        pytest.skip("no chromium, chromium-browser or google-chrome on this machine")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield browser
        browser.close()


def _hostile(views: ModuleType) -> View:
    """Script in every text that a digest, and what is made of it, can bring to the page."""
    script = views.HOSTILE
    known = views.small_view(**dict.fromkeys(("title", "author", "summary"), script + views.SUMMARY))
    nodes = [
        replace(
            node,
            label=script + node.label,
            aliases=(script,),
            urls=("javascript:window.hacked=1", f"https://example.org/{script}"),
            facts=node.facts | {script: script},
            entries=tuple(replace(entry, path=script, day=script) for entry in node.entries),
        )
        for node in known.nodes
    ]
    return View(
        tuple(nodes), tuple(replace(edge, places=(script,)) for edge in known.edges), script.replace("\ud800", "")
    )


def _pages(views: ModuleType) -> dict[str, Callable[[], View]]:
    scores = [
        {"subject": "Frob-7B", "value": Decimal("91.5"), "day": "2024-12-11"},
        {"subject": "Frob-70B", "value": Decimal(95), "day": "2025-02-11"},
        {"subject": "Nub-1", "value": Decimal("95.0"), "day": "2025-02-12"},
        {"subject": "Nub-1", "value": Decimal(60), "day": "2025-03-01"},
        {"subject": "Frob-7B", "value": Decimal(3), "kind": "difference"},
        {"subject": None, "value": Decimal(50)},
        {"subject": "Nub-1", "value": Decimal(7), "metric": "latency", "better": False, "unit": "seconds"},
        {"subject": "Frob-7B", "value": Decimal(9), "metric": "latency", "better": False, "unit": "seconds"},
        {"subject": "Frob-7B", "value": Decimal(1), "benchmark": "Other", "metric": None, "unit": "count"},
        {"subject": "Frob-7B", "value": Decimal(2), "benchmark": None},
    ]
    hub = [("tag/hub", "Tag", "Hub"), *((f"paper/{i}", "Paper", f"Paper {i}") for i in range(50_000))]
    return {
        "small": views.small_view,
        "hostile": lambda: _hostile(views),
        "huge": lambda: views.small_view(title="Long " * 200_000, author="x" * 1_000_000),
        "strange": lambda: views.small_view(title="نموذج لغوي עברית " * 20, author="李明 👩‍👩‍👧‍👦 𝛽"),
        "cut": lambda: views.synthetic_view(papers=3_000, authors=11_000),
        "scores": lambda: view(_graph(*scores)),
        "one": lambda: views.make_view([("paper/1", "Paper", "Alone")], []),
        "loose": lambda: views.make_view([(f"paper/{i}", "Paper", f"Paper {i}") for i in range(40)], []),
        "none": lambda: View((), ()),
        "hub": lambda: views.make_view(hub, [(i, "tagged", "tag/hub") for i, type_, _ in hub if type_ == "Paper"]),
    }


@pytest.fixture(scope="session")
def page_file(tmp_path_factory: pytest.TempPathFactory, views: ModuleType) -> Callable[[str], Path]:
    """Writes a page by its name, once, and says where."""
    folder, pages = tmp_path_factory.mktemp("html"), _pages(views)

    def write(name: str) -> Path:
        path = folder / f"{name}.html"
        if not path.exists():
            path.write_text(generate_html(pages[name](), title=f"<i>{name}</i>"), encoding="utf-8")
        return path

    return write


@pytest.fixture(scope="session")
def until() -> Callable[..., None]:
    """Waits until a function of the page is true; Playwright's own way needs `eval` there, which the page's policy forbids."""

    def wait(page: Any, function: str, argument: Any = None) -> None:
        for _ in range(200):
            if page.evaluate(function, argument):
                return
            page.wait_for_timeout(50)
        pytest.fail(f"not within ten seconds: {function}")

    return wait


@pytest.fixture
def open_page(browser: Any, page_file: Callable[[str], Path]) -> Iterator[Callable[..., Any]]:
    """Opens a page and, at the end, holds it to making no request and reporting no error."""
    contexts: list[Any] = []
    requests: set[str] = set()
    opened: set[str] = set()
    errors: list[str] = []

    def open_(name: str, hash_: str = "", **options: Any) -> Any:
        size = {"viewport": {"width": 1280, "height": 800}, "reduced_motion": "reduce"}
        context = browser.new_context(**size | options)
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: requests.add(request.url.split("#")[0]))
        page.on("console", lambda message: errors.append(message.text))
        page.on("pageerror", lambda error: errors.append(str(error)))
        address = page_file(name).as_uri()
        opened.add(address)
        page.goto(address + hash_)
        page.wait_for_selector("html[data-ready=true]", state="attached", timeout=30_000)
        return page

    yield open_
    for context in contexts:
        context.close()
    assert errors == []
    assert requests <= opened
