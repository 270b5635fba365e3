from kg.extract.records import Annotation, Comparison, Mention, Result
from training.calibration import best_threshold, calibration, judged
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
    assert 0.22 < best_threshold(labelled, annotations, "model") <= 0.9


def test_two_spellings_of_one_name_are_one_fact_for_the_best_threshold() -> None:
    names = {"accuracy": 0.5, "Accuracy": 0.3, "speed": 0.6, "cost": 0.4, "loss": 0.4}
    mentions = tuple(Mention(n, "metric", ((0, 1),), None, False, "kg_mentions", sure) for n, sure in names.items())
    entities = [{"text": name, "label": "metric"} for name in ("accuracy", "Accuracy", "speed")]
    labelled = Labelled("1", "2025-01-01", " ".join(names), {"entities": entities})
    # Counted twice, the second spelling would pay for the two wrong names between.
    assert 0.4 < best_threshold([labelled], [Annotation("", mentions, (), (), ())], "metric") <= 0.5


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


def test_the_best_threshold_of_comparisons_counts_those_that_are_missed() -> None:
    text = "FooNet beats BarNet and BazNet."
    foo, bar, baz = ((text.index(name), text.index(name) + 6) for name in ("FooNet", "BarNet", "BazNet"))
    gold = {"entities": [], "results": [], "outperforms": [["FooNet", "BarNet"]]}
    found = tuple(Comparison(foo, loser, (0, len(text)), "x", chance) for loser, chance in ((bar, 0.62), (baz, 0.31)))
    labelled = Labelled("1", "2025-01-01", text, gold)
    assert 0.31 < best_threshold([labelled], [Annotation(text, (), (), found, ())], None) <= 0.62
