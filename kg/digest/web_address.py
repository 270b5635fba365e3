"""Brings what stands in a link cell into one form of web address: https, a lower-case host, no default port."""

import re
from dataclasses import dataclass
from itertools import product
from math import prod
from urllib.parse import urlsplit

from kg.digest.records import LinkColumn

SITE_OF_COLUMN: dict[LinkColumn, str] = {"GitHub URLs": "github.com", "HuggingFace URLs": "huggingface.co"}
PLACEHOLDERS = frozenset(
    (
        "",
        "-",
        "–",
        "—",
        "[]",
        "#",
        "n/a",
        "na",
        "nan",
        "nil",
        "none",
        "null",
        "string",
        "tbd",
        "todo",
        "undefined",
        "url",
    )
)
_SAME_HOST = {"hf.co": "huggingface.co", "huggingface.com": "huggingface.co", "raw.githubusercontent.com": "github.com"}
_SCHEME = re.compile(r"(?:git\+)?(?:https?|git|ssh):/*", re.IGNORECASE)
_HOST = re.compile(r"(?:[\w-]+\.)+(?:[^\W\d_]{2,}|xn--[a-z\d-]+)", re.IGNORECASE)
_BARE = re.compile(r"(?:(?:datasets|spaces|collections|models)/)?[\w.-]+/[\w.-]+")
_BRACES = re.compile(r"\{([^{}]*)\}")
_MOST_FOLDED = 50
_DEEPEST = 10
# At the end of a text; an empty query or fragment says nothing, either.
_AROUND = "<>\"'`.,;:/?# "


@dataclass(frozen=True, slots=True)
class Address:
    """A web address in parts: lower-case host, the non-empty segments of its path, and what follows them."""

    host: str
    segments: tuple[str, ...]
    suffix: str

    @property
    def url(self) -> str:
        """The whole of it, with https and without a slash at the end.

        >>> Address("github.com", ("a", "b"), "").url
        'https://github.com/a/b'
        """
        return "https://" + "/".join((self.host, *self.segments)) + self.suffix


def parse_address(text: str, column: LinkColumn) -> Address | None:
    """The address that the text of a link means, or None if it means none.

    A missing scheme is added; a bare `owner/name` is one of the site that the column is for.

    >>> parse_address("//hf.co/Qwen/", "GitHub URLs").url
    'https://huggingface.co/Qwen'
    """
    text = trim(text)
    if text.casefold() in PLACEHOLDERS:
        return None
    rest = _SCHEME.sub("", text, count=1) if _SCHEME.match(text) else text
    rest = rest.lstrip("/").removeprefix("git@")
    if re.match(r"[\w.-]+:[^\d/]", rest):
        rest = rest.replace(":", "/", 1)
    authority = re.split(r"[/?#]", rest, maxsplit=1)[0]
    if not _HOST.fullmatch(authority.rpartition("@")[2].partition(":")[0]):
        if rest != text or not _BARE.fullmatch(rest):
            return None
        rest = f"{SITE_OF_COLUMN[column]}/{rest.removeprefix('models/')}"
    try:
        parts = urlsplit(f"https://{rest}")
        port = parts.port
    except ValueError:
        return None
    host = re.sub(r"^(?:www\.)+", "", parts.hostname or "")
    host = _SAME_HOST.get(host, host)
    if not _HOST.fullmatch(host):
        return None
    suffix = (f"?{parts.query}" if parts.query else "") + (f"#{parts.fragment}" if parts.fragment else "")
    segments = tuple(segment for segment in parts.path.split("/") if segment)
    return Address(host if port in (None, 80, 443) else f"{host}:{port}", segments, suffix)


def trim(text: str) -> str:
    """The text of a link without white space, and without what sentences and broken markdown leave around it.

    >>> trim("<https://github.com/a/b).;/>")
    'https://github.com/a/b'
    """
    text = "".join(text.split()).lstrip("<\"'`(").rstrip(_AROUND)
    surplus, end = text.count(")") - text.count("("), len(text)
    # Counted once, and cut once: a text may be nothing but brackets.
    while surplus > 0 and text[end - 1] == ")":
        surplus, end = surplus - 1, end - 1
        while end and text[end - 1] in _AROUND:
            end -= 1
    return text[:end]


def unfold(text: str) -> list[str]:
    """The names that braces fold into one, as shells do, each once.

    More than fifty names, or braces in each other more than ten deep, are taken for none, and left as they are.

    >>> unfold("mamba-{130m,1.4b}"), unfold("a{b,c{d,e}}")
    (['mamba-130m', 'mamba-1.4b'], ['ab', 'acd', 'ace'])
    """
    names = [text]
    # The innermost braces first, until none are left.
    for _ in range(_DEEPEST):
        if not any(map(_BRACES.search, names)):
            return names
        unfolded: dict[str, None] = {}
        for name in names:
            parts = _BRACES.split(name)
            choices = [part.split(",") if i % 2 else [part] for i, part in enumerate(parts)]
            if prod(map(len, choices)) > _MOST_FOLDED:
                return [text]
            unfolded |= dict.fromkeys("".join(part.strip() for part in chosen) for chosen in product(*choices))
        if len(unfolded) > _MOST_FOLDED:
            return [text]
        names = list(unfolded)
    return [text]
