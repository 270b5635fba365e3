"""A cluster builds what one machine builds, whatever happens to its workers."""

from pathlib import Path

import pytest

from kg.cli.main import run
from kg.spark import cluster
from kg.spark.build import Wanted, build_on_spark

pytestmark = pytest.mark.spark


def test_a_cluster_builds_the_graph_of_the_seeds(
    seeds: Path, built_here, tmp_path: Path, capsys, options, two_workers, contents
) -> None:
    out = tmp_path / "out"
    command = ["build", str(seeds), "-o", str(out), "--engine", "spark", "--master", two_workers]
    assert run([*command, *options]) == 0
    assert contents(out) == built_here(seeds)
    assert "75 entries; written to" in capsys.readouterr().err
    assert sorted(path.name for path in out.iterdir()) == [
        "_PAPERKG",
        "_SUCCESS",
        "edges-parts",
        "nodes-parts",
        "nquads-parts",
    ]
    names = [path.name for path in out.rglob("*") if path.is_file() and path.parent != out]
    assert all(name.endswith((".nq.gz", ".parquet")) and not name.startswith((".", "_")) for name in names)


@pytest.mark.corpus
def test_a_cluster_builds_the_graph_of_the_corpus(
    shared: Path, built_here, tmp_path: Path, settings, two_workers, contents
) -> None:
    build_on_spark(two_workers, Wanted((str(shared / "corpus"),), str(tmp_path / "out")), settings)
    assert contents(tmp_path / "out") == built_here(shared / "corpus")


@pytest.mark.parametrize("what", ["worker", "executor"])
def test_a_worker_that_is_killed_changes_nothing(
    what: str, seeds: Path, built_here, deadly, tmp_path: Path, two_workers, contents
) -> None:
    built = build_on_spark(two_workers, Wanted((str(seeds),), str(tmp_path / "out")), deadly(what))
    assert (tmp_path / "deadly" / what).exists()
    assert (built.lost, built.entries) == (0, 75)
    assert contents(tmp_path / "out") == built_here(seeds)


@pytest.mark.parametrize(
    ("what", "code", "said"),
    [
        ("summary", "summary-not-read", "the process that read it ended twice (killed by SIGKILL)"),
        ("error", "summary-not-read", "ValueError: odd"),
        ("rows", "entry-not-built", "KeyError: 'odd'"),
    ],
)
def test_an_entry_that_cannot_be_read_or_built_is_named_and_all_else_is_built(
    what: str, code: str, said: str, seeds: Path, built_here, deadly, tmp_path: Path, two_workers, contents
) -> None:
    digest = tmp_path / "in" / "2025-02-11.md"
    digest.parent.mkdir()
    digest.write_bytes((seeds / "2025-02-11.md").read_bytes())
    paper = next(line for line in digest.read_text(encoding="utf-8").splitlines() if "arxiv.org/abs/" in line)
    paper = paper.partition("arxiv.org/abs/")[2][:10]
    built = build_on_spark(two_workers, Wanted((str(digest.parent),), str(tmp_path / "out")), deadly(what, paper))
    (lost,) = [problem for problem in built.problems if problem.severity == "error"]
    assert (built.lost, lost.code, lost.path) == (1, code, "2025-02-11.md")
    assert paper in lost.message
    assert said in lost.message
    lines, rows = built_here(digest.parent)
    own, nodes = contents(tmp_path / "out")
    # What others say is what it was; of this entry there is less.
    left = [line for line in lines if paper not in line and f"paper/{paper}" not in line]
    assert len(own) < len(lines)
    entries = {node["id"] for node in rows["nodes-parts"] if node["type"] == "DigestEntry"}
    assert entries - {node["id"] for node in nodes["nodes-parts"]} == (
        {entry for entry in entries if paper in entry} if what == "rows" else set()
    )
    evidence = [line for line in left if "/evidence/" in line.partition(" ")[0]]
    assert set(evidence) <= set(own)


def test_digests_that_stand_twice_damaged_ones_and_papers_of_several_days(
    seeds: Path, tmp_path: Path, capsys, options, contents
) -> None:
    # Spark takes such names for patterns.
    given = tmp_path / "in [1]"
    digests = given / "deep er" / "März"
    digests.mkdir(parents=True)
    for path in seeds.glob("*.md"):
        (digests / path.name).write_bytes(path.read_bytes())
    first = seeds / "2025-02-11.md"
    (given / "copy.MD").write_bytes(first.read_bytes())
    (digests / "later.md").write_text(
        first.read_text(encoding="utf-8").replace("2025-02-11", "2025-03-11"), encoding="utf-8"
    )
    (digests / "empty.md").write_text("## Papers for 2025-12-24\n\n| Title | Authors |\n|---|---|\n", encoding="utf-8")
    (digests / "notes.txt").write_text("no digest", encoding="utf-8")
    (digests / ".hidden.md").write_bytes(first.read_bytes())
    (given / "broken.md").write_bytes(b"## Papers for 2025-04-01\n\n| Title |\n|---|\n| [x](no paper) |\n")
    (given / "aliases.toml").write_text(
        '[[same]]\nlabel = "benchmark"\nnames = ["MATH-500", "AIME 2024"]\n', encoding="utf-8"
    )
    command = ["-q", "build", str(given), "-o"]
    parts = ["--format", "nquads-parts", "--format", "parquet-parts"]
    there = tmp_path / "there {1,2}*?"
    local = run([*command, str(tmp_path / "here"), *parts])
    told = capsys.readouterr().err
    there_too = run([*command, str(there), "--engine", "spark", "--master", "local[2]", *options])
    assert contents(there) == contents(tmp_path / "here")
    assert there_too == local
    assert [line for line in capsys.readouterr().err.splitlines() if ": error: " in line] == [
        line for line in told.splitlines() if ": error: " in line
    ]


def test_a_long_digest_is_cut_and_sewn_together(
    seeds: Path, built_here, deadly, tmp_path: Path, monkeypatch, contents
) -> None:
    monkeypatch.setattr(cluster, "LONG", 5)
    build_on_spark("local[2]", Wanted((str(seeds),), str(tmp_path / "out")), deadly("long"))
    assert contents(tmp_path / "out") == built_here(seeds)


def test_a_folder_and_a_file_in_it_are_read_once(seeds: Path, built_here, tmp_path: Path, settings, contents) -> None:
    paths = (str(seeds), str(seeds / "2025-02-11.md"))
    build_on_spark("local[2]", Wanted(paths, str(tmp_path / "out")), settings)
    assert contents(tmp_path / "out") == built_here(seeds)
