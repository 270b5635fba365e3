"""A real Neo4j imports the export by the line of docs/servers.md, and then has every node, edge and value."""

import json
import re
import shlex
import subprocess
import urllib.request
from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from kg.export import write
from kg.export.tables import EDGE_COLUMNS, NODE_COLUMNS, edge_rows, node_rows
from kg.graph import Graph, Node, TextSpan
from kg.schema import NODE_TYPES, subtypes_of

HOSTILE = 'a "b", c\nd\r\ne\rf; | \\ \\" \\n \t \u2028 \ufeff 漢 🦓 \\'
SETTINGS = """
dbms.security.auth_enabled=false
dbms.usage_report.enabled=false
server.bolt.enabled=false
server.https.enabled=false
server.http.enabled=true
server.http.listen_address=127.0.0.1:{port}
server.memory.pagecache.size=64m
"""

pytestmark = pytest.mark.servers

Ask = Callable[[str], list[list[Any]]]


@pytest.fixture(scope="module")
def graph(seeds_graph: Graph) -> Graph:
    """The seeds, and nodes with everything that CSV can break on."""
    hostile = (
        Node(
            "tag/~1",
            ("Tag",),
            "digest/2025-02-04",
            {"prefLabel": HOSTILE, "altLabel": (HOSTILE, "; second", "'third'")},
        ),
        Node("tag/~2", ("Tag",), "digest/2025-02-04", {"prefLabel": '"', "altLabel": (" a\x1fb ",)}),
    )
    return Graph((*seeds_graph.nodes, *hostile), seeds_graph.edges)


@pytest.fixture(scope="module")
def home(graph: Graph, tmp_path_factory: pytest.TempPathFactory, free_port: Callable[[], int]) -> Path:
    """Neo4j's folder, with the exports beside it, as in the documented line."""
    home = tmp_path_factory.mktemp("neo4j")
    (home / "conf").mkdir()
    (home / "conf" / "neo4j.conf").write_text(SETTINGS.format(port=free_port()), encoding="utf-8")
    write(graph, home / "exports", ["neo4j"])
    return home


@pytest.fixture(scope="module")
def java(tool: Callable[[str], str], folder_of_jars: Callable[[str, str], list[Path]]) -> list[str]:
    jars = folder_of_jars("PAPERKG_NEO4J", "servers/neo4j")
    return [tool("java"), "-Xmx1g", "-cp", f"{jars[0].parent}/*"]


@pytest.fixture(scope="module")
def imported(java: list[str], home: Path, root: Path) -> str:
    """What the import prints, started as `neo4j-admin` starts it."""
    page = (root / "docs" / "servers.md").read_text(encoding="utf-8").replace("\\\n", " ")
    (line,) = re.findall(r"^neo4j-admin database import .*$", page, re.MULTILINE)
    done = subprocess.run(
        [*java, "org.neo4j.cli.AdminTool", *shlex.split(line)[1:]],
        cwd=home,
        env={"NEO4J_HOME": str(home), "NEO4J_CONF": str(home / "conf")},
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr + done.stdout[-2000:]
    return done.stdout


@pytest.fixture(scope="module")
def ask(imported: str, java: list[str], home: Path, start: Callable[..., None]) -> Ask:
    """Asks a server of the imported database in Cypher."""
    port = (
        (home / "conf" / "neo4j.conf").read_text(encoding="utf-8").partition("listen_address=127.0.0.1:")[2].split()[0]
    )
    url = f"http://127.0.0.1:{port}"
    folders = [f"--home-dir={home}", f"--config-dir={home / 'conf'}"]
    start([*java, "org.neo4j.server.CommunityEntryPoint", *folders], home, f"{url}/")

    def run(cypher: str) -> list[list[Any]]:
        body = json.dumps({"statements": [{"statement": cypher}]}).encode()
        request = urllib.request.Request(f"{url}/db/neo4j/tx/commit", body, {"Content-Type": "application/json"})
        with urllib.request.urlopen(request) as answer:
            told = json.load(answer)
        assert told["errors"] == []
        return [row["row"] for row in told["results"][0]["data"]]

    return run


def test_the_documented_line_imports_every_node_and_edge(imported: str, graph: Graph) -> None:
    counts = re.search(r"Imported:\s+(\d+) nodes\s+(\d+) relationships", imported)
    assert counts is not None, imported[-1000:]
    assert (int(counts[1]), int(counts[2])) == (len(list(graph.merged_nodes())), len(graph.edges))


def test_nodes_are_found_by_their_types_and_those_above(ask: Ask, graph: Graph) -> None:
    counts = dict(ask("MATCH (n) UNWIND labels(n) AS label RETURN label, count(*)"))
    expected = {
        name: sum(not subtypes_of(name).isdisjoint(node.types) for node in graph.merged_nodes())
        for name, type_ in NODE_TYPES.items()
        if not type_.abstract
    }
    assert counts == {name: count for name, count in expected.items() if count}


def test_every_property_has_its_value_and_type(ask: Ask, graph: Graph) -> None:
    stored = {row[0]["id"]: row[0] for row in ask("MATCH (n) RETURN properties(n)")}
    for row in node_rows(graph):
        named = dict(zip(NODE_COLUMNS, map(_as_stored, row), strict=True))
        del named["types"]
        assert stored.pop(row[0]) == {name: value for name, value in named.items() if value not in (None, "", [])}
    assert stored == {}


def test_every_relationship_has_its_ends_and_place(ask: Ask, graph: Graph) -> None:
    stored = Counter(
        json.dumps([*row[:3], dict(sorted(row[3].items()))])
        for row in ask("MATCH (a)-[r]->(b) RETURN a.id, type(r), b.id, properties(r)")
    )
    expected = Counter()
    for source, type_, target, *rest in edge_rows(graph.edges):
        named = dict(zip(EDGE_COLUMNS[3:], map(_as_stored, rest), strict=True))
        place = {name: value for name, value in sorted(named.items()) if value not in (None, "", [])}
        expected[json.dumps([source, type_, target, place])] += 1
    assert stored == expected


def test_the_documented_question_says_who_leads(ask: Ask, root: Path) -> None:
    page = (root / "docs" / "servers.md").read_text(encoding="utf-8")
    (cypher,) = re.findall(r"^```cypher\n(.*?)^```", page, re.MULTILINE | re.DOTALL)
    rows = ask(cypher)
    assert [row[:3] for row in rows if row[0] == "pass@1 accuracy"] == [
        ["pass@1 accuracy", 95.0, "OREAL-32B"], ["pass@1 accuracy", 91.0, "OREAL-7B"]
    ]  # fmt: skip
    assert all(str(int(value)) in sentence for _, value, _, _, sentence in rows)


def _as_stored(value: Any) -> Any:
    if isinstance(value, tuple):
        return [one.replace("\x1f", "\ufffd") if isinstance(one, str) else _as_stored(one) for one in value]
    if isinstance(value, TextSpan):
        span = {"entry": value.entry, "start": value.start, "end": value.end, "exact": value.exact}
        return json.dumps(span, ensure_ascii=False)
    return float(value) if isinstance(value, Decimal) else value
