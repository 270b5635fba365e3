import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import resources
from kg.digest import Reading
from kg.digest.links import NoLinkError, read_link, sort_link

HF = "https://huggingface.co"
GH = "https://github.com"


@pytest.mark.parametrize(
    ("text", "kind", "url", "owner", "name"),
    [
        ("github.com/x/y", "Repository", f"{GH}/x/y", "x", "y"),
        (f"{GH}/x/y.git", "Repository", f"{GH}/x/y", "x", "y"),
        (f"{GH}/x/y.;", "Repository", f"{GH}/x/y", "x", "y"),
        (f"{GH}/x/prima.cpp", "Repository", f"{GH}/x/prima.cpp", "x", "prima.cpp"),
        (f"{GH}/x/y/blob/0e6d/a.py#L7", "Repository", f"{GH}/x/y", "x", "y"),
        (f"{GH}/x/y/tree/main/z", "Repository", f"{GH}/x/y", "x", "y"),
        (f"{GH}/x/", "Account", f"{GH}/x", "x", None),
        (f"{GH}/orgs/x/repositories", "Account", f"{GH}/x", "x", None),
        (f"{GH}/topics/llm", "OtherLink", f"{GH}/topics/llm", None, None),
        ("https://gist.github.com/x/1", "OtherLink", "https://gist.github.com/x/1", None, None),
        ("https://gitlab.com/a/b/c/-/tree/main", "Repository", "https://gitlab.com/a/b/c", "a/b", "c"),
        ("https://codeberg.org/a/b/src/branch/main", "Repository", "https://codeberg.org/a/b", "a", "b"),
        ("https://bitbucket.org/a/b", "Repository", "https://bitbucket.org/a/b", "a", "b"),
        ("//huggingface.co/O/M-78B", "HFModel", f"{HF}/O/M-78B", "O", "M-78B"),
        ("https://hf.co/O/M/tree/main/l", "HFModel", f"{HF}/O/M", "O", "M"),
        ("mgor/protobowl-11-13", "HFModel", f"{HF}/mgor/protobowl-11-13", "mgor", "protobowl-11-13"),
        (f"{HF}/gpt2", "HFModel", f"{HF}/gpt2", None, "gpt2"),
        (f"{HF}/bert-base-uncased", "HFModel", f"{HF}/bert-base-uncased", None, "bert-base-uncased"),
        (f"{HF}/datasets/O/D/viewer/default", "HFDataset", f"{HF}/datasets/O/D", "O", "D"),
        (f"{HF}/datasets/squad", "HFDataset", f"{HF}/datasets/squad", None, "squad"),
        ("spaces/O/S", "HFSpace", f"{HF}/spaces/O/S", "O", "S"),
        ("https://grote-app.hf.spaces", "HFSpace", "https://grote-app.hf.space", None, "grote-app"),
        ("hf.co/collections/O/c-67", "HFCollection", f"{HF}/collections/O/c-67", "O", "c-67"),
        (f"{HF}/almanach?search_models=camembert+v2", "Account", f"{HF}/almanach", "almanach", None),
        (f"{HF}/Qwen/models", "Account", f"{HF}/Qwen", "Qwen", None),
        (f"{HF}/transformers", "OtherLink", f"{HF}/transformers", None, None),
        (f"{HF}/docs/trl/main/en/x", "OtherLink", f"{HF}/docs/trl/main/en/x", None, None),
        (f"{HF}/blog/o/x", "OtherLink", f"{HF}/blog/o/x", None, None),
        ("mssbench.github.io", "ProjectPage", "https://mssbench.github.io", None, None),
        ("https://x.github.io/a/", "ProjectPage", "https://x.github.io/a", None, None),
        ("cmm-damovl.site", "ProjectPage", "https://cmm-damovl.site", None, None),
        ("https://www.modelscope.com/models/a/b", "OtherLink", "https://modelscope.com/models/a/b", None, None),
        ("https://zenodo.org/record/1", "OtherLink", "https://zenodo.org/record/1", None, None),
        ("https://anonymous.4open.science/r/x", "OtherLink", "https://anonymous.4open.science/r/x", None, None),
        ("https://aka.ms/x", "OtherLink", "https://aka.ms/x", None, None),
        ("https://x.readthedocs.io/en", "OtherLink", "https://x.readthedocs.io/en", None, None),
    ],
)
def test_link_is_sorted(text: str, kind: str, url: str, owner: str | None, name: str | None) -> None:
    (link,) = sort_link(text, "HuggingFace URLs")
    assert (link.kind, link.url, link.owner, link.name) == (kind, url, owner, name)
    assert (link.text, link.column) == (text, "HuggingFace URLs")


def test_bare_name_belongs_to_the_site_of_its_column() -> None:
    assert [link.url for link in sort_link("a/b", "GitHub URLs")] == [f"{GH}/a/b"]
    assert [link.url for link in sort_link("a/b", "HuggingFace URLs")] == [f"{HF}/a/b"]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("null", "placeholder"),
        ("string", "placeholder"),
        ("None", "placeholder"),
        (f"{HF}/", "root"),
        ("hf.co", "root"),
        (GH, "root"),
        (f"{HF}/datasets", "part of a site"),
        (f"{HF}/models?other=x", "part of a site"),
        (f"{GH}/topics", "part of a site"),
        (f"{GH}/orgs", "part of a site"),
        ("spaces/smolvlm2", "Space without"),
        (f"{HF}/papers/2501.01234", "page about a paper"),
        ("https://arxiv.org/abs/2501.01234", "page about a paper"),
        ("coming soon", "no web address"),
        ("http://[", "no web address"),
    ],
)
def test_what_leads_to_no_artifact_says_why(text: str, reason: str) -> None:
    assert sort_link(text, "HuggingFace URLs") == []
    with pytest.raises(NoLinkError, match=reason):
        read_link(text, "HuggingFace URLs")


def test_folded_ids_become_links_of_their_own() -> None:
    links = sort_link(f"{HF}/state-spaces/mamba-{{130m,1.4b,2.8b}}", "HuggingFace URLs")
    assert [link.name for link in links] == ["mamba-130m", "mamba-1.4b", "mamba-2.8b"]


# fmt: off
PARTS = st.sampled_from([
    "github.com", "huggingface.co", "hf.co", "gitlab.com", "x.github.io", "a.hf.space", "zenodo.org", "example.org",
    "datasets", "spaces", "collections", "papers", "docs", "models", "orgs", "tree", "blob", "-", "main", "Qwen",
    "a.b", "x.git", "c..", "..", "?q=1", "#f", "a?b#c", "né", "(x)", "x).", "a%20b", "{a,b}", "www.x.org:8080",
    "N/A", "user@host", "x.git.git", "_.git", ":", "www.", "gpt2", "~x",
])
# fmt: on


@given(
    st.lists(PARTS | st.text(max_size=6), max_size=6).map("/".join),
    st.sampled_from(["", "https://", "http://www.", "//"]),
)
def test_sorting_a_sorted_link_changes_nothing(path: str, scheme: str) -> None:
    for link in sort_link(scheme + path, "GitHub URLs"):
        again = sort_link(link.url, "HuggingFace URLs")
        assert [(other.kind, other.url, other.owner, other.name) for other in again] == [
            (link.kind, link.url, link.owner, link.name)
        ]


@pytest.mark.corpus
def test_sorting_the_links_of_the_corpus_again_changes_nothing(corpus: Reading) -> None:
    links = {link.url: link for digest in corpus.digests for entry in digest.entries for link in entry.links}
    assert len(links) > 1000
    for url, link in links.items():
        assert [(other.kind, other.url) for other in sort_link(url, link.column)] == [(link.kind, url)]


def test_table_of_hosts_is_in_form() -> None:
    lines = resources.data("digest", "link_hosts.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    assert all(len(row) == 2 and row[1] in ("other", "listing", "paper") for row in rows)
    sites = [site for site, _ in rows]
    assert sites == sorted(set(sites))
    assert all(site == site.lower().strip("/") and not site.startswith("www.") for site in sites)
