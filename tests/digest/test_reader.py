import hashlib
import io
import json
import os
import time
from collections import Counter, defaultdict
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

import kg.digest
from kg.digest import Entry, Reading, read
from kg.errors import UsageError

HEAD = "| Title | Authors | Summary |\n|---|---|---|\n"
ROW = "| [T](https://arxiv.org/abs/2501.00001) | A, B | S |\n"
DIGEST = f"## Papers for 2025-01-01\n\n{HEAD}{ROW}"


def entries_of(reading: Reading) -> list[Entry]:
    return [entry for digest in reading.digests for entry in digest.entries]


def codes(reading: Reading) -> list[tuple[str, str]]:
    return [(problem.severity, problem.code) for problem in reading.problems]


def test_public_names_are_those_promised() -> None:
    assert sorted(kg.digest.__all__) == sorted(
        ["Digest", "Entry", "FileReport", "Link", "Problem", "Reading", "read", "read_each", "repair"]
    )


def test_seeds_come_through_whole(seeds: Reading) -> None:
    entries = entries_of(seeds)
    assert len(entries) == len({entry.paper for entry in entries}) == 75
    assert sum(len(entry.authors) for entry in entries) == 350
    assert len({author for entry in entries for author in entry.authors}) == 345
    assert [digest.day for digest in seeds.digests] == [
        "2025-02-04",
        "2025-02-10",
        "2025-02-11",
        "2025-02-20",
        "2025-03-04",
    ]
    assert seeds.errors == ()


def test_the_182_tags_of_the_seeds_are_181_and_one_stated_twice(seeds: Reading) -> None:
    tags = [tag for entry in entries_of(seeds) for tag in entry.tags]
    repeated = [problem for problem in seeds.problems if problem.code == "repeated-tag"]
    assert len(tags) + len(repeated) == 182
    assert [(problem.path, problem.line) for problem in repeated] == [("2025-02-10.md", 7)]
    assert len(set(tags)) == 28


def test_the_66_links_of_the_seeds_are_65_and_one_site_root(seeds: Reading) -> None:
    # 66 counts what the cells state as links: 50 in the GitHub column, 16 in the other, one of these a mere site root.
    links = Counter(link.column for entry in entries_of(seeds) for link in entry.links)
    roots = [problem for problem in seeds.problems if problem.code == "no-link"]
    assert links == {"GitHub URLs": 50, "HuggingFace URLs": 15}
    assert [(problem.path, problem.line) for problem in roots] == [("2025-03-04.md", 20)]
    assert "HuggingFace URLs" in roots[0].message


def test_damage_in_the_seeds_is_repaired_beside_its_source(seeds: Reading) -> None:
    by_source = {
        s: a for entry in entries_of(seeds) for a, s in zip(entry.authors, entry.author_sources, strict=True) if a != s
    }
    assert by_source == {"Lucie-Aim√©e Kaffee": "Lucie-Aimée Kaffee"}
    assert any("1.40Ã—" in entry.summary for entry in entries_of(seeds))


def test_problems_of_the_seeds_point_at_the_text_they_speak_of(seeds: Reading) -> None:
    folder = Path(__file__).parents[2] / "seeds"
    pointed = {}
    for problem in seeds.problems:
        line = (folder / problem.path).read_text(encoding="utf-8").split("\n")[problem.line - 1]
        assert line[problem.column - 2] == " "
        assert line[: problem.column - 1].rstrip().endswith("|")
        pointed[problem.code, problem.path] = line[problem.column - 1 :]
    assert pointed["repeated-tag", "2025-02-10.md"].startswith("['Multimodal', 'Video-Text-to-Text'")
    assert pointed["no-link", "2025-03-04.md"].startswith("[Link](https://huggingface.co/)")


def test_corpus_loses_and_invents_nothing(corpus: Reading) -> None:
    entries = entries_of(corpus)
    days = defaultdict(set)
    for entry in entries:
        days[entry.paper].add(entry.day)
    assert len(corpus.files) == len(corpus.digests) == 151
    assert sum(report.rows for report in corpus.files) == sum(report.entries for report in corpus.files) == 1421
    assert len(entries) == 1421
    assert len(days) == 1398
    assert sum(len(of_paper) > 1 for of_paper in days.values()) == 15
    assert corpus.errors == ()
    assert all(entry.title and entry.authors and entry.summary for entry in entries)


def test_corpus_warns_of_exactly_these(corpus: Reading) -> None:
    assert Counter(problem.code for problem in corpus.problems) == {
        "no-link": 13,
        "repeated-author": 3,
        "repeated-tag": 2,
        "folded-links": 2,
        "link-white-space": 1,
    }


@pytest.mark.parametrize(
    ("texts", "fixture", "least"),
    [("train.texts.jsonl", "corpus", 1398), ("train-three-column.texts.jsonl", "three_column", 12)],
)
def test_summaries_equal_those_that_the_labels_count_in(
    texts: str, fixture: str, least: int, shared: Path, request: pytest.FixtureRequest
) -> None:
    reading: Reading = request.getfixturevalue(fixture)
    days = {digest.day for digest in reading.digests}
    summaries = defaultdict(list)
    for entry in entries_of(reading):
        summaries[entry.paper, entry.day].append(entry.summary)
    labelled = [json.loads(line) for line in (shared / "gold" / texts).read_text(encoding="utf-8").splitlines()]
    compared = [text for text in labelled if text["date"] in days]
    assert len(compared) >= least
    assert [text["id"] for text in compared if text["summary"] not in summaries[text["id"], text["date"]]] == []


def test_three_column_digests_come_through_whole(three_column: Reading) -> None:
    assert (
        sum(report.rows for report in three_column.files) == sum(report.entries for report in three_column.files) == 149
    )
    assert three_column.problems == ()
    assert not any("Read more" in entry.title for entry in entries_of(three_column))


@pytest.mark.parametrize(("fixtures", "count"), [(("corpus", "seeds"), 103), (("three_column",), 141)])
def test_json_days_agree_with_the_tables(
    fixtures: tuple[str, ...], count: int, json_days: Reading, request: pytest.FixtureRequest
) -> None:
    tables = {(e.paper, e.day): e for name in fixtures for e in entries_of(request.getfixturevalue(name))}
    pairs = [(entry, tables[key]) for entry in entries_of(json_days) if (key := (entry.paper, entry.day)) in tables]
    assert len(pairs) == count
    for ours, table in pairs:
        assert (ours.title, ours.authors) == (table.title, table.authors)
        if "three_column" not in fixtures:
            assert ours.tags == table.tags
            assert {(link.kind, link.url) for link in ours.links} == {(link.kind, link.url) for link in table.links}


def test_reading_twice_gives_the_same(seeds: Reading) -> None:
    assert read([Path(__file__).parents[2] / "seeds"]) == seeds


def test_paths_are_relative_to_the_root_given(tmp_path: Path) -> None:
    (tmp_path / "a" / "b").mkdir(parents=True)
    file = tmp_path / "a" / "b" / "x.md"
    file.write_text(DIGEST)
    assert [digest.path for digest in read([tmp_path]).digests] == ["a/b/x.md"]
    assert [digest.path for digest in read([str(tmp_path / "a")]).digests] == ["b/x.md"]
    assert [entry.path for entry in entries_of(read([file]))] == ["x.md"]


def test_a_file_named_twice_is_read_once(tmp_path: Path) -> None:
    (tmp_path / "x.md").write_text(DIGEST)
    reading = read([tmp_path, tmp_path / "x.md", tmp_path])
    assert len(reading.digests) == 1
    assert reading.problems == ()


def test_roots_with_the_same_names_are_both_read(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "x.md").write_text(DIGEST.replace("[T]", f"[{name}]"))
    reading = read([tmp_path / "a", tmp_path / "b"])
    assert [entry.title for entry in entries_of(reading)] == ["a", "b"]


def test_sha256_is_that_of_the_bytes() -> None:
    data = DIGEST.replace("\n", "\r\n").encode()
    assert read(["-"], stdin=data).digests[0].sha256 == hashlib.sha256(data).hexdigest()


def test_stdin_of_the_process_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(DIGEST.encode())))
    (entry,) = entries_of(read(["-"]))
    assert (entry.path, entry.line) == ("<stdin>", 5)


def test_stdin_may_be_json() -> None:
    data = b'[{"title": "T", "link": "arxiv.org/abs/2501.00001", "date": "2025-01-01"}]'
    assert [entry.paper for entry in entries_of(read(["-"], stdin=data))] == ["2501.00001"]


def test_no_path_and_missing_paths_are_wrong_use(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no path given"):
        read([])
    with pytest.raises(UsageError, match=r"nowhere\.md: no such file"):
        read([tmp_path / "nowhere.md"])


def test_folder_skips_what_is_no_digest(tmp_path: Path) -> None:
    (tmp_path / "x.md").write_text(DIGEST)
    (tmp_path / "README.md").write_text("# About\n\nDigests.\n\n| Option | Meaning |\n|---|---|\n| a | b |\n")
    (tmp_path / "package.json").write_text('{"name": "x"}')
    (tmp_path / "data.csv").write_text("a,b")
    (tmp_path / ".hidden.md").write_text("nothing")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "y.md").write_text(DIGEST)
    reading = read([tmp_path])
    assert len(reading.digests) == 1
    assert [(p.path, p.severity, p.code) for p in reading.problems] == [
        ("README.md", "warning", "no-digest"),
        ("package.json", "warning", "no-digest"),
    ]


def test_a_file_given_by_name_has_to_be_a_digest(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("# About\n")
    assert codes(read([tmp_path / "README.md"])) == [("error", "no-digest")]


def test_folder_without_digests_is_an_error(tmp_path: Path) -> None:
    (problem,) = read([tmp_path]).problems
    assert (problem.severity, problem.code, problem.path) == ("error", "no-digest", str(tmp_path))
    assert "name a folder with digests" in problem.remedy


def test_unreadable_file_does_not_stop_the_rest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # Root may read everything, so the refusal is the reader's own.
    (tmp_path / "a.md").write_text(DIGEST)
    (tmp_path / "b.md").write_text(DIGEST)
    genuine = Path.open

    def refuse(path: Path, *arguments: Any) -> Any:
        if path.name == "a.md":
            raise PermissionError(13, "Permission denied", str(path))
        return genuine(path, *arguments)

    monkeypatch.setattr(Path, "open", refuse)
    reading = read([tmp_path])
    assert [digest.path for digest in reading.digests] == ["b.md"]
    (problem,) = reading.problems
    assert (problem.path, problem.severity, problem.code) == ("a.md", "error", "unreadable")
    assert "Permission denied" in problem.message


def test_link_to_nowhere_in_a_folder_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "x.md").write_text(DIGEST)
    (tmp_path / "gone.md").symlink_to(tmp_path / "missing.md")
    reading = read([tmp_path])
    assert len(reading.digests) == 1
    assert codes(reading) == [("error", "unreadable")]


@pytest.mark.skipif(os.name == "nt", reason="names of files are bytes on POSIX alone")
def test_a_name_that_is_no_utf8_can_be_written_into_exports(tmp_path: Path) -> None:
    folder = Path(os.fsdecode(os.fsencode(tmp_path) + b"/days\xff"))
    folder.mkdir()
    (folder / os.fsdecode(b"day\xfe.md")).write_text(DIGEST + "| one cell |\n")
    reading = read([tmp_path])
    assert [digest.path for digest in reading.digests] == ["days\ufffd/day\ufffd.md"]
    assert {problem.path for problem in reading.problems} == {"days\ufffd/day\ufffd.md"}
    (alone,) = folder.iterdir()
    assert [digest.path for digest in read([alone]).digests] == ["day\ufffd.md"]


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_folders_linked_in_a_circle_are_read_once(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "x.md").write_text(DIGEST)
    (tmp_path / "a" / "up").symlink_to(tmp_path)
    (tmp_path / "self.md").symlink_to(tmp_path / "self.md")
    reading = read([tmp_path])
    assert [digest.path for digest in reading.digests] == ["a/x.md"]
    assert codes(reading) == [("error", "unreadable")]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes on this platform")
def test_pipe_in_a_folder_does_not_block(tmp_path: Path) -> None:
    (tmp_path / "x.md").write_text(DIGEST)
    os.mkfifo(tmp_path / "pipe.md")
    assert len(read([tmp_path]).digests) == 1


@pytest.mark.parametrize(
    ("text", "code"),
    [("x" * 100_000_000, "no-digest"), (DIGEST + "|" * 100_000_000, "too-many-cells")],
    ids=["no-table", "pipes"],
)
def test_100_megabyte_line_gets_a_clean_answer(tmp_path: Path, text: str, code: str) -> None:
    file = tmp_path / "x.md"
    file.write_text(text)
    begin = time.monotonic()
    assert codes(read([file])) == [("error", code)]
    assert time.monotonic() - begin < 10


def test_problem_reads_as_place_thing_remedy_code(tmp_path: Path) -> None:
    (tmp_path / "x.md").write_text(DIGEST + "| [U](https://arxiv.org/abs/2501.00002) | A |\n")
    assert str(read([tmp_path]).problems[0]) == (
        "x.md:6:1: error: the row has too few cells, 2 for 3 columns, and is lost; "
        r"write a `|` that is part of a cell as `\|` [too-few-cells]"
    )
