import pytest

from kg.resolve import direction_of, direction_of_all, unit_of_all
from kg.resolve.metrics import known_metrics
from kg.resources import data


@pytest.mark.parametrize(
    ("name", "higher", "by_rule"),
    [
        ("accuracy", True, False),
        ("WER", False, False),
        ("Word Error Rates", False, False),
        ("pass@1", True, False),
        ("tool selection accuracy", True, True),
        ("zero-shot dereverberation WER", False, True),
        ("precision@5", True, None),
        ("frobnication", None, False),
        ("response length", None, False),
        ("Foo rate", None, False),
        ("?", None, False),
        ("average attack success rate", None, False),
        ("membership inference AUC", None, False),
        ("negative MSE", None, False),
        ("accuracy per cost", None, False),
        ("a " * 50_000 + "accuracy", True, True),
    ],
)
def test_direction_is_known_told_by_the_last_words_or_not_known(
    name: str, higher: bool | None, by_rule: bool | None
) -> None:
    found = direction_of(name)
    assert found.higher_is_better is higher
    assert by_rule is None or found.by_rule is by_rule


def test_every_metric_of_the_file_is_found_by_each_writing() -> None:
    for metric in known_metrics().values():
        for writing in (metric.name, *metric.writings):
            assert direction_of(writing).higher_is_better is metric.higher_is_better


def test_units_are_called_as_those_of_stated_numbers() -> None:
    rows = data("extract", "units.tsv").read_text(encoding="utf-8").splitlines()
    named = {row.split("\t")[1] for row in rows if not row.startswith("#")}
    assert {metric.unit for metric in known_metrics().values()} <= {None, "bytes", "FLOPs", *named}
    assert [unit_of_all([name]) for name in ("inference latency", "FPS", "frobnication")] == [
        "seconds",
        "frames per second",
        None,
    ]


def test_a_metric_of_several_names_has_the_direction_that_is_listed() -> None:
    assert direction_of_all(["Foo index", "WER"]) == direction_of("WER")
    assert direction_of_all(["accuracy", "WER"]).higher_is_better is None
    assert direction_of_all(["tool accuracy", "Foo index"]) == direction_of("tool accuracy")
    assert direction_of_all(["tool accuracy", "tool latency"]).higher_is_better is None
    assert direction_of_all([]).higher_is_better is None
