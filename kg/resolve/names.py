"""Ids from names. An id depends on the name alone, never on counts, on order or on what else was built."""

import hashlib
import re

from kg.characters import without_unseen

_DASHES = re.compile(r"[\s_‐‑‒–—−-]+")
_SPOKEN = {"+": "-plus", "#": "-sharp", "%": "-percent", "&": "-and-", "★": "-star", "*": "-star"}
_DROPPED = re.compile(r"[/\\(),:;!?\[\]{}|]+")


# Letters of a name that an id carries at most.
LONGEST = 100


def slug(name: str) -> str:
    """A name in lower case as the last part of an id: letters and digits of any script, `.`, `@` and single hyphens.

    Characters that carry meaning are spelled out; a name with anything else carries a short hash, so that it meets no other.

    >>> slug("humaneval+"), slug("pass@1"), slug("++")
    ('humaneval-plus', 'pass@1', 'plus-plus')
    """
    spoken = "".join(_SPOKEN.get(c, c) for c in name)
    kept = "".join(c if c.isalnum() or c in ".@-" else "-" for c in _DROPPED.sub("-", spoken))
    readable = re.sub(r"-{2,}", "-", kept).strip("-.")
    lost = any(not (c.isalnum() or c in ".@-") for c in _DROPPED.sub("", spoken)) or without_unseen(name) != name
    if not readable or lost or len(readable) > LONGEST:
        return "-".join(filter(None, (readable[:LONGEST], short_hash(name))))
    return readable


def short_hash(text: str) -> str:
    """Ten hexadecimal digits of a text's SHA-256."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:10]


def author_id(name: str) -> str:
    """The id of the author of that name; a name that is not the slug's regular writing carries a short hash of itself.

    >>> author_id("Yuzhe Gu"), author_id("zsytony")
    ('author/yuzhe-gu', 'author/zsytony')
    >>> author_id("Jie Chen") == author_id("Jie chen")
    False
    """
    plain = slug(_DASHES.sub("-", name.casefold()))
    words = plain.split("-")
    regular = plain if len(words) == 1 else " ".join(word.capitalize() for word in words)
    return f"author/{plain}" if name == regular else f"author/{'-'.join(filter(None, (plain, short_hash(name))))}"


def looks_like_handle(name: str) -> bool:
    """Whether a name is one token, as Hugging Face handles are and names of people rarely."""
    return len(name.split()) == 1


def tag_id(tag: str) -> str:
    """The id of a task tag, whatever its case and hyphens.

    >>> tag_id("Text2Text Generation"), tag_id("Image-to-Text")
    ('tag/text2text-generation', 'tag/image-to-text')
    """
    return "tag/" + slug(_DASHES.sub("-", tag.casefold()))


def artifact_id(prefix: str, url: str) -> str:
    """The id of an artifact from its canonical URL; GitHub and Hugging Face do not tell case apart, other hosts may.

    >>> artifact_id("repository", "https://github.com/InternLM/OREAL")
    'repository/github.com/internlm/oreal'
    >>> artifact_id("page", "https://Example.org/A")
    'page/example.org/A'
    """
    host, slash, path = re.sub(r"^[a-z]+://", "", url).partition("/")
    host = host.casefold()
    if host == "huggingface.co" and prefix.startswith("hf-"):
        path = re.sub(r"^(datasets|spaces|collections)/", "", path)
        return f"{prefix}/{path.casefold()}"
    if host in ("github.com", "huggingface.co"):
        path = path.casefold()
    return f"{prefix}/{host}{slash}{path}"
