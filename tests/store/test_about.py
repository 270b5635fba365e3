"""Everything known about one thing."""

from decimal import Decimal

import pyoxigraph as ox
import pytest

from kg.errors import UsageError
from kg.export import write
from kg.graph import Graph
from kg.store import find, open_graph
from kg.store.about import NAMED, About, Link, about
from kg.store.naming import id_of


@pytest.fixture(scope="module")
def store(seeds_graph: Graph, tmp_path_factory: pytest.TempPathFactory) -> ox.Store:
    folder = tmp_path_factory.mktemp("about") / "out"
    write(seeds_graph, folder, ["nquads"])
    return open_graph(folder)


def known(store: ox.Store, name: str) -> About:
    return about(store, find(store, name, *NAMED))


def test_a_model_has_its_numbers_with_their_sentences(store: ox.Store) -> None:
    found = known(store, "oreal 7b")
    assert (found.id, found.types, found.label) == ("system/oreal-7b", ("Model",), "OREAL-7B")
    assert found.facts["parameterCount"] == ("7000000000",)
    assert found.links == (Link("family", True, "OREAL", "family/oreal", ()),)
    (result,) = found.results
    assert result.what.startswith("OREAL-7B: 91.0 pass@1 accuracy on MATH-500 (absolute), in Exploring the Limit")
    assert "91.0 on MATH-500" in result.sentence
    assert (result.place, result.confidence > Decimal("0.5")) == ("2025-02-11.md:8", True)
    assert [mention.what.rpartition(" (")[2] for mention in found.mentions] == ["introduced)"]


def test_a_paper_is_found_by_its_arxiv_identifier(store: ox.Store) -> None:
    found = known(store, "2502.06781")
    assert found.types == ("Paper",)
    assert {link.other for link in found.links if link.edge == "authoredBy"} >= {"Yuzhe Gu", "zsytony"}
    assert (
        Link("hasCode", True, "InternLM/OREAL", "repository/github.com/internlm/oreal", ("2025-02-11.md:8",))
        in found.links
    )
    assert len(found.results) == 2
    assert known(store, found.label) == found


def test_an_author_and_a_repository_lead_back_to_the_paper(store: ox.Store) -> None:
    for name, edge in (("zsytony", "authoredBy"), ("InternLM/OREAL", "hasCode")):
        found = known(store, name)
        (link,) = (link for link in found.links if link.edge == edge)
        assert (link.forward, link.id) == (False, "paper/2502.06781")
        assert not found.results


def test_who_outperforms_whom_comes_with_the_sentence(store: ox.Store) -> None:
    found = known(store, "o1-preview")
    assert any(said.what.startswith("ReasonFlux-32B outperforms o1-preview, in ") for said in found.comparisons)
    assert all("o1-preview" in said.sentence for said in found.comparisons)


def test_what_several_things_are_called_is_listed(store: ox.Store) -> None:
    with pytest.raises(UsageError, match=r"'gpt' may be family/gpt \(GPT\), system/gpt \(GPT\); give one of these ids"):
        known(store, "gpt")
    assert known(store, "family/gpt").types == ("ModelFamily",)
    with pytest.raises(UsageError, match="no thing in this graph is called so"):
        known(store, "zzzzzz")


@pytest.mark.parametrize(
    ("iri", "id_"),
    [
        ("https://w3id.org/paperkg/benchmark/math-500", "benchmark/math-500"),
        ("https://example.org/a/repository/github.com/a/b", "repository/github.com/a/b"),
        ("https://example.org/nothing", "https://example.org/nothing"),
    ],
)
def test_an_id_is_the_same_under_every_base(iri: str, id_: str) -> None:
    assert id_of(ox.NamedNode(iri)) == id_


@pytest.mark.parametrize(
    "name",
    ["https://arxiv.org/abs/2502.06781", "arXiv:2502.06781v2", "huggingface.co/papers/2502.06781",
     "https://arxiv.org/pdf/2502.06781v1.pdf"],
)  # fmt: skip
def test_papers_are_found_by_what_people_paste(store: ox.Store, name: str) -> None:
    assert id_of(find(store, name, "Paper")) == "paper/2502.06781"


def test_a_repository_is_found_by_its_address(store: ox.Store) -> None:
    assert id_of(find(store, "https://github.com/InternLM/OREAL", *NAMED)) == "repository/github.com/internlm/oreal"


def test_what_columns_say_comes_with_its_place_and_authors_in_their_order(store: ox.Store) -> None:
    paper = about(store, find(store, "2502.06781", "Paper"))
    assert [link.other for link in paper.links if link.edge == "authoredBy"] == [
        "Yuzhe Gu", "Songyang Gao", "Chengqi Lyu", "zsytony", "ZwwWayne"
    ]  # fmt: skip
    (entry,) = paper.entries
    assert (entry.day, entry.place) == ("2025-02-11", "2025-02-11.md:8")
    assert "OREAL-7B achieves a pass@1 accuracy of 91.0" in entry.summary
    author = about(store, find(store, "Yuzhe Gu", "Author"))
    assert [link.places for link in author.links] == [("2025-02-11.md:8",)]
