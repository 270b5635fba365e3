"""`kg show`."""

import json
from pathlib import Path

import pytest

from kg.cli.main import run
from kg.store.leaderboard import CAVEAT

EXPORTS = str(Path(__file__).resolve().parents[2] / "exports")


def test_a_thing_is_shown_with_facts_links_and_sentences(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["show", "OREAL-7B", "--graph", EXPORTS]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "OREAL-7B (Model, system/oreal-7b)"
    assert "  of the family: OREAL" in lines
    assert lines[lines.index("Results (1)") + 1].startswith("  OREAL-7B: 91.0 pass@1 accuracy on MATH-500")
    assert lines[-1] == CAVEAT


def test_programs_get_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["show", "2502.06781", "--graph", EXPORTS, "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["id"], found["types"], len(found["results"])) == ("paper/2502.06781", ["Paper"], 2)


def test_an_unknown_name_gets_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["show", "OREAL-9B", "--graph", EXPORTS]) == 2
    assert "did you mean 'OREAL-7B'" in capsys.readouterr().err
