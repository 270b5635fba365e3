"""Finds arXiv identifiers in links, in both of arXiv's schemes (https://info.arxiv.org/help/arxiv_identifier.html)."""

import re

_IDENTIFIER = r"(?P<id>\d{2}(?:0[1-9]|1[0-2])\.\d{4,5}|[a-z][a-z-]*(?:\.[A-Z]{2})?/\d{2}(?:0[1-9]|1[0-2])\d{3})"
_PAGES = r"(?:abs|pdf|html|papers|overview|format|resources|ps)"
_LINK = re.compile(
    rf"(?i:(?:arxiv|alphaxiv|ar5iv|huggingface|hf)\.(?:labs\.arxiv\.)?(?:org|co)/{_PAGES}/|10\.48550/arxiv\.)"
    rf"{_IDENTIFIER}(?:v\d+)?(?!\d)"
)


def arxiv_id(text: str) -> str | None:
    """The first arXiv identifier, without its version, among the links in the text; None if there is none.

    Pages of arXiv, ar5iv, alphaXiv and Hugging Face Papers and arXiv DOIs count, with or without a scheme. The month
    has to be one.

    >>> arxiv_id("[Title](arxiv.org/pdf/2502.06781v2)"), arxiv_id("https://arxiv.org/abs/2513.00001")
    ('2502.06781', None)
    """
    found = _LINK.search(text)
    return found["id"] if found else None


def arxiv_ids(text: str) -> list[str]:
    """The distinct arXiv identifiers among the links in the text, sorted.

    >>> arxiv_ids("arxiv.org/abs/2502.06781v2 and https://huggingface.co/papers/2502.06781")
    ['2502.06781']
    """
    return sorted({found["id"] for found in _LINK.finditer(text)})
