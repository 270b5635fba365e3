"""Files on whatever Hadoop has a file system for (file:, hdfs:, s3a:, abfs: ..), through the one that Spark itself uses."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from kg.errors import OutputError, UsageError
from kg.spark.session import reason_of

_PATTERNS = re.compile(r"[][{}*?\\]")


class Files:
    """Hadoop's file systems, seen from the driver; paths are texts, `file:/a/b` or `/a/b` or `hdfs://host/a/b`.

    Whatever is asked of them raises an OutputError where the file system does not answer, or refuses.
    """

    def __init__(self, spark: Any) -> None:
        """Takes the settings of a session: credentials, the default file system."""
        self._spark, self._java = spark, spark._jvm
        self._settings = spark._jsc.hadoopConfiguration()

    def full(self, path: str) -> str:
        """The path with its scheme, without a slash at its end, as Spark writes it in the column of paths.

        Raises:
            UsageError: it is none, or there is no file system for it.
        """
        try:
            own = self._java.org.apache.hadoop.fs.Path(path)
            return str(own.getFileSystem(self._settings).makeQualified(own).toString())
        except _errors_of_java() as error:
            raise UsageError(
                f"{path}: no path on a file system that Spark knows here ({reason_of(error)}); check the path, and that the jars "
                "of the file system are there (--conf spark.jars.packages=..)"
            ) from error

    def exists(self, path: str) -> bool:
        """Whether there is a file or folder."""
        with self._at(path) as (own, system):
            return bool(system.exists(own))

    def is_folder(self, path: str) -> bool:
        """Whether it is a folder."""
        with self._at(path) as (own, system):
            return bool(system.exists(own) and system.getFileStatus(own).isDirectory())

    def names(self, path: str) -> list[str]:
        """Names of what is in a folder, sorted."""
        with self._at(path) as (own, system):
            return sorted(status.getPath().getName() for status in system.listStatus(own))

    def size(self, path: str) -> tuple[int, int]:
        """Bytes and files of a folder with all that is below it."""
        with self._at(path) as (own, system):
            summary = system.getContentSummary(own)
            return int(summary.getLength()), int(summary.getFileCount())

    def make_folder(self, path: str) -> None:
        """Makes a folder with those above it."""
        with self._at(path) as (own, system):
            if not system.mkdirs(own):
                raise OutputError(f"{path}: the folder could not be made; see that you may write there")

    def read(self, path: str) -> bytes:
        """What is in a file; small ones alone."""
        with self._at(path) as (own, system):
            stream = system.open(own)
            try:
                return bytes(self._java.org.apache.commons.io.IOUtils.toByteArray(stream))
            finally:
                stream.close()

    def write_new(self, path: str, text: str) -> bool:
        """Writes a file that is not there yet; False where it is. Of two that do so at once, one gets False."""
        from py4j.protocol import Py4JJavaError

        with self._at(path) as (own, system):
            try:
                # Stores of objects look only when the file is closed, and where they are asked to.
                making = system.createFile(own).overwrite(False).opt("fs.option.create.conditional.overwrite", True)
                stream = making.build()
                try:
                    stream.write(text.encode())
                finally:
                    stream.close()
            except Py4JJavaError as error:
                if "AlreadyExists" in error.java_exception.getClass().getName() or system.exists(own):
                    return False
                raise
            return True

    def rename(self, path: str, to: str) -> None:
        """Gives a folder another name.

        Raises:
            OSError: it cannot be.
        """
        with self._at(path) as (own, system):
            # Into a folder that is there a file system would move it.
            new = self._java.org.apache.hadoop.fs.Path(to)
            if system.exists(new) or not system.rename(own, new):
                raise OSError(f"{path} cannot be renamed to {to}")

    def remove(self, path: str) -> None:
        """Removes a file or folder, if it is there."""
        with self._at(path) as (own, system):
            system.delete(own, True)

    @contextmanager
    def _at(self, path: str) -> Iterator[tuple[Any, Any]]:
        try:
            own = self._java.org.apache.hadoop.fs.Path(path)
            yield own, own.getFileSystem(self._settings)
        except _errors_of_java() as error:
            raise OutputError(
                f"{path}: its file system does not answer, or refuses ({reason_of(error)}); see that it runs, that it is reached "
                "from here, and that you may read and write there"
            ) from error

    def found(self, folder: str, name: str) -> list[str]:
        """The files of a name in a folder and all below it."""
        listed = self._spark.read.format("binaryFile").option("recursiveFileLookup", "true")
        own = listed.option("pathGlobFilter", name).option("ignoredPathSegmentRegex", "^[.]").load(literal(folder))
        return [row.path for row in own.select("path").collect()]


def is_in(path: str, folder: str) -> bool:
    """Whether a path lies below a folder."""
    return path.startswith(f"{folder.rstrip('/')}/") and path != folder


def below_of(folder: str, path: str) -> str:
    """A path in a folder, from there."""
    return path.removeprefix(f"{folder.rstrip('/')}/")


def _errors_of_java() -> tuple[type[Exception], ...]:
    from py4j.protocol import Py4JJavaError
    from pyspark.errors import PySparkException

    # A session gives some of Java's errors names of its own: IllegalArgumentException, for one.
    return Py4JJavaError, PySparkException


def literal(path: str) -> str:
    """A path for Spark to read, which takes `*`, `[2025]` and the like for patterns where they are not escaped."""
    return _PATTERNS.sub(r"\\\g<0>", path)
