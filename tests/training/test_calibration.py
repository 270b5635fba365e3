import pytest

from kg.extract.records import Annotation, Comparison, Mention, Result
from kg.extract.weights import CueWeights
from training.calibration import best_threshold, calibration, judged, rescaled
from training.labelled import Labelled


def paper(right: int, wrong: int, confidence: float) -> tuple[Labelled, Annotation]:
    names = [f"Net{k}" for k in range(right + wrong)]
    entities = [{"text": name, "label": "model"} for name in names[:right]]
    mentions = tuple(Mention(n, "model", ((0, len(n)),), None, False, "kg_mentions", confidence) for n in names)
    return Labelled("1", "2025-01-01", " ".join(names), {"entities": entities}), Annotation("", mentions, (), (), ())


def test_a_confidence_that_is_the_share_of_right_mentions_has_no_error() -> None:
    labelled, annotations = zip(paper(8, 2, 0.8), paper(1, 9, 0.1), strict=True)
    found = calibration(labelled, annotations)["mentions"]
    assert found["error"] < 1e-9
    assert [part["number"] for part in found["bins"]] == [10, 10]


def test_a_wrong_confidence_is_off_by_its_distance() -> None:
    labelled, annotations = zip(paper(5, 5, 0.9), strict=True)
    assert abs(calibration(labelled, annotations)["mentions"]["error"] - 0.4) < 1e-9


def test_the_best_threshold_parts_right_from_wrong() -> None:
    labelled, annotations = zip(paper(9, 1, 0.9), paper(1, 9, 0.22), strict=True)
    assert 0.22 < best_threshold(labelled, annotations) <= 0.9


def test_results_and_comparisons_are_judged_by_all_their_parts() -> None:
    text = "FooNet beats BarNet by 3% and BazNet by 4%."
    foo, bar, baz = ((text.index(name), text.index(name) + 6) for name in ("FooNet", "BarNet", "BazNet"))
    three, four = ((text.index(number), text.index(number) + 2) for number in ("3%", "4%"))
    gold = {
        "entities": [],
        "results": [
            {"subject": "FooNet", "benchmark": None, "metric": None, "value": "3%", "kind": "difference", "baseline": "BarNet"},
            {"subject": "FooNet", "benchmark": None, "metric": None, "value": "4%", "kind": "difference", "baseline": None},
        ],
        "outperforms": [["FooNet", "BarNet"]],
    }  # fmt: skip
    results = tuple(
        Result(value, "difference", foo, None, None, baseline, (0, len(text)), "kg_results", 0.75)
        for value, baseline in ((three, bar), (four, baz))
    )
    comparisons = tuple(Comparison(foo, loser, (0, len(text)), "kg_comparisons", 0.75) for loser in (bar, baz))
    found = judged([Labelled("1", "2025-01-01", text, gold)], [Annotation(text, (), results, comparisons, ())])
    assert found["results"][1].tolist() == [1, 0]
    assert found["comparisons"][1].tolist() == [1, 0]
    assert found["comparisons"][0].tolist() == [0.75, 0.75]


def test_rescaled_weights_multiply_and_shift_the_logit() -> None:
    cues = [{"always": 1.0, "a": 2.0}, {"always": 1.0}]
    two = CueWeights({"always": {"yes": 10, "no": -10}, "a": {"yes": 40, "no": -40}}, ["no", "yes"])
    for before, after in zip(two.scores(cues), rescaled(two, 1.5, 0.2, "always").scores(cues), strict=True):
        assert after[1] - after[0] == 1.5 * (before[1] - before[0]) + 20
    one = CueWeights({"a": {"yes": 40}}, ["yes"])
    assert rescaled(one, 0.5, -0.1, "pair").logits([{"pair": 1.0, "a": 1.0}]) == [0.1]


def test_exact_confidences_show_an_error_by_chance_that_falls_with_their_number() -> None:
    few, many = (calibration(*zip(*[paper(n // 2, n // 2, 0.5)], strict=True))["mentions"] for n in (8, 800))
    assert few["error"] == many["error"] == 0
    # The mean distance of a share of n tosses from a half is about 0.4 over the root of n.
    assert 0.1 < few["by_chance"] < 0.18
    assert many["by_chance"] == pytest.approx(0.4 / 800**0.5, rel=0.2)
