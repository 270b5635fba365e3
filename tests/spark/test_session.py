"""A cluster that cannot be reached is told at once, and nothing waits for ever."""

import socket
import threading

import pytest

from kg.cli.main import run
from kg.errors import KgError, UsageError
from kg.spark.session import reach, reason_of, within

pytestmark = pytest.mark.spark


def test_a_master_that_does_not_answer_is_told(tmp_path, seeds, capsys) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        master = f"spark://127.0.0.1:{free.getsockname()[1]}"
        command = ["build", str(seeds), "-o", str(tmp_path / "out"), "--engine", "spark", "--master", master]
        assert run(command) == 3
    assert f"{master}: nobody answers there" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_one_of_several_masters_is_enough() -> None:
    with socket.create_server(("127.0.0.1", 0)) as open_, socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        ports = [one.getsockname()[1] for one in (closed, open_)]
        reach(f"spark://127.0.0.1:{ports[0]},127.0.0.1:{ports[1]}")


@pytest.mark.parametrize("master", ["cluster", "http://host:80", "spark://host", "spark://:7077", "spark://host:port"])
def test_what_is_no_master_is_refused(master: str) -> None:
    with pytest.raises(UsageError, match="write one like spark://host:7077"):
        reach(master)


def test_what_takes_too_long_is_given_up() -> None:
    done = threading.Event()
    with pytest.raises(TimeoutError):
        within(0.01, done.wait)
    done.set()
    assert within(60, lambda: 7) == 7
    with pytest.raises(KgError, match="no"):
        within(60, lambda: (_ for _ in ()).throw(KgError("no")))


def test_the_reason_is_what_the_worker_raised() -> None:
    told = (
        "Job aborted due to stage failure: Task 0 in stage 5.0 failed 4 times\n"
        "Traceback (most recent call last):\n  File \"x.py\", line 3, in f\n    raise KeyError('odd')\nKeyError: 'odd'\n"
        "\n\tat org.apache.spark.api.python.BasePythonRunner.compute(PythonRunner.scala:1)\nDriver stacktrace:"
    )
    assert reason_of(RuntimeError(told)) == "KeyError: 'odd'"
    java = "An error occurred\n\tat x\nCaused by: java.io.IOException: disk full\n\tat y"
    called = "An error occurred while calling None.org.X.\n: org.apache.spark.SparkException: no room\n\tat y"
    assert reason_of(RuntimeError(called)) == "org.apache.spark.SparkException: no room"
    assert reason_of(RuntimeError(java)) == "java.io.IOException: disk full"


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (["--engine", "spark"], "name the cluster with --master"),
        (["--master", "local[1]"], "add --engine spark"),
        (["--engine", "spark", "--master", "local[1]", "--format", "html"], "--format html and --engine spark"),
        (["--engine", "spark", "--master", "local[1]", "--slice", "top=3"], "--slice and --engine spark"),
        (["--engine", "spark", "--master", "local[1]", "--conf", "x"], "--conf x: no setting of Spark"),
    ],
)
def test_what_does_not_go_together_is_refused(more: list[str], said: str, seeds, tmp_path, capsys) -> None:
    assert run(["build", str(seeds), "-o", str(tmp_path / "out"), *more]) == 2
    assert said in capsys.readouterr().err
