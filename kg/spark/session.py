"""A session on a cluster, or a message within two minutes that says why there is none."""

import logging
import os
import shutil
import socket
import sys
import threading
import time
import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, TypeVar

from kg.errors import KgError, UsageError

Answer = TypeVar("Answer")

WAIT = 120
"""Seconds in which a cluster has to take us, and then a worker to answer."""
ANSWERS = 10
"""Seconds in which a master has to answer its port."""
SETTINGS = {
    "spark.app.name": "paperkg",
    "spark.log.level": "ERROR",
    "spark.ui.showConsoleProgress": "false",
    "spark.sql.ansi.enabled": "true",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.parquet.compression.codec": "zstd",
    # Rows may have 200 kB (`kg.spark.packed`), and entries some 20.
    "spark.sql.execution.arrow.maxRecordsPerBatch": "500",
    "spark.sql.parquet.columnarReaderBatchSize": "256",
    # Output is made visible by whole jobs; which folder is finished is said by one file at its top (`kg.spark.output`).
    "spark.hadoop.mapreduce.fileoutputcommitter.algorithm.version": "1",
    "spark.hadoop.mapreduce.fileoutputcommitter.marksuccessfuljobs": "false",
    # Settings of a cluster by which rows of damaged or missing tables would be lost without a word.
    "spark.sql.files.ignoreCorruptFiles": "false",
    "spark.sql.files.ignoreMissingFiles": "false",
    # No hidden files with checksums beside the parts, which some loaders would take for parts.
    "spark.hadoop.fs.file.impl": "org.apache.hadoop.fs.RawLocalFileSystem",
}


@contextmanager
def session(master: str, settings: Mapping[str, str], wait: float = WAIT) -> Iterator[Any]:
    """A session, which is stopped at the end. Of a process's first session Java keeps the settings for those that follow.

    Args:
        master: as Spark writes it: `spark://host:7077`, `yarn`, `k8s://https://host:443`, `local[4]`.
        settings: of Spark, beside and before `SETTINGS`.
        wait: seconds in which the cluster has to take us.

    Raises:
        UsageError: pyspark or Java is missing, there is a session already, or the master is none that Spark knows.
        KgError: the master does not answer.
    """
    try:
        from pyspark import SparkContext
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise UsageError(f"--engine spark needs pyspark ({error}); pip install 'paperkg[spark]'") from error
    if not (os.environ.get("JAVA_HOME") or shutil.which("java")):
        raise UsageError(
            "--engine spark needs Java 17 or newer, and there is no java here; install it, or set JAVA_HOME"
        )
    if SparkContext._active_spark_context is not None:
        raise UsageError(
            "this process has a session of Spark already; stop it, since settings and versions are those of its own"
        )
    reach(master)
    # Of pandas, which nothing here uses; and each connection to Java that is closed or lost: what matters of it is raised.
    warnings.filterwarnings("ignore", "PySpark does not yet fully support pandas", FutureWarning)
    logging.getLogger("py4j").setLevel(logging.WARNING)
    logging.getLogger().addFilter(_not_of_py4j)
    # Else Spark looks for a `python3`, which need not be one that has paperkg.
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    chosen = {**SETTINGS, **settings}

    def started() -> Any:
        builder = SparkSession.builder.master(master)
        for name, value in chosen.items():
            builder = builder.config(name, value)
        return builder.getOrCreate()

    try:
        spark = within(wait, started)
    except TimeoutError as error:
        raise KgError(
            f"{master}: did not take us within {wait:g} s; see that it runs, and that its nodes reach this one"
        ) from error
    except Exception as error:
        raise KgError(
            f"{master}: no session on it could be opened ({reason_of(error)}); see that the master runs the same Spark, "
            "and that Java is 17 or newer"
        ) from error
    try:
        yield spark
    finally:
        spark.stop()


def _not_of_py4j(record: logging.LogRecord) -> bool:
    # Some of it goes to the logger of the whole program.
    return "py4j" not in Path(record.pathname).parts


def halt(spark: Any, wait: float = 30) -> None:
    """Ends the jobs of a session, and waits a while until no task of theirs runs."""
    with suppress(Exception):  # of a session that has died already
        spark.sparkContext.cancelAllJobs()
        end = time.monotonic() + wait
        while spark.sparkContext.statusTracker().getActiveStageIds() and time.monotonic() < end:
            time.sleep(0.1)


def reach(master: str) -> None:
    """Looks whether anybody listens at the address of a master, where it has one.

    Raises:
        UsageError: it is no master's address.
        KgError: nobody does.
    """
    scheme, found, rest = master.partition("://")
    if not found or scheme not in ("spark", "k8s"):
        if not master.startswith(("local", "yarn", "k8s:")):
            raise UsageError(
                f"{master}: no master; write one like spark://host:7077, yarn, k8s://https://host:443 or local[4]"
            )
        return
    address = rest.partition("://")[2] or rest
    faults = []
    for one in address.partition("/")[0].split(","):
        host, _, port = one.rpartition(":")
        if not host or not port.isdecimal():
            raise UsageError(f"{master}: no host and port in {one!r}; write one like spark://host:7077")
        try:
            with socket.create_connection((host.strip("[]"), int(port)), ANSWERS):
                return
        except (OSError, OverflowError) as error:
            faults.append(f"{one}: {getattr(error, 'strerror', None) or error or type(error).__name__}")
    raise KgError(
        f"{master}: nobody answers there ({'; '.join(faults)}); see that the master runs and is reached from here"
    )


def within(seconds: float, work: Callable[[], Answer]) -> Answer:
    """What some work gives, which is done in a thread of its own.

    Raises:
        TimeoutError: it takes longer; it goes on.
        Exception: what the work raises.
    """
    answers: list[Answer] = []
    errors: list[BaseException] = []

    def run() -> None:
        try:
            answers.append(work())
        except BaseException as error:  # raised below
            errors.append(error)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(seconds)
    if errors:
        raise errors[0]
    if not answers:
        raise TimeoutError
    return answers[0]


def reason_of(error: BaseException) -> str:
    """What went wrong, of an error of Spark: the last line that a worker's Python raised, or the first of Java's."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    python = [k for k, line in enumerate(lines) if line.startswith("Traceback (most recent call last)")]
    if python:
        after = [
            line
            for line in lines[python[-1] + 1 :]
            if not line.startswith(("File ", "at ", "^", "~", "Driver stacktrace", "Caused by"))
        ]
        said = [line for line in after if line.partition(":")[0].replace(".", "").replace("_", "").isalnum()]
        if said:
            return said[0]
    # py4j says first what it called.
    lines = [line.removeprefix(": ") for line in lines if not line.startswith("An error occurred while calling")]
    caused = [line.partition("Caused by: ")[2] for line in lines if line.startswith("Caused by: ")]
    return (caused or lines or [type(error).__name__])[-1 if caused else 0]
