import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.schema import iri_of, node_id, valid_base


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_every_id_becomes_an_iri_that_other_tools_take(name: str) -> None:
    line = f"<{iri_of('page/' + name)}> <http://a/b> <http://a/c> .\n"
    (triple,) = ox.parse(line.encode(), format=ox.RdfFormat.N_TRIPLES)
    assert triple.subject.value == iri_of("page/" + name)


@given(
    st.text(alphabet=st.characters(exclude_categories=["Cs"])),
    st.text(alphabet=st.characters(exclude_categories=["Cs"])),
)
def test_different_ids_are_different_iris(one: str, other: str) -> None:
    assert (iri_of(one) == iri_of(other)) == (one == other)


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_an_id_comes_back_from_its_iri(name: str) -> None:
    for base in ("https://example.org/kg/", "urn:example:"):
        assert node_id(iri_of(name, base), base) == name


@pytest.mark.parametrize("base", ["https://example.org/kg/", "http://example.org/kg#", "urn:example:"])
def test_takes_a_base_that_ids_can_follow(base: str) -> None:
    assert valid_base(base) is None


@pytest.mark.parametrize(
    "base",
    [
        "",
        "kg/",
        "https://example.org/kg",
        "https://exa mple.org/",
        "file:///srv/",
        "https://a/<b>/",
        "http://[/",
        "https://a/%zz/",
        "https://a:x/",
        "https://a/#x#",
        "https://a/\ue000/",
        "urn:",
        "https://a/\udcff/",
        "https://a/b/../",
        "https://a/./#",
        "https://a/%2E%2e/",
        "https://a/\u202eb/",
        "https://a/x> <https://b/",
        "https://a/\nb/",
        "javascript:alert(1)//",
    ],
)
def test_refuses_any_other_base(base: str) -> None:
    assert valid_base(base)
