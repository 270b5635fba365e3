"""Sessions of Spark, builds on them, and what they are held against."""

import gzip
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from kg.cli.main import run
from kg.spark.session import session

KEYS = {"nodes-parts": ("id",), "edges-parts": ("source", "type", "target", "graph")}
SETTINGS = {
    "spark.ui.enabled": "false",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.memory": "1g",
    "spark.executor.memory": "1g",
    "spark.sql.shuffle.partitions": "4",
}


@pytest.fixture(scope="session")
def settings() -> dict[str, str]:
    return dict(SETTINGS)


@pytest.fixture(scope="session")
def options() -> list[str]:
    """The same for the command."""
    return [word for name, value in SETTINGS.items() for word in ("--conf", f"{name}={value}")]


@pytest.fixture(scope="session")
def two_workers() -> str:
    """A master and two workers, each a process of its own."""
    return "local-cluster[2,1,1024]"


@pytest.fixture(scope="session", autouse=True)
def java() -> None:
    """Starts Java, which keeps the settings of its first session as long as it lives, with those of all tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYSPARK_PYTHON", sys.executable)
        patch.setenv("SPARK_LOCAL_IP", "127.0.0.1")
        with session("local[1]", SETTINGS):
            pass


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    with session("local[1]", SETTINGS) as own:
        yield own


@pytest.fixture(autouse=True)
def python(monkeypatch) -> None:
    monkeypatch.setenv("PYSPARK_PYTHON", sys.executable)
    monkeypatch.setenv("SPARK_LOCAL_IP", "127.0.0.1")


Contents = tuple[list[str], dict[str, list[dict[str, Any]]]]
"""Sorted lines of N-Quads, and sorted rows of nodes and edges."""


def contents_of(folder: Path) -> Contents:
    lines: list[str] = []
    for path in (folder / "nquads-parts").glob("*.nq.gz"):
        with gzip.open(path, "rt", encoding="utf-8", newline="\n") as file:
            lines += file.read().split("\n")[:-1]
    rows = {}
    for name, keys in KEYS.items():
        table = pa.concat_tables([pq.read_table(path) for path in (folder / name).glob("*.parquet")])
        rows[name] = table.sort_by([(key, "ascending") for key in keys]).to_pylist()
    return sorted(lines), rows


@pytest.fixture(scope="session")
def contents() -> Callable[[Path], Contents]:
    return contents_of


@pytest.fixture(scope="session")
def built_here(tmp_path_factory) -> Callable[[Path], Contents]:
    """What the local engine builds of some digests."""

    def build(digests: Path) -> Contents:
        folder = tmp_path_factory.mktemp("local") / "out"
        parts = ("--format", "nquads-parts", "--format", "parquet-parts")
        assert run(["-q", "build", str(digests), "-o", str(folder), *parts]) == 0
        return contents_of(folder)

    return build


# What a worker's Python does when it starts, where a test has put this into its path: PLACE fails once, or for a paper.
PATCH = """
import os, signal
from pathlib import Path

FOLDER, WHAT, PAPER = Path(os.environ["DEADLY"]), os.environ["DEADLY_WHAT"], os.environ.get("DEADLY_PAPER")


def parent(pid):
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2].split()[1])


def die(once=True):
    if once:
        try:
            (FOLDER / WHAT).touch(exist_ok=False)
        except FileExistsError:
            return
    # A worker is forked by a daemon, which is a child of the executor, and that of the worker of Spark, one for each node.
    executor = parent(os.getppid())
    for process in {"executor": [executor], "node": [parent(executor), executor]}.get(WHAT, [os.getpid()]):
        os.kill(process, signal.SIGKILL)


if WHAT in ("worker", "executor", "node"):
    import kg.spark.tasks as tasks

    whole = tasks.rows_of_digests

    def rows_of_digests(*arguments):
        made = whole(*arguments)
        die()
        return made

    tasks.rows_of_digests = rows_of_digests
elif WHAT in ("summary", "error", "error after deaths"):
    import multiprocessing

    from kg.extract import Extractor

    reads = Extractor.annotate

    def annotate(self, items):
        items = list(items)
        if any(item.paper == PAPER for item in items):
            # In a process of its own it no longer dies.
            if WHAT == "error" or (WHAT != "summary" and multiprocessing.parent_process() is not None):
                raise ValueError("odd")
            die(once=False)
        return reads(self, items)

    Extractor.annotate = annotate
elif WHAT == "long":
    import kg.bulk.stages as stages

    stages.LONG = 5
elif WHAT == "rows":
    import kg.bulk.stages as stages

    add = stages.add_entry

    def add_entry(tables, keyed):
        if keyed.entry.paper == PAPER:
            raise KeyError("odd")
        add(tables, keyed)

    stages.add_entry = add_entry
"""


@pytest.fixture
def deadly(tmp_path: Path) -> Callable[..., dict[str, str]]:
    """Settings by which workers fail.

    `what`: a `worker` or an `executor` dies once, or a `node` of a standalone cluster; a paper's `summary` kills whoever
    reads it, or is an `error`, or its `rows` are; digests of more than five entries are `long`.
    """

    def settings(what: str, paper: str = "") -> dict[str, str]:
        folder = tmp_path / "deadly"
        folder.mkdir()
        (folder / "sitecustomize.py").write_text(PATCH, encoding="utf-8")
        return {
            **SETTINGS,
            "spark.executorEnv.PYTHONPATH": os.pathsep.join([str(folder), os.environ.get("PYTHONPATH", "")]),
            "spark.executorEnv.DEADLY": str(folder),
            "spark.executorEnv.DEADLY_WHAT": what,
            "spark.executorEnv.DEADLY_PAPER": paper,
        }

    return settings
