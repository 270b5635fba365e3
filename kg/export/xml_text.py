"""XML documents as text that is passed on in pieces, so that no document is ever in memory as a whole.

Tags and names of attributes are constants of the formats; every value goes through the standard library's escaping. Values have
no characters that XML forbids (`kg.export.attributes`); white space in them comes back as it is.
"""

from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape, quoteattr

DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
PIECE = 2**18
"""Characters that are gathered before they are passed on."""

_RETURN = {"\r": "&#13;"}


def words(value: str) -> str:
    """A text as the content of an element; readers would make a bare carriage return a line feed."""
    return escape(value, _RETURN)


def element(tag: str, attributes: dict[str, str] | None = None, content: str = "") -> str:
    """An element; `content` is XML.

    >>> element("title", {"lang": 'e"n'}, words("A & B"))
    '<title lang=\\'e"n\\'>A &amp; B</title>'
    """
    opened = opening(tag, attributes)
    return f"{opened[:-1]}/>" if not content else f"{opened}{content}</{tag}>"


def opening(tag: str, attributes: dict[str, str] | None = None) -> str:
    """The start of an element.

    >>> opening("graph", {"mode": "static"})
    '<graph mode="static">'
    """
    return f"<{tag}{''.join(f' {name}={quoteattr(value)}' for name, value in (attributes or {}).items())}>"


def pieces(parts: Iterable[str]) -> Iterator[bytes]:
    """The parts of a document in UTF-8, many at a time."""
    gathered: list[str] = []
    size = 0
    for part in parts:
        gathered.append(part)
        size += len(part)
        if size >= PIECE:
            yield "".join(gathered).encode()
            gathered.clear()
            size = 0
    yield "".join(gathered).encode()
