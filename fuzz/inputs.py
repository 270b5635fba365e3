"""From the bytes that a fuzzer makes to what a stage takes."""

from collections.abc import Callable, Collection
from typing import TypeVar

T = TypeVar("T")


def text_of(data: bytes) -> str:
    """Bytes as text; what is not UTF-8 becomes lone surrogates, as it does in the arguments of a command.

    >>> text_of(b"a\\xff")
    'a\\udcff'
    """
    return data.decode("utf-8", "surrogateescape")


def lines_of(data: bytes, most: int) -> list[str]:
    """The first lines of a text, at most so many."""
    return text_of(data).split("\n")[:most]


def same_twice(what: Callable[[], T]) -> T:
    """What a call gives, which has to be the same when it is made again."""
    once, again = what(), what()
    assert once == again, "not the same when asked again"
    return once


def in_order(spans: Collection[tuple[int, int]], text: str) -> None:
    """Holds spans to what all spans promise: inside the text, not empty, each after the one before it."""
    last = 0
    for start, end in spans:
        assert last <= start < end <= len(text), f"{(start, end)} after {last} in a text of {len(text)}"
        last = end
