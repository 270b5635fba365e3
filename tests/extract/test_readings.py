"""The page of ten summaries with what is read from them: what it says comes from the reader as it is."""

import runpy
from pathlib import Path

import pytest

DOCS = Path(__file__).parents[2] / "docs"


@pytest.mark.bytes
def test_the_page_is_that_of_the_shipped_reader(gold: Path, tmp_path: Path) -> None:
    page = tmp_path / "readings.html"
    runpy.run_path(str(DOCS / "make_readings.py"))["main"](gold / "seeds.gold.jsonl", page)
    made = page.read_text(encoding="utf-8")
    assert made == (DOCS / "readings.html").read_text(encoding="utf-8")
    assert made.count("<h2>") == 10
    assert all(f'class="{verdict}"' in made for verdict in ("right", "wrong", "missed"))
