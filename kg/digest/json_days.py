"""Reads digests written as JSON: an array of objects, one for each paper, each with its own date."""

import json
import re
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from kg.digest.arxiv import arxiv_id, arxiv_ids
from kg.digest.cells import split_authors, split_tags
from kg.digest.entries import DayBook, Row, too_long
from kg.digest.link_cells import stated_links
from kg.digest.problem_log import Place, shorten
from kg.digest.records import LinkColumn

# Beyond so many broken objects in a row the text is no JSON; each costs a look at the whole text before it.
_MOST_BROKEN = 100
# A time of day behind the date (ISO 8601) says nothing that is asked here.
_DAY = re.compile(r"[T ]\d\d:.*$")
_SPACE = re.compile(r"[ \t\n\r]*")
_LINK_FIELDS: tuple[tuple[str, LinkColumn], ...] = (
    ("github_urls", "GitHub URLs"),
    ("github_repo", "GitHub URLs"),
    ("huggingface_urls", "HuggingFace URLs"),
)
_FIELDS = frozenset(
    ("title", "authors", "link", "summary", "classification", "date", *(name for name, _ in _LINK_FIELDS))
)


_SINGLE = ("title", "summary", "link", "date")
_SURROGATE = re.compile("[\ud800-\udfff]")


def looks_like_json(text: str) -> bool:
    """True if the text begins as an array of objects, or as an object."""
    return re.match(r"\s*(?:\[\s*[{\]]|\{)", text) is not None


def read_json(text: str, name_day: str | None, book: DayBook) -> bool:
    """Puts the digests of a JSON text into the book; False if none of its objects looks like a paper's.

    A fault costs the object that has it: reading goes on at the next object. `name_day` counts for objects without a
    date.
    """
    return _Reader(text, name_day, book).read()


@dataclass
class _Lines:
    """Turns offsets, which have to rise, into places; looks at each character once."""

    text: str
    offset: int = 0
    line: int = 1
    line_begin: int = 0

    def place(self, offset: int) -> Place:
        if newlines := self.text.count("\n", self.offset, offset):
            self.line += newlines
            self.line_begin = self.text.rindex("\n", self.offset, offset) + 1
        self.offset = max(offset, self.offset)
        return Place(self.line, offset - self.line_begin + 1)


class _Pairs(dict[str, Any]):
    """An object of JSON by the names of its fields in lower case; `repeated` are those that it states more than once."""

    repeated: tuple[str, ...] = ()

    @classmethod
    def of(cls, pairs: list[tuple[str, Any]]) -> "_Pairs":
        found = cls()
        names = [name.casefold() for name, _ in pairs]
        for name, (_, value) in zip(names, pairs, strict=True):
            found.setdefault(name, value)
        found.repeated = tuple(sorted({name for name in names if names.count(name) > 1}))
        return found


@dataclass(frozen=True, slots=True)
class _Object:
    """A decoded object, its source and where it begins."""

    values: _Pairs
    source: str
    place: Place

    def place_of(self, name: str) -> Place:
        """Where the value of a field begins; no string holds an unescaped quote, so the key is found safely."""
        if not (found := re.search(rf'(?i:"{name}")[ \t\n\r]*:[ \t\n\r]*', self.source)):
            return self.place
        before = self.source[: found.end()]
        lines = before.count("\n")
        column = len(before) - before.rfind("\n") if lines else self.place.column + len(before)
        return Place(self.place.line + lines, column)


@dataclass
class _Reader:
    text: str
    name_day: str | None
    book: DayBook
    is_digest: bool = False
    broken: int = 0
    faults: list[tuple[Place, str, str, str]] = field(default_factory=list)

    def read(self) -> bool:
        # Numbers stay as they are written: of what a digest states nothing is one, and huge ones would be refused.
        decoder = json.JSONDecoder(object_pairs_hook=_Pairs.of, parse_int=str, parse_float=str, parse_constant=str)
        lines = _Lines(self.text)
        offset = self._after_space(0)
        in_array = self.text.startswith("[", offset)
        offset += in_array
        while (offset := self._after_space(offset)) < len(self.text):
            char = self.text[offset]
            if char == ",":
                offset += 1
            elif char == "]" and in_array:
                in_array = False
                offset += 1
            elif char != "{":
                place = lines.place(offset)
                following = self.text.find("{", offset)
                found = shorten(self.text[offset : offset + 40].split("\n")[0], 30)
                self._fault(
                    place, "no-object", f"{found} is no object of a paper, skipped", "write one object for each paper"
                )
                offset = following if following >= 0 else len(self.text)
            else:
                place = lines.place(offset)
                try:
                    values, end = decoder.raw_decode(self.text, offset)
                except json.JSONDecodeError as error:
                    where = lines.place(max(error.pos, offset))
                    remedy = "correct it; a JSON checker shows the place"
                    message = f"{error.msg}; the object that begins at {place.line}:{place.column} is lost"
                    self._fault(where, "broken-json", message, remedy)
                    self.book.rows += 1
                    self.broken += 1
                    if self.broken == _MOST_BROKEN:
                        message = f"{_MOST_BROKEN} objects in a row are broken; the rest of the file is lost"
                        self._fault(where, "no-json", message, remedy)
                        return self._finish()
                    following = self.text.find("{", max(error.pos, offset + 1))
                    offset = following if following >= 0 else len(self.text)
                except RecursionError:
                    self._fault(
                        place,
                        "nested-json",
                        "the object is nested too deeply; the rest of the file is lost",
                        "flatten it",
                    )
                    return self._finish()
                else:
                    self.broken = 0
                    self._read_object(_Object(values, self.text[offset:end], place))
                    offset = end
        if in_array:
            place = lines.place(len(self.text))
            self._fault(
                place, "cut-json", "the array has no `]`: the end of the file may be missing", "write the file again"
            )
        return self._finish()

    def _after_space(self, offset: int) -> int:
        found = _SPACE.match(self.text, offset)
        return found.end() if found else offset

    def _fault(self, place: Place, code: str, message: str, remedy: str) -> None:
        self.faults.append((place, code, message, remedy))

    def _finish(self) -> bool:
        # Faults of a file that is no digest are not the digest's.
        if self.is_digest or self._is_empty_array() or '"title"' in self.text:
            self.is_digest = True
            for fault in self.faults:
                self.book.log.add_error(*fault)
        return self.is_digest

    def _is_empty_array(self) -> bool:
        if re.fullmatch(r"\s*\[\s*\]\s*", self.text[:1000]) is None:
            return False
        if self.name_day:
            self.book.open_day(self.name_day, 1)
        return True

    def _read_object(self, found: _Object) -> None:
        values, log = found.values, self.book.log
        if not {"title", "link"} & values.keys():
            inner = [
                one for value in values.values() if isinstance(value, list) for one in value if isinstance(one, _Pairs)
            ]
            for one in inner:
                self._read_object(_Object(one, found.source, found.place))
            if inner:
                return
            self.book.rows += 1
            self._fault(found.place, "no-paper", "the object has neither a title nor a link", "write both")
            return
        self.is_digest = True
        self.book.rows += 1
        for name in sorted(_FIELDS & set(values.repeated)):
            message = f"the field {name} stands twice, the first is taken"
            log.add_warning(found.place_of(name), "repeated-field", message, "remove one of them")
        for name in sorted(values.keys() - _FIELDS):
            log.add_warning(
                found.place_of(re.escape(name)) if name.isalnum() else found.place,
                "unknown-field",
                f"the field {shorten(name)} is not known, left aside",
                "remove it",
            )
        texts = (
            (text, found.place_of(name))
            for name in sorted(_FIELDS & values.keys())
            for text in self._texts(found, name)
        )
        if too_long(texts, log):
            return
        self._check_fields(found)
        paper = arxiv_id(self._text(found, "link"))
        if len(papers := arxiv_ids(self._text(found, "link"))) > 1:
            message = f"the link names {len(papers)} papers, {', '.join(papers)}; the object is lost"
            log.add_error(found.place_of("link"), "two-papers", message, "write an object for each of them")
            return
        if paper is None:
            message = f"the link {shorten(self._text(found, 'link'))} has no arXiv identifier; the object is lost"
            log.add_error(
                found.place_of("link"), "no-arxiv-id", message, "write it as https://arxiv.org/abs/2502.06781"
            )
            return
        if (day := self._day(found)) is not None:
            self.book.add(self._row(found, day, paper))

    def _check_fields(self, found: _Object) -> None:
        log = self.book.log
        for name in sorted(_FIELDS & found.values.keys()):
            value = found.values[name]
            values = value if isinstance(value, list) else [value]
            if any(isinstance(text, str) and _SURROGATE.search(text) for text in values):
                message = f"the field {name} has half a character (a lone surrogate), read as \ufffd"
                log.add_error(found.place_of(name), "lone-surrogate", message, "write the character whole")
            if name in _SINGLE and len(values) > 1:
                message = f"the field {name} holds {len(values)} texts, joined with a space"
                log.add_warning(found.place_of(name), "several-texts", message, "write one text")

    def _row(self, found: _Object, day: str, paper: str) -> Row:
        authors, tags = found.values.get("authors"), found.values.get("classification")
        tags_place = found.place_of("classification")
        links = tuple(
            (text, column, found.place_of(name))
            for name, column in _LINK_FIELDS
            for value in self._texts(found, name)
            for text in (
                [value] if value.strip() and "](" not in value and name != "github_repo" else stated_links(value)
            )
        )
        return Row(
            day=day,
            paper=paper,
            place=found.place,
            title=(
                " ".join(line.strip() for line in self._text(found, "title").strip().split("\n")),
                found.place_of("title"),
            ),
            authors=(
                split_authors(self._text(found, "authors"))
                if isinstance(authors, str)
                else [name for text in self._texts(found, "authors") if (name := text.strip())],
                found.place_of("authors"),
            ),
            summary=(self._text(found, "summary").strip(), found.place_of("summary")),
            tags=(
                split_tags(self._text(found, "classification"), tags_place, self.book.log)
                if isinstance(tags, str)
                else self._texts(found, "classification"),
                tags_place,
            ),
            links=links,
        )

    def _day(self, found: _Object) -> str | None:
        place, stated = found.place_of("date"), self._text(found, "date").strip()
        try:
            return date.fromisoformat(_DAY.sub("", stated)).isoformat()
        except ValueError:
            what = f"{shorten(stated)} is no date" if stated else "the object has no date"
        if self.name_day is None:
            self.book.log.add_error(place, "no-day", f"{what}; the object is lost", 'write "date": "YYYY-MM-DD"')
            return None
        message = f"{what}; {self.name_day} is taken from the file's name"
        self.book.log.add_warning(place, "day-from-name", message, 'write "date": "YYYY-MM-DD"')
        return self.name_day

    def _text(self, found: _Object, name: str) -> str:
        return " ".join(self._texts(found, name))

    def _texts(self, found: _Object, name: str) -> list[str]:
        value = found.values.get(name)
        values = value if isinstance(value, list) else [value]
        texts = [text if isinstance(text, str) else json.dumps(text) for text in values if text is not None]
        return [_SURROGATE.sub("\ufffd", text) for text in texts]
