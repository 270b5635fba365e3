"""Characters that are not seen: format and filler characters, variation selectors, controls.

They are kept in texts, as all evidence is, and they never make two names one.
"""

import re

# Unicode's default-ignorable code points of planes 0 and 14, C0 and C1 controls but white space, and the blank Braille pattern.
UNSEEN = (
    "\\x00-\\x08\\x0e-\\x1f\\x7f-\\x84\\x86-\\x9f\\xad\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b-\\u200f"
    "\\u202a-\\u202e\\u2060-\\u206f\\u2800\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff0-\\ufffb\\U000e0000-\\U000e0fff"
)
_UNSEEN = re.compile(f"[{UNSEEN}]+")


def without_unseen(text: str) -> str:
    """A text without the characters that are not seen.

    >>> without_unseen("GPT\\u200b-4")
    'GPT-4'
    """
    return _UNSEEN.sub("", text)


def visible(text: str) -> str:
    r"""A text with every character that does not print written out, safe for a terminal.

    >>> print(visible("GPT\u200b-4\x1b[2J"))
    GPT\u200b-4\x1b[2J
    """
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in text)
