import re

from hypothesis import given
from hypothesis import strategies as st

from kg.resolve import Aliases, artifact_id, author_id, canonical, looks_like_handle, resolve, slug, tag_id

# By spelling alone, without any file.
entity_id = resolve({}, {}, Aliases()).named


def test_damaged_names_are_repaired_before_they_are_compared() -> None:
    assert author_id("Lucie-Aimée Kaffee").startswith("author/lucie-aimée-kaffee")
    assert entity_id("metric", "1.40Ã— speedup") == entity_id("metric", "1.40× speedup")


@given(st.text())
def test_any_name_gives_an_id_of_allowed_characters(name: str) -> None:
    assert re.fullmatch(r"[\w.@-]+", slug(canonical("model", name)))
    assert re.fullmatch(r"[\w.@-]+", slug(canonical("benchmark", name)))
    assert re.fullmatch(r"author/[\w.@-]+", author_id(name))
    assert re.fullmatch(r"tag/[\w.@-]+", tag_id(name))


@given(st.text(min_size=1, max_size=12), st.text(min_size=1, max_size=12))
def test_two_author_names_never_share_an_id(one: str, other: str) -> None:
    assert (author_id(one) == author_id(other)) == (one == other)


def test_artifacts_of_github_do_not_tell_case_apart() -> None:
    assert artifact_id("repository", "https://github.com/A/B") == artifact_id("repository", "https://github.com/a/b")
    assert artifact_id("hf-dataset", "https://huggingface.co/datasets/A/b") == "hf-dataset/a/b"
    assert artifact_id("account", "https://huggingface.co/Qwen") == "account/huggingface.co/qwen"


def test_one_token_is_probably_a_handle() -> None:
    assert looks_like_handle("zsytony")
    assert not looks_like_handle("Yuzhe Gu")
