"""Sorts a link into an artifact type and gives it one canonical URL.

Which hosts and paths have a meaning of their own stands in `data/link_hosts.tsv`. Whatever is left is a ProjectPage:
papers put their landing pages on `github.io` and on sites of their own.
"""

import re
from functools import cache

from kg import resources
from kg.digest.arxiv import arxiv_id
from kg.digest.records import Link, LinkColumn, LinkKind
from kg.digest.web_address import PLACEHOLDERS, Address, parse_address, trim, unfold

_NAME = re.compile(r"[\w.-]+")
_HF_OWNER_TABS = frozenset(
    ("activity", "collections", "datasets", "followers", "following", "models", "papers", "spaces")
)
# Models from before Hugging Face had owners; every other page one step below the root is an owner's.
_HF_OWNERLESS = re.compile(
    r"(?:gpt2|distilgpt2|t5|bert|roberta|distilbert|albert|xlnet|xlm|ctrl)(?:-(?:small|medium|base|large|xl|xxl|3b|11b|\w*cased"
    r"|roberta|multilingual|chinese|german|v[12])\b)*",
    re.IGNORECASE,
)
_Sorted = tuple[LinkKind, Address, str | None, str | None]


class NoLinkError(ValueError):
    """What stands where a link should be leads to no artifact; the message says what it is."""


def sort_link(text: str, column: LinkColumn) -> list[Link]:
    """The links that the text of one link means: several if braces fold them into one, none if it leads to no artifact.

    Sorting the `url` of a link gives the same kind and URL again.

    >>> [(link.kind, link.url) for link in sort_link("github.com/x/y.git", "GitHub URLs")]
    [('Repository', 'https://github.com/x/y')]
    """
    try:
        return read_link(text, column)
    except NoLinkError:
        return []


def read_link(text: str, column: LinkColumn) -> list[Link]:
    """The same as `sort_link`, but what leads to no artifact is an error.

    Raises:
        NoLinkError: a placeholder, a site's root or listing, a page about a paper, or no address at all.
    """
    return [_read_one(name, column, text) for name in unfold(text)]


def _read_one(name: str, column: LinkColumn, text: str) -> Link:
    if trim(name).casefold() in PLACEHOLDERS:
        raise NoLinkError("a placeholder")
    address = parse_address(name, column)
    if address is None:
        raise NoLinkError("no web address")
    kind, canonical, owner, title = _sort(address)
    # What is left after cutting may be reserved in its turn (`github.com/orgs/topics`), so it has to pass as well.
    while canonical != address:
        address = canonical
        kind, canonical, owner, title = _sort(address)
    return Link(kind, canonical.url, canonical.host, owner, title, text, column)


def _sort(address: Address) -> _Sorted:
    host, segments = address.host, address.segments
    meaning = _meaning(address)
    if meaning == "paper" or (arxiv_id(address.url) and host in ("alphaxiv.org", "ar5iv.org", "ar5iv.labs.arxiv.org")):
        raise NoLinkError("a page about a paper")
    if meaning == "listing" and len(segments) < 2:
        raise NoLinkError("a part of a site, not an artifact")
    if meaning is not None:
        return "OtherLink", address, None, None
    if host in _SITES:
        if not segments:
            raise NoLinkError("the root of a site")
        return _SITES[host](address)
    return _sort_page(address)


def _meaning(address: Address) -> str | None:
    meanings = _meanings()
    if address.segments and (found := meanings.get(f"{address.host}/{address.segments[0].casefold()}")):
        return found
    labels = address.host.split(".")
    return next((m for i in range(len(labels) - 1) if (m := meanings.get(".".join(labels[i:])))), None)


@cache
def _meanings() -> dict[str, str]:
    return dict(resources.rows(resources.data("digest", "link_hosts.tsv"), 2))


def _clean(segment: str, *endings: str) -> str:
    """The part of a path segment that can be a name: letters, digits, `_`, `-` and inner dots."""
    found = _NAME.match(segment)
    name = found[0].rstrip(".") if found else ""
    while any(name.casefold().endswith(ending) for ending in endings):
        name = name[: name.rindex(".")].rstrip(".")
    return name


def _at(host: str, *segments: str) -> Address:
    return Address(host, segments, "")


def _account(host: str, owner: str) -> _Sorted:
    if not (owner := _clean(owner)):
        raise NoLinkError("no name of an owner")
    return "Account", _at(host, owner), owner, None


def _sort_github(address: Address) -> _Sorted:
    segments = address.segments
    if segments[0].casefold() in ("orgs", "users"):
        if len(segments) < 2:
            raise NoLinkError("a part of a site, not an artifact")
        return _account(address.host, segments[1])
    owner, name = _clean(segments[0]), _clean(segments[1], ".git") if len(segments) > 1 else ""
    if owner and name:
        return "Repository", _at(address.host, owner, name), owner, name
    return _account(address.host, owner)


def _sort_forge(address: Address) -> _Sorted:
    # GitLab nests groups; what comes behind "-", "tree", "blob" or "src" is a place inside the repository.
    inner = next((i for i, s in enumerate(address.segments) if i > 1 and s in ("-", "tree", "blob", "src")), None)
    segments = [_clean(segment) for segment in address.segments[:inner]]
    if address.host != "gitlab.com":
        segments = segments[:2]
    if len(segments) < 2 or not all(segments) or not (name := _clean(segments[-1], ".git")):
        return "OtherLink", address, None, None
    return "Repository", _at(address.host, *segments[:-1], name), "/".join(segments[:-1]), name


def _sort_hugging_face(address: Address) -> _Sorted:
    host, segments = address.host, address.segments
    first, rest = segments[0].casefold(), tuple(map(_clean, segments[1:]))
    if first in ("datasets", "spaces", "collections") and not (rest and rest[0]):
        raise NoLinkError("a part of a site, not an artifact")
    if first == "datasets":
        owner, name = (rest[0], rest[1]) if len(rest) > 1 and rest[1] else (None, rest[0])
        return "HFDataset", _at(host, first, *filter(None, (owner, name))), owner, name
    if first == "spaces":
        if len(rest) < 2 or not rest[1]:
            raise NoLinkError("a Space without its owner or its name")
        return "HFSpace", _at(host, first, *rest[:2]), rest[0], rest[1]
    if first == "collections":
        if len(rest) < 2 or not rest[1]:
            return _account(host, rest[0])
        return "HFCollection", _at(host, first, *rest[:2]), rest[0], rest[1]
    if first in ("organizations", "users") and rest:
        return _account(host, rest[0])
    owner, name = _clean(segments[0]), rest[0] if rest else ""
    if name and name not in _HF_OWNER_TABS:
        return ("HFModel", _at(host, owner, name), owner, name) if owner else _account(host, owner)
    if not rest and _HF_OWNERLESS.fullmatch(owner):
        return "HFModel", _at(host, owner), None, owner
    return _account(host, owner)


def _sort_page(address: Address) -> _Sorted:
    host = re.sub(r"\.hf\.spaces?$", ".hf.space", address.host)
    if host.endswith(".hf.space"):
        return "HFSpace", _at(host), None, host.removesuffix(".hf.space")
    if host in ("github.io", "gitlab.io", "hf.space"):
        raise NoLinkError("the root of a site")
    if host.startswith("docs."):
        return "OtherLink", address, None, None
    return "ProjectPage", address, None, None


_SITES = {
    "github.com": _sort_github,
    "gitlab.com": _sort_forge,
    "bitbucket.org": _sort_forge,
    "codeberg.org": _sort_forge,
    "huggingface.co": _sort_hugging_face,
}
