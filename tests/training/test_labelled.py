import json
from pathlib import Path

import pytest

from kg.errors import InputError
from kg.extract.lexicon import locate, rows
from kg.extract.names import write_names
from training.labelled import TEST_DAYS, Labelled, labels_by_paper, names_of, papers_of, read_labelled
from training.values import learn_weights, write_values

ROOT = Path(__file__).parents[2]
LABELS = ROOT / "training" / "labels"


def paper(name: str, text: str, **labels: str) -> Labelled:
    entities = [{"text": text, "label": label} for text, label in labels.items()]
    return Labelled(
        name, "2025-01-01", text, {"entities": entities, "introduces": [], "results": [], "outperforms": []}
    )


@pytest.fixture(scope="module")
def labelled() -> list[Labelled]:
    shared = ROOT.parent / "shared"
    if not shared.is_dir():
        pytest.skip("no ../shared beside this checkout")
    pairs = [
        (LABELS / "train.gold.jsonl", shared / "corpus"),
        (LABELS / "train-three-column.gold.jsonl", shared / "gold" / "train-three-column.texts.jsonl"),
    ]
    return read_labelled(pairs, papers_of(ROOT / "seeds"))


def test_no_paper_and_no_day_of_the_seeds_is_among_the_training_labels() -> None:
    seeds = papers_of(ROOT / "seeds")
    assert len(seeds) == 75
    assert {path.stem for path in (ROOT / "seeds").glob("2*.md")} == TEST_DAYS
    lines = [line for path in sorted(LABELS.glob("*.jsonl")) for line in path.read_text(encoding="utf-8").splitlines()]
    entries = [json.loads(line) for line in lines]
    assert len(entries) > 1600
    assert not {entry["id"] for entry in entries} & seeds
    assert not {entry["date"] for entry in entries} & TEST_DAYS
    assert not any("summary" in entry or "title" in entry for entry in entries)


def test_labels_meet_their_texts(labelled: list[Labelled]) -> None:
    assert len(labelled) == 1634
    assert sum(" | " in paper.context for paper in labelled) > 500
    assert all(paper.labels.keys() == {e["text"] for e in paper.gold["entities"]} for paper in labelled)


def test_the_shipped_names_and_values_come_from_the_recipe(labelled: list[Labelled], tmp_path: Path) -> None:
    write_names(names_of(labelled), tmp_path / "known_names.tsv")
    write_values(labelled, tmp_path)
    for name in ("known_names.tsv", "value_cues.tsv"):
        assert (tmp_path / name).read_text(encoding="utf-8") == locate(name).read_text(encoding="utf-8"), name


def test_a_label_without_its_text_is_named(tmp_path: Path) -> None:
    gold, texts = tmp_path / "a.gold.jsonl", tmp_path / "a.texts.jsonl"
    entry = {"id": "1", "date": "2025-01-01", "entities": [], "introduces": []}
    gold.write_text(json.dumps(entry) + "\n", encoding="utf-8")
    texts.write_text("", encoding="utf-8")
    with pytest.raises(InputError, match=r"1 of 2025-01-01 does not stand in .*a\.texts\.jsonl"):
        read_labelled([(gold, texts)])
    texts.write_text(json.dumps({"id": "1", "date": "2025-01-01", "summary": "S", "title": "T"}), encoding="utf-8")
    assert read_labelled([(gold, texts)]) == [Labelled("1", "2025-01-01", "S", entry, "T")]
    assert read_labelled([(gold, texts)], {"1"}) == []


def test_names_count_papers_and_leave_out_the_paper_at_hand() -> None:
    first = paper("1", "FooNet", FooNet="model")
    papers = [first, first, paper("2", "foo-net", **{"foo-net": "model"})]
    names = names_of(papers)
    assert names.counts("Foo Net") == {"model": 2}
    assert names.counts("Foo Net", labels_by_paper(papers)["1"]) == {"model": 1}
    assert names.counts("other") == {}


def test_weights_tell_examples_apart(tmp_path: Path) -> None:
    examples = [(["always", "a"], "x"), (["always", "b"], "y"), (["always", "a", "c"], "x")] * 5
    learned = learn_weights(examples, least=1)
    assert [learned.best(cues)[0] for cues, _ in examples] == [label for _, label in examples]


def test_data_files_have_their_form() -> None:
    for name in ("mention_weights.tsv", "introduction_weights.tsv", "role_weights.tsv", "value_cues.tsv"):
        assert all(cells[2].lstrip("-").isdigit() for cells in rows(locate(name), 3))
    for surface, label, count in rows(locate("known_names.tsv"), 3):
        assert surface == surface.strip()
        assert label in ("benchmark", "metric", "model", "method")
        assert int(count) >= 1
