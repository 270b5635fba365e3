"""What the tests of the extraction share: one loaded pipeline, and the summaries of seeds/."""

from pathlib import Path

import pytest

from kg.extract import Extractor

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def extractor() -> Extractor:
    return Extractor()


@pytest.fixture(scope="session")
def seeds() -> list[str]:
    texts = []
    for path in sorted((ROOT / "seeds").glob("*.md")):
        rows = [line.split(" | ") for line in path.read_text(encoding="utf-8").splitlines() if "arxiv.org" in line]
        texts += [row[2].strip() for row in rows if len(row) >= 4]
    assert len(texts) >= 60
    return texts


@pytest.fixture(scope="session")
def gold() -> Path:
    folder = ROOT.parent / "shared" / "gold"
    if not folder.is_dir():
        pytest.skip("no ../shared/gold beside this checkout")
    return folder
