import pytest

from kg.digest.web_address import parse_address, trim, unfold


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("HTTP://WWW.GitHub.com:443/A/b/", "https://github.com/A/b"),
        ("//hf.co/A", "https://huggingface.co/A"),
        ("git@github.com:A/b.git", "https://github.com/A/b.git"),
        ("git+https://github.com/A/b", "https://github.com/A/b"),
        ("https://x.org:8080/a", "https://x.org:8080/a"),
        ("https://x.org/a?b=c#d", "https://x.org/a?b=c#d"),
        ("https://x.github.io/ a/b", "https://x.github.io/a/b"),
        ("owner/name", "https://github.com/owner/name"),
        ("nothing", None),
        ("a/b/c", None),
        ("http://[", None),
        ("https://x.org:99999999/", None),
        ("https://", None),
        ("mailto:a", None),
        ("None", None),
    ],
)
def test_addresses_have_one_form(text: str, url: str | None) -> None:
    address = parse_address(text, "GitHub URLs")
    assert (address.url if address else None) == url


def test_trim_keeps_parentheses_that_belong() -> None:
    assert trim("https://x.org/a_(b)") == "https://x.org/a_(b)"
    assert trim("(https://x.org/a_(b)).") == "https://x.org/a_(b)"


def test_nothing_is_left_at_the_end_that_would_be_cut_the_next_time() -> None:
    assert trim("https://x.org/a?b=.#") == "https://x.org/a?b="
    assert trim("https://x.org/a\x0b#") == "https://x.org/a"
    address = parse_address("https://x.org/a?b=.#?", "GitHub URLs")
    assert address is not None
    assert parse_address(address.url, "GitHub URLs") == address


def test_an_at_sign_behind_the_host_is_no_user() -> None:
    address = parse_address("https://x.org/#a@b.org/c", "GitHub URLs")
    assert address is not None
    assert (address.host, address.suffix) == ("x.org", "#a@b.org/c")
    assert parse_address(address.url, "GitHub URLs") == address


def test_unfold_multiplies_groups_and_knows_its_limit() -> None:
    assert unfold("a-{1, 2}-{x,y}") == ["a-1-x", "a-1-y", "a-2-x", "a-2-y"]
    assert unfold("{1,2}" * 20) == ["{1,2}" * 20]
    assert unfold("plain") == ["plain"]


def test_braces_in_braces_are_unfolded_to_the_last() -> None:
    assert unfold("a{b,c{d,e}}") == ["ab", "acd", "ace"]
    assert unfold("{a,{a,b}}") == ["a", "b"]
    deep = "{" * 100_000 + "}" * 100_000
    assert unfold(deep) == [deep]
