import pytest

from kg.extract import Mention
from kg.resolve import definitions
from kg.resolve.definitions import is_initials, is_short_for


def found(text: str, *names: str, label: str = "method") -> list[tuple[str, str]]:
    """The long and the short names of a text that has each name once."""
    mentions = [
        Mention(name, label, ((text.index(name), text.index(name) + len(name)),), None, False, "test", 1.0)
        for name in names
    ]
    return [(long[1], short[1]) for long, short in definitions(text, mentions)]


@pytest.mark.parametrize(
    ("text", "long", "short"),
    [
        ("Foo Net Search (FNS) wins", "Foo Net Search", "FNS"),
        ('We use FNS ("Foo Net Search") here', "Foo Net Search", "FNS"),
        ("**Foo Net Search** (dubbed FNS, of late)", "Foo Net Search", "FNS"),
        ("FNS, a novel Foo Net Search framework", "Foo Net Search", "FNS"),
        ("- FNS: a Foo Net Search that", "Foo Net Search", "FNS"),
    ],
)
def test_names_beside_each_other_are_two_of_one_thing(text: str, long: str, short: str) -> None:
    assert found(text, long, short) == [(long, short)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Foo Net Search and FNS", ("Foo Net Search", "FNS")),
        ("others (Foo Net Search, FNS)", ("Foo Net Search", "FNS")),
        ("Foo Net Search (BAR)", ("Foo Net Search", "BAR")),
        ("Llama 3.1 8B (Llama 3.2 3B)", ("Llama 3.1 8B", "Llama 3.2 3B")),
        ("two (Llama 3.1 8B, Llama 3.2 3B)", ("Llama 3.1 8B", "Llama 3.2 3B")),
        ("Math-Shepherd, a PRM", ("Math-Shepherd", "PRM")),
        ("FNS, a far Foo Net Search", ("FNS", "Foo Net Search")),
    ],
)
def test_other_names_beside_each_other_stay_two_things(text: str, names: tuple[str, ...]) -> None:
    assert found(text, *names) == []


def test_a_benchmark_s_short_name_may_have_a_letter_for_the_word_benchmark() -> None:
    text = "Foo Retrieval Task (FRTB)"
    assert found(text, "Foo Retrieval Task", "FRTB", label="benchmark")
    assert not found(text, "Foo Retrieval Task", "FRTB")


@pytest.mark.parametrize(
    ("short", "long", "is_short"),
    [
        ("D2PO", "Dual Direct Preference Optimization", True),
        ("T3", "Textual Temporal reasoning Transfer", True),
        ("XLDA", "Cross-lingual Document Attention", True),
        ("GSM8K", "Grade School Math 8K", True),
        ("GPT-4", "GPT-4o", False),
        ("Qwen2-7B", "Qwen2.5-VL-72B", False),
        ("MATH", "MATH 500", False),
        ("A", "Apple", False),
        ("", "Apple", False),
    ],
)
def test_short_names(short: str, long: str, is_short: bool) -> None:
    assert is_short_for(short, long) is is_short


def test_initials_count_words_capitals_and_runs_of_letters() -> None:
    assert is_initials("FR-Spec", "frequency-ranked speculative sampling")
    assert is_initials("VISTA", "Video SpatioTemporal Augmentation")
    assert not is_initials("RAG", "Large Ragged Agglomerates")
    assert not is_initials("FoNer", "Foo Net Search")
    assert not is_initials("İİ", "İstanbul İn")


def test_a_name_of_a_hundred_thousand_letters_is_read_in_time() -> None:
    assert is_short_for("A" * 20, "A b " * 25_000)
    assert not is_short_for("AB" * 10, "A" * 100_000)
    assert is_initials("A" * 20, "A b " * 25_000)
    assert not is_initials("A" * 10_000, "A b " * 25_000)
