import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.resolve import artifact_id, author_id, entity_id, fold, looks_like_handle, slug, tag_id


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
    ],
)
def test_size_version_and_split_make_another_entity(one: str, other: str) -> None:
    assert entity_id("benchmark", one) != entity_id("benchmark", other)


def test_one_name_can_be_model_and_method() -> None:
    assert entity_id("model", "Mamba") == entity_id("method", "Mamba") == "system/mamba"


def test_damaged_names_are_repaired_before_they_are_compared() -> None:
    assert author_id("Lucie-Aimée Kaffee").startswith("author/lucie-aimée-kaffee")
    assert entity_id("metric", "1.40Ã— speedup") == entity_id("metric", "1.40× speedup")


@given(st.text())
def test_any_name_gives_an_id_of_allowed_characters(name: str) -> None:
    assert re.fullmatch(r"[\w.@-]+", slug(fold(name)))
    assert re.fullmatch(r"author/[\w.@-]+", author_id(name))
    assert re.fullmatch(r"tag/[\w.@-]+", tag_id(name))


@given(st.text(min_size=1, max_size=12), st.text(min_size=1, max_size=12))
def test_two_author_names_never_share_an_id(one: str, other: str) -> None:
    assert (author_id(one) == author_id(other)) == (one == other)


@given(st.text(alphabet="ab1-' s", max_size=9))
def test_folding_twice_is_folding_once(name: str) -> None:
    once = slug(fold(name))
    assert slug(fold(once)) == once or name.strip().casefold().startswith("the") or fold(name) != fold(fold(name))


def test_artifacts_of_github_do_not_tell_case_apart() -> None:
    assert artifact_id("repository", "https://github.com/A/B") == artifact_id("repository", "https://github.com/a/b")
    assert artifact_id("hf-dataset", "https://huggingface.co/datasets/A/b") == "hf-dataset/a/b"
    assert artifact_id("account", "https://huggingface.co/Qwen") == "account/huggingface.co/qwen"


def test_one_token_is_probably_a_handle() -> None:
    assert looks_like_handle("zsytony")
    assert not looks_like_handle("Yuzhe Gu")
