"""Files on whatever Hadoop has a file system for (file:, hdfs:, s3a:, abfs: ..), through the one that Spark itself uses."""

from typing import Any

from kg.errors import UsageError

_CHUNK = 2**20


class Files:
    """Hadoop's file systems, seen from the driver; paths are texts, `file:/a/b` or `/a/b` or `hdfs://host/a/b`."""

    def __init__(self, spark: Any) -> None:
        """Takes the settings of a session: credentials, the default file system."""
        self._java = spark._jvm
        self._settings = spark._jsc.hadoopConfiguration()

    def full(self, path: str) -> str:
        """The path with its scheme, without a slash at its end, as Spark writes it in the column of paths.

        Raises:
            UsageError: it is none, or there is no file system for it.
        """
        from py4j.protocol import Py4JJavaError

        try:
            own = self._java.org.apache.hadoop.fs.Path(path)
            return str(own.getFileSystem(self._settings).makeQualified(own).toString())
        except Py4JJavaError as error:
            reason = error.java_exception.getMessage()
            raise UsageError(
                f"{path}: no path on a file system that Spark knows here ({reason}); check the path, and that the jars of the "
                "file system are there (--conf spark.jars.packages=..)"
            ) from error

    def exists(self, path: str) -> bool:
        """Whether there is a file or folder."""
        own, system = self._at(path)
        return bool(system.exists(own))

    def is_folder(self, path: str) -> bool:
        """Whether it is a folder."""
        own, system = self._at(path)
        return bool(system.exists(own) and system.getFileStatus(own).isDirectory())

    def names(self, path: str) -> list[str]:
        """Names of what is in a folder, sorted."""
        own, system = self._at(path)
        return sorted(status.getPath().getName() for status in system.listStatus(own))

    def size(self, path: str) -> tuple[int, int]:
        """Bytes and files of a folder with all that is below it."""
        own, system = self._at(path)
        summary = system.getContentSummary(own)
        return int(summary.getLength()), int(summary.getFileCount())

    def make_folder(self, path: str) -> None:
        """Makes a folder with those above it."""
        own, system = self._at(path)
        system.mkdirs(own)

    def read(self, path: str) -> bytes:
        """What is in a file; small ones alone."""
        own, system = self._at(path)
        stream = system.open(own)
        try:
            return bytes(self._java.org.apache.commons.io.IOUtils.toByteArray(stream))
        finally:
            stream.close()

    def write_new(self, path: str, text: str) -> bool:
        """Writes a file that is not there yet; False where it is. Of two that do so at once, one gets False."""
        from py4j.protocol import Py4JJavaError

        own, system = self._at(path)
        try:
            stream = system.create(own, False)
        except Py4JJavaError as error:
            if "AlreadyExists" in error.java_exception.getClass().getName() or system.exists(own):
                return False
            raise
        try:
            stream.write(text.encode())
        finally:
            stream.close()
        return True

    def rename(self, path: str, to: str) -> None:
        """Gives a folder another name.

        Raises:
            OSError: it cannot be.
        """
        own, system = self._at(path)
        if not system.rename(own, self._java.org.apache.hadoop.fs.Path(to)):
            raise OSError(f"{path} cannot be renamed to {to}")

    def remove(self, path: str) -> None:
        """Removes a file or folder, if it is there."""
        own, system = self._at(path)
        system.delete(own, True)

    def _at(self, path: str) -> tuple[Any, Any]:
        own = self._java.org.apache.hadoop.fs.Path(path)
        return own, own.getFileSystem(self._settings)
