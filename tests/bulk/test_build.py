"""`build_parts` and the command: the exports are the old ones or the new ones, whole."""

from dataclasses import replace
from pathlib import Path

import pytest

from kg.annotate import Annotator
from kg.bulk import build as build_module
from kg.bulk.build import build_parts
from kg.bulk.local import Local, Options
from kg.cli.main import run
from kg.digest import read, read_each
from kg.errors import OutputError
from kg.export import formats as formats_module
from kg.resolve import read_aliases

PARTS = ("--format", "nquads-parts", "--format", "parquet-parts")


def options(_) -> Options:
    return Options(read_aliases(), jobs=1)


def left_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.bytes
def test_the_command_writes_the_statements_of_the_exports(root: Path, seeds: Path, parts, tmp_path: Path) -> None:
    assert run(["-q", "build", str(seeds), "-o", str(tmp_path / "out"), *PARTS]) == 0
    assert left_in(tmp_path) == ["out"]
    assert left_in(tmp_path / "out") == ["edges-parts", "nodes-parts", "nquads-parts"]
    exported = (root / "exports" / "graph.nq").read_text(encoding="utf-8").split("\n")[:-1]
    assert parts.lines(tmp_path / "out") == sorted(exported)


def test_files_read_a_few_at_a_time_are_the_same(
    cache_folder: Path, seeds: Path, parts, tmp_path: Path, monkeypatch
) -> None:
    for number, at_a_time in enumerate((10, 10_000)):
        monkeypatch.setattr(build_module, "READ", at_a_time)
        built = build_parts(read_each([seeds]), Annotator(jobs=1, cache=cache_folder), tmp_path / str(number), options)
        assert (built.entries, built.lost) == (75, ())
        assert len(built.reading.digests) == len(read([seeds]).digests)
    assert parts.files(tmp_path / "0") == parts.files(tmp_path / "1")


def test_the_same_day_in_two_folders_counts_once(seeds: Path, parts, tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "day.md").write_bytes((seeds / "2025-02-11.md").read_bytes())
    with (tmp_path / "b" / "day.md").open("a", encoding="utf-8") as file:
        file.write("\n")
    both = [str(tmp_path / folder) for folder in ("a", "b")]
    assert run(["-q", "build", *both, "-o", str(tmp_path / "out"), *PARTS]) == 0
    assert run(["-q", "build", *both, "-o", str(tmp_path / "whole"), "--format", "nquads"]) == 0
    lines = (tmp_path / "whole" / "graph.nq").read_text(encoding="utf-8").split("\n")[:-1]
    assert parts.lines(tmp_path / "out") == sorted(lines)


def test_files_of_others_survive_and_old_parts_go(cache_folder: Path, seeds: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    (out / "nquads-parts").mkdir(parents=True)
    (out / "nquads-parts" / "old.nq.gz").touch()
    (out / "notes.txt").write_text("mine", encoding="utf-8")
    build_parts(read_each([seeds]), Annotator(jobs=1, cache=cache_folder), out, options)
    assert left_in(out) == ["edges-parts", "nodes-parts", "notes.txt", "nquads-parts"]
    assert not (out / "nquads-parts" / "old.nq.gz").exists()


@pytest.mark.parametrize("stop", [KeyboardInterrupt, RuntimeError])
@pytest.mark.parametrize("stage", ["order", "rows", "resolve", "merge", "describe"])
def test_a_build_that_stops_leaves_everything_as_it_was(
    cache_folder: Path, stage, stop, seeds: Path, tmp_path: Path, monkeypatch
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "graph.nq").write_text("old", encoding="utf-8")
    whole = getattr(Local, stage)

    def halfway(self) -> None:
        whole(self)
        raise stop

    halfway.__name__ = stage
    monkeypatch.setattr(Local, stage, halfway)
    with pytest.raises(stop):
        build_parts(read_each([seeds / "2025-02-04.md"]), Annotator(jobs=1, cache=cache_folder), out, options)
    assert left_in(tmp_path) == ["out"]
    assert (out / "graph.nq").read_text(encoding="utf-8") == "old"


def test_too_little_memory_is_told_with_a_remedy(cache_folder: Path, seeds: Path, tmp_path: Path) -> None:
    def narrow(_) -> Options:
        return Options(read_aliases(), jobs=1, memory=3 * 2**20)

    with pytest.raises(OutputError, match=r"give more --memory; what was there before is untouched"):
        build_parts(read_each([seeds]), Annotator(jobs=1, cache=cache_folder), tmp_path / "out", narrow)
    assert left_in(tmp_path) == []


def test_formats_that_hold_a_graph_refuse_a_larger_one_before_the_long_work(
    seeds: Path, tmp_path: Path, monkeypatch, capsys
) -> None:
    small = {
        n: f if f.most is None else type(f)(**{**_fields(f), "most": 5_999}) for n, f in formats_module.FORMATS.items()
    }
    monkeypatch.setattr(formats_module, "FORMATS", small)
    monkeypatch.setattr(Annotator, "annotate", lambda *_: pytest.fail("read the summaries"))
    assert run(["-q", "build", str(seeds), "-o", str(tmp_path / "out"), "--format", "html", "--format", "nquads"]) == 2
    told = capsys.readouterr().err
    assert "75 entries make some 6,000 rows" in told
    assert "html can hold" in told
    assert "--slice" in told
    assert "nquads-parts" in told
    assert not (tmp_path / "out").exists()


def _fields(format_) -> dict[str, object]:
    return {name: getattr(format_, name) for name in format_.__dataclass_fields__}


@pytest.mark.parametrize("more", [("--format", "html"), ("--slice", "top=3")])
def test_what_needs_the_graph_in_memory_is_refused_beside_parts(more, seeds: Path, tmp_path: Path, capsys) -> None:
    assert run(["build", str(seeds), "-o", str(tmp_path / "out"), *PARTS, *more]) == 2
    told = capsys.readouterr().err
    assert f"--format nquads-parts and {' '.join(more).partition(' top')[0]}" in told
    assert "build each in a folder of its own" in told
    assert left_in(tmp_path) == []


@pytest.mark.bytes
def test_many_digests_go_through_parts_to_the_same_files(
    root: Path, seeds: Path, parts, tmp_path: Path, monkeypatch
) -> None:
    monkeypatch.setattr("kg.cli.parts.MOST_BYTES", 10_000)
    monkeypatch.setattr("kg.graph.build", lambda *_: pytest.fail("built in memory"))
    formats = ("--format", "nquads", "--format", "parquet")
    assert run(["-q", "build", str(seeds), "-o", str(tmp_path / "out"), *formats]) == 0
    for name in ("graph.nq", "nodes.parquet", "edges.parquet"):
        assert (tmp_path / "out" / name).read_bytes() == (root / "exports" / name).read_bytes(), name


@pytest.mark.bytes
def test_a_slice_of_many_digests_is_the_one_that_is_cut_in_memory(seeds: Path, tmp_path: Path, monkeypatch) -> None:
    slices = ("--slice", "benchmark=MATH-500", "--slice", "top=20")
    formats = [word for name in ("trig", "csv", "html") for word in ("--format", name)]
    assert run(["-q", "build", str(seeds), "-o", str(tmp_path / "memory"), *slices, *formats]) == 0
    monkeypatch.setattr("kg.cli.parts.MOST_BYTES", 10_000)
    monkeypatch.setattr("kg.graph.build", lambda *_: pytest.fail("built in memory"))
    assert run(["-q", "build", str(seeds), "-o", str(tmp_path / "parts"), *slices, *formats]) == 0
    assert left_in(tmp_path / "parts") == ["edges.csv", "graph.html", "graph.trig", "nodes.csv"]
    for path in (tmp_path / "memory").iterdir():
        assert (tmp_path / "parts" / path.name).read_bytes() == path.read_bytes(), path.name
    assert left_in(tmp_path) == ["memory", "parts"]


def test_a_slice_of_nothing_leaves_everything_as_it_was(seeds: Path, tmp_path: Path, monkeypatch, capsys) -> None:
    monkeypatch.setattr("kg.cli.parts.MOST_BYTES", 10_000)
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "graph.nq").write_text("old", encoding="utf-8")
    assert run(["build", str(seeds), "-o", str(tmp_path / "out"), "--slice", "benchmark=MATH-501"]) == 2
    assert "no benchmark in this graph is called so; did you mean" in capsys.readouterr().err
    assert (left_in(tmp_path), left_in(tmp_path / "out")) == (["out"], ["graph.nq"])


def test_many_digests_for_formats_that_hold_a_graph_are_refused_before_they_are_read_whole(
    seeds: Path, tmp_path: Path, monkeypatch, capsys
) -> None:
    monkeypatch.setattr("kg.cli.parts.MOST_BYTES", 10_000)
    monkeypatch.setattr(formats_module, "MOST_ROWS", 5_000)
    monkeypatch.setattr("kg.cli.build.read_paths", lambda _: pytest.fail("read whole"))
    for own in formats_module.FORMATS.values():
        monkeypatch.setitem(formats_module.FORMATS, own.name, replace(own, most=own.most and 5_000))
    assert run(["build", str(seeds), "-o", str(tmp_path / "out"), "--format", "html"]) == 2
    assert "75 entries make some 6,000 rows, more than the 5,000 that html can hold" in capsys.readouterr().err


def test_a_path_without_digests_writes_nothing(tmp_path: Path, capsys) -> None:
    (tmp_path / "in").mkdir()
    assert run(["build", str(tmp_path / "in"), "-o", str(tmp_path / "out"), *PARTS]) == 1
    assert "no digest could be read" in capsys.readouterr().err
    assert left_in(tmp_path) == ["in"]
