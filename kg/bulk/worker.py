"""What a process does with a task of the bulk path: it reads a part, calls a stage, and writes what that made."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from kg.bulk.parts import Parts, write_table
from kg.bulk.stages import names_of_entries, rows_of_digests, step_rows
from kg.resolve import Aliases, Resolver


@dataclass(frozen=True, slots=True)
class Task:
    """A stage, the name of the part that it makes, and what it is made from: a Parquet file or a batch."""

    stage: str
    name: str
    source: Path | pa.Table

    def __str__(self) -> str:
        return f"{self.stage} {self.name}"


def worker(parts: Parts, aliases: Aliases, base: str) -> Callable[[Task], int]:
    """What makes parts, and returns how many rows each was made from."""
    resolver = Resolver(aliases)

    def work(task: Task) -> int:
        table = pq.read_table(task.source, use_threads=False) if isinstance(task.source, Path) else task.source
        if task.stage == "names":
            write_table(names_of_entries(table), parts.tables / "told" / f"{task.name}.parquet")
        elif task.stage == "rows":
            parts.write(rows_of_digests(table, resolver, base, keep=parts.keep), task.name)
        else:
            parts.write(step_rows(task.stage, table, resolver, base, parts.whole), task.name)
        return int(table.num_rows)

    return work
