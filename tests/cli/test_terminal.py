"""What a terminal is shown of hostile digests: its control sequences are written out, never sent."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from kg.cli.terminal import shown

ROOT = Path(__file__).resolve().parents[2]
# Clears the screen, sets its title, a C1 sequence, and text that runs backwards.
ATTACK = "\x1b[2J\x1b]0;owned\x07\x9b31m\u202eevil"
FORBIDDEN = ("\x1b[2J", "\x1b]0", "\x07", "\x9b", "\u202e")

pytestmark = pytest.mark.skipif(os.name == "nt", reason="terminals of POSIX")


def on_terminal(*arguments: str) -> tuple[str, int]:
    """What a command writes when its output and its errors go to a terminal, and its exit code."""
    import pty

    master, slave = pty.openpty()
    environment = os.environ | {"PYTHONPATH": str(ROOT), "TERM": "xterm", "PYTHONIOENCODING": "utf-8"}
    child = subprocess.Popen([sys.executable, "-m", "kg", *arguments], env=environment, stdout=slave, stderr=slave)
    os.close(slave)
    seen = b""
    try:
        while chunk := os.read(master, 4096):
            seen += chunk
    except OSError:
        pass  # Linux reports a closed terminal so.
    os.close(master)
    return seen.decode(), child.wait()


@pytest.fixture(scope="module")
def digests(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    paper = {
        "title": f"On {ATTACK} Frobs",
        "authors": [f"Ann {ATTACK}"],
        "link": "https://arxiv.org/abs/2502.00001",
        "summary": f"FrobNet {ATTACK} reaches an accuracy of 91.0% on MATH-500 and outperforms GPT-4o.",
        "classification": [f"Frobbing {ATTACK}"],
        "github_urls": [f"github.io/{ATTACK}", f"https://frob.example.org/{ATTACK} x"],
        "date": "2025-02-11",
    }
    text = json.dumps([paper, {ATTACK: 1}, {"title": ATTACK, "link": ATTACK}], ensure_ascii=False)
    # In the name of a file as well: it is printed with each problem.
    (folder / "day\x1b[2J\u202e.json").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def graph(digests: Path) -> Path:
    folder = digests.parent / "out"
    seen, code = on_terminal("build", str(digests), "-o", str(folder), "--format", "nquads")
    assert code == 1
    assert "evil" in seen
    assert not [sign for sign in FORBIDDEN if sign in seen]
    return folder


QUERY = "SELECT * { ?s ?p ?o FILTER(isLiteral(?o)) }"


@pytest.mark.parametrize(
    "arguments",
    [
        ["show", "2502.00001"],
        ["show", "2502.00001", "--format", "json"],
        ["show", ATTACK],
        ["query", QUERY],
        ["query", QUERY, "--format", "csv"],
        ["query", QUERY, "--format", "json"],
        ["query", "CONSTRUCT WHERE { ?s ?p ?o }"],
        ["query", f"SELECT {ATTACK}"],
        ["query", "--name", "leaderboard", "--set", f"benchmark={ATTACK}"],
        ["query", "--name", ATTACK],
        ["query", "--file", ATTACK],
        ["leaderboard", "MATH-500"],
        ["leaderboard", ATTACK],
        [ATTACK],
        ["validate", "--shapes", ATTACK],
    ],
    ids=lambda arguments: " ".join(arguments).encode("unicode_escape").decode()[:40],
)
def test_no_command_sends_what_a_digest_says_to_the_terminal(graph: Path, arguments: list[str]) -> None:
    seen, _ = on_terminal(*arguments, *(["--graph", str(graph)] if arguments != [ATTACK] else []))
    assert seen
    assert not [sign for sign in FORBIDDEN if sign in seen]


@pytest.mark.parametrize(
    "arguments",
    [["check"], ["-v", "check"], ["check", "--format", "json"], ["extract"], ["aliases"], ["aliases", "--suggest"]],
)
def test_no_reading_sends_what_a_digest_says_to_the_terminal(digests: Path, arguments: list[str]) -> None:
    seen, _ = on_terminal(*arguments, str(digests))
    assert seen
    assert not [sign for sign in FORBIDDEN if sign in seen]


def test_a_program_gets_every_character_as_it_is(graph: Path) -> None:
    command = [sys.executable, "-m", "kg", "show", "2502.00001", "--format", "json", "--graph", str(graph)]
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
    told = json.loads(subprocess.run(command, env=environment, capture_output=True, check=True).stdout)
    assert told["label"] == f"On {ATTACK} Frobs"


def test_lines_and_columns_stay() -> None:
    assert shown("a\tb\nc\x1b\n") == "a\tb\nc\\x1b\n"
