"""DuckDB as the engine of one machine: it joins and counts in a given amount of memory, and spills what does not fit."""

from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import pyarrow as pa

from kg.engine.steps import sql_of

# Never anything from the network: extensions are neither looked for nor fetched.
_OFFLINE = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "allow_community_extensions": "false",
}
BATCH = 10_000
"""Rows that `stream` gives at a time."""


class Session:
    """Tables by name, and steps over them. What it holds is gone when it is closed."""

    def __init__(self, folder: Path | None = None, *, memory: int | None = None, threads: int | None = None) -> None:
        """Opens an empty one.

        Args:
            folder: where it may put what does not fit into memory; None to keep all in memory.
            memory: bytes at most; None for DuckDB's own limit, 80% of the machine's.
            threads: cores at most; None for all.
        """
        import duckdb

        settings: dict[str, Any] = {**_OFFLINE, "temp_directory": "" if folder is None else str(folder)}
        if memory is not None:
            settings["memory_limit"] = f"{memory // 2**20}MiB"
        if threads is not None:
            settings["threads"] = threads
        self._connection = duckdb.connect(config=settings)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def settings(self) -> dict[str, str]:
        """What it was opened with, as DuckDB has it."""
        rows = self._connection.execute("SELECT name, value FROM duckdb_settings()").fetchall()
        return dict(rows)

    def close(self) -> None:
        """Lets go of all tables and files."""
        self._connection.close()

    def add(self, name: str, table: pa.Table) -> None:
        """Names a table in memory."""
        self._connection.register(name, table)

    def add_files(self, name: str, folder: Path, share: tuple[str, int, int] | None = None) -> None:
        """Names the Parquet files of a folder, one table together.

        `share` takes some of the rows: those whose values of a column fall into one of several parts.
        """
        pattern = str(folder / "*.parquet").replace("'", "''")
        rows = f"SELECT * FROM read_parquet('{pattern}')"
        if share is not None and share[2] > 1:
            column, part, parts = share
            rows += f" WHERE hash({column}) % {parts} = {part}"
        self._connection.execute(f"CREATE OR REPLACE TEMP VIEW {name} AS {rows}")

    def make(self, step: str, name: str | None = None) -> None:
        """Keeps what a step gives as a table of its name, or of another."""
        self._connection.execute(f"CREATE OR REPLACE TEMP TABLE {name or step} AS {sql_of(step)}")

    def view(self, step: str) -> None:
        """Names what a step gives, which is made anew whenever it is asked for."""
        self._connection.execute(f"CREATE OR REPLACE TEMP VIEW {step} AS {sql_of(step)}")

    def stream(self, step: str, rows: int = BATCH) -> Iterator[pa.RecordBatch]:
        """What a step gives, in batches."""
        yield from self._connection.sql(sql_of(step)).to_arrow_reader(rows)

    def table(self, step: str) -> pa.Table:
        """What a step gives, whole."""
        return self._connection.sql(sql_of(step)).to_arrow_table()
