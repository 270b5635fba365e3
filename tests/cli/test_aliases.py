"""`kg aliases`, and aliases.toml beside the digests."""

import json
from pathlib import Path

import pytest

from kg.cli.main import run

TABLE = """| Title | Authors | Summary | Classification | GitHub URLs | HuggingFace URLs |
|---|---|---|---|---|---|
"""


@pytest.fixture
def folder(tmp_path: Path, seeds: Path) -> Path:
    """A folder with one day of digests."""
    (tmp_path / "2025-02-26.md").write_bytes((seeds / "2025-02-11.md").read_bytes())
    return tmp_path


def printed(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[str]:
    assert run(["-q", "aliases", *arguments]) == 0
    return capsys.readouterr().out.splitlines()


def test_mentions_come_with_their_entities(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [json.loads(line) for line in printed(capsys, str(folder), "--format", "jsonl")]
    assert {tuple(row) for row in rows} == {("surface", "label", "paper", "entity")}
    found = {(row["surface"], row["entity"]) for row in rows}
    assert ("Matryoshka Quantization", "system/matquant") in found
    assert ("MatQuant", "system/matquant") in found


def test_merges_come_with_their_reason(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = printed(capsys, str(folder))
    at = lines.index("system/matquant  MatQuant")
    assert lines[at + 1] == "  'Matryoshka Quantization' is 'MatQuant': long name (2502.06786), 0.99"


def test_a_line_of_the_user_is_done_and_undone(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = printed(capsys, str(folder), "--format", "jsonl")
    said = '[[same]]\nlabel = "system"\nnames = ["Matryoshka", "MatQuant"]\n'
    said += '[[different]]\nlabel = "system"\nnames = ["MatQuant", "Matryoshka Quantization"]\nwhy = "a test"\n'
    (folder / "aliases.toml").write_text(said, encoding="utf-8")
    entities = {
        row["surface"]: row["entity"] for row in map(json.loads, printed(capsys, str(folder), "--format", "jsonl"))
    }
    assert entities["MatQuant"] == "system/matryoshka"
    assert entities["Matryoshka Quantization"] == "system/matryoshkaquantization"
    told = "\n".join(printed(capsys, str(folder), "--explain", "MatQuant"))
    assert "'MatQuant' is 'Matryoshka': yours" in told
    assert "aliases.toml:4 says that they are different: a test" in told
    (folder / "aliases.toml").unlink()
    assert printed(capsys, str(folder), "--format", "jsonl") == before


def test_one_name_is_explained(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = printed(capsys, str(folder), "--explain", "matquant")
    assert told[0] == "'MatQuant' (method), in its plain form 'matquant'"
    assert told[1] == "  is system/matquant in 2502.06786"
    assert "system/matquant is called 'MatQuant', 'Matryoshka Quantization'" in told
    assert run(["-q", "aliases", str(folder), "--explain", "MatQuan"]) == 2
    assert "did you mean 'MatQuant'" in capsys.readouterr().err


def test_suggestions_are_for_people_and_for_programs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    row = "| [{}](https://arxiv.org/abs/{id}) | {} | - On GSM8K the model {} reaches an accuracy of {}%. | Other | N/A | N/A |"
    rows = [
        row.format("One", "Fangzhi Xu, Qika Lin", "PLLaVA-7B", 71, id="2502.00001"),
        row.format("Two", "xufangzhi, Qika Lin", "P-LLaVA-7B", 72, id="2502.00002"),
    ]
    path = tmp_path / "2025-02-26.md"
    path.write_text(TABLE + "\n".join(rows) + "\n", encoding="utf-8")
    lines = printed(capsys, str(path), "--suggest")
    assert "system: 'P-LLaVA-7B' and 'PLLaVA-7B': the same letters" in lines
    (person,) = (line for line in lines if line.startswith("author"))
    assert person.startswith("author: 'Fangzhi Xu' and 'xufangzhi': a handle of such letters, and both with Qika Lin")
    rows = [json.loads(line) for line in printed(capsys, str(path), "--suggest", "--format", "jsonl")]
    assert {"what": "system", "names": ["P-LLaVA-7B", "PLLaVA-7B"], "reason": "the same letters"} in rows


@pytest.mark.parametrize("command", ["aliases", "build"])
def test_a_broken_file_of_aliases_stops_the_run(
    command: str, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "aliases.toml").write_text('[[same]]\nlabel = "systems"\nnames = ["a", "b"]\n', encoding="utf-8")
    out = tmp_path / "out"
    arguments = ["-o", str(out)] if command == "build" else []
    assert run([command, str(folder), *arguments]) == 2
    assert "aliases.toml:1: label is 'systems'; write one of" in capsys.readouterr().err
    assert not out.exists()


def test_two_files_of_aliases_need_a_choice(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = tmp_path / "other"
    other.mkdir()
    for place in (folder, other):
        (place / "aliases.toml").write_text("", encoding="utf-8")
    assert run(["aliases", str(folder), str(other)]) == 2
    assert "give one of them with --aliases" in capsys.readouterr().err
    assert run(["-q", "aliases", str(folder), str(other), "--aliases", str(other / "aliases.toml")]) in (0, 1)


def test_a_file_of_aliases_is_found_below_the_folder_and_once(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = '[[same]]\nlabel = "system"\nnames = ["Matryoshka", "MatQuant"]'
    below = folder / "below"
    (folder / "elsewhere").mkdir()
    below.mkdir()
    digest = (folder / "2025-02-26.md").rename(below / "2025-02-26.md")
    (below / "aliases.toml").write_text(said, encoding="utf-8")
    (folder / "elsewhere" / "aliases.toml").write_text("of no digest", encoding="utf-8")
    for paths in ([str(folder)], [str(below), str(digest)]):
        lines = printed(capsys, *paths, "--format", "jsonl")
        assert "system/matryoshka" in {json.loads(line)["entity"] for line in lines}
    (below / "aliases.toml").unlink()
    (below / "aliases.toml").mkdir()
    assert run(["aliases", str(folder)]) == 2
    assert "aliases.toml: cannot be read" in capsys.readouterr().err


def test_names_that_fake_others_are_shown_and_never_merged(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    summary = "- On GSM8K the model {} reaches an accuracy of {}%."
    row = "| [{}](https://arxiv.org/abs/{id}) | A\x1b]0;x\x07 B | " + summary + " | Other | N/A | N/A |"
    names = ("Llama-3.1-8B", "Llama\u202e-3.1-8B", "Lla\u200bma-3.1-8B", "Llama\u034f-3.1-8B")
    rows = [row.format(k, name, 70 + k, id=f"2502.0000{k}") for k, name in enumerate(names)]
    path = tmp_path / "2025-02-26.md"
    path.write_text(TABLE + "\n".join(rows) + "\n", encoding="utf-8")
    capsys.readouterr()
    run(["-q", "aliases", str(path), "--format", "jsonl"])
    found = {row["surface"]: row["entity"] for row in map(json.loads, capsys.readouterr().out.splitlines())}
    models = {name: entity for name, entity in found.items() if entity.startswith("system/")}
    assert set(models) <= set(names)
    assert len(models) > 2
    assert len(set(models.values())) == len(models)
    run(["-q", "aliases", str(path), "--suggest"])
    lines = capsys.readouterr().out
    assert "the same but for characters that are not seen" in lines
    assert lines.replace("\n", "").isprintable()


def test_an_aliases_file_that_is_not_there_is_named(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["aliases", str(folder), "--aliases", str(folder / "none.toml")]) == 2
    assert "none.toml: cannot be read" in capsys.readouterr().err


def test_suggest_and_explain_together_are_refused(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["aliases", str(folder), "--suggest", "--explain", "GPT-4"]) == 2
    assert "give one of them" in capsys.readouterr().err
    assert run(["aliases", str(folder), "--format", "jsonl", "--explain", "GPT-4"]) == 2
    assert "in text alone" in capsys.readouterr().err
