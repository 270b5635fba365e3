import pytest

from kg.resolve import Resolution, read_aliases, resolve
from kg.resolve.suggestions import Suggestion, people, suggestions


def decided(label: str, *names: str) -> Resolution:
    """Each name in a paper of its own."""
    return resolve({(label, name): {str(k)} for k, name in enumerate(names)}, {}, read_aliases())


@pytest.mark.parametrize(
    ("label", "one", "other", "reason"),
    [
        ("benchmark", "TRIG", "TRIG-Bench", 'the same but for a word like "benchmark"'),
        ("benchmark", "MULTIPREF", "MULTIREF", "the same but for a letter"),
        ("method", "FNS", "Foo Net Search", "the one's initials are the other"),
        ("model", "P-LLaVA", "PLLaVA", "the same letters"),
        ("model", "Foo\u200bNet", "FooNet", "the same but for characters that are not seen"),
        ("model", "\u202eFooNet", "FooNet", "the same but for characters that are not seen"),
    ],
)
def test_names_that_may_be_one_are_offered(label: str, one: str, other: str, reason: str) -> None:
    (found,) = suggestions(decided(label, one, other, "Something Else"))
    assert ({found.one, found.other}, found.reason) == ({one, other}, reason)


@pytest.mark.parametrize(
    ("label", "names"),
    [
        ("benchmark", ("HumanEval+", "HumanEval")),
        ("benchmark", ("SciBench", "CII-Bench")),
        ("method", ("MS", "Model Search")),
        ("model", ("Phi-4-Mini", "Phi-4-Multimodal")),
        ("benchmark", ("MATH500", "MATH-500")),
    ],
)
def test_other_names_are_not(label: str, names: tuple[str, ...]) -> None:
    assert suggestions(decided(label, *names)) == []


def test_what_a_short_name_stands_for_in_two_papers_is_offered_by_the_long_names() -> None:
    mixed, meta, mpo = (("method", n) for n in ("Mixed Preference Optimization", "Meta Plan Optimization", "MPO"))
    uses = {mixed: {"1"}, meta: {"2"}, mpo: {"1", "2"}}
    found = resolve(uses, {"1": [(mixed, mpo)], "2": [(meta, mpo)]}, read_aliases())
    assert suggestions(found) == [Suggestion("system", meta[1], mixed[1], "'MPO' names each in some paper")]


def test_a_handle_and_a_name_with_a_co_author_in_common_are_offered() -> None:
    papers = {
        "1": (frozenset(["Fangzhi Xu", "Qika"]), frozenset()),
        "2": (frozenset(["xufangzhi", "Qika"]), frozenset()),
        "3": (frozenset(["Zhang Dong", "yinzhangyue"]), frozenset(["https://github.com/a/b"])),
        "4": (frozenset(["Yin Zhang"]), frozenset(["https://github.com/a/b"])),
    }
    assert people(papers) == [
        Suggestion(
            "author",
            "Fangzhi Xu",
            "xufangzhi",
            "a handle of such letters, and both with Qika; the same letters, written as one",
        ),
        Suggestion(
            "author", "Yin Zhang", "yinzhangyue", "a handle of such letters, and both with https://github.com/a/b"
        ),
    ]


def test_names_of_people_in_another_order_are_offered_and_on_one_paper_no_handles() -> None:
    assert [
        s.reason
        for s in people({"1": (frozenset(["Chen Qian"]), frozenset()), "2": (frozenset(["Qian Chen"]), frozenset())})
    ] == ["the same words in another case or order"]
    assert people({"1": (frozenset(["Bo Zheng", "bzheng", "Other One"]), frozenset())}) == []
