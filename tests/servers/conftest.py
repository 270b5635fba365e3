"""Servers of other people, each on a free loopback port with a folder of its own.

Tests install nothing: CONTRIBUTING.md says how to have the servers. Without one its tests are skipped, and say why.
"""

import os
import shutil
import subprocess
import sys
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlencode

import pyoxigraph as ox
import pytest

from kg.export import write
from kg.graph import Graph

VIRTUOSO_INI = """
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
[TempDatabase]
DatabaseFile = virtuoso-temp.db
TransactionFile = virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DirsAllowed = {exports}
NumberOfBuffers = 10000
[HTTPServer]
ServerPort = 127.0.0.1:{http}
"""


@dataclass(frozen=True)
class Endpoint:
    """Where a server is asked, by the SPARQL 1.1 protocol; `load` adds a file of RDF to it."""

    url: str
    load: Callable[[Path], None]

    def select(self, sparql: str) -> ox.QuerySolutions:
        accept = {"Accept": "application/sparql-results+json"}
        request = urllib.request.Request(self.url, urlencode({"query": sparql}).encode(), accept)
        try:
            with urllib.request.urlopen(request) as answer:
                solutions = ox.parse_query_results(answer.read(), format=ox.QueryResultsFormat.JSON)
        except HTTPError as error:
            pytest.fail(f"{error}: {error.read().decode(errors='replace')[:500]}\n{sparql}")
        assert isinstance(solutions, ox.QuerySolutions)
        return solutions


@pytest.fixture(scope="session")
def exports(seeds_graph: Graph, root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the seeds' RDF, and with an invented graph for what the seeds do not have."""
    folder = tmp_path_factory.mktemp("servers") / "exports"
    write(seeds_graph, folder, ["nquads", "trig", "jsonld", "turtle"])
    invented = ox.parse(path=root / "tests" / "servers" / "invented.trig")
    ox.serialize(invented, folder / "invented.nq", format=ox.RdfFormat.N_QUADS)
    return folder


@pytest.fixture(scope="module")
def oxigraph(
    exports: Path, start: Callable[..., None], free_port: Callable[[], int], tmp_path_factory: pytest.TempPathFactory
) -> Endpoint:
    # Where pip puts it, which need not be on the path.
    server = shutil.which("oxigraph", path=os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]))
    if server is None:
        pytest.skip("oxigraph is not installed (pip install oxigraph)")
    folder, bind = tmp_path_factory.mktemp("oxigraph"), f"127.0.0.1:{free_port()}"

    def load(file: Path) -> None:
        subprocess.run([server, "load", "--location", folder / "db", "--file", file], check=True, capture_output=True)

    load(exports / "graph.nq")
    load(exports / "invented.nq")
    command = [server, "serve-read-only", "--location", "db", "--union-default-graph", "--bind", bind]
    start(command, folder, f"http://{bind}/query?query=ASK+%7B%7D")
    return Endpoint(f"http://{bind}/query", load)


@pytest.fixture(scope="module")
def virtuoso(
    exports: Path,
    start: Callable[..., None],
    free_port: Callable[[], int],
    tmp_path_factory: pytest.TempPathFactory,
    tool: Callable[[str], str],
) -> Endpoint:
    server, isql = tool("virtuoso-t"), tool("isql-vt")
    folder, sql, http = tmp_path_factory.mktemp("virtuoso"), free_port(), free_port()
    (folder / "virtuoso.ini").write_text(VIRTUOSO_INI.format(sql=sql, http=http, exports=exports), encoding="utf-8")
    url = f"http://127.0.0.1:{http}/sparql"
    start([server, "+foreground", "+configfile", "virtuoso.ini"], folder, f"{url}?query=ASK+%7B%7D")

    def load(file: Path) -> None:
        # The graph is for syntaxes that name none.
        commands = f"ld_dir('{file.parent}', '{file.name}', 'urn:{file.name}'); rdf_loader_run(); checkpoint;"
        faults = "select ll_file, ll_error from DB.DBA.load_list where ll_error is not null or ll_state <> 2;"
        done = subprocess.run(
            [isql, f"127.0.0.1:{sql}", "dba", "dba", f"exec={commands}{faults}"],
            check=False,
            capture_output=True,
            text=True,
        )
        assert (done.returncode, done.stderr) == (0, "")
        assert "\n0 Rows." in done.stdout, done.stdout

    load(exports / "graph.nq")
    load(exports / "invented.nq")
    return Endpoint(url, load)


@pytest.fixture(scope="module")
def fuseki(
    exports: Path,
    start: Callable[..., None],
    free_port: Callable[[], int],
    folder_of_jars: Callable[[str, str], list[Path]],
    tmp_path_factory: pytest.TempPathFactory,
    tool: Callable[[str], str],
) -> Endpoint:
    jar, java = folder_of_jars("PAPERKG_FUSEKI", "servers/fuseki")[-1], tool("java")
    folder, port = tmp_path_factory.mktemp("fuseki"), free_port()
    (folder / "db").mkdir()
    base = f"http://127.0.0.1:{port}/kg"
    options = ["--loc=db", "--set", "tdb2:unionDefaultGraph=true", "--update", "--localhost", f"--port={port}", "/kg"]
    start(
        [java, "-Xmx1g", "-jar", str(jar), *options],
        folder,
        f"{base}/sparql?query=ASK+%7B%7D",
        FUSEKI_BASE=str(folder / "run"),
    )

    def load(file: Path) -> None:
        types = {".nq": "application/n-quads", ".trig": "application/trig", ".jsonld": "application/ld+json"}
        request = urllib.request.Request(f"{base}/data", file.read_bytes(), {"Content-Type": types[file.suffix]})
        with urllib.request.urlopen(request) as answer:
            assert answer.status in (200, 201, 204)

    load(exports / "graph.nq")
    load(exports / "invented.nq")
    return Endpoint(f"{base}/sparql", load)


@pytest.fixture(scope="module", params=["oxigraph", "virtuoso", "fuseki"])
def endpoint(request: pytest.FixtureRequest) -> Endpoint:
    """A server with the exports in it."""
    served: Endpoint = request.getfixturevalue(request.param)
    return served
