import json
import sys
from pathlib import Path

import pytest
from measuring import Report, Row, process, ratio_told, told


def test_the_ratio_is_the_median_of_those_within_a_turn() -> None:
    assert Row("a", "s", (1.0, 4.0, 10.0), "b", (1.0, 2.0, 100.0)).times() == 1.0


def test_the_ratio_is_that_of_medians_where_runs_are_not_paired() -> None:
    assert Row("a", "s", (1.0, 3.0, 4.0), "b", (2.0,)).times() == 1.5


@pytest.mark.parametrize(
    ("values", "unit", "text"),
    [
        ((1.25, 1.0, 2.0), "s", "1.25 s (1.00 to 2.00)"),
        ((0.0123,), "s", "12.3 ms"),
        ((1234.5, 1234.5), "MB", "1,234 MB"),
        ((), "s", ""),
    ],
)
def test_figures_are_told_with_their_spread(values: tuple[float, ...], unit: str, text: str) -> None:
    assert told(values, unit) == text


def test_a_ratio_has_three_figures() -> None:
    assert [ratio_told(ratio) for ratio in (0.018412, 1.0567, 24.12, 1350.4)] == ["0.0184", "1.06", "24.1", "1,350"]


def test_the_memory_of_a_process_is_its_own_and_not_that_of_who_starts_it() -> None:
    held = b"x" * 300 * 2**20
    _, memory, output = process([sys.executable, "-I", "-c", "print('done')"])
    assert output == "done\n"
    assert 1 < memory < len(held) / 2**20 / 2


def test_a_process_that_fails_ends_the_benchmark_with_its_own_words() -> None:
    with pytest.raises(SystemExit, match="failed with 3\nwhy"):
        process([sys.executable, "-c", "import sys; sys.stderr.write('why'); sys.exit(3)"])


def test_what_is_printed_is_kept(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report = Report(tmp_path / "rows")
    report.size(papers=3)
    report.row("reading", "s", [2.0], "other", [4.0])
    report.note("a reason")
    kept = [json.loads(line) for line in (tmp_path / "rows").read_text().splitlines()]
    row = {"what": "reading", "unit": "s", "values": [2.0], "beside": "other", "theirs": [4.0]}
    assert kept == [{"size": {"papers": 3}}, {"row": row}, {"note": "a reason"}]
    assert "| reading | 2.00 s | other | 4.00 s | 0.5 |\n\na reason\n" in capsys.readouterr().out
