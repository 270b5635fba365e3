from pathlib import Path

import pytest
from digests import entries_of, write_digests

from kg.digest import read


@pytest.mark.parametrize("count", [7, 75, 200])
def test_digests_have_as_many_papers_as_wanted(seeds: Path, tmp_path: Path, count: int) -> None:
    write_digests(count, seeds, tmp_path)
    reading = read([str(tmp_path)])
    assert not reading.errors
    assert len({entry.paper for digest in reading.digests for entry in digest.entries}) == count


def test_what_is_written_is_what_was_read(seeds: Path, tmp_path: Path) -> None:
    originals = {entry.paper: entry for entry in entries_of(seeds)}
    write_digests(len(originals), seeds, tmp_path)
    again = {entry.paper: entry for entry in entries_of(tmp_path)}
    assert again.keys() == originals.keys()
    for paper, entry in originals.items():
        found = again[paper]
        assert (found.title, found.authors, found.tags) == (entry.title, entry.authors, entry.tags)
        assert found.summary.split() == entry.summary.split()
        assert [link.url for link in found.links] == [link.url for link in entry.links]


def test_a_copy_is_another_paper_with_the_same_summary(seeds: Path, tmp_path: Path) -> None:
    count = len(entries_of(seeds))
    write_digests(count + 1, seeds, tmp_path)
    first, *_, copy = entries_of(tmp_path)
    assert copy.paper != first.paper
    assert copy.title == f"{first.title} (2)"
    assert copy.summary == first.summary
