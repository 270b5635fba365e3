"""What people say of names: `aliases.toml`, in the same form the shipped `data/aliases.toml`.

[[same]]                                   # one thing; the first name is what it is called
label = "benchmark"                        # benchmark, metric or system (models and methods)
names = ["COCO", "MS COCO"]

[[different]]                              # names that are never merged, though they look or read alike
label = "metric"
names = ["mAP", "MAP"]
why = "detection, and ranking of documents"

[[ambiguous]]                              # short names of several things: a long name in the same summary tells which,
label = "system"                           # or else a tag of the paper, where you say so
names = ["SD"]
tags = { "Text-to-Image" = "Stable Diffusion", "Text Generation" = "Speculative Decoding" }
"""

import re
import tomllib
from dataclasses import dataclass, replace
from pathlib import Path

from kg.errors import UsageError

LABELS = ("benchmark", "metric", "system")
KINDS = ("same", "different", "ambiguous")


@dataclass(frozen=True, slots=True)
class Saying:
    """One table of a file: what is said of some names, where, and whether the file is the user's.

    `tags` are pairs of a task tag and what an ambiguous name stands for in a paper that has it.
    """

    kind: str
    label: str
    names: tuple[str, ...]
    why: str
    place: str
    of_user: bool
    tags: tuple[tuple[str, str], ...] = ()

    def only(self, names: tuple[str, ...]) -> "Saying":
        """The same said of some of the names."""
        return replace(self, names=names)


def read_sayings(path: Path, *, of_user: bool) -> list[Saying]:
    """The tables of a file.

    Raises:
        UsageError: it cannot be read, or is not of this form.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
        tables = tomllib.loads(text)
    except OSError as error:
        raise UsageError(f"{path}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        at = error.object[: error.start].count(b"\n") + 1
        raise UsageError(f"{path}:{at}: is not UTF-8; save it as UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        at_line = re.search(r"\(at line (\d+), column (\d+)\)", str(error))
        where = f":{at_line[1]}:{at_line[2]}" if at_line else f":{text.count(chr(10)) + 1}"
        reason = re.sub(r" \(at .*\)$", "", str(error))
        raise UsageError(f"{path}{where}: no TOML: {reason}; nothing of it is used") from error
    except (ValueError, RecursionError) as error:
        raise UsageError(f"{path}: no file of aliases: {error}; nothing of it is used") from error
    if unknown := sorted(tables.keys() - set(KINDS)):
        place = f"{path}{_line(text, unknown[0])}"
        raise UsageError(
            f"{place}: {unknown[0]!r} is no table of this file; write [[same]], [[different]] or [[ambiguous]]"
        )
    found = []
    for kind in KINDS:
        rows = tables.get(kind, [])
        lines = [
            number for number, line in enumerate(text.split("\n"), 1) if re.match(rf"\s*\[\[\s*{kind}\s*\]\]", line)
        ]
        if not isinstance(rows, list) or len(rows) != len(lines):
            raise UsageError(f"{path}{_line(text, kind)}: write each table under a line [[{kind}]] of its own")
        found += [
            _saying(kind, row, f"{path}:{line}" if of_user else f"{path.name}:{line}", of_user)
            for row, line in zip(rows, lines, strict=True)
        ]
    return found


def _line(text: str, word: str) -> str:
    """The place of the first line that begins with a word, whatever brackets and quotes before it."""
    begins = re.compile(rf"[\s\[\"']*{re.escape(word)}\b")
    return next((f":{number}" for number, line in enumerate(text.split("\n"), 1) if begins.match(line)), "")


def _saying(kind: str, row: dict[str, object], place: str, of_user: bool) -> Saying:
    expected = ["label", "names", "why", *["tags"] * (kind == "ambiguous")]
    if unknown := sorted(row.keys() - set(expected)):
        raise UsageError(f"{place}: {unknown[0]!r} is not known here; [[{kind}]] has {', '.join(expected)}")
    label, names, why, tags = row.get("label"), row.get("names"), row.get("why", ""), row.get("tags", {})
    if label not in LABELS:
        raise UsageError(f"{place}: label is {label!r}; write one of {', '.join(LABELS)} (system: models and methods)")
    if not isinstance(names, list) or not all(isinstance(name, str) and name.strip() for name in names):
        raise UsageError(f'{place}: names is no list of names; write names = ["MATH500", "MATH-500"]')
    if len(set(names)) < (1 if kind == "ambiguous" else 2):
        raise UsageError(f"{place}: {len(set(names))} name; [[{kind}]] needs two different ones")
    if not isinstance(why, str):
        raise UsageError(f"{place}: why is no text in quotes")
    if not isinstance(tags, dict) or not all(isinstance(name, str) and name.strip() for name in tags.values()):
        raise UsageError(f'{place}: tags is no table of names; write tags = {{ "Text-to-Image" = "Stable Diffusion" }}')
    return Saying(kind, str(label), tuple(dict.fromkeys(names)), why, place, of_user, tuple(tags.items()))
