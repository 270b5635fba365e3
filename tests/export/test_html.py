import json
import random
import re
from collections import Counter
from decimal import Decimal
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.export.appearance import COLOURS, EDGE_STYLES, NODE_STYLES, radius
from kg.export.html import generate_html
from kg.export.html.data import as_script, disjoint, page_data
from kg.export.layout.communities import positions
from kg.export.layout.overview import overview
from kg.graph.view import EntryText, Quote, View, ViewEdge, ViewNode
from kg.schema import EDGE_TYPES, NODE_TYPES

SUMMARY = "- OREAL-7B 𝛽 reaches 91.0 pass@1 accuracy on MATH-500. - It outperforms Best-of-N."
ENTRY = "entry/2025-02-11/2502.06781"
HOSTILE = (
    "</script><script>window.hacked=1</script><img src=x onerror=window.hacked=1>"
    "\u2028\u2029 & ' \" {{ 7*7 }} \x00\ud800"
)


def make_view(nodes: list[tuple[str, str, str]], edges: list[tuple[str, str, str]], fields=None) -> View:
    """A view of (id, type, label) and (source, type, target); `fields` has more by id of a node or edge."""
    degree = Counter(end for source, _, target in edges for end in (source, target))
    more = fields or {}
    blank = {"aliases": (), "urls": (), "month": "2025-02", "facts": {}, "entries": (), "quotes": ()}
    view_nodes = [
        ViewNode(**({"id": i, "type": t, "label": label, "degree": degree[i]} | blank | more.get(i, {})))
        for i, t, label in sorted(nodes)
    ]
    view_edges = [
        ViewEdge(f"{s} {t} {o}", s, t, o, "2025-02", 1, None, ("2025-02-11.md:7",), more.get(f"{s} {t} {o}", ()))
        for s, t, o in sorted(edges)
    ]
    return View(tuple(view_nodes), tuple(view_edges))


def quote(**words: str) -> Quote:
    start = 0 if "value" in words or words.get("surface") != "Best-of-N" else SUMMARY.index("- It")
    end = SUMMARY.index(" - It") if start == 0 else len(SUMMARY)
    spans = tuple((name, SUMMARY.index(word), SUMMARY.index(word) + len(word)) for name, word in words.items())
    return Quote(ENTRY, (start, end), SUMMARY[start:end], spans, "2025-02-11.md", 7, "ruler", Decimal("0.9"))


def small_view(**replaced: str) -> View:
    """Every kind of node that people meet first, one result with its sentence; `replaced` puts in other texts."""
    title = replaced.get("title", "Exploring the Limit of Outcome Reward")
    author, summary = replaced.get("author", "Chengqi Lyu"), replaced.get("summary", SUMMARY)
    url = replaced.get("url", "https://arxiv.org/abs/2502.06781")
    paper, result = "paper/2502.06781", "result/2502.06781/2025-02-11/25-a"
    nodes = [
        (paper, "Paper", title),
        ("paper/2502.06703", "Paper", "Can 1B LLM Surpass 405B LLM?"),
        ("author/chengqi-lyu", "Author", author),
        ("author/jose-garcia", "Author", "José García"),
        ("tag/reinforcement-learning", "Tag", "Reinforcement Learning"),
        ("repository/github.com/internlm/oreal", "Repository", "InternLM/OREAL"),
        ("benchmark/math-500", "Benchmark", "MATH-500"),
        ("metric/accuracy", "Metric", "accuracy"),
        ("system/oreal-7b", "Model", "OREAL-7B"),
        ("system/best-of-n", "Method", "Best-of-N"),
        (result, "Result", "91.0"),
        ("author/alone", "Author", "Nobody Knows"),
        *((f"author/a{i}", "Author", f"Author {i}") for i in range(8)),
    ]
    edges = [
        (paper, "authoredBy", "author/chengqi-lyu"),
        (paper, "authoredBy", "author/jose-garcia"),
        ("paper/2502.06703", "authoredBy", "author/jose-garcia"),
        ("paper/2502.06703", "evaluatesOn", "benchmark/math-500"),
        (paper, "tagged", "tag/reinforcement-learning"),
        (paper, "hasCode", "repository/github.com/internlm/oreal"),
        (paper, "evaluatesOn", "benchmark/math-500"),
        (paper, "introduces", "system/oreal-7b"),
        (paper, "mentions", "system/best-of-n"),
        ("system/oreal-7b", "outperforms", "system/best-of-n"),
        (paper, "reports", result),
        (result, "subject", "system/oreal-7b"),
        (result, "benchmark", "benchmark/math-500"),
        (result, "metric", "metric/accuracy"),
        *(("paper/2502.06703", "authoredBy", f"author/a{i}") for i in range(8)),
    ]
    number = quote(value="91.0", subject="OREAL-7B", benchmark="MATH-500", metric="accuracy")
    fields = {
        paper: {"entries": (EntryText(ENTRY, "2025-02-11", "2025-02-11.md", 7, summary),), "urls": (url,)},
        result: {"facts": {"kind": "absolute", "value": Decimal("91.0")}, "quotes": (number,)},
        "benchmark/math-500": {"aliases": ("MATH-500", "Math 500")},
        "author/chengqi-lyu": {"facts": {"looksLikeHandle": False}},
        f"{paper} evaluatesOn benchmark/math-500": (quote(surface="MATH-500"),),
        f"{paper} mentions system/best-of-n": (quote(surface="Best-of-N"),),
        f"{result} benchmark benchmark/math-500": (number,),
    }
    return make_view(nodes, edges, fields=fields)


def synthetic_view(papers: int, authors: int, tags: int = 40, seed: int = 3) -> View:
    """Papers with five authors, three tags and two benchmarks each, some of both far more wanted than others."""
    chance = random.Random(seed)
    names = {
        "authoredBy": ("author", "Author", authors, 5),
        "tagged": ("tag", "Tag", tags, 3),
        "evaluatesOn": ("benchmark", "Benchmark", max(tags, papers // 4), 2),
    }
    nodes = [(f"paper/{p}", "Paper", f"Paper {p}") for p in range(papers)]
    edges = set()
    for edge, (prefix, type_, count, each) in names.items():
        nodes += [(f"{prefix}/{i}", type_, f"{type_} {i}") for i in range(count)]
        for p in range(papers):
            edges |= {(f"paper/{p}", edge, f"{prefix}/{int(count * chance.random() ** 2)}") for _ in range(each)}
    return make_view(nodes, sorted(edges))


class Document(HTMLParser):
    """What a browser would see: the elements, and the text of each script."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.scripts: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        if tag == "script":
            self.scripts.append("")

    def handle_data(self, text):
        if self.cdata_elem == "script":
            self.scripts[-1] += text

    def script(self, id_: str):
        scripts = [attributes.get("id") for tag, attributes in self.elements if tag == "script"]
        return json.loads(self.scripts[scripts.index(id_)])


@pytest.fixture(scope="module")
def page() -> Document:
    return Document(generate_html(small_view()))


def test_every_shown_type_has_a_look_and_a_shape_of_its_own():
    assert set(NODE_STYLES) == {name for name, type_ in NODE_TYPES.items() if type_.shown}
    assert set(EDGE_STYLES) == {name for name, type_ in EDGE_TYPES.items() if type_.shown}
    looks = Counter((style.shape, style.colour) for style in NODE_STYLES.values())
    assert max(looks.values()) == 1


def test_the_page_and_gephi_s_files_have_the_same_colours():
    style = generate_html(small_view()).split("<style>")[1].split("}")[0]
    said = dict(re.findall(r"--([a-z]+): (#[0-9a-f]+)", style))
    assert {name: said.get(name) for name in COLOURS} == COLOURS
    assert {style.colour for style in NODE_STYLES.values()} <= COLOURS.keys()
    assert {style.group for style in EDGE_STYLES.values()} <= COLOURS.keys()


def test_nothing_in_the_document_is_loaded_from_elsewhere(page):
    for tag, attributes in page.elements:
        assert tag not in ("img", "iframe", "object", "embed", "base", "audio", "video")
        assert "src" not in attributes
        assert attributes.get("href", "data:,").startswith(("data:,", "#"))
    style = generate_html(small_view()).split("<style>")[1].split("</style>")[0]
    assert "@import" not in style
    assert "url(" not in style


def test_policy_allows_these_scripts_and_no_network(page):
    policy = next(a["content"] for tag, a in page.elements if a.get("http-equiv") == "Content-Security-Policy")
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    assert policy.count("sha256-") == sum(1 for tag, a in page.elements if tag == "script" and "type" not in a)
    assert "unsafe-eval" not in policy


def test_same_view_same_bytes_and_nothing_written_to_the_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert generate_html(small_view()) == generate_html(small_view())
    assert not list(Path().iterdir())


def test_empty_graph_is_a_page():
    document = Document(generate_html(View((), ())))
    assert document.script("drawing") == {"nodes": [], "edges": []}


@pytest.mark.parametrize("where", ["title", "author", "summary"])
def test_hostile_text_stays_text(where, page):
    text = HOSTILE + SUMMARY if where == "summary" else HOSTILE
    html = generate_html(small_view(**{where: text}), title=HOSTILE.replace("\ud800", ""))
    hostile = Document(html)
    assert [tag for tag, _ in hostile.elements] == [tag for tag, _ in page.elements]
    data = hostile.script("data")
    assert text in {
        value for row in data["nodes"] + data["entries"] for value in row.values() if isinstance(value, str)
    }
    html.encode("utf-8")


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", " JaVaScRiPt:alert(1)", "data:text/html,x", "file:///etc/passwd", "http://[", ""]
)
def test_only_web_addresses_become_links(url):
    nodes = page_data(small_view(url=url))["nodes"]
    assert all("urls" not in node for node in nodes)


@given(st.text(max_size=40))
def test_script_json_reads_back_and_holds_no_markup(text):
    written = as_script({"a": text})
    assert json.loads(written) == {"a": text}
    assert not re.search(r"[<>&\u2028\u2029]", written)
    assert written.isascii()


def test_summary_is_stored_once_and_quotes_point_into_it():
    found = page_data(small_view())
    assert json.dumps(found, ensure_ascii=False).count("reaches 91.0") == 1
    (entry,) = found["entries"]
    for index, start, end, arguments, component, confidence in found["quotes"]:
        assert index == 0
        assert (component, confidence) == ("ruler", "0.9")
        assert all(start <= s < e <= end for _, s, e in arguments)
    marked = {entry["text"][s:e]: (found["nodes"][node]["id"], result) for s, e, node, result in entry["marks"]}
    assert marked == {
        "91.0": ("result/2502.06781/2025-02-11/25-a", True),
        "MATH-500": ("benchmark/math-500", False),
        "Best-of-N": ("system/best-of-n", False),
    }


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30), st.integers(0, 3), st.booleans())))
def test_marks_never_overlap_and_the_longest_stays(marks):
    kept = disjoint(marks)
    assert all(a[1] <= b[0] for a, b in pairwise(kept))
    proper = [m for m in marks if m[0] < m[1]]
    assert bool(kept) == bool(proper)
    if proper:
        longest = max(m[1] - m[0] for m in proper)
        assert any(m[1] - m[0] == longest for m in kept)


def test_drawing_has_integer_coordinates_and_no_physics(page):
    drawing, options = page.script("drawing"), page.script("options")
    assert len(drawing["nodes"]) == 20
    assert all(type(node["x"]) is type(node["y"]) is int for node in drawing["nodes"])
    assert options["physics"] == {"enabled": False}
    assert options["layout"]["improvedLayout"] is False
    assert options["edges"]["smooth"] is False


@pytest.fixture(scope="module")
def seeds_sized() -> SimpleNamespace:
    graph_view = synthetic_view(papers=160, authors=600)
    index = {node.id: i for i, node in enumerate(graph_view.nodes)}
    graph = nx.Graph()
    graph.add_nodes_from(index.values())
    graph.add_edges_from((index[e.source], index[e.target]) for e in graph_view.edges)
    radii = {i: radius(node.degree) for i, node in enumerate(graph_view.nodes)}
    return SimpleNamespace(graph=graph, radii=radii, found=positions(graph, radii))


def test_no_two_nodes_share_a_spot_and_few_overlap(seeds_sized):
    found, radii = seeds_sized.found, seeds_sized.radii
    assert set(found) == set(seeds_sized.graph)
    assert len(set(found.values())) == len(found)
    overlaps = sum(
        (found[a][0] - found[b][0]) ** 2 + (found[a][1] - found[b][1]) ** 2 < (radii[a] + radii[b]) ** 2
        for a in found
        for b in found
        if a < b
    )
    assert overlaps < len(found) * 0.05


def test_layout_does_not_depend_on_the_order_of_nodes_and_edges(seeds_sized):
    shuffled = nx.Graph()
    shuffled.add_nodes_from(reversed(list(seeds_sized.graph)))
    shuffled.add_edges_from((b, a) for a, b in reversed(list(seeds_sized.graph.edges)))
    assert positions(shuffled, seeds_sized.radii) == seeds_sized.found


def test_nodes_without_edges_do_not_fly_away(seeds_sized):
    alone = [n for n in seeds_sized.graph if seeds_sized.graph.degree(n) == 0]
    others = [seeds_sized.found[n] for n in seeds_sized.graph if n not in alone]
    assert alone
    width = max(x for x, _ in others) - min(x for x, _ in others)
    height = max(y for _, y in others) - min(y for _, y in others)
    for x, y in (seeds_sized.found[n] for n in alone):
        assert abs(x) <= 2 * width
        assert abs(y) <= 2 * height


@pytest.mark.parametrize("count", [1, 2, 3, 40])
def test_a_graph_of_strays_is_laid_out(count):
    found = positions(nx.empty_graph(count), dict.fromkeys(range(count), 7))
    assert len(set(found.values())) == count


def test_small_graph_is_shown_whole():
    graph_view = small_view()
    shown = overview(graph_view)
    assert (len(shown.nodes), len(shown.edges)) == (len(graph_view.nodes), len(graph_view.edges))


def test_large_graph_is_cut_to_its_best_connected_part_and_says_so():
    graph_view = synthetic_view(papers=3_000, authors=11_000)
    shown = overview(graph_view)
    assert 0 < len(shown.nodes) <= 2_000
    assert 0 < len(shown.edges) <= 5_000
    ids = {graph_view.nodes[i].id for i in shown.nodes}
    ends = {end for i in shown.edges for end in (graph_view.edges[i].source, graph_view.edges[i].target)}
    assert ends == ids
    rest = [node.degree for node in graph_view.nodes if node.id not in ids]
    assert sum(graph_view.nodes[i].degree for i in shown.nodes) / len(ids) > 3 * sum(rest) / len(rest)
    html = generate_html(graph_view)
    assert f"of {len(graph_view.nodes):,} nodes" in html
    assert f">{len(shown.nodes):,}</b>" in html
    assert "the best-connected; search finds the others" in html
    assert len(Document(html).script("data")["nodes"]) == len(graph_view.nodes)


def test_edges_alone_can_pass_the_limit():
    nodes = [(f"paper/{i}", "Paper", str(i)) for i in range(30)]
    edges = [(f"paper/{i}", "mentions", f"paper/{j}") for i in range(30) for j in range(i)]
    shown = overview(make_view(nodes, edges), max_nodes=100, max_edges=50)
    assert len(shown.edges) <= 50
    assert len(shown.nodes) == 10
