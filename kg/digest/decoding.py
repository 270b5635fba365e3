"""From the bytes of a file to its text: UTF-8 with or without a mark, UTF-16 and UTF-32 with one, all line ends."""

import codecs

from kg.digest.problem_log import Place, ProblemLog

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_START = Place(1, 1)


def decode(data: bytes, log: ProblemLog) -> str | None:
    r"""The text of a file with `\n` as its only line end, or None if it is empty or no text.

    Bytes that are not UTF-8 become U+FFFD, with an error for the first of each line: whatever else can be read is read.
    """
    text = _decode_marked(data, log) if data.startswith(tuple(mark for mark, _ in _MARKS)) else _decode_utf8(data, log)
    if text is None:
        return None
    if not text.strip():
        log.add_warning(_START, "empty-file", "the file is empty", "remove it, or write a digest into it")
        return None
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _decode_marked(data: bytes, log: ProblemLog) -> str | None:
    encoding = next(name for mark, name in _MARKS if data.startswith(mark))
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        log.add_error(
            _START,
            "not-text",
            f"the file begins like {encoding.upper()} but byte {error.start} cannot be decoded",
            "save it as UTF-8",
        )
        return None
    log.add_warning(_START, f"{encoding}-file", f"the file is {encoding.upper()}, read as such", "save it as UTF-8")
    return text


def _decode_utf8(data: bytes, log: ProblemLog) -> str | None:
    if b"\0" in data:
        message = f"the file is binary: byte {data.index(0)} is NUL"
        log.add_error(_START, "binary-file", message, "leave it out, or save the digest as UTF-8 text")
        return None
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        lines = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")
        return "\n".join(_decode_line(line, number, log) for number, line in enumerate(lines, 1))


def _decode_line(line: bytes, number: int, log: ProblemLog) -> str:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError as error:
        place = Place(number, len(line[: error.start].decode("utf-8")) + 1)
        message = f"byte 0x{line[error.start]:02X} is not UTF-8, read as U+FFFD"
        log.add_error(place, "invalid-utf8", message, "save the file as UTF-8")
        return line.decode("utf-8", "replace")
