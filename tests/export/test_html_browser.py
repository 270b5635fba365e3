"""The page in Chromium, opened from disk."""

import re

import pytest

SPOT = """(id) => {
  const { x, y } = map.network.canvasToDOM(map.network.getPositions()[byId.get(id)]);
  const box = document.getElementById("map").getBoundingClientRect();
  return [x + box.x, y + box.y];
}"""
ONE_PAPER_AUTHOR = """nodes.findIndex(
  (node, i) => node.type === "Author" && edgesOf[i].length === 1 && !map.shown().includes(i))"""
POSITIONS = "JSON.stringify(map.network.getPositions())"


def search(page, text):
    page.keyboard.press("/")
    page.keyboard.type(text)
    page.keyboard.press("Enter")


def shown(page):
    return set(page.evaluate("map.shown().map((i) => nodes[i].id)"))


def test_page_stands_still_at_once(open_page):
    page = open_page("small")
    before = page.evaluate(POSITIONS)
    page.wait_for_timeout(1_000)
    assert page.evaluate(POSITIONS) == before
    assert page.locator("#loading").count() == 0
    assert page.locator("h1").inner_text() == "<i>small</i>"


@pytest.mark.parametrize(
    ("typed", "label"),
    [
        ("math500", "MATH-500"),
        ("jose garcia", "José García"),
        ("reward outcome", "Exploring the Limit of Outcome Reward"),
    ],
)
def test_forgiving_search_and_enter_open_the_panel(open_page, typed, label):
    page = open_page("small")
    search(page, typed)
    assert page.locator("#panel h2").inner_text() == label
    page.keyboard.press("Escape")
    assert page.locator("#panel").is_hidden()
    assert "#" not in page.url


def test_arrow_keys_walk_through_what_was_found(open_page):
    page = open_page("small")
    page.keyboard.press("/")
    page.keyboard.type("oreal")
    first = page.locator("#found [aria-selected=true]").inner_text()
    page.keyboard.press("ArrowDown")
    assert page.locator("#found [aria-selected=true]").inner_text() != first
    page.keyboard.press("ArrowUp")
    assert page.locator("#found [aria-selected=true]").inner_text() == first
    page.keyboard.press("Escape")
    assert page.locator("#found").is_hidden()


def test_panel_of_a_paper_has_its_columns_and_marks_mentions_and_results(open_page):
    page = open_page("small", "#node/paper/2502.06781")
    assert page.locator(".summary").inner_text().split("\n") == [
        "- OREAL-7B 𝛽 reaches 91.0 pass@1 accuracy on MATH-500.",
        "- It outperforms Best-of-N.",
    ]
    assert page.locator(".summary .mention").all_inner_texts() == ["MATH-500", "Best-of-N"]
    assert page.locator(".summary .value").all_inner_texts() == ["91.0"]
    pairs = "(all) => all.map((name) => [name.textContent, name.nextSibling.textContent])"
    columns = page.locator("#panel dt").evaluate_all(pairs)
    assert columns[:4] == [
        ["Day", "2025-02-11"],
        ["Authors", "Chengqi Lyu, José García"],
        ["Tags", "Reinforcement Learning"],
        ["Link", "https://arxiv.org/abs/2502.06781"],
    ]
    link = page.locator("#panel dd a[target=_blank]")
    assert link.get_attribute("href") == "https://arxiv.org/abs/2502.06781"
    assert link.get_attribute("rel") == "noopener noreferrer"
    assert "2025-02-11.md, line 7" in page.locator("#panel").inner_text()


def test_panel_of_a_benchmark_has_its_results_with_the_sentence(open_page):
    page = open_page("small", "#node/benchmark/math-500")
    assert page.locator("tbody tr").first.inner_text().split() == ["–", "91.0", "OREAL-7B", "2025-02-11"]
    assert page.locator("tbody blockquote").inner_text() == "OREAL-7B 𝛽 reaches 91.0 pass@1 accuracy on MATH-500."
    assert page.locator("tbody mark").all_inner_texts() == ["OREAL-7B", "91.0", "accuracy", "MATH-500"]


def test_neighbours_select_and_back_and_forward_follow(open_page):
    page = open_page("small", "#node/benchmark/math-500")
    page.locator("#panel a.node", has_text="OREAL-7B").first.click()
    assert page.url.endswith("#node/system/oreal-7b")
    assert page.locator("#panel h2").inner_text() == "OREAL-7B"
    page.go_back()
    assert page.locator("#panel h2").inner_text() == "MATH-500"
    page.go_forward()
    assert page.locator("#panel h2").inner_text() == "OREAL-7B"


@pytest.mark.parametrize("hash_", ["#node/paper/none", "#node/%E0%A4%A", "#edge/x", "#"])
def test_an_address_that_names_nothing_opens_nothing(open_page, hash_):
    page = open_page("small", hash_)
    assert page.locator("#panel").is_hidden()
    named = "" if hash_ == "#" else "There is no " + hash_.partition("/")[2]
    assert page.locator("#missing").inner_text().startswith(named)
    assert page.locator("#missing").is_visible() == bool(named)
    page.evaluate("select('node', byId.get('benchmark/math-500'))")
    assert page.locator("#missing").is_hidden()


def test_a_click_on_the_map_selects_a_node_and_an_edge_shows_its_sentence(open_page):
    page = open_page("small")
    page.mouse.click(*page.evaluate(SPOT, "system/best-of-n"))
    page.wait_for_selector("#panel:not([hidden])")
    assert page.locator("#panel h2").inner_text() == "Best-of-N"
    page.locator("#panel a.edge", has_text="1 sentence").click()
    assert page.locator("blockquote").inner_text() == "It outperforms Best-of-N."
    assert page.locator("blockquote mark").all_inner_texts() == ["Best-of-N"]


def test_a_click_on_an_edge_opens_it(open_page):
    page = open_page("small")
    # An edge to a node that has no other: nothing else is near its outer half.
    ends = [page.evaluate(SPOT, node) for node in ("author/a0", "paper/2502.06703")]
    page.mouse.click(*(0.6 * outer + 0.4 * inner for outer, inner in zip(*ends, strict=True)))
    page.wait_for_selector("#panel:not([hidden])")
    assert "#edge/paper/2502.06703%20authoredBy%20author/a0" in page.url
    assert page.locator("#panel h2").inner_text().split() == [
        "Can",
        "1B",
        "LLM",
        "Surpass",
        "405B",
        "LLM?",
        "is",
        "by",
        "Author",
        "0",
    ]
    page.reload()
    page.wait_for_selector("#panel:not([hidden])")


def test_legend_counts_and_filters_and_search_brings_a_type_back(open_page):
    page = open_page("small")
    assert page.locator("#types label", has_text="Authors").locator("small").inner_text() == "11"
    before = page.evaluate(POSITIONS)
    page.locator("input[data-type=Author]").uncheck()
    assert not [node for node in shown(page) if node.startswith("author/")]
    assert page.locator("#shown-nodes").inner_text() == "9"
    search(page, "josegarcia")
    assert page.locator("input[data-type=Author]").is_checked()
    assert "author/jose-garcia" in shown(page)
    assert page.evaluate(POSITIONS) == before


def test_hostile_text_does_not_execute(open_page, views):
    page = open_page("hostile", "#node/paper/2502.06781")
    page.locator(".summary").wait_for()
    assert views.HOSTILE[:40] in page.locator("#panel h2").inner_text()
    for node in page.evaluate("nodes.map((node) => node.id)"):
        page.evaluate("(id) => select('node', byId.get(id))", node)
    page.evaluate("edges.forEach((_, edge) => select('edge', edge))")
    for hash_ in ("#leaderboard", "#trends/Tag", f"#node/{views.HOSTILE}", "#path/paper/2502.06781?end=author/a1"):
        page.evaluate("(hash) => { location.hash = hash; }", hash_)
        page.wait_for_timeout(100)
    page.keyboard.press("/")
    page.keyboard.type("script")
    page.wait_for_timeout(200)
    assert page.evaluate("window.hacked") is None
    assert page.locator("#panel img, #found img, #map img").count() == 0
    assert page.locator("a[href^='javascript']").count() == 0


NOWHERE = "'http://127.0.0.1:9/'"
HEARD = "new Promise((done) => { x.onerror = () => done('refused'); x.onload = x.onopen = () => done('reached'); })"
ADDED = "document.body.append(Object.assign(document.createElement('%s'), { %s }))"
REACHES = {
    "fetch": f"fetch({NOWHERE}).then(() => 'reached', () => 'refused')",
    "socket": f"(() => {{ const x = new WebSocket('ws://127.0.0.1:9/'); return {HEARD}; }})()",
    "image": f"(() => {{ const x = new Image(); x.src = {NOWHERE}; return {HEARD}; }})()",
    "beacon": f"void navigator.sendBeacon({NOWHERE}, 'x')",
    "frame": ADDED % ("iframe", f"src: {NOWHERE}"),
    "style": ADDED % ("link", f"rel: 'stylesheet', href: {NOWHERE}"),
    "script": ADDED % ("script", f"src: {NOWHERE}"),
    "inline": ADDED % ("script", "textContent: 'window.hacked=1'"),
    "markup": "document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"window.hacked=1\">')",
}


@pytest.mark.parametrize("way", REACHES)
def test_policy_refuses_a_script_that_got_in_every_way_out(browser, page_file, until, way):
    context = browser.new_context()
    page = context.new_page()
    page.goto(page_file("small").as_uri())
    page.wait_for_selector("html[data-ready=true]", state="attached")
    page.evaluate(
        "addEventListener('securitypolicyviolation', (e) => { (window.refused ??= []).push(e.effectiveDirective) })"
    )
    assert page.evaluate(REACHES[way]) in (None, "refused")
    until(page, "() => Boolean(window.refused)")
    assert page.evaluate("window.hacked") is None
    context.close()


def test_huge_texts_leave_the_page_usable(open_page):
    page = open_page("huge", "#node/author/chengqi-lyu")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_what_the_overview_leaves_out_is_found_and_drawn_beside_its_neighbour(open_page):
    page = open_page("cut")
    hidden = page.evaluate(ONE_PAPER_AUTHOR)
    identity = page.evaluate("(i) => nodes[i].id", hidden)
    before = page.evaluate("map.shown().length")
    page.evaluate("(id) => { location.hash = '#node/' + id; }", identity)
    page.wait_for_selector("#panel:not([hidden])")
    assert page.evaluate("map.shown().length") == before + 1
    assert page.locator("#shown-nodes").inner_text() == f"{before + 1:,}"
    if page.locator("button.expand").count():
        page.locator("button.expand").click()
    assert page.evaluate("(i) => neighboursOf(i).every((n) => map.shown().includes(n))", hidden)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_phone_has_the_panel_below_the_map(open_page, scheme):
    page = open_page("small", "#node/benchmark/math-500", viewport={"width": 390, "height": 800}, color_scheme=scheme)
    panel, drawn = page.locator("#panel").bounding_box(), page.locator("#map").bounding_box()
    assert panel["y"] >= drawn["y"] + drawn["height"] - 1
    assert drawn["height"] > 200
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_touch_selects_and_a_name_stays_on_the_phone_s_screen(open_page):
    page = open_page("small", viewport={"width": 390, "height": 800}, has_touch=True, is_mobile=True)
    page.touchscreen.tap(*page.evaluate(SPOT, "benchmark/math-500"))
    page.wait_for_selector("#panel:not([hidden])")
    assert page.locator("#panel h2").inner_text() == "MATH-500"
    boxes = page.evaluate("map.names.boxes()")
    assert boxes
    assert all(box[0] >= 0 for box in boxes)


def test_every_address_of_the_docs_leads_somewhere(browser, root):
    page = browser.new_page()
    addresses = re.findall(r"^\| `(#[^`]+)`", (root / "docs/page.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert len(addresses) == 5
    for address in addresses:
        page.goto((root / "exports/graph.html").as_uri() + address)
        page.reload()
        page.wait_for_selector("html[data-ready=true]", state="attached")
        assert page.locator("#missing").is_hidden(), address
        assert page.locator("#panel:not([hidden]), .tab:not([hidden])").count() == 1, address
    page.close()


@pytest.mark.parametrize("width", [390, 1400])
def test_what_a_user_does_from_the_first_search_to_a_copied_address(open_page, width):
    page = open_page("cut", viewport={"width": width, "height": 860})
    heading = page.locator("#panel h2")
    search(page, "benchmark 0")
    assert heading.inner_text() == "Benchmark 0"
    page.get_by_role("button", name="Close").click()
    if not page.locator("#legend").evaluate("(legend) => legend.open"):
        page.locator("#legend summary").click()
    page.locator("input[data-type=Tag]").uncheck()
    assert not {node for node in shown(page) if node.startswith("tag/")}
    page.locator("#legend summary").click()
    search(page, "benchmark 0")
    before = shown(page)
    page.locator("button.expand").click()
    assert shown(page) > before
    page.mouse.click(*page.evaluate(SPOT, "benchmark/0"))
    page.locator("#panel a.node", has_text="Paper").first.click()
    paper = heading.inner_text()
    assert paper.startswith("Paper ")
    page.go_back()
    assert heading.inner_text() == "Benchmark 0"
    page.go_forward()
    copied = open_page("cut", "#" + page.url.split("#")[1], viewport={"width": width, "height": 860})
    assert copied.locator("#panel h2").inner_text() == paper
    assert shown(copied) == shown(page)
    for tab in ("Leaderboard", "Trends", "Map"):
        page.get_by_role("link", name=tab, exact=True).click()
        assert page.locator(f"#view-{tab.lower()}").is_visible()
