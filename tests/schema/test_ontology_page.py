"""docs/ontology.md and its picture say what the vocabulary and the graph of the seeds say."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from xml.etree import ElementTree

import pytest
import rdflib

from kg.export.nquads import generate_nquads
from kg.graph import Graph
from kg.schema import EDGE_TYPES, NODE_TYPES, PREFIXES, EdgeType

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "ontology.md").read_text(encoding="utf-8")
SVG = (ROOT / "docs" / "ontology.svg").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", PAGE, flags=re.DOTALL)


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(ROOT / "docs")
    import make_ontology

    return make_ontology


@pytest.fixture(scope="module")
def exported(seeds_graph: Graph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("exports") / "graph.nq"
    path.write_bytes(b"".join(generate_nquads(seeds_graph)))
    return path


def test_the_reference_is_that_of_the_ontology(made: ModuleType) -> None:
    assert made.document(PAGE) == PAGE


def test_the_picture_is_that_of_the_vocabulary(made: ModuleType) -> None:
    assert made.picture() == SVG


def test_every_type_and_edge_stands_in_the_picture() -> None:
    words = set(re.findall(r"[\w:]+", " ".join(ElementTree.fromstring(SVG).itertext())))
    assert {name for name, type_ in NODE_TYPES.items() if not type_.abstract} <= words
    assert EDGE_TYPES.keys() <= words


def test_an_edge_that_is_not_drawn_is_an_error(made: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(EDGE_TYPES, "cites", EdgeType("cites", "kg:cites", "Paper", "Paper"))
    with pytest.raises(ValueError, match=r"\('Paper', 'Paper'\)"):
        made.picture()


def test_dashed_edges_are_those_that_facts_stand_behind(made: ModuleType, seeds_graph: Graph) -> None:
    from ontology_picture import SHORTCUTS

    with_evidence = {edge.type for edge in seeds_graph.edges if edge.evidence}
    assert with_evidence - {"reports"} <= SHORTCUTS
    assert all(EDGE_TYPES[name].iri in PAGE for name in SHORTCUTS)


def test_the_snippets_are_what_a_build_writes(exported: Path) -> None:
    dataset = rdflib.Dataset(default_union=True)
    dataset.parse(exported, format="nquads")
    prefixes = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items())
    for block in blocks("turtle"):
        for triple in rdflib.Graph().parse(data=prefixes + block, format="turtle"):
            assert triple in dataset


def test_the_query_has_the_answer_that_stands_below_it(exported: Path) -> None:
    (command,), (answer,) = blocks("sh"), blocks("text")
    arguments = shlex.split(command)
    assert arguments[:2] == ["kg", "query"]
    ran = subprocess.run(
        [sys.executable, "-m", "kg", "query", "--graph", str(exported), *arguments[2:]],
        env=os.environ | {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert ran.stdout == answer, ran.stderr


def test_the_page_names_what_no_export_states() -> None:
    """Abstract classes, each by its name."""
    profile = PAGE.partition("## Profile")[2].partition("\n## ")[0]
    assert all(name in profile for name, type_ in NODE_TYPES.items() if type_.abstract)
