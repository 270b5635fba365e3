from pathlib import Path

from kg.extract.gold import TEST_DAYS, Labelled, papers_of, read_labelled
from kg.extract.learn_cues import FILES, learn_cues
from kg.extract.learn_names import learn_heads, learn_names, write_names
from kg.extract.lexicon import confidences, locate, rows, words
from kg.extract.names import KnownNames
from kg.extract.weights import learn_weights, read_weights, write_weights

ROOT = Path(__file__).parents[2]
GOLD = ("train.gold.jsonl", "train-three-column.gold.jsonl")


def paper(name: str, text: str, **labels: str) -> Labelled:
    entities = [{"text": text, "label": label} for text, label in labels.items()]
    return Labelled(
        name, "2025-01-01", text, {"entities": entities, "introduces": [], "results": [], "outperforms": []}
    )


def test_names_are_counted_once_a_paper_and_where_they_stand_as_words() -> None:
    papers = [
        paper("1", "FooNet is a FooNet.", FooNet="model"),
        paper("2", "We use FooNet.", FooNet="method"),
        paper("3", "FooNets and FooNet."),
    ]
    assert learn_names(papers) == [("FooNet", "method", 1, 3), ("FooNet", "model", 1, 3)]


def test_lower_case_names_that_are_seldom_meant_are_dropped() -> None:
    papers = [paper("0", "speed and FID", speed="metric", FID="metric")]
    papers += [paper(str(k), "speed and FID") for k in range(1, 20)]
    assert [row[0] for row in learn_names(papers)] == ["FID"]


def test_heads_end_two_different_measures() -> None:
    texts = ["win rate", "success rate", "peak memory"]
    assert learn_heads([paper(text, text, **{text: "metric"}) for text in texts]) == ["rate"]


def test_a_name_known_from_the_text_at_hand_alone_is_unknown() -> None:
    names = KnownNames({"FooNet": {"model": 1}}, {"FooNet": 1}, {"foonet": {"model": 1}})
    assert names.cues("FooNet") == ["known=model:4:1", "folded=model:1"]
    assert names.cues("FooNet", {"FooNet": "model"}) == ["unknown", "unfolded"]
    assert names.knows("FooNet", {})
    assert not names.knows("FooNet", {"FooNet": "model"})


def test_weights_tell_examples_apart_and_come_back_from_their_file(tmp_path: Path) -> None:
    examples = [(["always", "a"], "x"), (["always", "b"], "y"), (["always", "a", "c"], "x")] * 5
    learned = learn_weights(examples, least=1)
    assert [learned.best(cues)[0] for cues, _ in examples] == [label for _, label in examples]
    write_weights(tmp_path / "w.tsv", learned, "comment")
    assert read_weights(tmp_path / "w.tsv").weights == learned.weights


def test_nothing_is_learned_from_the_test_set(gold: Path) -> None:
    seeds = papers_of(ROOT / "seeds")
    papers = read_labelled([gold / name for name in GOLD], seeds)
    assert len(papers) > 1500
    assert not {p.day for p in papers} & TEST_DAYS
    assert not {p.paper for p in papers} & seeds
    assert {path.stem for path in (ROOT / "seeds").glob("2*.md")} == TEST_DAYS


def test_the_shipped_data_come_from_the_recipe(gold: Path, tmp_path: Path) -> None:
    papers = read_labelled([gold / name for name in GOLD], papers_of(ROOT / "seeds"))
    write_names(papers, tmp_path)
    learn_cues(papers, tmp_path)
    for name in ("known_names.tsv", "metric_heads.tsv", *FILES):
        assert (tmp_path / name).read_text(encoding="utf-8") == locate(name).read_text(encoding="utf-8"), name


def test_data_files_have_their_form() -> None:
    for name in FILES:
        assert all(cells[2].lstrip("-").isdigit() for cells in rows(locate(name), 3))
    for surface, label, times, stands in rows(locate("known_names.tsv"), 4):
        assert surface == surface.strip()
        assert label in ("benchmark", "metric", "model", "method")
        assert 1 <= int(times) <= int(stands)
    for name in ("stop_words.tsv", "metric_heads.tsv"):
        assert len(set(words(name))) == len(words(name))
        assert all(word == word.casefold() for word in words(name))
    heads = [cells[0] for cells in rows(locate("head_nouns.tsv"), 2)]
    assert len(set(heads)) == len(heads)
    assert words("winning_verbs.tsv")
    assert all(0 < figure < 1 for figure in confidences().values())
