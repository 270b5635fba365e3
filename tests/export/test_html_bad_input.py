"""Graphs and texts that a page may break on."""

import pytest


@pytest.mark.parametrize(("name", "count"), [("one", 1), ("loose", 40), ("none", 0)])
def test_small_graphs_are_pages(open_page, name, count):
    page = open_page(name)
    assert page.locator("#shown-nodes").inner_text() == str(count)
    for tab in ("#leaderboard", "#trends"):
        page.evaluate("(hash) => { location.hash = hash; }", tab)
        page.wait_for_selector(f"#view-{tab[1:]}:not([hidden])")


def test_fifty_thousand_neighbours_come_in_steps(open_page):
    page = open_page("hub", "#node/tag/hub")
    before = page.evaluate("map.shown().length")
    assert before <= 2_001
    page.locator("button.expand").click()
    assert page.evaluate("map.shown().length") == before + 150
    assert page.locator("#panel li").count() < 300
    page.get_by_role("button", name="Focus 2").click()
    assert page.evaluate("map.shown().length") == 1_500
    assert "48,501 more are left out" in page.locator("#panel").inner_text()


@pytest.mark.parametrize("width", [390, 1400])
@pytest.mark.parametrize("name", ["huge", "strange"])
@pytest.mark.parametrize("hash_", ["#node/paper/2502.06781", "#leaderboard", "#trends", "#node/author/chengqi-lyu"])
def test_no_text_makes_the_page_wider_than_the_screen(open_page, name, width, hash_):
    page = open_page(name, hash_, viewport={"width": width, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_right_to_left_names_stand_on_their_own(open_page):
    page = open_page("strange", "#node/paper/2502.06781")
    assert page.evaluate("getComputedStyle(document.querySelector('#panel h2')).direction") == "rtl"
    page.keyboard.press("/")
    page.keyboard.type("李明")
    page.keyboard.press("Enter")
    assert page.locator("#panel h2").inner_text().startswith("李明 👩‍👩‍👧‍👦")


def test_without_javascript_the_page_says_what_it_would_show(browser, page_file):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(page_file("cut").as_uri())
    said = page.locator(".notice").inner_text()
    nodes = int(page.locator("#counts").inner_html().split(" of ")[1].split(" nodes")[0].replace(",", ""))
    assert nodes > 10_000
    assert f"{nodes:,} nodes" in said
    assert "Turtle" in said
    assert not page.locator("#loading").is_visible()
    context.close()
