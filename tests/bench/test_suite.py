import re
import subprocess
import sys
from pathlib import Path

import pytest
from measuring import HEADER
from sections import SECTIONS
from writing import MARKS

TITLES = [section.title for section in SECTIONS]


def headings(page: str) -> list[str]:
    return re.findall(r"^## (.+)$", page, re.MULTILINE)


@pytest.fixture(scope="module")
def page(root: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """What the suite writes of two days, each measured once."""
    pytest.importorskip("matplotlib", reason="matplotlib is in the extra bench")
    out = tmp_path_factory.mktemp("bench")
    small = ["--sizes", "14", "--runs", "1", "--surfaces", "200", "--wait", "5", "--source", "seeds"]
    places = ["--results", str(out / "results"), "--page", str(out / "benchmarks.md")]
    done = subprocess.run(
        [sys.executable, "bench/suite.py", *small, *places], cwd=root, capture_output=True, text=True, check=False
    )
    assert not done.returncode, done.stderr
    written = (out / "benchmarks.md").read_text(encoding="utf-8")
    pictures = re.findall(r"!\[.+\]\((.+)\)", written)
    assert pictures
    for picture in pictures:
        assert (out / picture).read_text(encoding="utf-8").startswith("<?xml")
    return written


@pytest.mark.bench
def test_the_page_has_all_sections_with_figures(page: str) -> None:
    assert headings(page) == ["In short", *TITLES]
    for text in page.split("\n## ")[1:]:
        assert re.search(rf"{re.escape(HEADER)}\n\| .+ \| \d", text), text


@pytest.mark.bench
def test_the_page_says_machine_and_versions(page: str) -> None:
    for fact in ("processor", "Python", "load", "measured", "digests", "versions"):
        assert re.search(rf"^\| {fact} \| .*\d.* \|$", page, re.MULTILINE), fact
    assert re.search(r"pyoxigraph \d", page)


@pytest.mark.bench
def test_what_was_not_measured_is_said_with_the_reason(page: str) -> None:
    assert "| Morph-KGC 2" in page or "Morph-KGC was not measured" in page


@pytest.mark.bench
def test_the_page_is_opened_in_a_browser_beside_plain_pyvis(page: str) -> None:
    if reason := re.search(r"The page was not opened: (.+)", page):
        pytest.skip(reason[1])
    assert re.search(r"^\| interactive \| .+ \| plain pyvis", page, re.MULTILINE)


def test_the_shipped_page_has_all_sections(root: Path) -> None:
    shipped = (root / "docs/benchmarks.md").read_text(encoding="utf-8")
    assert headings(shipped) == ["In short", *TITLES]
    assert "**Failed" not in shipped
    for picture in re.findall(r"!\[.+\]\((.+)\)", shipped):
        assert (root / "docs" / picture).exists(), picture


def test_the_readme_quotes_the_shipped_page(root: Path) -> None:
    shipped = (root / "docs/benchmarks.md").read_text(encoding="utf-8").splitlines()
    quoted = (root / "README.md").read_text(encoding="utf-8").split(MARKS[0])[1].split(MARKS[1])[0].split("\n")
    rows = [row for row in quoted if row]
    assert len(rows) > 10
    assert set(rows) <= set(shipped)


def test_a_part_of_the_benchmarks_does_not_replace_the_shipped_page(root: Path) -> None:
    done = subprocess.run(
        [sys.executable, "bench/suite.py", "--only", "rdf"], cwd=root, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "give another --page" in done.stderr
