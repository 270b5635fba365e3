"""The graph of seeds/ as people have it: in a folder of exports."""

from pathlib import Path

import pytest

import kg
from kg.export import write
from kg.graph import Graph


@pytest.fixture(scope="session")
def seeds_exports(seeds_graph: Graph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("loaded") / "out"
    write(seeds_graph, folder, ["nquads", "trig", "turtle", "jsonld"])
    return folder


@pytest.fixture(scope="session")
def loaded(seeds_exports: Path) -> kg.LoadedGraph:
    return kg.load(seeds_exports)
