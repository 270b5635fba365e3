"""What is written to a terminal: texts of digests, and names of files, may hold sequences that clear it or forge what it shows.

Lines for people are always written with `kg.characters.visible`. Documents for programs go out byte for byte, except to a
terminal, where nobody but a person reads them.
"""

import re
import sys

import click

from kg.characters import visible

_KEPT = re.compile(r"([\n\t]+)")


def shown(text: str) -> str:
    r"""A text of several lines with every other character that does not print written out.

    >>> print(shown("a\n\x1b[2Jb"))
    a
    \x1b[2Jb
    """
    return "".join(part if _KEPT.fullmatch(part) else visible(part) for part in _KEPT.split(text))


def print_document(text: str) -> None:
    """Writes a document for programs to standard output, with a line end behind it where it has none."""
    click.echo(shown(text) if sys.stdout.isatty() else text, nl=not text.endswith("\n"))
