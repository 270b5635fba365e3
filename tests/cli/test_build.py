from pathlib import Path

import networkx as nx
import pytest

from kg.cli.main import run


def test_a_slice_is_built(seeds: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out"
    slices = ["--slice", "benchmark=math500", "--slice", "top=10"]
    assert run(["build", str(seeds / "2025-02-11.md"), "-o", str(out), "--format", "graphml", *slices]) == 0
    read = nx.read_graphml(out / "graph.graphml", force_multigraph=True)
    assert sum(data["type"] != "Result" for _, data in read.nodes(data=True)) == 10
    assert "benchmark=MATH-500; top=10" in (out / "graph.graphml").read_text(encoding="utf-8")
    assert " 1 benchmark" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("slice_", "words"),
    [("frob=1", "no such slice; write one of tag=NAME"), ("top=none", "such as top=200"), ("from=x", "YYYY-MM-DD")],
)
def test_a_slice_that_is_none_is_told_before_anything_is_read(
    slice_: str, words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["build", str(tmp_path / "nothing"), "-o", str(tmp_path / "out"), "--slice", slice_]) == 2
    assert words in capsys.readouterr().err


def test_a_slice_of_nothing_leaves_the_last_exports(
    seeds: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    day, out = str(seeds / "2025-02-11.md"), tmp_path / "out"
    out.mkdir()
    (out / "graph.nq").write_text("old", encoding="utf-8")
    assert run(["build", day, "-o", str(out), "--format", "nquads", "--slice", "from=2031"]) == 2
    assert "no digest is of these days; they are of 2025-02-11 to 2025-02-11" in capsys.readouterr().err
    assert (out / "graph.nq").read_text(encoding="utf-8") == "old"
