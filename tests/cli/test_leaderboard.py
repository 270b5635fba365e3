"""`kg leaderboard`."""

import json
from pathlib import Path

import pytest

from kg.cli.main import run
from kg.store.leaderboard import CAVEAT

EXPORTS = str(Path(__file__).resolve().parents[2] / "exports")


def test_who_leads_comes_with_the_sentence_and_the_caveat(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["leaderboard", "math500", "--graph", EXPORTS]) == 0
    lines = capsys.readouterr().out.splitlines()
    at = lines.index("pass@1 accuracy, percent (higher is better)")
    assert [line.split("  ")[-1] for line in lines[at + 1 :: 3][:2]] == [
        "OREAL-32B (unit assumed)",
        "OREAL-7B (unit assumed)",
    ]
    assert "OREAL-7B achieves a pass@1 accuracy of 91.0 on MATH-500" in lines[at + 3]
    assert any("a difference from" in line for line in lines[lines.index("Not compared") :])
    assert lines[-1] == CAVEAT


def test_programs_get_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["leaderboard", "MATH-500", "--metric", "pass@1 accuracy", "--graph", EXPORTS, "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["benchmark"], found["caveat"]) == ("MATH-500", CAVEAT)
    (table,) = found["tables"]
    assert [(row["rank"], row["value"]) for row in table["rows"]] == [(1, "95"), (2, "91")]


def test_an_unknown_benchmark_gets_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["leaderboard", "MATH-50", "--graph", EXPORTS]) == 2
    assert "no benchmark in this graph is called so; did you mean" in capsys.readouterr().err


def test_a_benchmark_without_numbers_says_where_it_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["leaderboard", "AIME24", "--graph", EXPORTS]) == 0
    assert "No number on it was read; kg show tells which papers name it." in capsys.readouterr().out.splitlines()
