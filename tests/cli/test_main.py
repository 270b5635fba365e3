"""The command line as people meet it: whole processes, exit codes, messages."""

import json
import os
import runpy
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import click
import pytest

from kg import __version__
from kg.cli.main import cli, run

ROOT = Path(__file__).resolve().parents[2]
CONTEXT = click.Context(cli)
COMMANDS = {name: cli.get_command(CONTEXT, name) for name in cli.list_commands(CONTEXT)}


def kg(*arguments: str, **options) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    return subprocess.run(
        [sys.executable, "-m", "kg", *arguments],
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
        **options,
    )


def test_the_version_is_the_package_s_and_the_changelog_s() -> None:
    assert kg("--version").stdout == f"kg {__version__}\n"
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f"## [{__version__}]" in changelog or "## [Unreleased]" in changelog
    assert f"version: {__version__}" in (ROOT / "CITATION.cff").read_text(encoding="utf-8")


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example(command: str) -> None:
    shown = kg(command, "-h")
    assert shown.returncode == 0
    assert "Example" in shown.stdout
    assert f"kg {command}" in shown.stdout


@pytest.mark.parametrize("command", COMMANDS)
def test_every_option_says_what_it_does(command: str) -> None:
    for parameter in COMMANDS[command].params:
        if isinstance(parameter, click.Option):
            assert parameter.help, parameter.name


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_and_option_is_documented(command: str) -> None:
    page = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    section = page.partition(f"## kg {command}\n")[2].partition("\n## ")[0]
    for parameter in COMMANDS[command].params:
        if isinstance(parameter, click.Option):
            assert parameter.opts[-1] in section


@pytest.mark.bytes
def test_the_page_of_commands_is_their_help() -> None:
    made = runpy.run_path(str(ROOT / "docs" / "make_cli.py"))["document"]()
    assert (ROOT / "docs" / "cli.md").read_text(encoding="utf-8") == made


@pytest.mark.skipif(os.name == "nt", reason="terminals of POSIX")
def test_a_terminal_sees_progress_and_a_quiet_one_none(seeds: Path, tmp_path: Path) -> None:
    import pty

    for quiet in (False, True):
        master, slave = pty.openpty()
        arguments = ["-q"] if quiet else []
        child = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "kg",
                *arguments,
                "build",
                str(seeds / "2025-02-11.md"),
                "-o",
                str(tmp_path / "out"),
                "--no-cache",  # what another test has read is not read, and not shown
            ],
            env=os.environ | {"PYTHONPATH": str(ROOT), "TERM": "xterm"},
            stderr=slave,
        )
        os.close(slave)
        shown = b""
        try:
            while chunk := os.read(master, 4096):
                shown += chunk
        except OSError:
            pass  # Linux reports a closed terminal so.
        os.close(master)
        assert child.wait() == 0
        assert (b"Writing exports" in shown, b"Reading summaries" in shown) == (not quiet, not quiet)


@pytest.mark.parametrize("arguments", [["--help"], ["check", str(ROOT / "seeds")], ["formats"]])
def test_light_commands_import_nothing_heavy(arguments: list[str]) -> None:
    code = (
        "import sys; from kg.cli.main import run; run(sys.argv[1:]); "
        "sys.exit(str(set(sys.modules) & {'spacy', 'networkx', 'rdflib', 'pyvis', 'pyarrow', 'numpy', 'pyoxigraph'} or ''))"
    )
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    ran = subprocess.run(
        [sys.executable, "-c", code, *arguments], env=environment, capture_output=True, text=True, check=False
    )
    assert ran.stderr.strip() == "", ran.stderr


def test_query_imports_no_spacy_and_answers(seeds: Path) -> None:
    code = (
        "import sys; from kg.cli.main import run; code = run(sys.argv[1:]); "
        "assert not set(sys.modules) & {'spacy', 'networkx', 'rdflib', 'pyarrow', 'ftfy'}; sys.exit(code)"
    )
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    arguments = [
        "query",
        "--graph",
        str(ROOT / "exports"),
        "--format",
        "csv",
        "SELECT (COUNT(?p) AS ?n) { ?p a kg:Paper }",
    ]
    ran = subprocess.run(
        [sys.executable, "-c", code, *arguments], env=environment, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.split() == ["n", "75"]


def test_check_counts_and_lists(seeds: Path) -> None:
    shown = kg("check", str(seeds))
    assert shown.returncode == 0
    assert "75 rows, 75 papers, 0 errors" in shown.stdout
    assert "2025-02-20.md:16:" in shown.stdout
    assert kg("check", "--strict", str(seeds)).returncode == 1


def test_check_speaks_json(seeds: Path) -> None:
    found = json.loads(kg("check", "--format", "json", str(seeds)).stdout)
    assert found["totals"]["papers"] == 75
    assert {file["path"] for file in found["files"]} == {f"{day}.md" for day in
        ("2025-02-04", "2025-02-10", "2025-02-11", "2025-02-20", "2025-03-04")}  # fmt: skip
    assert {"path", "line", "column", "severity", "message", "remedy", "code"} <= set(found["problems"][0])


def test_a_lost_row_is_an_error_and_the_rest_is_built(tmp_path: Path) -> None:
    (tmp_path / "day.md").write_text(
        "## Papers for 2025-02-11\n\n| Title | Authors | Summary |\n|---|---|---|\n"
        "| [Lost](https://arxiv.org/abs/2502.00001) | A B | a | b |\n"
        "| [Kept](https://arxiv.org/abs/2502.00002) | A B | c |\n",
        encoding="utf-8",
    )
    built = kg("build", "day.md", "-o", "out", "--format", "nquads", cwd=tmp_path)
    assert built.returncode == 1
    assert "day.md:5:" in built.stderr
    assert "1 paper, 1 author" in built.stderr
    assert "2502.00002" in (tmp_path / "out" / "graph.nq").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["check", "absent"], 2, "absent"),
        (["build", "absent", "-o", "out"], 2, "absent"),
        (["build"], 2, "PATH"),
        (["build", "day.md", "--format", "xlsx"], 2, "xlsx"),
        (["build", "day.md", "--base-iri", "nonsense", "-o", "out"], 2, "base IRI"),
        (["build", "day.md", "--license", "MIT", "-o", "out"], 2, "no IRI of a licence"),
        (["query", "--graph", "absent", "ASK {}"], 2, "kg build"),
        (["query"], 2, "--file"),
        (["query", "--timeout", "inf", "ASK {}"], 2, "--timeout"),
        (["query", "--timeout", "nan", "ASK {}"], 2, "number of seconds"),
        (["build", "day.md", "--slice", "ego=MATH-500,-1", "-o", "out"], 2, "no number of steps"),
        (["build", "day.md", "--slice", "top=" + "9" * 5000, "-o", "out"], 2, "how many things"),
        (["query", "--file", "absent.rq"], 2, "absent.rq"),
        (["-q", "-v", "formats"], 2, "contradict"),
        (["frobnicate"], 2, "frobnicate"),
        (["build", "empty.md", "-o", "out"], 1, "no digest"),
        (["extract", "day.md", "-o", "no/such/folder/x.jsonl"], 3, "cannot be written"),
    ],
)
def test_wrong_use_gets_a_message_and_a_code(tmp_path: Path, arguments: list[str], code: int, words: str) -> None:
    (tmp_path / "empty.md").write_text("", encoding="utf-8")
    (tmp_path / "day.md").write_text(
        "## Papers for 2025-02-11\n\n| Title | Summary |\n|---|---|\n| [T](https://arxiv.org/abs/2502.00002) | s |\n",
        encoding="utf-8",
    )
    ran = kg(*arguments, cwd=tmp_path)
    assert ran.returncode == code, ran.stderr
    assert words in ran.stderr
    assert "Traceback" not in ran.stderr
    assert not (tmp_path / "out").exists()


def test_reads_standard_input_and_is_silent_in_a_pipe(seeds: Path, tmp_path: Path) -> None:
    digest = (seeds / "2025-02-11.md").read_text(encoding="utf-8")
    ran = kg("extract", "-", input=digest, cwd=tmp_path)
    assert ran.returncode == 0
    assert ran.stderr == ""
    records = [json.loads(line) for line in ran.stdout.splitlines()]
    assert len(records) == 15
    assert all(set(r) == {"id", "date", "entities", "introduces", "results", "outperforms"} for r in records)


def test_extract_writes_the_same_to_a_file(seeds: Path, tmp_path: Path) -> None:
    kg("extract", str(seeds / "2025-02-11.md"), "-o", "x.jsonl", cwd=tmp_path)
    shown = kg("extract", str(seeds / "2025-02-11.md"))
    assert (tmp_path / "x.jsonl").read_text(encoding="utf-8") == shown.stdout


def test_extract_leaves_out_what_is_less_sure_than_asked_for(seeds: Path) -> None:
    def mentions(*options: str) -> int:
        lines = kg("extract", str(seeds / "2025-02-11.md"), *options).stdout.splitlines()
        return sum(len(json.loads(line)["entities"]) for line in lines)

    assert mentions("--min-confidence", "0.1") > mentions() > mentions("--min-confidence", "0.95") > 0
    assert kg("extract", str(seeds), "--min-confidence", "2").returncode == 2


def test_evaluate_scores_what_extract_prints_as_perfect(seeds: Path, tmp_path: Path) -> None:
    day = str(seeds / "2025-02-11.md")
    kg("extract", day, "-o", "gold.jsonl", cwd=tmp_path)
    shown = kg("evaluate", "gold.jsonl", day, "--bootstrap", "50", cwd=tmp_path)
    assert shown.returncode == 0
    assert "F1 1.000 [1.000, 1.000]" in shown.stdout
    figures = json.loads(kg("evaluate", "gold.jsonl", day, "--json", cwd=tmp_path).stdout)
    assert all(f["f1"] == 1 for f in figures.values() if f["gold"])
    assert figures["benchmark"]["gold"] > 5


def test_evaluate_names_errors_and_entries_without_a_digest(seeds: Path, tmp_path: Path) -> None:
    day = seeds / "2025-02-11.md"
    kg("extract", str(day), "-o", "gold.jsonl", cwd=tmp_path)
    path = tmp_path / "gold.jsonl"
    records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    records[0]["entities"].append({"text": "NoSuchNet", "label": "model"})
    records.append(records[0] | {"id": "9999.99999"})
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    shown = kg("evaluate", "gold.jsonl", str(day), "--errors", "3", cwd=tmp_path)
    assert f"missed {records[0]['id']} nosuchnet" in shown.stdout
    assert f"1 of {len(records)} entries stand in no digest given" in shown.stderr
    other = kg("evaluate", "gold.jsonl", str(seeds / "2025-02-04.md"), cwd=tmp_path)
    assert other.returncode == 1
    assert "give the digests it speaks of" in other.stderr


def test_a_query_from_a_file_and_from_standard_input(tmp_path: Path) -> None:
    (tmp_path / "q.rq").write_text("ASK { ?p a kg:Paper }", encoding="utf-8")
    exports = str(ROOT / "exports")
    assert kg("query", "--graph", exports, "--file", "q.rq", cwd=tmp_path).stdout == "true\n"
    assert kg("query", "--graph", exports, "--file", "-", input="ASK { ?p a kg:Paper }").stdout == "true\n"


def test_a_closed_pipe_is_no_error() -> None:
    command = f"{sys.executable} -m kg query --graph exports 'SELECT * {{ ?s ?p ?o }}' | head -n 1"
    ran = subprocess.run(command, shell=True, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.stderr == ""
    assert ran.stdout


def test_extract_into_a_closed_pipe_is_no_error(seeds: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "kg", "extract", str(seeds / "2025-02-11.md")]
    ran = subprocess.run(command, env=environment, stdout=writer, stderr=subprocess.PIPE, text=True, check=False)
    os.close(writer)
    assert (ran.returncode, ran.stderr) == (0, "")


def test_an_input_without_a_digest_is_an_error_for_check_too(tmp_path: Path) -> None:
    (tmp_path / "empty.json").write_text("[]", encoding="utf-8")
    ran = kg("check", "empty.json", cwd=tmp_path)
    assert ran.returncode == 1
    assert "no digest" in ran.stderr


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_an_endless_query_ends_with_an_interrupt() -> None:
    sparql = "SELECT ?n (COUNT(*) AS ?c) { ?x foaf:name ?n . ?y ?p ?o . ?z ?q ?r } GROUP BY ?n"
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "kg", "query", "--graph", str(ROOT / "exports"), sparql]
    child = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(2)
    assert child.poll() is None
    child.send_signal(signal.SIGINT)
    assert child.wait(timeout=20) in (-signal.SIGINT, 130)


@pytest.mark.usefixtures("heeds_interrupts")
def test_an_interrupt_that_a_compiled_module_turned_into_an_error_is_still_one(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(**_: object) -> None:
        with suppress(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
            pytest.fail("the signal was not heeded")
        raise ImportError from None

    monkeypatch.setattr(cli, "main", fail)
    assert run(["check", "seeds"]) == 130
    assert capsys.readouterr().err == "Interrupted; what was there before is untouched.\n"
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
@pytest.mark.usefixtures("heeds_interrupts")
def test_an_interrupted_build_leaves_the_last_exports(tmp_path: Path, seeds: Path) -> None:
    out = tmp_path / "out"
    assert kg("build", str(seeds / "2025-02-11.md"), "-o", str(out)).returncode == 0
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    child = subprocess.Popen(
        [sys.executable, "-m", "kg", "-v", "build", str(seeds), "-o", str(out)],
        env=environment,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert child.stderr is not None
    for line in child.stderr:
        if "entries of" in line:
            break
    time.sleep(0.05)
    child.send_signal(signal.SIGINT)
    rest = child.stderr.read()
    child.stderr.close()
    assert child.wait() == 130, rest
    assert "Interrupted" in rest
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
