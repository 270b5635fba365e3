"""Which addresses a document may link to."""

import re

_ADDRESS = re.compile(r"https?://[^\s<>\"'`\\^{|}\x00-\x1f]+", re.IGNORECASE)


def is_address(url: str) -> bool:
    """Whether a text is a web address that can stand in a link as it is; others, such as `javascript:`, stay text.

    >>> is_address("https://arxiv.org/abs/2502.06781"), is_address("javascript:alert(1)"), is_address("https://a/ b")
    (True, False, False)
    """
    return _ADDRESS.fullmatch(url) is not None
