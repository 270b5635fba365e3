from dataclasses import replace

from kg.digest import Digest, Entry
from kg.graph.identity import keyed


def entry(paper: str = "2502.00001", summary: str = "- Text.", **fields: object) -> Entry:
    stated = {
        "day": "2025-02-11",
        "title": "T",
        "title_source": "T",
        "authors": (),
        "author_sources": (),
        "tags": (),
        "links": (),
        "path": "a.md",
        "line": 5,
    }
    return Entry(paper=paper, summary=summary, **(stated | fields))


def digest(*entries: Entry, path: str = "a.md") -> Digest:
    return Digest("2025-02-11", path, 1, "0" * 64, entries)


def test_a_day_is_the_key_of_its_digest() -> None:
    (only,) = keyed([digest(entry())])
    assert (only.key, only.entries[0].key) == ("2025-02-11", "2502.00001")


def test_the_same_digest_in_two_files_is_one() -> None:
    (only,) = keyed([digest(entry(path="b.md"), path="b.md"), digest(entry())])
    assert only.digest.path == "a.md"


def test_two_digests_of_one_day_are_told_apart_by_their_content() -> None:
    one, other = digest(entry()), digest(entry(summary="- Other."), path="b.md")
    keys = [k.key for k in keyed([one, other])]
    assert len(set(keys)) == 2
    assert all(key.startswith("2025-02-11-") for key in keys)
    assert keys == [k.key for k in keyed([other, one])]
    moved = replace(one, path="moved.md", line=40)
    assert {k.key for k in keyed([moved, other])} == set(keys)


def test_a_paper_with_two_summaries_in_one_digest_has_two_entries() -> None:
    (only,) = keyed([digest(entry(), entry(summary="- Other."), entry("2502.00002"))])
    keys = [k.key for k in only.entries]
    assert len(set(keys)) == 3
    assert keys[2] == "2502.00002"
