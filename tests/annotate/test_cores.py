import os
from pathlib import Path

import pytest

from kg.annotate import cores
from kg.annotate.cores import usable_cores


@pytest.mark.skipif(not hasattr(os, "sched_getaffinity"), reason="no such thing on this platform")
@pytest.mark.parametrize(
    ("granted", "expected"),
    [("150000 100000", 2), ("100000 100000", 1), ("5000 100000", 1), ("max 100000", 6), ("", 6)],
)
def test_a_container_s_share_counts(
    granted: str, expected: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(6)))
    monkeypatch.setattr(cores, "_QUOTA", tmp_path / "cpu.max")
    assert usable_cores() == 6
    (tmp_path / "cpu.max").write_text(granted, encoding="ascii")
    assert usable_cores() == expected
