from pathlib import Path

import pytest

from kg.digest import Reading, read

MAIN = Path(__file__).parents[2]
SHARED = MAIN.parent / "shared"


@pytest.fixture(scope="session")
def seeds() -> Reading:
    return read([MAIN / "seeds"])


@pytest.fixture(scope="session")
def shared() -> Path:
    if not SHARED.is_dir():
        pytest.skip("../shared is not here: it holds public digests that the project does not keep")
    return SHARED


@pytest.fixture(scope="session")
def corpus(shared: Path) -> Reading:
    return read([shared / "corpus"])


@pytest.fixture(scope="session")
def three_column(shared: Path) -> Reading:
    return read([shared / "corpus-three-column"])


@pytest.fixture(scope="session")
def json_days(shared: Path) -> Reading:
    return read([shared / "corpus-json"])
