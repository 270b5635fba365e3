import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.resolve import Aliases, parse_model_name, resolve, written_family

# By spelling alone, without any file.
entity_id = resolve({}, {}, Aliases()).named


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("GPT-4o", {"family": "gpt", "version": "4o"}),
        ("GPT-40 mini", {"family": "gpt", "version": "4o", "kinds": ("mini",)}),
        ("OpenAI 01-preview", {"family": "o1", "tunings": ("preview",)}),
        ("Meta-Llama-3.1-8B-Instruct", {"family": "llama", "version": "3.1", "sizes": ("8b",), "tunings": ("instruct",)}),
        ("Qwen2.5-VL-72B", {"family": "qwen", "version": "2.5", "kinds": ("vl",), "sizes": ("72b",)}),
        ("QwenVL", {"family": "qwen", "kinds": ("vl",)}),
        ("Mixtral 8x7B", {"family": "mixtral", "sizes": ("8x7b",)}),
        ("Claude Sonnet 3.5", {"family": "claude", "version": "3.5", "kinds": ("sonnet",)}),
        ("LLaVA-v1.5", {"family": "llava", "version": "1.5"}),
        ("gpt-4-1106-preview", {"family": "gpt", "version": "4", "dates": ("1106",), "tunings": ("preview",)}),
        ("o1-2024-12-17", {"family": "o1", "dates": ("20241217",)}),
        ("Llama-3-8B-AWQ 4-bit", {"family": "llama", "version": "3", "sizes": ("8b",), "quantisations": ("awq", "4bit")}),
        ("DeepSeek-R1-Distill-Qwen-7B", {"family": "deepseek", "version": "r1", "base": "qwen-7b", "sizes": ("7b",)}),
        ("Vision-R1", {"family": "vision-r1"}),
        ("Stable Diffusion 3.5 Large", {"family": "stable-diffusion", "version": "3.5", "kinds": ("large",)}),
        ("Video-LLaMA2-7B", {"family": "video-llama", "version": "2", "base": ""}),
        ("Omni-7B", {"family": "omni", "sizes": ("7b",)}),
        ("xAI Grok-3", {"family": "grok", "version": "3"}),
        ("deepseek-ai/DeepSeek-R1", {"family": "deepseek", "version": "r1"}),
        ("GPT-4/GPT-4o", {"family": "gpt", "version": "4", "others": ("gpt", "4o")}),
        ("Grok", {"family": "grok"}),
    ],
)  # fmt: skip
def test_names_are_taken_apart(name: str, parts: dict[str, object]) -> None:
    found = parse_model_name(name)
    assert {part: getattr(found, part) for part in parts} == parts


@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("Llama-3.1-8B", 8_000_000_000),
        ("Qwen2.5-0.5B", 500_000_000),
        ("SmolLM 360M", 360_000_000),
        ("Kimi-1T", 1_000_000_000_000),
        ("Mixtral-8x7B", None),
        ("GPT-4", None),
        ("Phi-3-128k", None),
        ("BLOOMZ-7B1", 7_100_000_000),
        ("Gemini 1.5 Pro 1M", None),
        ("RedPajama-1T-7B", None),
        ("OLMoE-1B-7B", None),
        ("Llama-2 7B/13B", None),
        ("Foo-0B", None),
        ("Foo-70.1B1", None),
    ],
)
def test_the_parameter_count_is_that_of_the_name(name: str, count: int | None) -> None:
    assert parse_model_name(name).parameter_count == count


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("LLaMA 3.1 Instruct 8B", "Llama-3.1-8B-Instruct"),
        ("GPT 4o", "GPT-40"),
        ("OpenAI 01", "o1"),
        ("LLaVA-v1.5-7B", "LLaVA 1.5 (7B)"),
        ("Qwen2-VL", "Qwen2VL"),
        ("DALL-E 3", "DallE3"),
        ("TÜLU 3", "Tulu-3"),
        ("Alpaca 2.0", "Alpaca 2"),
    ],
)
def test_writings_of_one_model_are_one(one: str, other: str) -> None:
    assert entity_id("model", one) == entity_id("model", other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("GPT-4", "GPT-4o"),
        ("o1", "o1-mini"),
        ("Llama-3-8B", "Llama-3.1-8B"),
        ("Llama-3-8B", "Llama-3-70B"),
        ("Llama-3-8B", "Llama-3-8B-Instruct"),
        ("Llama-3-8B", "Llama-3-8B-AWQ"),
        ("DeepSeek-V3", "DeepSeek-R1"),
        ("DeepSeek-R1", "DeepSeek-R1-Zero"),
        ("gpt-4-0613", "gpt-4-1106"),
        ("P-LLaVA", "PLLaVA"),
        ("Qwen-7B", "DeepSeek-R1-Distill-Qwen-7B"),
        ("Gemini 1.5 Pro", "Gemini 1.5 Flash"),
    ],
)
def test_nothing_is_one_across_size_version_or_variant(one: str, other: str) -> None:
    assert entity_id("model", one) != entity_id("model", other)


def test_a_kind_is_found_though_a_size_follows_it_without_a_sign_between() -> None:
    assert entity_id("model", "QwenVL2B") == entity_id("model", "QwenVL-2B") == entity_id("model", "Qwen VL 2B")


def test_a_version_that_reads_like_a_size_is_none() -> None:
    assert entity_id("model", "Foo-v4b") != entity_id("model", "Foo-4B")
    assert parse_model_name("Foo v4b").parameter_count is None
    assert parse_model_name("Foo v4b").regular == parse_model_name(parse_model_name("Foo v4b").regular).regular


def test_a_family_is_written_as_in_the_name() -> None:
    assert written_family("Meta-LLaMA-3", "llama") == "LLaMA"
    assert written_family("Gemma", "nowhere") == "nowhere"


@given(st.text(max_size=40))
def test_any_text_can_be_taken_apart(name: str) -> None:
    found = parse_model_name(name)
    assert found.regular == parse_model_name(found.regular).regular or not found.is_taken_apart
    assert found.parameter_count is None or found.parameter_count > 0
    assert entity_id("model", name).startswith("system/")


@pytest.mark.parametrize("name", ["Foo-" + "9" * 400 + "B", "ab" + "1.1" * 50_000, "a-" * 50_000, "qwen1" * 20_000])
def test_names_of_any_length_are_taken_apart(name: str) -> None:
    assert parse_model_name(name).parameter_count is None
    assert len(entity_id("model", name)) < 130
    assert written_family(name, parse_model_name(name).family)


@pytest.mark.parametrize(
    ("name", "base"),
    [
        ("DeepSeek-R1-Distill-Llama-8B", "llama-8b"),
        ("MiniGPT4-Vicuna-13B", "vicuna-13b"),
        ("Falcon-Mamba-7B", ""),
        ("M2-BERT-80M", ""),
        ("Qwen/Qwen2.5-7B", ""),
        ("Llama-3.1-8B", ""),
    ],
)
def test_a_base_is_a_model_that_the_name_says(name: str, base: str) -> None:
    assert parse_model_name(name).base == base
