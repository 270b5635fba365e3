"""Ids from names. An id depends on the name alone, never on counts, on order or on what else was built."""

import hashlib
import re
import unicodedata

_QUOTES = re.compile(r"['\"`´‘’“”*]")
_DASHES = re.compile(r"[\s_‐‑‒–—−-]+")
_SPOKEN = {"+": "-plus", "#": "-sharp", "%": "-percent", "&": "-and-", "★": "-star"}
_DROPPED = re.compile(r"[/\\(),:;!?\[\]{}|=^$<>~]+")
_LETTERS_THEN_DIGIT = re.compile(r"(?<=[^\W\d_]{2})(?=\d)")
_PLURAL = re.compile(r"(?:(?<=\b)|(?<=-))([a-z]{3,}|[A-Z]{2,})s$")


def fold(surface: str) -> str:
    """A surface without the differences that spelling alone makes.

    Case, quotes, a leading article, the kind of hyphen or space, a hyphen between a word and its number, and the plural of
    common words and acronyms go; size, version, split and `+` stay.

    >>> fold("MATH500") == fold("MATH-500") == fold("the Math 500")
    True
    >>> fold("success rates"), fold("Atlas"), fold("HumanEval+"), fold("GPT-4o")
    ('success-rate', 'atlas', 'humaneval+', 'gpt-4o')
    """
    text = unicodedata.normalize("NFKC", surface)
    text = _DASHES.sub("-", _QUOTES.sub("", text)).strip("-")
    text = re.sub(r"^the-(?=.)", "", text, flags=re.IGNORECASE)
    if not re.search(r"(?:ss|us|is|as)$", text):
        text = _PLURAL.sub(r"\1", text)
    return _LETTERS_THEN_DIGIT.sub("-", text.casefold())


def slug(name: str) -> str:
    """A folded name as the last part of an id: letters and digits of any script, `.`, `@` and single hyphens.

    Characters that carry meaning are spelled out; a name with anything else carries a short hash, so that it meets no other.

    >>> slug(fold("HumanEval+")), slug(fold("pass@1")), slug(fold("F1"))
    ('humaneval-plus', 'pass@1', 'f1')
    """
    spoken = "".join(_SPOKEN.get(c, c) for c in name)
    kept = "".join(c if c.isalnum() or c in ".@-" else "-" for c in _DROPPED.sub("-", spoken))
    readable = re.sub(r"-{2,}", "-", kept).strip("-.")
    lost = any(not (c.isalnum() or c in ".@-") for c in _DROPPED.sub("", spoken))
    if not readable or lost:
        return "-".join(filter(None, (readable, short_hash(name))))
    return readable


def short_hash(text: str) -> str:
    """Six hexadecimal digits of a text's SHA-256."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:6]


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
