import math
from pathlib import Path

import pytest

from kg.errors import UsageError
from kg.extract.weights import CueWeights, read_weights, write_weights

WEIGHTS = CueWeights({"a": {"x": 100, "y": -50}, "b": {"y": 200}}, ["x", "y"])


def test_probabilities_are_the_softmax_of_weights_times_values() -> None:
    found, other = WEIGHTS.probabilities([{"a": 2.0, "b": 0.5, "unknown": 9.0}, {"a": 1.0}])
    assert found["x"] == pytest.approx(math.exp(2) / (math.exp(2) + math.exp(0)))
    assert sum(found.values()) == pytest.approx(1)
    assert other["y"] == pytest.approx(math.exp(-0.5) / (math.exp(1) + math.exp(-0.5)))


def test_cues_without_weights_leave_all_labels_alike() -> None:
    assert WEIGHTS.probabilities([{}, {"unknown": 1.0}]) == [{"x": 0.5, "y": 0.5}] * 2
    assert WEIGHTS.logits([{}, {"a": 1.0}]) == [0, 1]
    assert WEIGHTS.probabilities([]) == []


def test_very_sure_weights_do_not_overflow() -> None:
    assert WEIGHTS.probabilities([{"a": 1e6}])[0]["x"] == 1


def test_weights_come_back_from_their_file(tmp_path: Path) -> None:
    write_weights(tmp_path / "w.tsv", WEIGHTS, "comment")
    assert read_weights(tmp_path / "w.tsv").weights == WEIGHTS.weights
    assert read_weights(tmp_path / "w.tsv", ["z", "y", "x"]).labels == ("z", "y", "x")


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("a\tx", r"w\.tsv:1: 2 cells in place of 3"),
        ("a\tz\t5", r"w\.tsv:1: the label is 'z'; write one of x, y"),
        ("a\tx\t0.5", r"w\.tsv:1: the weight is '0\.5'; write a whole number, in hundredths"),
    ],
)
def test_lines_that_are_no_weights_are_refused(line: str, complaint: str, tmp_path: Path) -> None:
    (tmp_path / "w.tsv").write_text(line + "\n", encoding="utf-8")
    with pytest.raises(UsageError, match=complaint):
        read_weights(tmp_path / "w.tsv", ["x", "y"])
