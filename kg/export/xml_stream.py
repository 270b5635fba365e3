"""XML documents in pieces, as lxml writes them: no document is ever in memory as a whole."""

from collections.abc import Iterator
from contextlib import AbstractContextManager
from typing import Any, Protocol

from lxml import etree

PIECE = 2**18
"""Bytes that are gathered before they are passed on."""


class XmlFile(Protocol):
    """What is used of lxml's incremental writer."""

    def element(
        self, tag: str, attrib: dict[str, str] | None = None, nsmap: dict[str | None, str] | None = None
    ) -> AbstractContextManager[Any]:
        """An element that is open while the context is."""

    def write(self, content: str) -> None:
        """Text within the element that is open."""


class XmlStream:
    """A document that is written element by element, and taken in pieces.

    with stream.opened() as xml:
        with xml.element("graph"):
            yield from stream.pieces()
    yield stream.rest()
    """

    def __init__(self) -> None:
        self._written: list[bytes] = []
        self._size = 0

    def write(self, data: bytes) -> None:
        """What lxml calls."""
        self._written.append(data)
        self._size += len(data)

    def opened(self) -> AbstractContextManager[Any]:
        """Lxml's incremental writer for this document."""
        manager: AbstractContextManager[Any] = etree.xmlfile(self, encoding="utf-8")
        return manager

    def pieces(self) -> Iterator[bytes]:
        """What has been written, when it is enough for a piece."""
        if self._size >= PIECE:
            yield self.rest()

    def rest(self) -> bytes:
        """All that has been written and not been taken."""
        taken = b"".join(self._written)
        self._written.clear()
        self._size = 0
        return taken
