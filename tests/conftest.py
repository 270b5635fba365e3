"""Paths and fixtures that several test modules use."""

import os
import shutil
import signal
import socket
import subprocess
import time
import urllib.request
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.error import URLError

import pytest
from hypothesis import settings

from kg.digest import Reading, read
from kg.extract import Extractor
from kg.graph import Graph, build

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
PATIENCE = 240
"""Seconds until a server that neither answers nor ends is given up: many times what a slow machine needs."""

# Machines are noisy: no example fails for its time.
settings.register_profile("paperkg", deadline=None)
settings.load_profile("paperkg")

_skipped: list[str] = []

# Spark weighs 450 MB: its tests run where somebody has installed it, and elsewhere are not there.
NO_SPARK = find_spec("pyspark") is None or shutil.which("java") is None
collect_ignore = ["spark"] * NO_SPARK


def pytest_report_header() -> list[str]:
    return ["tests/spark: left out, since pyspark or Java is not installed"] * NO_SPARK


@pytest.fixture(scope="session", autouse=True)
def cache_folder(tmp_path_factory) -> Iterator[Path]:
    """No test may write into the cache folder of whoever runs it."""
    folder = tmp_path_factory.mktemp("cache")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PAPERKG_CACHE", str(folder))
        yield folder


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


@pytest.fixture(scope="session")
def folder_of_jars():
    """Finds the jars of a Java program of other people, or skips the test.

    An environment variable names them (a jar, or a folder of them), else they lie in a folder of the checkout's `work/`.
    """

    def find(variable: str, name: str) -> list[Path]:
        place = Path(os.environ.get(variable) or ROOT / "work" / name)
        jars = [place] if place.is_file() else sorted(place.glob("*.jar"))
        if not jars:
            pytest.skip(f"no {name} in {place}; CONTRIBUTING.md says how to have it, {variable} where else it lies")
        return jars

    return find


@pytest.fixture(scope="session")
def free_port() -> Callable[[], int]:
    def find() -> int:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port: int = probe.getsockname()[1]
            return port

    return find


@pytest.fixture(scope="module")
def start() -> Iterator[Callable[..., subprocess.Popen[bytes]]]:
    """Starts a server in a folder and waits until it answers at an address; at the end it is stopped."""
    processes = []

    def begin(command: list[str], folder: Path, url: str, **environment: str) -> subprocess.Popen[bytes]:
        log = folder / "server.log"
        with log.open("wb") as out:
            process = subprocess.Popen(
                command, cwd=folder, env=os.environ | environment, stdout=out, stderr=subprocess.STDOUT
            )
        processes.append(process)
        end = time.monotonic() + PATIENCE
        while not _answers(url):
            if process.poll() is not None or time.monotonic() > end:
                pytest.fail(f"{command[0]} does not answer at {url}:\n{log.read_text(errors='replace')[-2000:]}")
            time.sleep(0.2)
        return process

    yield begin
    for process in processes:
        process.terminate()
    for process in processes:
        try:
            process.wait(60)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url):
            return True
    except (URLError, OSError):
        return False


@pytest.fixture
def heeds_interrupts() -> Iterator[None]:
    """Children do not ignore SIGINT, also where this process was started to (as the background jobs of scripts are)."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


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
