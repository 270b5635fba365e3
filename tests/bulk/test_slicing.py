"""A slice that is cut from tables is the one that is cut from the graph in memory."""

from collections.abc import Callable
from pathlib import Path

import pytest

from kg.bulk import slicing
from kg.bulk.entries import digest_table, entry_table
from kg.bulk.local import Local, Options
from kg.bulk.parts import EDGES, write_table
from kg.bulk.slicing import sliced_from
from kg.digest import Reading
from kg.engine import Session
from kg.errors import UsageError
from kg.extract import Annotation
from kg.graph import Graph, sliced
from kg.resolve import read_aliases


@pytest.fixture(scope="module")
def tables(seeds_reading: Reading, annotations: dict[str, Annotation], tmp_path_factory) -> Path:
    """The graph of the seeds, in parts and tables."""
    folder = tmp_path_factory.mktemp("sliced")
    for number, digest in enumerate(seeds_reading.digests):
        found = [annotations[entry.summary] for entry in digest.entries]
        write_table(entry_table(digest, found), folder / "entries" / f"{number}.parquet")
    write_table(digest_table(seeds_reading.digests), folder / "digests" / "all.parquet")
    options = Options(read_aliases(), wanted=frozenset((EDGES,)), jobs=1, keep=True)
    Local(folder / "entries", folder / "digests", folder / "exports", folder / "work", options).run()
    return folder


@pytest.fixture
def cut(tables: Path):
    def cut(*slices: str) -> Graph:
        with Session() as session:
            for name in ("alone", "stated"):
                session.add_files(name, tables / "work" / name)
            session.add_files("edges", tables / "exports" / EDGES)
            return sliced_from(session, slices)

    return cut


@pytest.mark.parametrize(
    "slices",
    [
        ("tag=natural language processing",),
        ("tag=tag/multimodal",),
        ("author=Nobody Knows",),
        ("benchmark=MATH-500",),
        ("benchmark=gsm8k",),
        ("model=GPT-4o",),
        ("from=2025-02-11,to=2025-02-11",),
        ("from=2025-02",),
        ("to=2024",),
        ("ego=MATH-500",),
        ("ego=MATH-500,2",),
        ("ego=GPT-4o,0",),
        ("ego=MATH-500,9",),
        ("benchmark=MATH-500", "top=20"),
        ("tag=Natural Language Processing", "from=2025-02-11,to=2025-02-11", "model=GPT-4o"),
        ("from=2025-02-11,to=2025-02-11", "ego=GPT-4o,2", "top=7"),
        ("tag=Audio", "benchmark=MATH-500"),
    ],
)
def test_a_slice_is_the_same_as_one_in_memory(slices: tuple[str, ...], cut, seeds_graph: Graph) -> None:
    def told(cut: Callable[[], Graph]) -> Graph | str:
        try:
            return cut()
        except UsageError as error:
            # The most common things are listed first where all of them are in memory.
            return str(error).partition("there are")[0]

    assert told(lambda: cut(*slices)) == told(lambda: sliced(seeds_graph, slices))


def test_every_author_and_tag_can_be_asked_for(cut, seeds_graph: Graph) -> None:
    nodes = [node for node in seeds_graph.merged_nodes() if node.type in ("Author", "Tag")]
    for node in nodes[::40]:
        text = f"{node.type.lower()}={node.id}"
        assert cut(text) == sliced(seeds_graph, [text])


@pytest.mark.parametrize("text", ["benchmark=MATH-501", "tag=nothing at all"])
def test_what_is_not_there_is_told_with_what_is(text: str, cut) -> None:
    with pytest.raises(UsageError, match=r"in this graph is called so; (did you mean|there are)"):
        cut(text)


def test_what_memory_does_not_hold_is_refused(cut, monkeypatch) -> None:
    with pytest.raises(UsageError, match=r"top=20: asks how all things are connected.*put another slice before it"):
        cut("top=20", "benchmark=MATH-500")
    monkeypatch.setattr(slicing, "MOST_ROWS", 100)
    with pytest.raises(UsageError, match=r"from=2025: some [\d,]+ rows, more than the 100 that can be cut at once"):
        cut("from=2025")
    with pytest.raises(UsageError, match=r"ego=MATH-500,3: .* rows, more than the 100"):
        cut("ego=MATH-500,3")
