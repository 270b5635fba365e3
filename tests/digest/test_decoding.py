import codecs

import pytest

from kg.digest import read
from kg.digest.decoding import decode
from kg.digest.problem_log import ProblemLog
from kg.digest.records import Problem, Reading

TEXT = "## Papers for 2025-01-01\n\n| Title | Authors |\n|---|---|\n| [Étude](arxiv.org/abs/2501.00001) | Zoë, 张三 |\n"


def check(data: bytes) -> tuple[str | None, list[Problem]]:
    log = ProblemLog("x.md")
    return decode(data, log), log.problems


def authors(reading: Reading) -> list[tuple[str, ...]]:
    return [entry.authors for digest in reading.digests for entry in digest.entries]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", [b"", codecs.BOM_UTF8])
def test_utf8_reads_with_any_line_end_and_mark(end: str, mark: bytes) -> None:
    reading = read(["-"], stdin=mark + TEXT.replace("\n", end).encode())
    assert authors(reading) == [("Zoë", "张三")]
    assert reading.digests[0].entries[0].line == 5
    assert reading.problems == ()


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32"])
def test_wide_encodings_read_with_a_warning(encoding: str) -> None:
    reading = read(["-"], stdin=TEXT.encode(encoding))
    assert authors(reading) == [("Zoë", "张三")]
    assert [(problem.severity, problem.code) for problem in reading.problems] == [("warning", f"{encoding}-file")]


def test_cut_utf16_is_an_error() -> None:
    text, problems = check(codecs.BOM_UTF16_LE + b"a\0b")
    assert text is None
    assert [(problem.severity, problem.code) for problem in problems] == [("error", "not-text")]


def test_invalid_byte_is_named_with_its_place_and_the_rest_read() -> None:
    data = TEXT.encode().replace("Zoë".encode(), b"Zo\xeb") + b"| [B](arxiv.org/abs/2501.00002) | C |\n"
    reading = read(["-"], stdin=data)
    assert authors(reading) == [("Zo�", "张三"), ("C",)]
    (problem,) = reading.problems
    assert (problem.severity, problem.line, problem.column) == ("error", 5, 41)
    assert "0xEB" in problem.message


def test_binary_file_is_one_error() -> None:
    text, problems = check(b"\x89PNG\0\0|\n" * 100)
    assert text is None
    assert [(problem.severity, problem.code) for problem in problems] == [("error", "binary-file")]


@pytest.mark.parametrize("data", [b"", b" \n\n", codecs.BOM_UTF8])
def test_empty_file_is_a_warning(data: bytes) -> None:
    text, problems = check(data)
    assert text is None
    assert [(problem.severity, problem.code) for problem in problems] == [("warning", "empty-file")]


def test_unicode_line_separators_are_no_line_ends() -> None:
    assert check("a\u2028b\x0cc\x85d".encode())[0] == "a\u2028b\x0cc\x85d"
