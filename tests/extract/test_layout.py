"""How names and numbers lie: masked words, enumerations, candidates."""

from kg.extract.layout import Layout, said
from kg.extract.lexicon import locate
from kg.extract.pairs import pairs
from kg.resources import rows

TEXT = "FooNet reaches 91.2% accuracy on BarBench and 45% on BazBench. It beats GPT-4o (87%), Qwen-7B and Llama."
NAMES = {
    "FooNet": "model", "accuracy": "metric", "BarBench": "benchmark", "BazBench": "benchmark", "GPT-4o": "model",
    "Qwen-7B": "model", "Llama": "model",
}  # fmt: skip
VALUES = {"91.2%": "absolute", "45%": "absolute", "87%": "absolute"}


def layout(played, text=TEXT, names=NAMES, values=VALUES, new=("FooNet",)) -> Layout:
    doc = played(text, names, values, new)
    return Layout(doc, [span for span, *_ in doc._.kg_values])


def surfaces(found: Layout, places) -> list[str]:
    return [found.mentions[found.owner[place]].text for place in places]


def test_names_and_numbers_are_masked(played) -> None:
    found = layout(played)
    assert " ".join(found.words).startswith("<model> reaches <#> <metric> on <benchmark> and <#> on <benchmark> .")
    assert found.gap(found.values[1], found.places[3]) == ["on"]
    assert found.gap(found.places[2], found.values[1]) == ["and"]
    assert found.before(found.values[0][0], 2) == ["<model>", "reaches"]
    assert found.after(found.values[0][1], 2) == ["<metric>", "on"]


def test_systems_of_one_enumeration_share_their_head(played) -> None:
    found = layout(played)
    heads = {surface: found.heads[place] for place, surface in enumerate(surfaces(found, range(len(found.places))))}
    assert heads["GPT-4o"] == heads["Qwen-7B"] == heads["Llama"] != heads["FooNet"]


def test_the_last_word_of_relation_and_the_systems_after_it(played) -> None:
    found = layout(played)
    start = TEXT.index("It")
    assert found.relation(start, TEXT.index("GPT-4o")) == ("beat", TEXT.index("beats"), 0)
    assert found.relation(start, TEXT.index("Llama"))[2] == 2
    assert found.relation(start, start) == ("", -1, 0)
    assert found.next_relation(TEXT.index("BarBench"), 4) == "on"


def test_values_of_a_row_are_paired_with_the_names_of_a_row(played) -> None:
    text = "It gains 27% and 45% over Foo and Bar, respectively."
    found = layout(played, text, {"Foo": "model", "Bar": "model"}, {"27%": "difference", "45%": "difference"}, ())
    assert [surfaces(found, [found.paired(value, "model")]) for value in found.values] == [["Foo"], ["Bar"]]
    assert found.paired(found.values[0], "benchmark") is None
    assert layout(played).paired(layout(played).values[0], "benchmark") is None


def test_candidates_are_near_or_presented(played) -> None:
    found = layout(played)
    assert surfaces(found, found.candidates(found.values[0], ("benchmark",))) == ["BarBench", "BazBench"]
    many = " ".join(f"On Bench{k}x it reads." for k in range(60)) + " It reaches 5% accuracy."
    names = {f"Bench{k}x": "benchmark" for k in range(60)}
    far = layout(played, many, names, {"5%": "absolute"}, ("Bench0x",))
    assert len(far.candidates(far.values[0], ("benchmark",))) == 7
    assert surfaces(far, far.candidates(far.values[0], ("benchmark",)))[0] == "Bench0x"


def test_a_name_that_spells_out_another_is_no_candidate(played) -> None:
    text = "FooNet beats Graph of Thoughts (GoT) by 4%, and Tree of Thoughts by 5%."
    names = {"FooNet": "model", "Graph of Thoughts": "method", "GoT": "method", "Tree of Thoughts": "method"}
    found = layout(played, text, names, {"4%": "difference", "5%": "difference"})
    near = surfaces(found, found.candidates(found.values[0], ("model", "method")))
    assert near == ["FooNet", "GoT", "Tree of Thoughts"]
    losers = {surfaces(found, [loser])[0] for _, loser in pairs(found).values()}
    assert losers == {"FooNet", "GoT", "Tree of Thoughts"}


def test_cue_words_have_their_form() -> None:
    entries = list(rows(locate("cue_words.tsv"), 2))
    assert entries == sorted(entries)
    assert {kind for kind, _ in entries} == {"filler", "passed", "relation"}
    assert all(word == word.casefold() and " " not in word for _, word in entries)
    assert said("relation", "outperforming") == "outperform"
    assert said("relation", "overt") == ""
