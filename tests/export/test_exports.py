"""`exports/` in the repository is the build of `seeds/`: `python3 dev.py build` refreshes it."""

import re
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import networkx as nx
import pyoxigraph as ox
import pytest
from packaging.requirements import Requirement

from kg.export import FORMATS
from kg.export.formats import DEFAULT_FORMATS

# The packages by whose versions the bytes of an export are shaped.
SHAPING = {
    "ftfy",
    "jinja2",
    "networkx",
    "numpy",
    "onnxruntime",
    "pyarrow",
    "pyoxigraph",
    "pyvis",
    "spacy",
    "tokenizers",
}
# Another processor or version of the runtime moves a confidence by a hundredth, or a mention over the threshold.
ALIKE = 0.97
DRAWINGS = {name for format_ in ("graphml", "gexf", "html") for name in FORMATS[format_].files}
FILES = [name for format_ in DEFAULT_FORMATS for name in FORMATS[format_].files]


@pytest.fixture(scope="module")
def rebuilt(root: Path, tmp_path_factory) -> Path:
    out = tmp_path_factory.mktemp("rebuilt") / "out"
    subprocess.run([sys.executable, "-m", "kg", "-q", "build", "seeds", "-o", str(out)], cwd=root, check=True)
    return out


@pytest.fixture(scope="module")
def under_the_lock(root: Path) -> None:
    lines = (root / "constraints.txt").read_text(encoding="utf-8").splitlines()
    locked = {Requirement(line) for line in lines if line and not line.startswith("#")}
    for requirement in sorted(locked, key=str):
        if requirement.name in SHAPING and (requirement.marker is None or requirement.marker.evaluate()):
            have = version(requirement.name)
            if have not in requirement.specifier:
                pytest.skip(
                    f"{requirement.name} {have} is not the version of constraints.txt; bytes hold under the lock"
                )


def without_coordinates(document: bytes) -> bytes:
    """A drawing with its coordinates as 0: they come from sums of floats, whose last digits depend on the processor."""
    return re.sub(rb'("[xy]":|"node-[xy]">| [xy]=")-?\d+', rb"\g<1>0", document)


@pytest.mark.bytes
@pytest.mark.usefixtures("under_the_lock")
@pytest.mark.parametrize("name", FILES)
def test_a_rebuild_gives_the_same_bytes(name: str, root: Path, rebuilt: Path) -> None:
    one, other = ((folder / name).read_bytes() for folder in (rebuilt, root / "exports"))
    if name in DRAWINGS:
        one, other = without_coordinates(one), without_coordinates(other)
    assert one == other


@pytest.mark.parametrize(
    ("name", "syntax"), [("graph.nq", ox.RdfFormat.N_QUADS), ("graph.jsonld", ox.RdfFormat.JSON_LD)]
)
def test_a_rebuild_gives_nearly_the_same_dataset_anywhere(
    name: str, syntax: ox.RdfFormat, root: Path, rebuilt: Path
) -> None:
    one, other = (set(ox.parse(path=str(folder / name), format=syntax)) for folder in (root / "exports", rebuilt))
    assert len(one & other) / len(one | other) > ALIKE


def test_a_rebuild_gives_nearly_the_same_graphml_anywhere(root: Path, rebuilt: Path) -> None:
    one, other = (
        nx.read_graphml(folder / "graph.graphml", force_multigraph=True) for folder in (root / "exports", rebuilt)
    )
    assert len(set(one) & set(other)) / len(set(one) | set(other)) > ALIKE
    edges = [set(graph.edges(keys=True)) for graph in (one, other)]
    assert len(edges[0] & edges[1]) / len(edges[0] | edges[1]) > ALIKE


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
