"""Paths and fixtures that several test modules use."""

import os
import shutil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from kg.digest import Reading, read
from kg.extract import Extractor
from kg.graph import Graph, build

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"

# Machines are noisy: no example fails for its time.
settings.register_profile("paperkg", deadline=None)
settings.load_profile("paperkg")

_skipped: list[str] = []


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def seeds() -> Path:
    return ROOT / "seeds"


@pytest.fixture(scope="session")
def shared() -> Path:
    if not SHARED.is_dir():
        pytest.skip("../shared is not here; it holds the corpora of the gate")
    return SHARED


@pytest.fixture(scope="session")
def extractor() -> Extractor:
    return Extractor()


@pytest.fixture(scope="session")
def seeds_reading(seeds: Path) -> Reading:
    return read([seeds])


@pytest.fixture(scope="session")
def seeds_graph(seeds_reading: Reading, extractor: Extractor) -> Graph:
    return build(seeds_reading.digests, extractor.annotate)


@pytest.fixture(scope="session")
def corpus_graph(shared: Path, extractor: Extractor) -> Graph:
    """The graph of all days of the corpus; it takes a minute, so tests that ask for it are marked `corpus`."""
    reading = read([shared / "corpus"])
    assert not reading.errors
    return build(reading.digests, extractor.annotate)


@pytest.fixture(scope="session")
def tool():
    """Finds a program of other people by name, or skips the test."""

    def find(name: str) -> str:
        path = shutil.which(name)
        if path is None:
            pytest.skip(f"{name} is not installed")
        return path

    return find


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    if report.skipped:
        _skipped.append(report.nodeid)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """In the gate every tool is there, so a skipped test is a fault of the gate."""
    if os.environ.get("PAPERKG_NO_SKIP") and _skipped and session.exitstatus == 0:
        session.exitstatus = 1


def pytest_terminal_summary(terminalreporter: Any) -> None:
    if os.environ.get("PAPERKG_NO_SKIP") and _skipped:
        terminalreporter.write_line(f"skipped where no test may be: {', '.join(_skipped)}", red=True)
