"""What reads text takes work in proportion to its length, whatever stands there again and again.

The limit is far from what a linear rule needs and from what any other does, and it counts the time of the processor, which other
programs do not lengthen.
"""

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from kg.characters import visible
from kg.digest import read, repair
from kg.digest.cells import split_tags, split_title
from kg.digest.link_cells import stated_links
from kg.digest.links import sort_link
from kg.digest.problem_log import Place, ProblemLog
from kg.digest.web_address import trim
from kg.export.attributes import text as xml_text
from kg.export.spreadsheet import text_cell
from kg.extract.abbreviations import abbreviations
from kg.extract.context import Context
from kg.extract.numbers import number_spans
from kg.extract.sentences import sentence_starts
from kg.extract.tokenizer import TOKEN
from kg.extract.values import is_rate, parse_value
from kg.naming import folded
from kg.resolve import author_id, canonical, direction_of, parse_model_name, slug, tag_id
from kg.resolve.definitions import alike, is_initials, is_short_for
from kg.store.query import selected, variables

LENGTH = 150_000
LIMIT = 10
"""Seconds of the processor for a text, which needs one at most; what looks at all the rest from each place needs thirty."""

UNITS = [
    "a", "9", " ", "\n", "-", ".", ",", ";", "|", "\\", '"', "'", "(", ")", "[", "]", "{", "}", "<", ">", "*", "#", "/", ":", "@",
    "\u0301", "\u200b", "½", "²", "×", "Ã", "√", "9,", "9.", "1-", "[1,", "](", "[a](", "{a,", "a-", "a ", "Aa ", "9 ",
    "(a ", "a (B) ", "http://", "https://a.b/", "from 9 to ", "9 of ", "twenty ", "1e", "10^",
    "(read more on ", "arxiv.org/abs/2",
    '"\\', "SELECT ", "( ?a ", "?a", "PREFIX a:", "; ",
]  # fmt: skip

HEAD = (
    "## Papers for 2025-02-11\n\n| Title | Authors | Summary | Classification | GitHub URLs |\n|---|---|---|---|---|\n"
)


def read_cells(text: str) -> None:
    cell = text.replace("\n", " ")
    row = f"| [T](https://arxiv.org/abs/2502.00001) | {cell} | {cell} | {cell} | {cell} |\n"
    read(["-"], stdin=(HEAD + row).encode())


STAGES: dict[str, Callable[[str], object]] = {
    "cells": read_cells,
    "table": lambda text: read(["-"], stdin=(HEAD + text).encode()),
    "json": lambda text: read(["-"], stdin=('[{"title": ' + text).encode()),
    "title": split_title,
    "tags": lambda text: split_tags(text, Place(1, 1), ProblemLog("x")),
    "link cell": stated_links,
    "link": lambda text: sort_link(text, "GitHub URLs"),
    "trim": trim,
    "repair": repair,
    "numbers": number_spans,
    "number": parse_value,
    "rate": is_rate,
    "sentences": sentence_starts,
    "abbreviations": abbreviations,
    "tokens": TOKEN.findall,
    "words": lambda text: Context(text, []),
    "benchmark": lambda text: canonical("benchmark", text),
    "metric": lambda text: (canonical("metric", text), direction_of(text)),
    "model": parse_model_name,
    "ids": lambda text: (slug(text), author_id(text), tag_id(text), folded(text)),
    "short names": lambda text: (is_short_for("ABC", text), is_initials("ABC", text), alike(text, f"{text}x")),
    "query": lambda text: (variables(text), selected(text)),
    "terminal": visible,
    "spreadsheet": text_cell,
    "xml": xml_text,
}

QUICK = {"title", "link", "trim", "number", "rate", "model", "query", "terminal", "spreadsheet", "xml"}


@contextmanager
def limited(what: str) -> Iterator[None]:
    """Fails when the processor works too long on what is done meanwhile; a match of a regular expression is stopped, too."""

    def stop(*_: object) -> None:
        pytest.fail(f"still at it after {LIMIT} s of the processor: {what}")

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, LIMIT)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


@pytest.mark.skipif(os.name == "nt", reason="timers of POSIX")
@pytest.mark.parametrize("stage", STAGES)
def test_long_runs_take_work_in_proportion(stage: str) -> None:
    # Where each step is quick, only a longer text shows that there are too many.
    length = LENGTH * 8 if stage in QUICK else LENGTH
    for unit in UNITS:
        with limited(repr(unit)):
            STAGES[stage]((unit * length)[:length])
