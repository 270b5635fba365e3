"""The tabs of the page: the leaderboard and the trends."""

import pytest


def text(place):
    return " ".join(place.inner_text().split())


def rows(page, place):
    found = page.locator(f"{place} tbody tr:not(.evidence)")
    return [[text(cell) for cell in row.locator("th, td").all()] for row in found.all()]


def test_leaderboard_ranks_the_best_first_with_the_sentence(open_page):
    page = open_page("scores")
    page.get_by_role("link", name="Leaderboard").click()
    assert text(page.locator("#view-leaderboard h2")) == "Leaderboard: FrobBench"
    assert "read by machine" in page.locator("#view-leaderboard .caveat").first.inner_text()
    assert [row[:3] for row in rows(page, ".ranked")] == [
        ["1 of 4", "95", "Frob-70B"],
        ["1 of 4", "95.0", "Nub-1"],
        ["3 of 4", "91.5", "Frob-7B"],
        ["4 of 4", "60", "Nub-1"],
    ]
    assert page.locator(".ranked blockquote").first.inner_text() == "Sentence 1."
    assert sorted(row[0] for row in rows(page, ".apart")) == [
        "a difference from something that is not named",
        "no system is named",
    ]


def test_the_metric_is_picked_and_stays_in_the_address(open_page):
    page = open_page("scores", "#leaderboard/benchmark/FrobBench")
    page.select_option("#pick-table", label="latency, seconds (lower is better): 2")
    assert [row[1] for row in rows(page, ".ranked")] == ["7", "9"]
    again = open_page("scores", "#" + page.url.split("#")[1])
    assert rows(again, ".ranked") == rows(page, ".ranked")
    page.select_option("#pick-benchmark", "benchmark/Other")
    assert text(page.locator("#view-leaderboard h2")) == "Leaderboard: Other"
    assert rows(page, ".ranked")[0][0] == "–"
    page.go_back()
    assert [row[1] for row in rows(page, ".ranked")] == ["7", "9"]


def test_the_plot_has_a_dot_for_each_score_and_a_line_through_the_records(open_page):
    page = open_page("scores", "#leaderboard/benchmark/FrobBench")
    heights = page.locator(".plot circle").evaluate_all("(all) => all.map((c) => Number(c.getAttribute('cy')))")
    days = page.locator(".plot circle").evaluate_all("(all) => all.map((c) => Number(c.getAttribute('cx')))")
    assert len(heights) == 4
    assert days == sorted(days)
    # 91.5, 95, 95.0, 60 by day: higher is nearer to the top.
    assert heights[1] == heights[2] < heights[0] < heights[3]
    line = page.locator(".plot .best").get_attribute("d")
    assert line.count("V") == 1
    assert page.locator(".plot .record").first.text_content() == "Frob-7B"
    page.locator(".plot a").first.click(force=True)
    assert page.locator("#panel h2").inner_text() == "91.5"
    assert page.locator("#panel blockquote").first.inner_text() == "Sentence 0."


def test_no_line_where_it_is_not_known_which_way_is_better(open_page):
    page = open_page("scores", "#leaderboard/benchmark/Other")
    assert page.locator(".plot circle").count() == 1
    assert page.locator(".plot .best").count() == 0


def test_a_model_s_panel_says_where_it_stands(open_page):
    page = open_page("scores", "#node/system/Nub-1")
    assert page.locator("#panel .ranked h4").all_text_contents() == [
        "FrobBench: accuracy, percent (higher is better)",
        "FrobBench: latency, seconds (lower is better)",
    ]
    assert [row[:2] for row in rows(page, "#panel .ranked")] == [["1 of 4", "95.0"], ["4 of 4", "60"], ["1 of 2", "7"]]


def test_trends_count_papers_by_month_and_lead_to_them(open_page):
    page = open_page("small", "#trends")
    assert "read by machine" in page.locator("#view-trends .caveat").inner_text()
    page.get_by_role("link", name="Benchmarks").click()
    assert rows(page, "table.trends") == [["All papers", "2", "2"], ["MATH-500", "2", "2"]]
    page.locator("td.count a").click()
    assert "MATH-500 in 2025-02: 2 papers" in text(page.locator("#trend-papers"))
    assert page.evaluate("document.activeElement.id") == "trend-papers"
    assert page.locator("#view-trends blockquote").all_inner_texts() == [
        "OREAL-7B 𝛽 reaches 91.0 pass@1 accuracy on MATH-500."
    ]
    page.reload()
    page.wait_for_selector("#trend-papers")
    page.go_back()
    assert page.locator("#trend-papers").count() == 0


def test_a_graph_without_results_says_so(open_page):
    assert "No result" in open_page("one", "#leaderboard").locator("#view-leaderboard").inner_text()


def test_a_choice_by_keyboard_stays_where_it_was_made(open_page):
    page = open_page("scores", "#leaderboard/benchmark/FrobBench")
    page.locator("#pick-table").focus()
    page.keyboard.press("ArrowDown")
    assert "table=" in page.url
    assert page.evaluate("document.activeElement.id") == "pick-table"


@pytest.mark.parametrize(
    ("hash_", "title"),
    [
        ("#leaderboard/benchmark/FrobBench", "FrobBench leaderboard"),
        ("#trends", "Trends"),
        ("#node/system/Nub-1", "Nub-1"),
        ("#path/system/Nub-1?end=benchmark/Other", "Nub-1 → Other"),
        ("#edge/paper/1%20reports%20result/1/digest/2025-02-12/2", "On Frobs reports 95.0"),
    ],
)
def test_the_title_says_what_is_shown(open_page, hash_, title):
    assert open_page("scores", hash_).title() == f"{title} – <i>scores</i>"


@pytest.mark.parametrize("hash_", ["#leaderboard/benchmark/No", "#trends/No", "#path/system/Nub-1?end=No"])
def test_what_an_address_names_wrongly_is_told(open_page, hash_):
    page = open_page("scores", hash_)
    assert page.locator("#missing").inner_text().startswith("There is no ")
    page.keyboard.press("Escape")
    assert page.locator("#missing").is_hidden()
    assert "#" not in page.url
