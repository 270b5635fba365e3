"""The differences as Markdown, read with markdown-it-py (CommonMark)."""

from collections.abc import Callable

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from markdown_it import MarkdownIt

from kg.store.diff import Diff
from kg.store.diff.markdown import escaped, markdown_lines

Compared = Callable[[ox.Store, ox.Store], Diff]
PAPER = "2501.00001"
READERS = (MarkdownIt("commonmark"), MarkdownIt("gfm-like", {"linkify": False}))


def shown(markdown: str, reader: MarkdownIt) -> etree._Element:
    return etree.HTML(f"<div>{reader.render(markdown)}</div>")


@pytest.mark.parametrize("reader", READERS)
def test_a_day_of_seeds_is_a_document_with_links_and_sentences(
    reader: MarkdownIt, seeds_store: Callable[..., ox.Store], compared: Compared
) -> None:
    found = compared(seeds_store("2025-03-04"), seeds_store())
    page = shown("\n".join(markdown_lines(found)), reader)
    titles = [" ".join("".join(link.itertext()).split()) for link in page.xpath("//li/strong/a")]
    assert titles[: len(found.papers.new)] == [" ".join(paper.title.split()) for paper in found.papers.new]
    assert page.xpath("//li/strong/a/@href")[: len(titles)][0] == found.papers.new[0].url
    assert f"New papers ({len(found.papers.new)})" in [heading.text for heading in page.xpath("//h2")]
    text = " ".join("".join(page.itertext()).split())
    for result in found.results.new:
        assert " ".join(result.sentence.removeprefix("- ").split()) in text


@given(st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs"))))
def test_whatever_a_title_holds_is_shown_as_it_is(title: str) -> None:
    for reader in READERS:
        page = shown(f"- {escaped(title)}\n- **x**", reader)
        items = page.xpath("/html/body/div/ul/li")
        assert "".join(items[0].itertext()).strip() == " ".join(title.split()).strip()
        assert len(items) == 2
        assert not [*items[0]]


def test_titles_with_markup_stay_texts(graph: Callable[..., ox.Store], compared: Compared) -> None:
    title = "# <script>x</script> [a](javascript:b) *c* ![d](e) `f` | ~~g~~ https&#58;"
    papers = {PAPER: {"days": ["2025-01-02"], "title": title, "tags": ["1. y"], "authors": ["- z"]}}
    document = "\n".join(markdown_lines(compared(graph(), graph(papers))))
    for reader in READERS:
        page = shown(document, reader)
        (link,) = page.xpath("//li/strong/a")
        assert ("".join(link.itertext()), link.get("href")) == (title, f"https://arxiv.org/abs/{PAPER}")
        assert not page.xpath("//script | //img | //code | //em[not(contains(., 'machine'))] | //ol | //del | //li//h1")


def test_no_differences_are_said_to_be_none(graph: Callable[..., ox.Store], compared: Compared) -> None:
    assert [*markdown_lines(compared(graph(), graph()))][-1] == "No differences."
