import json
from pathlib import Path

import pytest

from kg.errors import InputError
from kg.extract.encoder import ARGUMENTS
from kg.extract.lexicon import locate
from kg.extract.names import fold, write_names
from kg.extract.records import KINDS, ROLES
from kg.extract.records import LABELS as LABEL_NAMES
from kg.extract.scoring import read_records
from kg.resources import rows
from training.labelled import (
    TEST_DAYS,
    Labelled,
    labels_beside,
    names_of,
    papers_of,
    read_labelled,
)  # fmt: skip

ROOT = Path(__file__).parents[2]
LABELS = ROOT / "training" / "labels"
WRITTEN = ROOT / "training" / "written"


def paper(name: str, text: str, **labels: str) -> Labelled:
    entities = [{"text": text, "label": label} for text, label in labels.items()]
    return Labelled(
        name, "2025-01-01", text, {"entities": entities, "introduces": [], "results": [], "outperforms": []}
    )


@pytest.fixture(scope="module")
def invented() -> list[Labelled]:
    return read_labelled([(WRITTEN / "entries.gold.jsonl", WRITTEN / "entries.texts.jsonl")])


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


def test_invented_summaries_have_whole_labels(invented: list[Labelled]) -> None:
    assert len({paper.paper for paper in invented}) == len({paper.text for paper in invented}) == len(invented) > 4000
    for paper in invented:
        entities = {entity["text"]: entity for entity in paper.gold["entities"]}
        assert len(entities) == len(paper.gold["entities"]), paper.paper
        assert paper.labels.keys() == entities.keys() >= set(paper.gold["introduces"]), paper.paper
        for result in paper.gold.get("results", ()):
            assert {result[argument] for argument in ARGUMENTS} <= {None, "human", *entities}, paper.paper
            assert result["kind"] in KINDS
            assert result["value"] in paper.text
        assert all(set(pair) <= entities.keys() for pair in paper.gold.get("outperforms", ())), paper.paper
        for entity in entities.values():
            assert entity["label"] in LABEL_NAMES
            assert (entity.get("role") in ROLES) == (entity["label"] == "benchmark"), paper.paper


def test_nothing_that_the_seeds_present_is_known_from_elsewhere(
    labelled: list[Labelled], invented: list[Labelled]
) -> None:
    seeds = read_records(ROOT.parent / "shared" / "gold" / "seeds.gold.jsonl")
    presented = {fold(surface) for entry in seeds for surface in entry["introduces"]}
    told_by_labels = {fold(surface) for paper in labelled for surface in paper.labels}
    beside = labels_beside([], invented, [WRITTEN / "names.tsv"])
    assert not {fold(surface) for own in beside.values() for surface in own} & (presented - told_by_labels)


def test_names_beside_leave_out_what_labelled_papers_present(tmp_path: Path) -> None:
    presenting = paper("1", "FooNet", FooNet="model")
    presenting.gold["introduces"].append("FooNet")
    (tmp_path / "names.tsv").write_text("Foo-Net\tmodel\nBarBench\tbenchmark\n", encoding="utf-8")
    told = paper("written-1", "BarBench, FooNet, Baz", BarBench="benchmark", FooNet="model", Baz="method")
    beside = labels_beside([presenting], [told], [tmp_path / "names.tsv"])
    names = names_of([presenting], beside)
    assert names.counts("FooNet") == {"model": 1}
    assert names.counts("Bar-Bench") == {"benchmark": 2}
    assert names.counts("baz") == {"method": 1}


def test_the_shipped_names_come_from_the_recipe(
    labelled: list[Labelled], invented: list[Labelled], tmp_path: Path
) -> None:
    beside = labels_beside(labelled, invented, [WRITTEN / "names.tsv"])
    write_names(names_of(labelled, beside), tmp_path / "known_names.tsv")
    name = "known_names.tsv"
    assert (tmp_path / name).read_text(encoding="utf-8") == locate(name).read_text(encoding="utf-8")


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


def test_names_count_papers() -> None:
    first = paper("1", "FooNet", FooNet="model")
    papers = [first, first, paper("2", "foo-net", **{"foo-net": "model"})]
    names = names_of(papers, {})
    assert names.counts("Foo Net") == {"model": 2}
    assert names.counts("other") == {}


def test_data_files_have_their_form() -> None:
    judged = ("mention", "introduction", "role", "value", "argument", "pair", "result")
    for name in (f"{what}_weights.tsv" for what in judged):
        assert all(cells[2].lstrip("-").isdigit() for cells in rows(locate(name), 3))
    for surface, label, count in rows(locate("known_names.tsv"), 3):
        assert surface == surface.strip()
        assert label in ("benchmark", "metric", "model", "method")
        assert int(count) >= 1
