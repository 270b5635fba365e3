"""`kg validate`: faults of every kind are found, and told with node, shape, remedy and place."""

import json
import re
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.cli.main import run
from kg.export.turtle import generate_turtle
from kg.graph import Graph

KG = "https://w3id.org/paperkg/"
PREFIXES = f"""
@base <{KG}> . @prefix kg: <{KG}ontology#> . @prefix ex: <https://example.org/> . @prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix dcterms: <http://purl.org/dc/terms/> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""
RESULT, PAPER = "result/2502.06781/2025-02-11/", "paper/2502.06781"

# What is taken out of the graph of the seeds (a pattern of its N-Triples), what is put in, and what is told of it.
FAULTS = {
    "a confidence above 1": (
        rf"{RESULT}(\S+?)> <\S+#confidence> \"[\d.]+\"", r'result/2502.06781/2025-02-11/\1> <kg:confidence> "1.2"',
        "kg:confidence '1.2'", "a number from 0 to 1; build the graph again", "shapes:confidence, 2025-02-11.md:8",
    ),
    "a kind that is none": (
        rf"{RESULT}(\S+?)> <\S+#kind> \"absolute\"", r'result/2502.06781/2025-02-11/\1> <kg:kind> "foo"',
        "kg:kind 'foo'", "absolute, difference or ratio", "shapes:Result-kind, 2025-02-11.md:8",
    ),
    "no evidence": (
        r"<\S+comparison/2502.01636/\S+> <\S+#evidence> .*\n", "",
        "comparison/2502.01636", "has evidence that the graph describes", "shapes:evidence",
    ),
    "a SHA-256 that is none": (
        r"#sha256> \"[0-9a-f]{4}", '#sha256> "xxxx',
        "kg:sha256 'xxxx", "64 digits of 0-9 and a-f; build the graph again", "shapes:Digest-sha256, 2025-02-",
    ),
    "a position that is none": (
        r"#position> \"1\"", '#position> "0"',
        "kg:position '0'", "a whole number from 1", "shapes:Authorship-position",
    ),
    "a quote without words": (
        r"<http://www.w3.org/ns/oa#exact> \"[^\"]+\"", '<http://www.w3.org/ns/oa#exact> ""',
        "target/2025-02-04/2501.18636/0-116/quote, oa:exact ''", "has the exact words once, and they are not empty",
        "shapes:TextQuoteSelector-exact, 2025-02-04.md:11",
    ),
    "a day that is no date": (
        r"#day> \"2025-02-04\"", '#day> "2025-02-31"',
        "kg:day '2025-02-31'", "correct the heading of the digest", "shapes:Digest-day, 2025-02-04.md:3",
    ),
}  # fmt: skip
ADDED = {
    "a winner that is the loser": (
        "<comparison/x/2025-02-04/0/a> a kg:Comparison ; kg:winner <system/oreal-7b> ; kg:loser <system/oreal-7b> .",
        "comparison/x/2025-02-04/0/a, kg:winner 'system/oreal-7b'", "it is not the loser", "shapes:Comparison-winner",
    ),
    "two papers of a result": (
        f"<{RESULT}1-z> a kg:Result ; kg:paper <{PAPER}>, <paper/2502.01636> .",
        f"{RESULT}1-z, kg:paper", "of one paper", "shapes:paper",
    ),
    "a value and a range": (
        f"<{RESULT}2-z> a kg:Result ; kg:value 1.0 ; kg:valueMin 3.0 ; kg:valueMax 2.0 .",
        f"{RESULT}2-z, kg:valueMin '3'", "not greater than the greatest one", "shapes:Result-valueMin",
    ),
    "a tag that is on top and below": (
        "<tag/x> a kg:Tag ; skos:broader <tag/robotics> ; skos:topConceptOf <scheme/task-tags> .",
        "tag/x\n", "either below another or on top", "shapes:Tag-place",
    ),
    "an empty title": (
        f'<{PAPER}> dcterms:title "" .',
        f"{PAPER}, dcterms:title ''", "correct the Title column", "shapes:Paper-title, 2025-02-11.md:8",
    ),
    "a property of another type": (
        f"<{PAPER}> kg:confidence 0.5 .",
        f"{PAPER}, kg:confidence '0.5'", "has a property that none has; correct its name", "shapes:Paper, 2025-02-11.md:8",
    ),
    "a misspelled property": (
        f"<{PAPER}> kg:introduce <system/oreal-7b> .",
        f"{PAPER}, kg:introduce\n", "correct it to kg:introduce", "shapes:vocabulary, 2025-02-11.md:8",
    ),
    "a class that nobody declared": (
        "<system/oreal-7b> a ex:Marvel .",
        "system/oreal-7b, rdf:type 'https://example.org/Marvel'", "is in no vocabulary of the graph", "shapes:vocabulary",
    ),
    "a node in no class": (
        '<system/nobody> skos:prefLabel "Nobody" .',
        "system/nobody\n", "is in no class", "shapes:vocabulary",
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def exported(seeds_graph: Graph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("exports")
    (folder / "graph.ttl").write_bytes(b"".join(generate_turtle(seeds_graph)))
    return folder


@pytest.fixture(scope="module")
def broken(exported: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The graph of the seeds with all the faults."""
    store = ox.Store()
    store.load(path=str(exported / "graph.ttl"), format=ox.RdfFormat.TURTLE)
    lines = sorted(f"{quad.subject} {quad.predicate} {quad.object} .\n" for quad in store)
    triples = "".join(lines)
    for name, (pattern, spoiled, *_) in FAULTS.items():
        spoiled = spoiled.replace("<kg:", f"<{KG}ontology#")
        triples, found = re.subn(pattern, spoiled, triples, count=1)
        assert found, name
    added = PREFIXES + "\n".join(turtle for turtle, *_ in ADDED.values())
    path = tmp_path_factory.mktemp("broken") / "graph.ttl"
    path.write_text(triples + added, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def told(broken: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    import contextlib
    import io

    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        assert run(["validate", "--graph", str(broken)]) == 1
    return out.getvalue()


@pytest.mark.parametrize("fault", [*FAULTS, *ADDED])
def test_a_fault_is_told_with_node_remedy_shape_and_place(fault: str, told: str) -> None:
    stated, message, source = FAULTS[fault][2:] if fault in FAULTS else ADDED[fault][1:]
    blocks = re.findall(r"^(\S.*\n)  (.*)\n  \[(.*)\]$", told, re.MULTILINE)
    assert any(stated in head and message in said and shape.startswith(source) for head, said, shape in blocks), told


def test_what_fits_is_counted(exported: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["validate", "--graph", str(exported)]) == 0
    assert re.fullmatch(r"28,\d{3} statements held against \d{3} shapes: all fit\n", capsys.readouterr().out)
    assert run(["-q", "validate", "--graph", str(exported)]) == 0
    assert capsys.readouterr().out == ""


def test_faults_are_counted_by_shape(told: str) -> None:
    counts = {shape: int(count) for count, shape in re.findall(r"^ +(\d+) (shapes:\S+)$", told, re.MULTILINE)}
    assert counts["shapes:vocabulary"] == 3
    assert sum(counts.values()) == len(re.findall(r"^  \[shapes:", told, re.MULTILINE))
    assert re.search(r"\d+ violations at \d+ nodes\n$", told)


def test_programs_get_json(broken: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["validate", "--graph", str(broken), "--format", "json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert (found["conforms"], sum(found["counts"].values())) == (False, len(found["violations"]))
    (empty,) = (one for one in found["violations"] if one["shape"] == "shapes:Paper-title")
    assert (empty["node"], empty["iri"], empty["value"]) == (PAPER, KG + PAPER, "")
    assert empty["places"] == ["2025-02-11.md:8"]


def test_the_report_itself_is_the_same_every_time(broken: Path, capsys: pytest.CaptureFixture[str]) -> None:
    import rdflib

    seen = set()
    for _ in range(2):
        assert run(["validate", "--graph", str(broken), "--format", "turtle"]) == 1
        seen.add(capsys.readouterr().out)
    (document,) = seen
    report = rdflib.Graph().parse(data=document, format="turtle")
    (about,) = report.subjects(rdflib.RDF.type, rdflib.SH.ValidationReport)
    assert not report.value(about, rdflib.SH.conforms).toPython()
    results = set(report.objects(about, rdflib.SH.result))
    assert len(results) >= len(FAULTS) + len(ADDED)
    for result in results:
        for needed in (rdflib.SH.focusNode, rdflib.SH.resultSeverity, rdflib.SH.sourceConstraintComponent):
            assert report.value(result, needed), needed


def test_shapes_of_one_s_own_speak_of_superclasses_and_of_terms_of_one_s_own(
    exported: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    graph, shapes = tmp_path / "graph.ttl", tmp_path / "mine.ttl"
    own = '<author/ada> a ex:Reader ; ex:reads "nothing" .'
    graph.write_text((exported / "graph.ttl").read_text(encoding="utf-8") + PREFIXES + own, encoding="utf-8")
    shapes.write_text(
        PREFIXES
        + """ex:Fact a sh:NodeShape ; sh:targetClass kg:Fact ;
               sh:property [
                 sh:path [ sh:inversePath kg:reports ] ; sh:minCount 1 ; sh:severity sh:Warning ; sh:message "alone" ] .
             ex:Reader a sh:NodeShape ; sh:targetClass ex:Reader ; sh:property [ sh:path ex:reads ; sh:minCount 1 ] .""",
        encoding="utf-8",
    )
    assert run(["validate", "--graph", str(graph), "--shapes", str(shapes)]) == 1
    out = capsys.readouterr().out
    assert "Warning: mention/" in out
    assert "^kg:reports\n  alone\n  [part of https://example.org/Fact, 2025-" in out
    assert "Warning: result/" not in out
    assert "shapes:vocabulary" not in out


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (None, "no file of shapes; name one in RDF"),
        ("ex:S a sh:NodeShape ; ;", "cannot be read as Turtle"),
        (
            "ex:S a sh:NodeShape ; sh:targetClass kg:Paper ; sh:property [ sh:minCount 1 ] .",
            "these are no valid shapes",
        ),
        ('ex:S a sh:NodeShape ; sh:targetClass kg:Paper ; sh:closed "perhaps" .', "these are no valid shapes"),
    ],
)
def test_what_are_no_shapes_is_wrong_use(
    content: str | None, complaint: str, exported: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "mine.ttl"
    if content is not None:
        file.write_text(PREFIXES + content, encoding="utf-8")
    assert run(["validate", "--graph", str(exported), "--shapes", str(file)]) == 2
    assert complaint in capsys.readouterr().err


def test_a_graph_that_is_not_there_is_wrong_use(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["validate", "--graph", str(tmp_path)]) == 2
    assert "no graph here" in capsys.readouterr().err
