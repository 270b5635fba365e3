"""Reads the title, authors and classification of a row, whether it stands in a table or in JSON."""

import ast
import json
import re
import warnings
from collections.abc import Iterable, Sequence

from kg.digest.arxiv import arxiv_id
from kg.digest.problem_log import Place, ProblemLog, shorten
from kg.digest.text_repair import is_damaged, repair
from kg.digest.web_address import PLACEHOLDERS

_READ_MORE = re.compile(r"\(\s*read\s+more\s+on\b", re.IGNORECASE)
_URL = re.compile(r"<?(?:https?://|www\.)\S+")
_LONGEST_LIST = 20_000


def split_title(cell: str) -> tuple[str, str | None]:
    """The title and the arXiv identifier of a title cell, in both forms of digest; no identifier is None.

    >>> split_title("[A [b] c](https://arxiv.org/abs/2502.06781)")
    ('A [b] c', '2502.06781')
    >>> split_title("A b (Read more on [arXiv](https://arxiv.org/abs/2502.06781) or [HuggingFace](..))")
    ('A b', '2502.06781')
    """
    if more := next(reversed([*_READ_MORE.finditer(cell)]), None):
        return cell[: more.start()].strip(), arxiv_id(cell[more.start() :])
    middle = cell.rfind("](")
    if 0 <= (begin := cell.find("[")) < middle:
        return cell[begin + 1 : middle].strip(), arxiv_id(cell[middle:])
    return " ".join(_URL.sub("", cell).split()), arxiv_id(cell)


def repair_title(source: str, paper: str, place: Place, log: ProblemLog) -> str:
    """The title to show: repaired where it was damaged, and never empty."""
    if not source:
        log.add_warning(place, "no-title", f"the paper {paper} has no title", "write its title into the first column")
        return f"arXiv:{paper}"
    return _repair(source, "title", place, log)


def repair_authors(sources: Sequence[str], place: Place, log: ProblemLog) -> dict[str, str]:
    """The authors in their order, each once: the name, repaired where it was damaged, and the string as it stands."""
    authors: dict[str, str] = {}
    for source in sources:
        name = _repair(source, "author", place, log)
        if name in authors:
            message = f"the author {shorten(name)} stands twice in one row, kept once"
            log.add_warning(place, "repeated-author", message, "remove one of them")
        authors.setdefault(name, source)
    return authors


def split_authors(cell: str) -> list[str]:
    """The authors of a cell, as they stand between its commas; none for a placeholder.

    >>> split_authors("Yuzhe Gu, , zsytony")
    ['Yuzhe Gu', 'zsytony']
    """
    if cell.strip().casefold() in PLACEHOLDERS:
        return []
    return [name for part in cell.split(",") if (name := part.strip())]


def split_tags(cell: str, place: Place, log: ProblemLog) -> list[str]:
    """The classification of a cell: a Python list of strings, or a JSON array; failing both, split at its commas."""
    if cell.strip().casefold() in PLACEHOLDERS:
        return []
    value = _literal(cell) if len(cell) <= _LONGEST_LIST else None
    if isinstance(value, (list, tuple, set)) and all(isinstance(tag, str) for tag in value):
        return [str(tag) for tag in value]
    tags = [part.strip().strip("'\"`").strip() for part in cell.strip().removeprefix("[").removesuffix("]").split(",")]
    log.add_warning(
        place,
        "classification-form",
        f"the classification {shorten(cell)} is no list of strings, split at its commas",
        "write it as ['Tag', 'Tag']",
    )
    return tags


def repair_tags(sources: Iterable[str], place: Place, log: ProblemLog) -> tuple[str, ...]:
    """The tags in their order, each once, repaired where they were damaged."""
    tags: dict[str, None] = {}
    for source in sources:
        tag = _repair(" ".join(source.split()), "tag", place, log)
        if tag in tags:
            message = f"the tag {shorten(tag)} stands twice in one row, kept once"
            log.add_warning(place, "repeated-tag", message, "remove one of them")
        if tag:
            tags[tag] = None
    return tuple(tags)


def check_summary(summary: str, place: Place, log: ProblemLog) -> str:
    """The summary as it stands; damage in it is only noted, since evidence has to quote it."""
    if damaged := next((word for word in summary.split() if not word.isascii() and is_damaged(word)), None):
        message = f"the summary has text damaged by a wrong decoding, {shorten(damaged)}; kept as it stands"
        log.add_warning(place, "damaged-text", message, f"write {shorten(repair(damaged))}")
    return summary


def _repair(source: str, what: str, place: Place, log: ProblemLog) -> str:
    repaired = repair(source)
    if repaired != source:
        message = f"the {what} {shorten(source)} was damaged by a wrong decoding, read as {shorten(repaired)}"
        log.add_warning(place, "damaged-text", message, "write it so")
    return repaired


def _literal(cell: str) -> object:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.literal_eval(cell)
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        try:
            return json.loads(cell)
        except (ValueError, RecursionError):
            return None
