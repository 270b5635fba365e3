from kg.extract.records import Annotation, Mention
from training.calibration import best_threshold, calibration
from training.labelled import Labelled


def paper(right: int, wrong: int, confidence: float) -> tuple[Labelled, Annotation]:
    names = [f"Net{k}" for k in range(right + wrong)]
    entities = [{"text": name, "label": "model"} for name in names[:right]]
    mentions = tuple(Mention(n, "model", ((0, len(n)),), None, False, "kg_mentions", confidence) for n in names)
    return Labelled("1", "2025-01-01", " ".join(names), {"entities": entities}), Annotation("", mentions, (), (), ())


def test_a_confidence_that_is_the_share_of_right_mentions_has_no_error() -> None:
    labelled, annotations = zip(paper(8, 2, 0.8), paper(1, 9, 0.1), strict=True)
    found = calibration(labelled, annotations)
    assert found["error"] < 1e-9
    assert [part["mentions"] for part in found["bins"]] == [10, 10]


def test_a_wrong_confidence_is_off_by_its_distance() -> None:
    labelled, annotations = zip(paper(5, 5, 0.9), strict=True)
    assert abs(calibration(labelled, annotations)["error"] - 0.4) < 1e-9


def test_the_best_threshold_parts_right_from_wrong() -> None:
    labelled, annotations = zip(paper(9, 1, 0.9), paper(1, 9, 0.22), strict=True)
    assert 0.22 < best_threshold(labelled, annotations) <= 0.9
