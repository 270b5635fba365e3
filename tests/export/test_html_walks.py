"""What the page shows is in its address: focus, paths, expanding, filters; back, forward and copied links bring it again."""

import pytest

PAPER = "paper/2502.06781"
PIXEL = """(id) => {
  const { x, y } = map.network.canvasToDOM(map.network.getPositions()[byId.get(id)]);
  const canvas = document.querySelector("#map canvas"), ratio = canvas.width / canvas.clientWidth;
  const spot = Object.assign(document.createElement("canvas"), { width: 1, height: 1 });
  const one = spot.getContext("2d", { willReadFrequently: true });
  one.drawImage(canvas, -Math.round(x * ratio), -Math.round(y * ratio));
  return [...one.getImageData(0, 0, 1, 1).data];
}"""
SPOT = """(id) => {
  const { x, y } = map.network.canvasToDOM(map.network.getPositions()[byId.get(id)]);
  const box = document.getElementById("map").getBoundingClientRect();
  return [x + box.x, y + box.y];
}"""


def shown(page):
    return set(page.evaluate("map.shown().map((i) => nodes[i].id)"))


def heading(page):
    return page.locator("#panel h2").inner_text()


def test_focus_shows_what_is_near_and_its_address_can_be_copied(open_page):
    page = open_page("small", "#node/author/jose-garcia")
    everything = shown(page)
    page.get_by_role("button", name="Focus 1").click()
    assert shown(page) == {"author/jose-garcia", PAPER, "paper/2502.06703"}
    page.get_by_role("button", name="Focus 2").click()
    near = shown(page)
    assert "tag/reinforcement-learning" in near
    assert near < everything
    assert shown(open_page("small", "#" + page.url.split("#")[1])) == near
    page.go_back()
    assert len(shown(page)) == 3
    page.go_back()
    assert shown(page) == everything


def test_focus_stands_in_rings_and_everything_goes_home_after_it(open_page):
    page = open_page("cut")
    places = (
        "(() => { const all = map.network.getPositions(); return map.shown().map((i) => [i, all[i].x, all[i].y]); })()"
    )
    home = page.evaluate(places)
    centre = page.evaluate("map.shown().filter((i) => nodes[i].type === 'Benchmark').sort(byDegree)[0]")
    for depth in "1", "2":
        page.evaluate("([id, focus]) => go({ ...EMPTY, kind: 'node', id: nodes[id].id, focus })", [centre, depth])
        ring = page.evaluate(places)
        assert [0, 0] in [at[1:] for at in ring]
        spots = {tuple(at[1:]) for at in ring}
        assert len(spots) == len(ring) > 20
        near = page.evaluate("(id) => neighboursOf(id)", centre)
        distance = {number: x * x + y * y for number, x, y in ring}
        outer = [far for number, far in distance.items() if number not in [*near, centre]]
        assert not outer or max(distance[number] for number in near) < min(outer)
    page.evaluate("select(null)")
    assert {tuple(at) for at in home} <= {tuple(at) for at in page.evaluate(places)}


def test_in_focus_one_walks_from_centre_to_centre(open_page):
    page = open_page("small", "#node/author/jose-garcia?focus=1")
    page.mouse.click(*page.evaluate(SPOT, PAPER))
    assert page.url.endswith(f"#node/{PAPER}?focus=1")
    page.locator("#panel a.node", has_text="MATH-500").first.click()
    assert page.url.endswith("#node/benchmark/math-500?focus=1")
    page.mouse.click(400, 780)
    assert page.url.endswith("#node/benchmark/math-500?focus=1")
    page.keyboard.press("Escape")
    assert "#" not in page.url


def test_arrows_point_at_the_other_end_of_a_path_and_enter_chooses(open_page):
    page = open_page("small", "#path/author/a3")
    page.locator("#map").focus()
    for key in ("ArrowRight", "ArrowUp", "ArrowLeft"):
        page.keyboard.press(key)
        assert page.url.endswith("#path/author/a3")
    page.keyboard.press("Enter")
    assert "end=" in page.url
    page.go_back()
    page.get_by_role("button", name="Cancel").click()
    assert page.url.endswith("#node/author/a3")


def test_many_nodes_are_drawn_in_one_step(open_page):
    page = open_page("hub", "#node/tag/hub")
    page.evaluate("(window.drawings = 0, map.network.on('beforeDrawing', () => { window.drawings += 1; }))")
    page.locator("button.expand").click()
    page.wait_for_timeout(500)
    assert page.evaluate("window.drawings") < 15


def test_nothing_fades_in_focus(open_page, until):
    page = open_page("small", "#node/author/jose-garcia?focus=2")
    before = page.evaluate(PIXEL, "tag/reinforcement-learning")
    page.get_by_role("button", name="Whole map").click()
    until(page, f"(b) => String(({PIXEL})('tag/reinforcement-learning')) !== b", ",".join(map(str, before)))


def test_a_type_that_is_off_is_not_walked_through(open_page):
    page = open_page("small", "#node/author/jose-garcia?focus=2&off=Paper")
    assert shown(page) == {"author/jose-garcia"}


def test_path_between_two_nodes_that_are_chosen_one_after_the_other(open_page):
    page = open_page("small", "#node/author/a3")
    page.get_by_role("button", name="Path from here").click()
    assert "Choose the other end" in page.locator("#panel").inner_text()
    page.keyboard.press("/")
    page.keyboard.type("oreal7b")
    page.keyboard.press("Enter")
    assert page.locator("ol.path > li").count() == 5
    assert page.locator("ol.path > li").first.inner_text() == "Author 3"
    assert "OREAL-7B" in page.locator("ol.path > li").last.inner_text()
    again = open_page("small", "#" + page.url.split("#")[1])
    assert heading(again) == heading(page)
    page.go_back()
    page.go_back()
    assert heading(page) == "Author 3"


def test_of_shortest_paths_that_through_the_least_connected_is_told(open_page):
    page = open_page("small", f"#path/system/oreal-7b?end={PAPER}")
    assert page.locator("ol.path > li").count() == 2
    found = page.evaluate("path(byId.get('benchmark/math-500'), byId.get('system/oreal-7b'), () => true).map(edgeId)")
    assert found[0].startswith("result/")


def test_no_path_is_said(open_page):
    page = open_page("small", f"#path/author/alone?end={PAPER}")
    assert "Nothing that is shown connects them" in page.locator("#panel").inner_text()


def test_expanding_is_a_step_of_the_history(open_page):
    page = open_page("cut")
    node = page.evaluate("nodes[map.shown().find((i) => map.absent(i).length)].id")
    page.evaluate("(id) => select('node', byId.get(id))", node)
    before = shown(page)
    page.locator("button.expand").click()
    more = shown(page)
    assert more > before
    assert shown(open_page("cut", "#" + page.url.split("#")[1])) >= more
    page.go_back()
    assert shown(page) == before


def test_filters_stay_in_the_address_while_links_are_followed(open_page):
    page = open_page("small")
    page.locator("input[data-type=Tag]").uncheck()
    page.evaluate("select('node', byId.get('benchmark/math-500'))")
    page.locator("#panel a.node", has_text="Outcome Reward").first.click()
    assert page.url.endswith(f"#node/{PAPER}?off=Tag")
    again = open_page("small", "#" + page.url.split("#")[1])
    assert not again.locator("input[data-type=Tag]").is_checked()
    assert "tag/reinforcement-learning" not in shown(again)


def test_months_choose_what_is_drawn(open_page):
    page = open_page("scores")
    everything = shown(page)
    page.select_option("#since", "2025-02")
    page.select_option("#until", "2025-02")
    assert "since=2025-02&until=2025-02" in page.url
    month = shown(page)
    assert month < everything
    drawn, everywhere = map(
        int, page.locator("#types label", has_text="Results").locator("small").inner_text().split(" / ")
    )
    assert drawn < everywhere == page.evaluate("nodes.filter((n) => n.type === 'Result').length")
    assert page.evaluate("map.shown().every((i) => nodes[i].months.some((m) => months[m] === '2025-02'))")
    # The paper is of all months, the result of December is not.
    page.evaluate("select('node', byId.get('result/1/digest/2024-12-11/0'))")
    assert shown(page) == month | {"result/1/digest/2024-12-11/0"}
    # The other month comes along where it would come before the first.
    page.select_option("#since", "2025-03")
    assert page.input_value("#until") == "2025-03"
    page.select_option("#since", "2024-12")
    assert shown(page) == everything


def test_pointing_at_a_node_fades_the_rest(open_page, until):
    page = open_page("small")
    far, near, centre = "author/a0", PAPER, "system/oreal-7b"
    before = [page.evaluate(PIXEL, node) for node in (far, near)]
    page.mouse.move(*page.evaluate(SPOT, centre))
    until(page, f"(b) => String(({PIXEL})('author/a0')) !== b", ",".join(map(str, before[0])))
    assert page.evaluate(PIXEL, near) == before[1]
    page.mouse.move(5, 400)
    until(page, f"(b) => String(({PIXEL})('author/a0')) === b", ",".join(map(str, before[0])))


def test_names_never_lie_on_each_other(open_page):
    page = open_page("cut")
    for _ in range(4):
        boxes = page.evaluate("map.names.boxes()")
        assert len(boxes) > 10
        assert not any(
            a[0] < b[2] and a[2] > b[0] and a[1] < b[3] and a[3] > b[1] for k, a in enumerate(boxes) for b in boxes[:k]
        )
        width = page.evaluate("document.getElementById('map').clientWidth")
        assert all(box[0] >= 0 and box[2] <= width for box in boxes)
        page.locator("#zoom-in").click()
        page.wait_for_timeout(100)


def test_physics_moves_the_nodes_only_while_it_is_on(open_page, until):
    page = open_page("small")
    positions = "JSON.stringify(map.network.getPositions())"
    before = page.evaluate(positions)
    page.locator("#physics").check()
    until(page, f"(b) => {positions} !== b", before)
    page.locator("#physics").uncheck()
    after = page.evaluate(positions)
    page.locator("input[data-type=Tag]").uncheck()
    page.locator("input[data-type=Tag]").check()
    page.wait_for_timeout(300)
    assert page.evaluate(positions) == after


@pytest.mark.parametrize("system", ["light", "dark"])
def test_theme_follows_the_system_until_one_is_chosen(open_page, system):
    page = open_page("small", color_scheme=system)
    other = {"light": "dark", "dark": "light"}
    assert page.evaluate("document.documentElement.dataset.theme") == system
    page.locator("#theme").click()
    page.reload()
    page.wait_for_selector("html[data-ready=true]", state="attached")
    assert page.evaluate("document.documentElement.dataset.theme") == other[system]
    light = page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert light == (other[system] == "light")


def test_keyboard_alone_reaches_a_sentence(open_page):
    page = open_page("small")
    page.locator("#search").focus()
    while page.evaluate("document.activeElement.id") != "map":
        page.keyboard.press("Tab")
    assert page.locator("#keys").is_visible()
    seen = set()
    for key in ("ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp"):
        page.keyboard.press(key)
        seen.add(page.url.split("#")[1])
        assert page.evaluate("document.activeElement.id") == "map"
    assert len(seen) > 2
    page.keyboard.press("f")
    assert "focus=1" in page.url
    page.keyboard.press("Escape")
    assert "#" not in page.url
    page.keyboard.press("/")
    page.keyboard.type("bestofn")
    page.keyboard.press("Enter")
    while page.evaluate("document.activeElement.textContent") != "1 sentence":
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.locator("blockquote").inner_text() == "It outperforms Best-of-N."
