"""From numbers and names to results and comparisons, by the shipped weights, with names and numbers said by hand."""

import pytest
from spacy.tokens import Doc

from kg.extract.comparisons import Comparisons
from kg.extract.results import Results

PRESENTED = "We present FooNet. "


@pytest.fixture(scope="module")
def linked(named):
    """The results and comparisons of a text, as surfaces."""
    results, comparisons = Results(None), Comparisons(None, 0.45)

    def run(text: str, names: dict[str, str], values: dict[str, str], new: tuple[str, ...] = ("FooNet",)):
        doc: Doc = comparisons(results(named(text, names, values, new)))

        def words(span) -> str | None:
            return None if span is None else text[slice(*span)]

        for result in doc._.kg_results:
            assert result.sentence[0] <= result.value[0] < result.sentence[1]
            assert 0 <= result.confidence <= 1
        found = [tuple(map(words, (r.subject, r.benchmark, r.metric, r.baseline, r.value))) for r in doc._.kg_results]
        return found, [(words(c.winner), words(c.loser)) for c in doc._.kg_comparisons]

    return run


BENCHMARKS = {"BarBench": "benchmark", "BazBench": "benchmark", "accuracy": "metric", "FooNet": "model"}


def test_each_number_of_a_row_goes_with_its_own_benchmark(linked) -> None:
    text = PRESENTED + "FooNet achieves 3.15% accuracy on BarBench and 14.4% on BazBench."
    found, _ = linked(text, BENCHMARKS, {"3.15%": "absolute", "14.4%": "absolute"})
    assert found == [
        ("FooNet", "BarBench", "accuracy", None, "3.15%"),
        ("FooNet", "BazBench", "accuracy", None, "14.4%"),
    ]


def test_numbers_in_brackets_go_with_the_name_before_them(linked) -> None:
    text = PRESENTED + "FooNet achieves state-of-the-art accuracy on BarBench (40.7%) and BazBench (42.6%)."
    found, _ = linked(text, BENCHMARKS, {"40.7%": "absolute", "42.6%": "absolute"})
    assert [(benchmark, value) for _, benchmark, _, _, value in found] == [("BarBench", "40.7%"), ("BazBench", "42.6%")]


def test_respectively_shares_out_numbers(linked) -> None:
    text = PRESENTED + "FooNet improves accuracy, outperforming GPT-4o and Qwen-7B by 27% and 45%, respectively."
    names = {"FooNet": "model", "accuracy": "metric", "GPT-4o": "model", "Qwen-7B": "model"}
    found, pairs = linked(text, names, {"27%": "difference", "45%": "difference"})
    assert [(subject, baseline, value) for subject, _, _, baseline, value in found] == [
        ("FooNet", "GPT-4o", "27%"), ("FooNet", "Qwen-7B", "45%")
    ]  # fmt: skip
    assert pairs == [("FooNet", "GPT-4o"), ("FooNet", "Qwen-7B")]


def test_a_pronoun_stands_for_what_the_paper_presents(linked) -> None:
    names = {"FooNet": "model", "BarBench": "benchmark", "accuracy": "metric", "GPT-4o": "model"}
    text = PRESENTED + "- Experiments on BarBench show that our method reaches an accuracy of 91.0%, surpassing GPT-4o."
    found, pairs = linked(text, names, {"91.0%": "absolute"})
    assert found == [("FooNet", "BarBench", "accuracy", None, "91.0%")]
    assert pairs == [("FooNet", "GPT-4o")]


@pytest.mark.parametrize("words", ["matches", "is comparable to", "performs on par with"])
def test_equals_are_no_winners(linked, words: str) -> None:
    text = PRESENTED + f"FooNet {words} GPT-4o on BarBench."
    _, pairs = linked(text, {"FooNet": "model", "GPT-4o": "model", "BarBench": "benchmark"}, {})
    assert pairs == []


@pytest.mark.parametrize("words", ["outperforms", "surpasses", "is better than", "significantly exceeds"])
def test_winners_are(linked, words: str) -> None:
    text = PRESENTED + f"FooNet {words} GPT-4o and Qwen-7B on BarBench."
    names = {"FooNet": "model", "GPT-4o": "model", "BarBench": "benchmark", "Qwen-7B": "model"}
    _, pairs = linked(text, names, {})
    assert pairs == [("FooNet", "GPT-4o"), ("FooNet", "Qwen-7B")]


def test_a_person_has_a_score(linked) -> None:
    text = "On BarBench the accuracy of humans reaches 95%."
    found, _ = linked(text, {"BarBench": "benchmark", "accuracy": "metric"}, {"95%": "absolute"}, ())
    assert found == [("humans", "BarBench", "accuracy", None, "95%")]


def test_no_two_systems_outperform_each_other(linked) -> None:
    text = PRESENTED + "FooNet outperforms GPT-4o. GPT-4o outperforms FooNet in speed."
    _, pairs = linked(text, {"FooNet": "model", "GPT-4o": "model"}, {})
    assert len(pairs) == 1
