import pytest

from kg.resolve import Aliases, resolve

# By spelling alone, without any file.
entity_id = resolve({}, {}, Aliases()).named


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("MATH500", "MATH-500"),
        ("GPT 4o", "GPT-4o"),
        ("GPT4o", "gpt-4o"),
        ("success rates", "success rate"),
        ("the MMLU", "MMLU"),
        ("“SWE–bench”", "SWE-bench"),
        ("Best-of-N", "best of N"),
        ("Olympiad Bench", "OlympiadBench"),
        ("Video-MME", "VideoMME"),
        ("AIME 2024", "AIME24"),
        ("AIME '24", "AIME2024"),
        ("MBPP Plus", "MBPP+"),
        ("Needle-in-a-Haystack", "Needle in a Haystack"),
    ],
)
def test_spelling_alone_makes_no_other_entity(one: str, other: str) -> None:
    assert entity_id("benchmark", one) == entity_id("benchmark", other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("GPT-4", "GPT-4o"),
        ("Qwen2.5-7B", "Qwen2.5-72B"),
        ("MATH", "MATH-500"),
        ("HumanEval", "HumanEval+"),
        ("LLaMA-3.1-8B", "LLaMA-3.18B"),
        ("pass@1", "pass@10"),
        ("MMLU", "MMLU-Pro"),
        ("AIME", "AIME 2024"),
        ("HumanEval+", "HumanEval(+)"),
        ("Math", "Maths"),
        ("CIFAR-10", "CIFAR-2010"),
        ("Game of 24", "Game of 2024"),
    ],
)
def test_size_version_and_split_make_another_entity(one: str, other: str) -> None:
    assert entity_id("benchmark", one) != entity_id("benchmark", other)


@pytest.mark.parametrize("label", ["benchmark", "metric", "method", "model"])
@pytest.mark.parametrize(
    "name", ["a" * 100_000, "ab-" * 30_000, "ies" * 30_000, "1.1" * 30_000, "a1" * 50_000, "\u0301" * 10_000]
)
def test_names_of_a_hundred_thousand_letters_have_an_id(label: str, name: str) -> None:
    assert len(entity_id(label, name)) < 130


def test_one_name_can_be_model_and_method() -> None:
    assert entity_id("model", "Mamba") == entity_id("method", "Mamba") == "system/mamba"


@pytest.mark.parametrize(
    ("label", "one", "other"),
    [
        ("method", "Hermes", "Herme"),
        ("method", "time series", "time sery"),
        ("model", "Sapiens", "Sapien"),
        ("method", "Q*", "Q"),
    ],
)
def test_names_that_end_like_a_plural_or_in_a_sign_keep_their_end(label: str, one: str, other: str) -> None:
    assert entity_id(label, one) != entity_id(label, other)


@pytest.mark.parametrize(
    ("label", "one", "other"),
    [
        ("method", "LLMs", "LLM"),
        ("metric", "accuracies", "accuracy"),
        ("method", "Fréchet Networks", "Frechet Network"),
    ],
)
def test_plurals_and_accents_make_no_other_entity(label: str, one: str, other: str) -> None:
    assert entity_id(label, one) == entity_id(label, other)
