"""`kg query`: named questions, and what ends a query."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from kg.cli.main import run
from kg.store import questions

ROOT = Path(__file__).resolve().parents[2]
EXPORTS = str(ROOT / "exports")


def test_named_questions_are_listed_with_what_they_ask_of(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["query", "--list"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert "leaderboard --set benchmark=BENCHMARK" in lines
    assert len(lines) == 2 * len(questions())


def test_a_named_question_is_answered(capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["query", "--graph", EXPORTS, "--name", "leaderboard", "--set", "benchmark=math 500", "--format", "csv"]
    assert run(arguments) == 0
    out = capsys.readouterr().out
    assert out.startswith("metric,unit,better,value,system,title,confidence,sentence")
    assert "OREAL-7B" in out


def test_a_named_question_is_printed_for_other_servers(capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["query", "--graph", EXPORTS, "--name", "leaderboard", "--set", "benchmark=math 500"]
    assert run([*arguments, "--print"]) == 0
    printed = capsys.readouterr().out
    assert "?result kg:benchmark <https://w3id.org/paperkg/benchmark/math-500> ;" in printed
    assert run([*arguments, "--format", "csv"]) == 0
    expected = capsys.readouterr().out
    assert run(["query", "--graph", EXPORTS, "--format", "csv", printed]) == 0
    assert capsys.readouterr().out == expected


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["ASK {}", "--name", "leaderboard"], "one of these alone"),
        (["--list", "--name", "leaderboard"], "one of these alone"),
        (["ASK {}", "--set", "benchmark=x"], "--set is for named questions"),
        (["ASK {}", "--print"], "--print is for named questions"),
        (["--name", "leaderboard", "--set", "benchmark"], "write it as VARIABLE=NAME"),
        (["--name", "leaderboard", "--set", "benchmark= "], "write it as VARIABLE=NAME"),
        (["--name", "leaderboard", "--set", "benchmark=a", "--set", "benchmark=b"], "given twice"),
        (["--name", "leader"], "did you mean leaderboard"),
    ],
)
def test_wrong_use_says_what_is_right(arguments: list[str], complaint: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["query", "--graph", EXPORTS, *arguments]) == 2
    assert complaint in capsys.readouterr().err


def test_a_runaway_query_is_ended() -> None:
    endless = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
    done = subprocess.run(
        [sys.executable, "-m", "kg", "query", "--graph", EXPORTS, "--timeout", "0.5", endless],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 3
    assert done.stdout == ""
    assert done.stderr.startswith("Error: the query ran for 0.5 s and was ended")
    assert "Traceback" not in done.stderr


def test_a_query_without_limit_of_time_is_answered(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["query", "--graph", EXPORTS, "--timeout", "0", "ASK { ?p a kg:Paper }"]) == 0
    assert capsys.readouterr().out == "true\n"
