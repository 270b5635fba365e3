"""Steps say what they read, and DuckDB asks no network."""

import re

import pyarrow as pa
import pytest

from kg.engine import Session, steps
from kg.engine.steps import step


@pytest.mark.parametrize("name", steps())
def test_a_step_reads_what_it_says(name: str) -> None:
    text = re.sub(r"--.*", "", step(name).sql)
    own = set(re.findall(r"(\w+) AS \(\s*SELECT", text))
    assert set(re.findall(r"(?:FROM|JOIN) (\w+)", text)) - own == set(step(name).reads)


def test_no_extension_is_looked_for() -> None:
    with Session() as session:
        settings = session.settings()
    assert settings["autoinstall_known_extensions"] == settings["autoload_known_extensions"] == "false"
    assert settings["allow_community_extensions"] == "false"


def test_memory_is_bounded_and_what_does_not_fit_is_spilled(tmp_path) -> None:
    rows = pa.table({"model": [f"system/{k:07}-{'x' * 200}" for k in range(200_000)]})
    models = rows.append_column("papers", pa.array([1] * len(rows)))
    for name in ("family", "written", "base", "base_label"):
        models = models.append_column(name, pa.array([f"{name}-{k % 1000}" for k in range(len(rows))]))
    models = models.append_column("taken_apart", pa.array([True] * len(rows)))
    with Session(tmp_path, memory=64 * 2**20, threads=1) as session:
        session.add("models", models)
        found = pa.Table.from_batches(session.stream("relatives"))
    assert found.column("model").to_pylist() == sorted(rows.column("model").to_pylist())
