import itertools

import pytest

from kg.extract.sentences import sentence_starts


def cut(text: str) -> list[str]:
    starts = [0, *sentence_starts(text), len(text)]
    return [text[a:b].strip() for a, b in itertools.pairwise(starts)]


def test_cuts_bullets_that_run_together() -> None:
    assert cut("- FooNet is new. - It wins. - BarNet loses.") == ["- FooNet is new.", "- It wins.", "- BarNet loses."]


@pytest.mark.parametrize(
    "text",
    [
        "It runs on tasks, e.g. Coding, at 3.5 times the speed.",
        "FooNet vs. BarNet: 91.2 vs. 80.1.",
        "The work of Smith et al. Shows nothing.",
        "A dash - such as this - is no bullet.",
        "J. Smith wrote it.",
    ],
)
def test_does_not_cut_inside_a_sentence(text: str) -> None:
    assert cut(text) == [text]


def test_cuts_after_brackets_and_quotes() -> None:
    assert cut('It wins (by far.) "Yes." Done.') == ["It wins (by far.)", '"Yes."', "Done."]
