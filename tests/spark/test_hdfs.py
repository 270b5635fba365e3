"""Digests and exports on HDFS: a name node and a data node, in processes of their own, looked into with Hadoop's own shell."""

import json
import socket
import subprocess
import time
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode
from xml.sax.saxutils import escape

import pyspark
import pytest

from kg.cli.main import run
from kg.errors import KgError
from kg.spark.build import Wanted, answer_of, build_on_spark
from kg.spark.files import Files

pytestmark = pytest.mark.spark
FIRST = "2025-02-11.md"
PATIENCE = 240
"""Seconds until the data node is to have told the name node of itself."""
ODD = "50% of #1 [März] {a,b}*?"


@dataclass(frozen=True)
class Hdfs:
    """A file system; `shell` runs a command of `hdfs dfs` and returns what it says."""

    url: str
    java: tuple[str, ...]

    def shell(self, *words: str) -> str:
        command = [*self.java, "org.apache.hadoop.fs.FsShell", "-fs", self.url, *words]
        done = subprocess.run(command, check=False, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def names(self, folder: str) -> list[str]:
        return sorted(line.rpartition("/")[2] for line in self.shell("-ls", "-C", folder).splitlines())


@pytest.fixture(scope="module")
def hdfs(
    folder_of_jars: Callable[[str, str], list[Path]],
    tool: Callable[[str], str],
    start: Callable[..., subprocess.Popen[bytes]],
    free_port: Callable[[], int],
    tmp_path_factory: pytest.TempPathFactory,
) -> Hdfs:
    jars = folder_of_jars("PAPERKG_HADOOP", "hadoop")
    folder = tmp_path_factory.mktemp("hdfs")
    port, name_http, data_http = free_port(), free_port(), free_port()
    settings = {
        "fs.defaultFS": f"hdfs://127.0.0.1:{port}",
        "hadoop.tmp.dir": str(folder / "hadoop"),
        "dfs.replication": "1",
        "dfs.namenode.http-address": f"127.0.0.1:{name_http}",
        "dfs.datanode.address": "127.0.0.1:0",
        "dfs.datanode.ipc.address": "127.0.0.1:0",
        "dfs.datanode.http.address": f"127.0.0.1:{data_http}",
        "dfs.datanode.hostname": "127.0.0.1",
    }
    lines = [
        f"<property><name>{name}</name><value>{escape(value)}</value></property>" for name, value in settings.items()
    ]
    for name in ("core-site.xml", "hdfs-site.xml"):
        (folder / name).write_text(f"<configuration>{''.join(lines)}</configuration>", encoding="utf-8")
    spark = Path(pyspark.__file__).parent / "jars"
    path = ":".join([str(folder), *map(str, jars), f"{spark}/*"])
    java = (tool("java"), "-Xmx256m", "-cp", path)
    name_node = [*java, "org.apache.hadoop.hdfs.server.namenode.NameNode"]
    subprocess.run([*name_node, "-format", "-nonInteractive"], check=True, cwd=folder, capture_output=True)
    for kind in ("name", "data"):
        (folder / kind).mkdir()
    start(name_node, folder / "name", f"http://127.0.0.1:{name_http}/jmx")
    data_node = [*java, "org.apache.hadoop.hdfs.server.datanode.DataNode"]
    start(data_node, folder / "data", f"http://127.0.0.1:{data_http}/jmx")
    asked = urlencode({"get": "Hadoop:service=NameNode,name=FSNamesystemState::NumLiveDataNodes"})
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        with urllib.request.urlopen(f"http://127.0.0.1:{name_http}/jmx?{asked}") as answer:
            # It answers before it has this bean.
            if any(bean["NumLiveDataNodes"] for bean in json.load(answer)["beans"]):
                return Hdfs(settings["fs.defaultFS"], java)
        time.sleep(0.2)
    pytest.fail((folder / "data" / "server.log").read_text(errors="replace")[-2000:])


def test_a_graph_is_built_and_replaced_on_hdfs(
    hdfs: Hdfs, seeds: Path, built_here, tmp_path: Path, capsys, two_workers, options, contents
) -> None:
    hdfs.shell("-put", str(seeds), "/digests")

    def build(digests: str, *more: str, master: str = "local[2]") -> int:
        command = ["build", f"{hdfs.url}/{digests}", "-o", f"{hdfs.url}/graphs/all", *more]
        return run([*command, "--engine", "spark", "--master", master, *options])

    assert build(f"digests/{FIRST}") == 0
    before = hdfs.shell("-ls", "-R", "/graphs")
    capsys.readouterr()
    assert build("digests") == 3
    assert f"{hdfs.url}/graphs/all: holds a build; replace it with --overwrite" in capsys.readouterr().err
    assert hdfs.shell("-ls", "-R", "/graphs") == before
    assert build("digests", "--overwrite", master=two_workers) == 0
    assert f"75 entries; written to {hdfs.url}/graphs/all:" in capsys.readouterr().err
    assert hdfs.names("/graphs") == ["all"]
    assert hdfs.names("/graphs/all") == ["_PAPERKG", "_SUCCESS", "edges-parts", "nodes-parts", "nquads-parts"]
    hdfs.shell("-get", "/graphs/all", str(tmp_path / "out"))
    assert contents(tmp_path / "out") == built_here(seeds)


def test_names_of_folders_and_files_may_be_odd(
    hdfs: Hdfs, seeds: Path, built_here, tmp_path: Path, settings, contents
) -> None:
    digests = tmp_path / "in" / ODD
    digests.mkdir(parents=True)
    for name, path in {f"{ODD}.md": FIRST, "50% of #1 M.md": "2025-02-20.md"}.items():
        (digests / name).write_bytes((seeds / path).read_bytes())
    hdfs.shell("-put", str(digests.parent), "/odd")
    build_on_spark("local[2]", Wanted((f"{hdfs.url}/odd/{ODD}",), f"{hdfs.url}/odd/out {ODD}"), settings)
    hdfs.shell("-get", "/odd", str(tmp_path / "copy"))
    assert contents(tmp_path / "copy" / f"out {ODD}") == built_here(digests)


def test_a_file_system_that_is_not_there_is_told(free_port, seeds: Path, tmp_path: Path, capsys, options) -> None:
    nobody = f"hdfs://127.0.0.1:{free_port()}/graph"
    for paths in ([nobody, "-o", str(tmp_path / "out")], [str(seeds), "-o", nobody]):
        assert run(["build", *paths, "--engine", "spark", "--master", "local[1]", *options]) == 3
        told = capsys.readouterr().err
        assert f"{nobody}: its file system does not answer, or refuses (java.net.ConnectException: " in told
        assert not (tmp_path / "out").exists()


def test_a_file_system_that_says_nothing_is_given_up(spark) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        path = f"hdfs://127.0.0.1:{silent.getsockname()[1]}/digests"
        with pytest.raises(KgError, match="its file system does not answer within 1 s"):
            answer_of(Files(spark), path, wait=1)
