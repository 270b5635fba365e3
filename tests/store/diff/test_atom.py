"""The feed, read with other people's tools: feedparser, and libxml2 with the grammar of RFC 4287."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import feedparser
import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from kg.errors import InputError
from kg.store.diff import Diff
from kg.store.diff.atom import atom_lines

Compared = Callable[[ox.Store, ox.Store], Diff]
ATOM = {"a": "http://www.w3.org/2005/Atom"}
GRAMMAR = etree.RelaxNG(etree.parse(Path(__file__).with_name("schemas") / "atom.rng"))
LAST = "2025-03-04"
PAPER = "2501.00001"
DAY = "2025-01-02"
HOSTILE = "<script>alert(1)</script> & *A* ]]> \u202e\x0b\x01\ud7ff"


def feed(found: Diff) -> bytes:
    """The document; it is valid by the grammar and the other rules of appendix B."""
    document = "\n".join(atom_lines(found)).encode()
    root = etree.fromstring(document)
    GRAMMAR.assertValid(root)
    ids = root.xpath("//a:id/text()", namespaces=ATOM)
    assert len(ids) == len({*ids})
    assert all(re.match("https?://", id_) for id_ in ids)
    for entry in root.xpath("a:entry", namespaces=ATOM):
        assert entry.xpath("a:content or a:link[@rel='alternate']", namespaces=ATOM)
        assert len(entry.xpath("a:link[@rel='alternate']", namespaces=ATOM)) <= 1
    assert root.xpath("a:author", namespaces=ATOM)
    return document


def test_a_day_of_seeds_is_a_valid_feed_with_the_days_of_the_digests(
    seeds_store: Callable[..., ox.Store], compared: Compared
) -> None:
    found = compared(seeds_store(LAST), seeds_store())
    parsed = feedparser.parse(feed(found))
    assert not parsed.bozo
    assert parsed.feed.updated == f"{LAST}T00:00:00Z"
    assert {entry.updated for entry in parsed.entries} == {f"{LAST}T00:00:00Z"}
    assert {entry.id for entry in parsed.entries} >= {
        found.new.base + one.id for one in (*found.papers.new, *found.entities.new)
    }
    titles = {entry.title for entry in parsed.entries}
    assert titles >= {paper.title for paper in found.papers.new}


def test_the_feed_is_the_same_whenever_and_wherever_it_is_made(
    seeds_store: Callable[..., ox.Store], compared: Compared
) -> None:
    found = compared(seeds_store(LAST), seeds_store())
    elsewhere = replace(found, old=replace(found.old, source="/a"), new=replace(found.new, source="/b"))
    one, other = feed(found), feed(elsewhere)
    assert one == other
    years = {*re.findall(rb"<updated>(\d{4})", one)}
    assert years == {b"2025"}


def test_a_feed_of_no_differences_is_valid_and_has_the_latest_day(
    seeds_store: Callable[..., ox.Store], compared: Compared
) -> None:
    parsed = feedparser.parse(feed(compared(seeds_store(), seeds_store())))
    assert (parsed.bozo, parsed.entries, parsed.feed.updated) == (False, [], f"{LAST}T00:00:00Z")


def test_results_stand_with_their_paper_and_the_sentence(graph: Callable[..., ox.Store], compared: Compared) -> None:
    papers = {PAPER: {"days": [DAY], "title": "T", "authors": ["Ann"]}}
    result = {"paper": PAPER, "value": "91", "start": 1}
    known = feedparser.parse(feed(compared(graph(papers), graph(papers, results=[result])))).entries
    (entry,) = (one for one in known if one.id == f"https://w3id.org/paperkg/paper/{PAPER}")
    assert (entry.title, entry.link) == ("Changed: T", f"https://arxiv.org/abs/{PAPER}")
    assert "a: 91 m on b" in entry.content[0].value
    assert "It has 91. [d.md:3, confidence 0.8]" in entry.content[0].value
    new = feedparser.parse(feed(compared(graph(), graph(papers, results=[result])))).entries
    (paper,) = (one for one in new if one.id.endswith(PAPER))
    assert (paper.title, [author.name for author in paper.authors]) == ("T", ["Ann"])
    assert "It has 91." in paper.content[0].value


def test_a_leader_is_known_again_whatever_it_was_compared_with(
    graph: Callable[..., ox.Store], compared: Compared
) -> None:
    papers = {PAPER: {"days": [DAY]}}
    worst, best = (
        {"paper": PAPER, "system": f"system/{name}", "value": value, "start": name} for name, value in ("a1", "b2")
    )
    now = graph(papers, results=[worst, best])
    ids = []
    for before in (graph(papers), graph(papers, results=[worst])):
        entries = feedparser.parse(feed(compared(before, now))).entries
        ids += [entry.id for entry in entries if "/leader/" in entry.id]
    assert ids == ["https://w3id.org/paperkg/leader/benchmark/b/metric/m/percent/system/b/2"] * 2
    (title,) = (entry.title for entry in entries if "/leader/" in entry.id)
    assert title == "b, m, percent (higher is better): b (2) takes the lead from a (1)"


def test_titles_with_markup_stay_texts(graph: Callable[..., ox.Store], compared: Compared) -> None:
    hostile = HOSTILE.replace("\x01", "").replace("\x0b", "")
    papers = {
        PAPER: {
            "days": [DAY],
            "title": HOSTILE,
            "authors": [HOSTILE],
            "tags": [HOSTILE],
            "code": ["javascript:alert(1)"],
        }
    }
    names = {"system/x": [HOSTILE], "benchmark/b": [HOSTILE, "\x02"]}
    results = [{"paper": PAPER, "value": "91", "system": "system/x", "sentence": HOSTILE}]
    document = feed(compared(graph(), graph(papers, names, [(PAPER, "system/x", HOSTILE)], results)))
    entries = {entry.id: entry for entry in feedparser.parse(document, sanitize_html=False).entries}
    entry = entries[f"https://w3id.org/paperkg/paper/{PAPER}"]
    assert (entry.title, entry.title_detail.type) == (hostile, "text/plain")
    shown = ""
    for one in entries.values():
        tree = etree.HTML(f"<div>{one.content[0].value}</div>")
        assert not tree.xpath("//script")
        assert all(link.startswith("https://arxiv.org/") for link in tree.xpath("//@href"))
        shown += "".join(tree.itertext())
    assert shown.count("<script>alert(1)</script> & *A* ]]>") > 5


@settings(max_examples=60)
@given(st.text(), st.text())
def test_whatever_a_title_holds_the_feed_is_valid(
    graph: Callable[..., ox.Store], compared: Compared, title: str, author: str
) -> None:
    papers = {PAPER: {"days": [DAY], "title": title, "authors": [author]}}
    feed(compared(graph(), graph(papers)))


def test_a_graph_whose_digests_have_no_day_can_have_no_feed(compared: Compared) -> None:
    store = ox.Store()
    kg = "https://w3id.org/paperkg/ontology#"
    store.load(f"<http://a/digest/x> a <{kg}Digest> .".encode(), format=ox.RdfFormat.TURTLE)
    with pytest.raises(InputError, match="new: no digest has a day, so a feed has no date"):
        feed(compared(store, store))
    store.load(f'<http://a/digest/x> <{kg}day> "today" .'.encode(), format=ox.RdfFormat.TURTLE)
    with pytest.raises(InputError, match="new: 'today' is no day of a digest"):
        feed(compared(store, store))
