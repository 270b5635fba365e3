"""The installed tool, wherever it is installed: run on a checkout (editable) and, in the gate, on a wheel away from one."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

DIGEST = """## Papers for 2025-02-11

| Title | Authors | Summary |
|-------|---------|---------|
| [A Model](https://arxiv.org/abs/2502.00001) | Ada Lovelace | - AdaNet achieves an accuracy of 91.2% on MATH-500. |
"""


def kg(*arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"}
    return subprocess.run(
        [sys.executable, "-I", "-m", "kg", *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_builds_and_asks_from_any_directory(tmp_path: Path) -> None:
    (tmp_path / "day.md").write_text(DIGEST, encoding="utf-8")
    built = kg("build", "day.md", "-o", "out", folder=tmp_path)
    assert built.returncode == 0, built.stderr
    asked = kg(
        "query", "--graph", "out", "--format", "csv", "SELECT ?t { ?p a kg:Paper ; dcterms:title ?t }", folder=tmp_path
    )
    assert asked.stdout.split() == ["t", "A", "Model"]
    code = (
        "import kg; graph = kg.load('out'); print(graph.nodes('Paper')['title'].tolist(), len(graph.to_networkx()) > 0)"
    )
    loaded = subprocess.run(
        [sys.executable, "-I", "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert loaded.stdout.split() == ["['A", "Model']", "True"], loaded.stderr


@pytest.mark.parametrize("name", ["kg.ttl", "context.jsonld", "shapes.ttl"])
def test_finds_the_ontology(name: str) -> None:
    from kg import resources

    assert resources.ontology(name).stat().st_size > 0


def test_names_what_an_installation_lacks() -> None:
    from kg import resources
    from kg.errors import UsageError

    with pytest.raises(UsageError, match="install paperkg again"):
        resources.ontology("absent.ttl")
    with pytest.raises(UsageError, match="install paperkg again"):
        resources.data("extract", "absent.tsv")


def test_runs_without_the_development_dependencies(tmp_path: Path) -> None:
    block = "import sys; [sys.modules.__setitem__(m, None) for m in ('pytest', 'hypothesis', 'playwright', 'ruff', 'mypy')]; "
    code = block + "from kg.cli.main import run; sys.exit(run(['formats']))"
    ran = subprocess.run([sys.executable, "-I", "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    assert "nquads" in ran.stdout


def test_spacy_finds_the_components_by_name() -> None:
    import spacy

    nlp = spacy.blank("en")
    for name in ("kg_sentences", "kg_abbreviations", "kg_encoder", "kg_candidates", "kg_mentions"):
        nlp.add_pipe(name)
    doc = nlp("AdaNet achieves an accuracy of 91.2% on MATH-500.")
    assert "accuracy" in {span.text for span in doc.ents}
