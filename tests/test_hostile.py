"""A digest that was written to harm, from its bytes to the exports: it ends as text in them, and nowhere else."""

import csv
import io
import json
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import pyarrow.parquet as pq
import pyoxigraph as ox
import pytest

from kg.digest import Entry, read
from kg.errors import UsageError
from kg.export import FORMATS, write
from kg.extract import Annotation
from kg.graph import Graph, build

TITLE = "</title><script>alert(1)</script> ]]>&lt; \"' > <a:b> . {{7*7}} ${x} %n \u202etxt \x1b[2J \x01\ufffe=1+1"
NAMES = [
    "../../../../etc/passwd", "/etc/passwd", "..\\..\\x", "CON", "aux.txt", "a\u0000b", "a:b", "~root", ".", "..", "-rf", "$(id)",
    "%2e%2e%2f",
    "x" * 5000, "\u202e\u200b", "> <a:b> <c:d> .\n<e:f>", "\ufffe", "'; DROP",
]  # fmt: skip
LINKS = [
    f"https://{host}/{name}" for name in NAMES for host in ("github.com/a", "huggingface.co/a", "frob.example.org")
]


def paper(number: int, **fields: object) -> dict[str, object]:
    own = {"title": f"{TITLE} {number}", "authors": [TITLE, *NAMES], "link": f"https://arxiv.org/abs/2502.{number:05}"}
    own |= {"summary": f"- {TITLE} " * 3, "classification": [TITLE, *NAMES], "github_urls": LINKS, "date": "2025-02-11"}
    return own | fields


def silent(entries: Iterable[Entry]) -> Iterator[Annotation]:
    for entry in entries:
        yield Annotation(entry.summary, (), (), (), ())


@pytest.fixture(scope="module")
def graph() -> Graph:
    reading = read(["-"], stdin=json.dumps([paper(1), paper(2)]).encode())
    assert sum(len(digest.entries) for digest in reading.digests) == 2
    return build(reading.digests, silent)


@pytest.fixture(scope="module")
def folder(graph: Graph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile") / "deep" / "out"
    write(graph, folder, FORMATS)
    return folder


def test_no_name_becomes_the_path_of_a_file(folder: Path) -> None:
    above = folder.parent.parent
    found = {path.relative_to(above).as_posix() for path in above.rglob("*")}
    assert found == {"deep", "deep/out", *(f"deep/out/{file}" for f in FORMATS.values() for file in f.files)}


def test_every_format_is_read_by_others_and_has_the_two_papers(graph: Graph, folder: Path) -> None:
    papers = {node.id for node in graph.nodes if node.types == ("Paper",)}
    assert len(papers) == 2
    is_a = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    kind = ox.NamedNode("https://w3id.org/paperkg/ontology#Paper")
    iris = {f"https://w3id.org/paperkg/{id_}" for id_ in papers}
    for file in ("graph.nq", "graph.trig", "graph.ttl", "graph.jsonld"):
        quads = list(ox.parse(path=str(folder / file)))
        assert {q.subject.value for q in quads if (q.predicate, q.object) == (is_a, kind)} == iris
        assert not [q for q in quads if q.subject in (ox.NamedNode("a:b"), ox.NamedNode("e:f"))]
    for file in ("graph.graphml", "graph-collapsed.graphml", "graph.gexf"):
        ids = {element.get("id") for element in ET.parse(folder / file).iter() if element.tag.endswith("}node")}
        assert papers <= ids
        assert not [e for e in ET.parse(folder / file).iter() if "script" in e.tag]
    for file in ("nodes.csv", "nodes-spreadsheet.csv", "neo4j-nodes.csv"):
        rows = list(csv.reader(io.StringIO((folder / file).read_bytes().decode("utf-8-sig"), newline="")))
        assert len({len(row) for row in rows}) == 1
        assert papers <= {row[0] for row in rows}
    assert papers <= set(pq.read_table(folder / "nodes.parquet")["id"].to_pylist())
    json.loads((folder / "sota.json").read_bytes())


def test_the_page_has_no_script_of_a_title(folder: Path) -> None:
    page = (folder / "graph.html").read_text(encoding="utf-8")
    assert "<script>alert" not in page
    assert "</title><script" not in page


def test_titles_are_told_as_they_stand(graph: Graph, folder: Path) -> None:
    titles = {str(node.properties["title"]) for node in graph.nodes if node.types == ("Paper",)}
    title = ox.NamedNode("http://purl.org/dc/terms/title")
    told = {q.object.value for q in ox.parse(path=str(folder / "graph.nq")) if q.predicate == title}
    assert titles <= told
    assert any(TITLE in text for text in titles)


@pytest.mark.parametrize("name", ["a\0b", "x/" + "y" * 5000])
def test_a_folder_that_cannot_be_is_refused_with_a_remedy(graph: Graph, tmp_path: Path, name: str) -> None:
    with pytest.raises(Exception, match=r"name another"):
        write(graph, str(tmp_path / name), ["csv"])
    assert list(tmp_path.iterdir()) in ([], [tmp_path / "x"])


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="devices of POSIX")
def test_a_device_without_end_is_refused_and_the_empty_one_is_empty(tmp_path: Path) -> None:
    for device in ("/dev/zero", "/dev/urandom", "/dev/full"):
        with pytest.raises(UsageError, match="is a device"):
            read([device])
    (tmp_path / "link.md").symlink_to("/dev/zero")
    with pytest.raises(UsageError, match="is a device"):
        read([tmp_path / "link.md"])
    assert read([tmp_path]).digests == ()
    assert [problem.code for problem in read([os.devnull]).problems] == ["empty-file"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes on this platform")
def test_a_pipe_that_is_named_is_read_to_its_end(tmp_path: Path) -> None:
    pipe = tmp_path / "day.json"
    os.mkfifo(pipe)
    text = json.dumps([paper(1)])
    with subprocess.Popen([sys.executable, "-c", f"open({str(pipe)!r}, 'w').write({text!r})"]):
        assert len(read([pipe]).digests) == 1


@pytest.mark.parametrize(
    "number", ["1e999999", "9" * 1_000_000, "0." + "0" * 1_000_000 + "1", "1e-999999", "9" * 100 + "%"]
)
def test_numbers_without_end_are_no_values(number: str) -> None:
    from kg.extract.numbers import number_spans
    from kg.extract.values import parse_value

    text = f"It reaches an accuracy of {number} on it."
    for start, end in number_spans(text):
        value = parse_value(text[start:end])
        assert value.value is None or len(f"{value.value:f}") < 200
    assert parse_value(number).value is None


@pytest.mark.parametrize(
    "text", ['{"title": ' * 100_000, '[{"title": ' + "[" * 100_000 + "]" * 100_000 + "}]", "[" * 100_000, "{" * 100_000]
)
def test_json_without_end_of_nesting_is_an_error_and_no_crash(tmp_path: Path, text: str) -> None:
    (tmp_path / "day.json").write_text(text)
    reading = read([tmp_path / "day.json"])
    assert reading.digests == ()
    assert reading.errors


def test_a_cell_repeated_a_million_times_is_one_lost_row() -> None:
    head = "## Papers for 2025-02-11\n\n| Title | Authors | Summary |\n|---|---|---|\n"
    reading = read(["-"], stdin=(head + "| x " * 1_000_000 + "|\n").encode())
    assert [problem.code for problem in reading.problems] == ["too-many-cells"]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_of_any_kind_make_the_same_entries(end: str) -> None:
    row = "| [T](https://arxiv.org/abs/2502.0000{}) | A\u2028B | s\u0085t\x0b |"
    lines = [
        "## Papers for 2025-02-11",
        "",
        "| Title | Authors | Summary |",
        "|---|---|---|",
        row.format(1),
        row.format(2),
        "",
    ]
    mixed = end.join(lines[:5]) + "\n" + end.join(lines[5:])
    (digest,) = read(["-"], stdin=mixed.encode()).digests
    assert [(entry.paper, entry.line) for entry in digest.entries] == [("2502.00001", 5), ("2502.00002", 6)]
    assert digest.entries[0].authors == ("A\u2028B",)
