"""`kg diff`."""

import json
from pathlib import Path

import pytest

from kg.cli import diff
from kg.cli.main import run
from kg.digest import read
from kg.export import write
from kg.extract import Extractor
from kg.graph import build
from kg.store.diff import records

EXPORTS = str(Path(__file__).resolve().parents[2] / "exports")


@pytest.fixture(scope="module")
def one_day(seeds: Path, extractor: Extractor, tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("diff") / "old"
    write(build(read([seeds / "2025-02-11.md"]).digests, extractor.annotate), folder, ["nquads"])
    return str(folder)


def test_what_is_new_is_told_with_counts_and_sentences(one_day: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["diff", one_day, EXPORTS]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == f"old: {one_day} (1 day, 2025-02-11 to 2025-02-11, 15 papers)"
    assert lines[2] == "new days: 2025-02-04, 2025-02-10, 2025-02-20, 2025-03-04"
    assert "New papers (60)" in lines
    assert "  .. and 40 more; --limit 0 shows all" in lines


def test_programs_get_all_of_it_as_json(one_day: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["diff", one_day, EXPORTS, "--format", "json", "--limit", "1"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["empty"], len(found["papers"]["new"]), found["papers"]["gone"]) == (False, 60, [])
    assert found["new"]["days"][-1] == "2025-03-04"
    (result, *_) = found["results"]["new"]
    assert {"system", "benchmark", "metric", "value", "unit", "sentence", "place", "paper", "day"} <= result.keys()


def test_only_some_kinds_are_told(one_day: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["diff", one_day, EXPORTS, "--only", "leaders", "--only", "results", "--format", "markdown"]) == 0
    headings = [line for line in capsys.readouterr().out.splitlines() if line.startswith("## ")]
    assert headings
    assert all(line.startswith(("## New result", "## New leader")) for line in headings)
    assert diff.KINDS == records.KINDS


def test_the_feed_is_written_whole_and_is_the_same_again(one_day: str, capsys: pytest.CaptureFixture[str]) -> None:
    documents = set()
    for _ in range(2):
        assert run(["diff", one_day, EXPORTS, "--format", "atom"]) == 0
        documents.add(capsys.readouterr().out)
    (document,) = documents
    assert document.startswith('<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">\n')
    assert document.endswith("</feed>\n")
    assert document.count("<entry>") > 60


@pytest.mark.parametrize("form", ["text", "json", "markdown", "atom"])
def test_the_exit_code_tells_whether_anything_differs_where_it_is_asked_to(
    form: str, one_day: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["diff", one_day, EXPORTS, "--format", form, "--exit-code"]) == 1
    assert run(["diff", EXPORTS, EXPORTS, "--format", form, "--exit-code"]) == 0
    assert capsys.readouterr().err == ""


def test_a_graph_does_not_differ_from_itself(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["diff", EXPORTS, EXPORTS]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "no differences"


def test_what_cannot_be_compared_gets_a_message(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["diff", str(tmp_path / "none"), EXPORTS]) == 2
    assert "none: no such file or folder; build a graph with: kg build PATH" in capsys.readouterr().err
    (tmp_path / "graph.nq").write_text("<http://a/b> <http://a/c> <http://a/d> .\n", encoding="utf-8")
    assert run(["diff", str(tmp_path / "graph.nq"), EXPORTS]) == 1
    assert "graph.nq: there is no kg:Digest in it, so it is no graph of paperkg" in capsys.readouterr().err
    assert run(["diff", EXPORTS, EXPORTS, "--only", "authors"]) == 2
