from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

import kg.extract.extractor
from kg.annotate import Annotator, Plan, annotator
from kg.annotate import key as key_module
from kg.annotate.key import key_of, reader_of
from kg.annotate.processes import Died
from kg.digest import Entry, Link
from kg.extract import Annotation, Extractor


@pytest.fixture(scope="session")
def entries(seeds_reading) -> list[Entry]:
    return [entry for digest in seeds_reading.digests for entry in digest.entries][:12]


@pytest.fixture(scope="session")
def read_anew(extractor: Extractor, entries: list[Entry]) -> list[Annotation]:
    return list(extractor.annotate(entries))


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch, extractor: Extractor) -> list[str]:
    """The papers whose summaries are read, as they are; the pipeline is the one that all tests share."""
    papers: list[str] = []

    class Noted:
        def __init__(self, *_: object, **__: object) -> None:
            pass

        def annotate(self, items: Iterable[Entry]) -> Iterator[Annotation]:
            for item, found in zip(items, extractor.annotate(items), strict=True):
                papers.append(item.paper)
                yield found

    monkeypatch.setattr(kg.extract.extractor, "Extractor", Noted)
    return papers


def test_without_a_cache_all_is_read(entries, read_anew, read: list[str]) -> None:
    for _ in range(2):
        assert list(Annotator().annotate(entries)) == read_anew
    assert read == 2 * [entry.paper for entry in entries]


def test_what_was_read_is_not_read_again(tmp_path: Path, entries, read_anew, read: list[str]) -> None:
    for _ in range(2):
        assert list(Annotator(cache=tmp_path).annotate(entries)) == read_anew
    assert read == [entry.paper for entry in entries]
    assert list(Annotator(cache=tmp_path).annotate(entries[::-1])) == read_anew[::-1]


def test_only_what_changed_is_read(tmp_path: Path, entries, extractor: Extractor, read: list[str]) -> None:
    list(Annotator(cache=tmp_path).annotate(entries))
    read.clear()
    link = Link("HFModel", "https://huggingface.co/a/FooNet", "huggingface.co", "a", "FooNet", "x", "HuggingFace URLs")
    changed = [
        replace(entries[0], title="FooNet"),
        replace(entries[1], summary=f"{entries[1].summary} FooNet beats GPT-4o."),
        replace(entries[2], links=(*entries[2].links, link)),
        # What the reader does not see.
        replace(entries[3], tags=("Other",), authors=("A",), path="b.md", line=7, day="2030-01-01"),
        *entries[4:],
    ]
    found = Annotator(cache=tmp_path)
    assert found.plan(changed) == Plan(kept=len(entries) - 3, new=3, twice=0)
    assert list(found.annotate(changed)) == list(extractor.annotate(changed))
    assert read == [entry.paper for entry in entries[:3]]


def test_an_entry_that_stands_twice_is_read_once(entries, read_anew, read: list[str]) -> None:
    twice = [entries[0], entries[1], replace(entries[0], day="2030-01-01")]
    assert list(Annotator().annotate(twice)) == [read_anew[0], read_anew[1], read_anew[0]]
    assert read == [entries[0].paper, entries[1].paper]
    assert Annotator().plan(twice) == Plan(kept=0, new=2, twice=1)


def test_a_run_that_stops_keeps_what_it_read(tmp_path: Path, entries, read: list[str]) -> None:
    stream = Annotator(cache=tmp_path).annotate(entries)
    for _ in range(4):
        next(stream)
    stream.close()
    assert Annotator(cache=tmp_path).plan(entries).kept == 4


def test_another_threshold_is_another_reading(tmp_path: Path, entries, read: list[str]) -> None:
    list(Annotator(cache=tmp_path).annotate(entries))
    assert Annotator(0.9, cache=tmp_path).plan(entries).kept == 0
    assert Annotator(cache=tmp_path).plan(entries).new == 0


def test_what_annotations_depend_on_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    before = reader_of(None)
    assert before["reader"] == kg.extract.extractor.version_of()
    assert {"python", "processor", "onnxruntime", "spacy", "tokenizers", "numpy"} < set(before)
    monkeypatch.setattr(key_module, "version", lambda name: f"{name} of tomorrow")
    assert reader_of(None)["spacy"] == "spacy of tomorrow" != before["spacy"]


def test_keys_tell_apart_what_runs_together() -> None:
    link = Link("HFModel", "u", "h", "o", "b", "t", "HuggingFace URLs")
    one = Entry("2025-01-01", "2501.00001", "a", "a", (), (), "b", (), (), "a.md", 1)
    others = [replace(one, title="", summary="ab"), replace(one, title="a | b"), replace(one, links=(link,)), one]
    assert len({key_of(entry) for entry in others}) == 4
    assert key_of(replace(one, summary="\ud800"))


def test_the_entry_that_cannot_be_read_is_a_problem_and_not_kept(
    tmp_path: Path, entries, read_anew, monkeypatch: pytest.MonkeyPatch
) -> None:
    def dying(items: list[Entry], _: object, workers: int) -> Iterator[Annotation | Died]:
        assert workers == 2
        yield from [*read_anew[:2], Died("killed by SIGKILL"), *read_anew[3:]]

    monkeypatch.setattr(annotator, "SHARE", 4)
    monkeypatch.setattr(annotator, "in_processes", dying)
    found = Annotator(cache=tmp_path, jobs=2)
    empty = Annotation(entries[2].summary, (), (), (), ())
    assert list(found.annotate(entries)) == [*read_anew[:2], empty, *read_anew[3:]]
    (problem,) = found.problems
    assert (problem.severity, problem.path, problem.line) == ("error", entries[2].path, entries[2].line)
    assert entries[2].paper in problem.message
    assert "killed by SIGKILL" in problem.message
    assert Annotator(cache=tmp_path).plan(entries) == Plan(kept=len(entries) - 1, new=1, twice=0)


def test_few_entries_are_read_by_one_process() -> None:
    found = Annotator(jobs=8)
    assert [found.workers(n) for n in (0, 9, annotator.SHARE, 2 * annotator.SHARE, 10**6)] == [0, 0, 1, 2, 8]


def test_two_processes_read_what_one_reads(entries, read_anew, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(annotator, "SHARE", 1)
    found = list(Annotator(jobs=2).annotate(entries))
    assert found == read_anew
    assert repr(found) == repr(read_anew)
