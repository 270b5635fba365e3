"""Reads the cells of the link columns: `[Link](url), [Link](url)`, bare URLs, or a placeholder."""

import re
from collections.abc import Iterable

from kg.digest.links import NoLinkError, read_link
from kg.digest.problem_log import Place, ProblemLog, shorten
from kg.digest.records import Link, LinkColumn
from kg.digest.web_address import PLACEHOLDERS

# Brackets end a target, so that a link that is never closed cannot swallow the next one, and nothing is read twice.
_MARKDOWN_LINK = re.compile(r"\[[^\[\]]*+\]\(([^()\[\]]*+(?:\([^()\[\]]*+\)[^()\[\]]*+)*)\)")
_BARE_SEPARATOR = re.compile(r"[\s;]+")
# A stretch and the brace behind it, if any: commas before a closing one part names that are folded into one, all others links.
_STRETCH = re.compile(r"[^{}]*+[{}]?")
_ANOTHER_URL = re.compile(r"[\s,;]+(?=https?://)")
_LINK_TITLE = re.compile(r"""\s+(?:"[^"]*"|'[^']*')\s*$""")


def stated_links(cell: str) -> list[str]:
    """The texts that stand in the cell as links, the ones that lead nowhere included; none for a placeholder.

    >>> stated_links("[Link](github.com/x/y), https://hf.co/z"), stated_links("N/A")
    (['github.com/x/y', 'https://hf.co/z'], [])
    """
    if cell.strip().casefold() in PLACEHOLDERS:
        return []
    texts: list[tuple[int, str]] = []
    for found in _MARKDOWN_LINK.finditer(cell):
        target = _LINK_TITLE.sub("", found[1]) if '"' in found[1] or "'" in found[1] else found[1]
        texts += [(found.start(), text.strip()) for text in _ANOTHER_URL.split(target)]
    # Blanked, not cut, so that what stands between the links keeps its place.
    between = _MARKDOWN_LINK.sub(lambda found: " " * len(found[0]), cell)
    between = _STRETCH.sub(lambda found: found[0] if found[0][-1:] == "}" else found[0].replace(",", ";"), between)
    begin = 0
    for gap in [*_BARE_SEPARATOR.finditer(between), None]:
        word = between[begin : gap.start() if gap else None]
        word = word.rpartition("](")[2].strip("[]<>`")
        if word and (word.casefold() in PLACEHOLDERS or any(map(str.isalnum, word))):
            texts.append((begin, word))
        begin = gap.end() if gap else begin
    return [text for _, text in sorted(texts, key=lambda item: item[0])]


def sort_links(stated: Iterable[tuple[str, LinkColumn, Place]], log: ProblemLog) -> tuple[Link, ...]:
    """The links of one row, sorted; each canonical URL once, though several cells state it."""
    links: dict[str, Link] = {}
    for text, column, place in stated:
        quoted = shorten(text)
        try:
            found = read_link(text, column)
        except NoLinkError as reason:
            log.add_warning(
                place,
                "no-link",
                f"{quoted} in the column {column} is {reason}, set aside",
                "write the URL of the code, model, dataset or page, or N/A",
            )
            continue
        if any(map(str.isspace, text)):
            message = f"{quoted} in the column {column} has white space, read as {found[0].url}"
            log.add_warning(place, "link-white-space", message, "write the URL without white space")
        if len(found) > 1:
            message = f"{quoted} in the column {column} folds {len(found)} links into one, read as {len(found)} links"
            log.add_warning(place, "folded-links", message, "write each link on its own")
        for link in found:
            # The names of repositories and accounts are the same in any case, the paths of other sites are not.
            key = link.url.casefold() if link.host in ("github.com", "huggingface.co") else link.url
            links.setdefault(key, link)
    return tuple(links.values())
