"""`exports/` in the repository is the build of `seeds/`: `python3 dev.py build` refreshes it."""

import subprocess
import sys
from pathlib import Path

import networkx as nx
import pyoxigraph as ox
import pytest

from kg.export import FORMATS

FILES = [name for format_ in FORMATS.values() for name in format_.files]


@pytest.fixture(scope="module")
def rebuilt(root: Path, tmp_path_factory) -> Path:
    out = tmp_path_factory.mktemp("rebuilt") / "out"
    subprocess.run([sys.executable, "-m", "kg", "-q", "build", "seeds", "-o", str(out)], cwd=root, check=True)
    return out


@pytest.mark.bytes
@pytest.mark.parametrize("name", FILES)
def test_a_rebuild_gives_the_same_bytes(name: str, root: Path, rebuilt: Path) -> None:
    assert (rebuilt / name).read_bytes() == (root / "exports" / name).read_bytes()


@pytest.mark.parametrize(
    ("name", "syntax"), [("graph.nq", ox.RdfFormat.N_QUADS), ("graph.jsonld", ox.RdfFormat.JSON_LD)]
)
def test_a_rebuild_gives_the_same_dataset(name: str, syntax: ox.RdfFormat, root: Path, rebuilt: Path) -> None:
    read = [set(ox.parse(path=str(folder / name), format=syntax)) for folder in (root / "exports", rebuilt)]
    assert read[0] == read[1]


def test_a_rebuild_gives_the_same_graphml(root: Path, rebuilt: Path) -> None:
    one, other = (
        nx.read_graphml(folder / "graph.graphml", force_multigraph=True) for folder in (root / "exports", rebuilt)
    )
    assert dict(one.nodes(data=True)) == dict(other.nodes(data=True))
    assert sorted(one.edges(keys=True)) == sorted(other.edges(keys=True))


def test_two_hash_seeds_and_folders_give_the_same_bytes(root: Path, tmp_path: Path) -> None:
    import os

    made = []
    for seed in ("1", "2"):
        out = tmp_path / seed / "out"
        subprocess.run(
            [sys.executable, "-m", "kg", "-q", "build", str(root / "seeds" / "2025-02-11.md"), "-o", str(out)],
            cwd=tmp_path,
            env=os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": str(root)},
            check=True,
        )
        made.append({path.name: path.read_bytes() for path in out.iterdir()})
    assert made[0] == made[1]
    assert set(made[0]) == set(FILES)
