import json
import subprocess
import sys
from pathlib import Path

import pytest

from kg.errors import InputError
from kg.extract.scoring import KINDS, Comparison, facts, fold_name, fold_number, read_records

ENTRY = {
    "id": "1",
    "date": "2025-01-01",
    "entities": [
        {"text": "MATH-500", "label": "benchmark", "role": "evaluates"},
        {"text": "FooNet", "label": "model"},
        {"text": "accuracy", "label": "metric"},
        {"text": "BarOpt", "label": "method"},
    ],
    "introduces": ["FooNet"],
    "results": [
        {"subject": "FooNet", "benchmark": "MATH-500", "metric": "accuracy", "value": "+91.2 %", "kind": "absolute"},
    ],
    "outperforms": [["FooNet", "GPT-4o"]],
}  # fmt: skip


def test_surfaces_and_numbers_are_folded() -> None:
    assert fold_name("the MATH‑500 tasks") == fold_name("math 500 Task") == "math500task"
    assert fold_name(None) is None
    assert fold_number("+1,024 points") == "1024"
    assert fold_number("1.4 ×") == fold_number("1.4x")
    assert fold_number("91 percent") == "91%"


def test_an_entry_equals_itself_and_an_unpredicted_one_is_empty() -> None:
    assert all(figures.f1 == 1 for figures in Comparison([ENTRY], [ENTRY]).figures().values())
    nothing = Comparison([ENTRY], []).figures()
    assert all(nothing[kind].f1 == 0 and nothing[kind].gold for kind in KINDS)


def test_a_wrong_label_counts_for_the_system_and_is_named() -> None:
    other = json.loads(json.dumps(ENTRY))
    other["entities"][1]["label"] = "method"
    comparison = Comparison([ENTRY], [other])
    figures = comparison.figures()
    assert (figures["model"].f1, figures["method"].precision, figures["system"].f1) == (0, 0.5, 1)
    assert comparison.errors("model") == [("missed", "1", "foonet")]
    assert comparison.errors("method") == [("extra", "1", "foonet")]


def test_bounds_hold_the_figure_and_are_the_same_each_time() -> None:
    gold = [ENTRY | {"id": str(k)} for k in range(40)]
    got = [entry for k, entry in enumerate(gold) if k % 4]
    one, other = (Comparison(gold, got).figures(500)["model"] for _ in range(2))
    assert one == other
    assert one.low is not None
    assert one.high is not None
    assert one.low < one.f1 < one.high


def test_figures_are_those_of_the_other_scorer(gold: Path, tmp_path: Path) -> None:
    """`score.py` beside the corpus has the same rules; both score labels that were spoiled in every way."""
    want = read_records(gold / "seeds.gold.jsonl")
    spoiled = json.loads(json.dumps(want))
    for k, record in enumerate(spoiled):
        record["entities"] = [e for n, e in enumerate(record["entities"]) if (n + k) % 3]
        for n, entity in enumerate(record["entities"]):
            entity["label"] = "model" if (n + k) % 5 == 0 else entity["label"]
            entity["text"] = f"the {entity['text'].upper()}s" if (n + k) % 4 == 0 else entity["text"]
        for n, result in enumerate(record["results"]):
            result["kind"] = "ratio" if (n + k) % 4 == 0 else result["kind"]
            result["value"] = f"+{result['value']} points" if (n + k) % 3 == 0 else result["value"]
            result["benchmark"] = None if (n + k) % 5 == 0 else result["benchmark"]
        record["outperforms"] = [pair[::-1] if k % 3 == 0 else pair for pair in record["outperforms"]]
    spoiled = spoiled[1:]
    path = tmp_path / "got.jsonl"
    path.write_text("".join(json.dumps(record) + "\n" for record in spoiled), encoding="utf-8")
    run = [sys.executable, str(gold / "score.py"), str(gold / "seeds.gold.jsonl"), str(path), "--json"]
    theirs = json.loads(subprocess.run(run, capture_output=True, check=True, text=True).stdout)
    ours = Comparison(want, spoiled).figures()
    assert list(theirs) == list(ours)
    for kind, figures in ours.items():
        assert theirs[kind] == pytest.approx({name: getattr(figures, name) for name in theirs[kind]})


def test_a_broken_line_is_named(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    for line, said in (
        ("{", "gold.jsonl:2: "),
        ('{"id": "1"}', "gold.jsonl:2: no or an unknown 'date'"),
        ("[]", "gold.jsonl:2: "),
    ):
        path.write_text(f"{json.dumps(ENTRY)}\n{line}\n", encoding="utf-8")
        with pytest.raises(InputError, match="id and date") as fault:
            read_records(path)
        assert said in str(fault.value)
    with pytest.raises(InputError, match="JSON Lines"):
        read_records(tmp_path / "none.jsonl")


def test_an_entity_of_an_unknown_label_is_named_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    wrong = ENTRY | {"entities": [{"text": "FooNet", "label": "robot"}]}
    path.write_text(f"{json.dumps(wrong)}\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"gold\.jsonl:1: no or an unknown 'robot'"):
        read_records(path, facts)


def test_two_entries_of_one_paper_and_day_are_an_error(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(f"{json.dumps(ENTRY)}\n{json.dumps(ENTRY)}\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"gold\.jsonl:2: a second entry for 1 of 2025-01-01"):
        read_records(path)
