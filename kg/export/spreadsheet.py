"""CSV for spreadsheet programs: the tables of `kg.export.tables`, and no cell that such a program takes for a formula.

Texts of strangers may begin as formulas do (a bullet "- .." is enough for an error in place of the words), and a formula can ask
the network or start programs. Such texts get an apostrophe before them, as OWASP has it; numbers stay numbers. Whoever wants the
texts as they are reads `csv`.

A byte order mark says that it is UTF-8: Excel takes a file without one for text of the system's code page. No cell is longer than
Excel's are, since it puts what is too much into another cell.

The attack: https://owasp.org/www-community/attacks/CSV_Injection
"""

import codecs
import re
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any

from kg.characters import UNSEEN
from kg.export.tables import EDGE_COLUMNS, NODE_COLUMNS, cell, csv_document, edge_rows, node_rows
from kg.graph import Graph

LONGEST = 32_767
"""Characters of a cell (https://support.microsoft.com/office/1672b34d-7043-467e-8e27-269d656771c3)."""

# In any width: NFKC makes an ASCII sign of each.
_SIGNS = "=＝﹦⁼₌⩵⩶+＋﹢⁺₊﬩\\-－﹣⁻₋−@＠﹫"
# Not at the beginning of a cell alone: where another sign than the comma parts cells, as in Excel in many countries, the quotes
# around a cell do not hold it together, and a cell begins behind every such sign and line end.
# White space before the sign is looked at up to the next beginning alone, lest long runs of it be looked at again and again.
_BEGINNING = re.compile(rf"^(?=[\t\r\n])|(^|[;|\t\r\n])(?=(?:[\"'{UNSEEN}]|[^\S\t\r\n])*[{_SIGNS}])")


def generate_nodes_spreadsheet(graph: Graph) -> Iterator[bytes]:
    """The nodes, in the columns of `generate_nodes_csv`."""
    return _document(NODE_COLUMNS, node_rows(graph))


def generate_edges_spreadsheet(graph: Graph) -> Iterator[bytes]:
    """The edges, in the columns of `generate_edges_csv`."""
    return _document(EDGE_COLUMNS, edge_rows(graph.edges))


def _document(header: Iterable[str], rows: Iterable[list[Any]]) -> Iterator[bytes]:
    defused = ([_cell(value) for value in row] for row in rows)
    return chain((codecs.BOM_UTF8,), csv_document(header, defused))


def _cell(value: Any) -> str:
    text = cell(value)
    return text_cell(text) if isinstance(value, str | tuple) else text


def text_cell(text: str) -> str:
    """A text as a cell that is no formula, and not too long for one.

    >>> text_cell("=1+1"), text_cell("a-b"), text_cell("a; -b")
    ("'=1+1", 'a-b', "a;' -b")
    """
    text = _BEGINNING.sub(r"\1'", text)
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
