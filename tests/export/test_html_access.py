"""axe-core, the usual checker of accessibility, finds no fault in any part of the page."""

import pytest

PLACES = ("", "#node/paper/2502.06781", "#node/system/oreal-7b?focus=1", "#path/author/a3?end=paper/2502.06781")
SCORES = ("#leaderboard/benchmark/FrobBench", "#trends/Benchmark", "#node/benchmark/FrobBench")


@pytest.fixture(scope="module")
def axe(root):
    path = root / "tests/js/node_modules/axe-core/axe.min.js"
    if not path.exists():
        pytest.skip("axe-core is not installed (npm ci --prefix tests/js)")
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize("width", [390, 1400])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_fault(open_page, axe, scheme, width):
    options = {"viewport": {"width": width, "height": 800}, "color_scheme": scheme}
    for name, hash_ in [*(("small", place) for place in PLACES), *(("scores", place) for place in SCORES)]:
        page = open_page(name, hash_, **options)
        page.evaluate(axe)
        found = page.evaluate("axe.run(document)")
        faults = [(fault["id"], fault["nodes"][0]["html"][:200]) for fault in found["violations"]]
        assert faults == [], hash_
        assert len(found["passes"]) > 10
