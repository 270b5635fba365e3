import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.digest import read
from kg.extract import LABELS, ROLES, Annotation, Extractor
from kg.extract.version import CONFIG, version_of

TEXT = (
    "- This paper introduces FooRank, a novel framework for reranking. - FooRank achieves 91.2% accuracy on MATH-500, "
    "outperforming GPT-4o by 3.2%. - It is 2.6x faster than Llama 3.1 8B."
)
ROOT = Path(__file__).parents[2]
pieces = st.sampled_from(
    ["FooNet", "GPT-4o", "91.2%", "+3", "on", "MATH", "accuracy", "2.6x", " - ", "(", ")", ".", "\n", "outperforms"]
)


def check(text: str, annotation: Annotation) -> None:
    """The rules of ../shared/gold/check.py, and those of the records."""
    label = {mention.text: mention.label for mention in annotation.mentions}
    assert len(label) == len(annotation.mentions)
    for mention in annotation.mentions:
        assert mention.spans
        assert list(mention.spans) == sorted(mention.spans)
        assert all(0 <= s < e <= len(text) and text[s:e] == mention.text for s, e in mention.spans)
        assert mention.label in LABELS
        assert (mention.role in ROLES) == (mention.label == "benchmark")
        assert (mention.role == "introduces") == (mention.introduced and mention.label == "benchmark")
        assert not (mention.introduced and mention.label == "metric")
        assert mention.confidence == round(mention.confidence, 2)
    for result in annotation.results:
        assert text[slice(*result.value)].strip()
        assert result.benchmark is None or label[text[slice(*result.benchmark)]] == "benchmark"
        assert result.metric is None or label[text[slice(*result.metric)]] == "metric"
        if result.human:
            assert annotation.surface(result.subject) in ("human", "humans")
        elif result.subject is not None:
            assert label[text[slice(*result.subject)]] != "metric"
        if result.baseline is not None:
            assert result.kind != "absolute"
            assert label[text[slice(*result.baseline)]] != "metric"
    for comparison in annotation.comparisons:
        winner, loser = annotation.surface(comparison.winner), annotation.surface(comparison.loser)
        assert winner != loser
        assert {winner, loser} <= set(label)
    assert list(annotation.sentences) == sorted(annotation.sentences)


def test_every_annotation_of_the_seeds_keeps_the_rules(extractor: Extractor, seeds: list[str]) -> None:
    for text, annotation in zip(seeds, extractor.annotate(seeds), strict=True):
        assert annotation.text == text
        check(text, annotation)


def test_the_seeds_have_mentions_results_and_comparisons(extractor: Extractor, seeds: list[str]) -> None:
    found = list(extractor.annotate(seeds))
    assert sum(len(annotation.mentions) for annotation in found) > 200
    assert sum(len(annotation.results) for annotation in found) > 20
    assert sum(len(annotation.comparisons) for annotation in found) > 10


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.one_of(st.text(), st.lists(pieces).map(" ".join), st.lists(pieces).map("".join)))
def test_any_text_comes_through(extractor: Extractor, text: str) -> None:
    assert extractor.nlp(text).text == text
    check(text, next(extractor.annotate([text])))


def test_lone_surrogates_come_through(extractor: Extractor) -> None:
    text = "FooBench \ud800 beats \udfff GPT-4o."
    annotation = next(extractor.annotate([text]))
    assert annotation.text == text
    check(text, annotation)


@pytest.mark.parametrize(
    "unit", ["9", "-", "(", "a-", "A ", "9.", "GPT-4 ", "9% ", "*", "Foo (", "accuracy ", "outperforms GPT-4o "]
)
def test_long_runs_come_through(extractor: Extractor, unit: str) -> None:
    text = unit * (20_000 // len(unit))
    check(text, next(extractor.annotate([text])))


def test_a_text_of_a_hundred_thousand_words_comes_through(extractor: Extractor, seeds: list[str]) -> None:
    text = " ".join(seeds)
    text = " ".join((text + " ").split(" ") * (100_000 // len(text.split(" ")) + 1))
    assert len(text.split(" ")) > 100_000
    annotation = next(extractor.annotate([text]))
    check(text, annotation)
    assert len(annotation.mentions) > 200
    assert any(span[0] > len(text) // 2 for mention in annotation.mentions for span in mention.spans)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "https://example.org/a/b?c=d&e=f#GPT-4o",
        "<table><tr><td>**GPT-4o**</td></tr></table>" * 20,
        "| --- | :-: |\n" * 50,
        "\x00\x01\x1b[31mGPT-4o\x7f\u200b\ufeff",
        "Diese Arbeit stellt FooNet vor, das auf MATH-500 eine Genauigkeit von 91,2 % erreicht.",
        "本文提出了一种新的方法，在多个基准上取得了最好的结果。",
        "هذه الورقة تقدم نموذجا جديدا",
        "\U0001f600" * 500,
        "e\u0301" * 300,
    ],
)  # fmt: skip
def test_odd_texts_come_through(extractor: Extractor, text: str) -> None:
    check(text, next(extractor.annotate([text])))


def test_a_higher_confidence_asked_for_leaves_fewer_mentions(extractor: Extractor, seeds: list[str]) -> None:
    def counted(least: float | None) -> int:
        annotations = list(Extractor(least).annotate(seeds[:20]))
        mentions = [mention for annotation in annotations for mention in annotation.mentions]
        assert all(mention.confidence >= round(least or 0, 2) - 0.005 for mention in mentions)
        return len(mentions)

    counts = [counted(least) for least in (0.05, None, 0.9)]
    assert counts == sorted(counts, reverse=True)
    assert len(set(counts)) == 3


def test_an_entry_is_read_with_its_title(extractor: Extractor, seeds: list[str]) -> None:
    entries = [entry for digest in read([str(ROOT / "seeds")]).digests for entry in digest.entries]
    alone = list(extractor.annotate(entry.summary for entry in entries))
    whole = list(extractor.annotate(entries))
    assert [annotation.text for annotation in whole] == [annotation.text for annotation in alone]
    assert whole != alone
    for annotation in whole:
        check(annotation.text, annotation)


def test_the_same_text_gives_the_same_annotation_whatever_came_before(extractor: Extractor, seeds: list[str]) -> None:
    alone = next(extractor.annotate(seeds[:1]))
    assert next(extractor.annotate([*seeds[1:20], seeds[0]])) != alone
    assert list(extractor.annotate([seeds[3], seeds[0]]))[1] == alone
    assert next(Extractor().annotate(seeds[:1])) == alone


def test_finds_what_a_plain_summary_says(extractor: Extractor) -> None:
    record = next(extractor.annotate([TEXT])).record("2501.00001", "2025-01-01")
    labels = {entity["text"]: entity["label"] for entity in record["entities"]}
    assert labels == {
        "FooRank": "method", "accuracy": "metric", "MATH-500": "benchmark", "GPT-4o": "model", "Llama 3.1 8B": "model"
    }  # fmt: skip
    assert record["introduces"] == ["FooRank"]
    assert ["FooRank", "GPT-4o"] in record["outperforms"]
    facts = [
        tuple(r[k] for k in ("subject", "benchmark", "metric", "value", "kind", "baseline")) for r in record["results"]
    ]
    assert ("FooRank", "MATH-500", "accuracy", "91.2%", "absolute", None) in facts
    assert ("FooRank", None, None, "2.6x", "ratio", "Llama 3.1 8B") in facts


def test_version_tells_configs_and_data_apart(extractor: Extractor, tmp_path: Path) -> None:
    assert extractor.version == version_of() == Extractor().version
    other = tmp_path / "config.cfg"
    other.write_text(CONFIG.read_text(encoding="utf-8") + "# changed\n", encoding="utf-8")
    assert version_of(other) != extractor.version
    (tmp_path / "known_names.tsv").write_text("FooNet\tmodel\t1\t1\n", encoding="utf-8")
    assert version_of(CONFIG, tmp_path) != extractor.version


def test_importing_the_package_does_not_import_spacy() -> None:
    code = "import sys; from kg.extract import Annotation, parse_value; sys.exit('spacy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_every_component_says_what_it_assigns(extractor: Extractor) -> None:
    report = extractor.nlp.analyze_pipes()
    assert all(report["summary"][name]["assigns"] for name in extractor.nlp.pipe_names)
    assert not any(report["problems"].values())


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=8)
@given(chosen=st.lists(st.integers(0, 19), min_size=1, max_size=6), odd=st.text(max_size=30))
def test_an_annotation_is_the_same_in_any_company_and_on_any_threads(
    extractor: Extractor, seeds: list[str], alone: list[Annotation], chosen: list[int], odd: str
) -> None:
    found = list(extractor.annotate([odd, *(seeds[k] for k in chosen)]))[1:]
    assert found == [alone[k] for k in chosen]


@pytest.fixture(scope="module")
def alone(seeds: list[str]) -> list[Annotation]:
    """The first summaries, each read by itself, by one thread."""
    extractor = Extractor(threads=1)
    return [next(extractor.annotate([text])) for text in seeds[:20]]
