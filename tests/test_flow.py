"""Data flows one way: a stage imports the stages to its left and the vocabulary, nothing else of the package."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "kg"
BASE = {"cache_folder", "characters", "collection", "errors", "naming", "processes", "ranking", "resources", "schema"}
ALLOWED = {
    "schema": set(),
    "engine": set(),
    "digest": set(),
    "extract": {"digest"},
    "annotate": {"digest", "extract"},
    "resolve": {"digest", "extract", "engine"},
    "graph": {"digest", "extract", "resolve", "engine"},
    "export": {"graph"},
    "bulk": {"digest", "extract", "annotate", "resolve", "graph", "engine", "export"},
    "spark": {"digest", "extract", "annotate", "resolve", "graph", "engine", "export", "bulk"},
    "store": {"graph", "export"},
    "validation": {"export", "store"},
    "cli": {"digest", "extract", "annotate", "resolve", "graph", "export", "bulk", "spark", "store", "validation"},
}


def imported(path: Path) -> set[str]:
    """The parts of the package that a module imports, wherever in it."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            names = [node.module] if node.module != "kg" else [f"kg.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        else:
            continue
        found |= {name.split(".")[1] for name in names if name.startswith("kg.")}
    return found


@pytest.mark.parametrize("stage", sorted(ALLOWED))
def test_a_stage_imports_only_what_lies_to_its_left(stage: str) -> None:
    for path in sorted((PACKAGE / stage).rglob("*.py")):
        beyond = imported(path) - ALLOWED[stage] - BASE - {stage, "__version__"}
        assert not beyond, f"{path.relative_to(PACKAGE)} imports {sorted(beyond)}"


def test_every_folder_of_the_package_is_a_stage() -> None:
    folders = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    assert folders - {"_ontology"} == set(ALLOWED)


def test_only_the_engine_of_clusters_knows_spark() -> None:
    others = [path for path in PACKAGE.rglob("*.py") if path.parent != PACKAGE / "spark"]
    assert others
    told = [
        path.name for path in others if "import pyspark" in (text := path.read_text("utf-8")) or "from pyspark" in text
    ]
    assert told == []
