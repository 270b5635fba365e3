#!/usr/bin/env python3
"""Writes digests of as many papers as wanted, made from those of a folder: what costs are measured on, by size.

    python bench/digests.py COUNT SOURCE FOLDER

The first COUNT entries of SOURCE's digests, day by day, go into Markdown digests in FOLDER. Where SOURCE has fewer, its entries
come again and again: each copy under an arXiv id of its own, in another month, with a number behind its title, so that it is
another paper that has to be read anew. Its names are the old ones: a graph of copies knows fewer names than one of real days.
"""

import argparse
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

if TYPE_CHECKING:
    from kg.digest import Entry

COLUMNS = ("Title", "Authors", "Summary", "Classification", "GitHub URLs", "HuggingFace URLs")


def entries_of(source: Path) -> "list[Entry]":
    """The entries of a folder, each paper once, by day."""
    from kg.digest import read

    every = [entry for digest in read([str(source)]).digests for entry in digest.entries]
    once = {entry.paper: entry for entry in sorted(every, key=lambda entry: (entry.day, entry.line), reverse=True)}
    return sorted(once.values(), key=lambda entry: (entry.day, entry.path, entry.line))


def copies(entries: "list[Entry]", count: int) -> "Iterator[Entry]":
    """`count` entries: the given ones, then copies of them."""
    for number in range(count):
        again, place = divmod(number, len(entries))
        entry = entries[place]
        if again:
            year, month = divmod(again - 1, 12)
            paper, day = (
                f"{26 + year}{month + 1:02}.{place + 1:05}",
                f"{2026 + year}-{month + 1:02}-{place % 28 + 1:02}",
            )
            entry = replace(entry, paper=paper, day=day, title=f"{entry.title} ({again + 1})")
        yield entry


def cell(text: str) -> str:
    """A text as a cell of a Markdown table."""
    return " ".join(text.split()).replace("|", "\\|")


def line(entry: "Entry") -> str:
    """An entry as a row of a digest."""
    links = [
        ", ".join(f"[Link]({link.text})" for link in entry.links if link.column == column) or "N/A"
        for column in COLUMNS[-2:]
    ]
    title = f"[{cell(entry.title)}](https://arxiv.org/abs/{entry.paper})"
    tags = "[" + ", ".join(f"'{tag}'" for tag in entry.tags) + "]"
    return "| " + " | ".join([title, cell(", ".join(entry.authors)), cell(entry.summary), cell(tags), *links]) + " |"


def write_digests(count: int, source: Path, folder: Path) -> None:
    """Writes digests of `count` papers into a folder, a file a day."""
    folder.mkdir(parents=True, exist_ok=True)
    days: dict[str, list[Entry]] = {}
    for entry in copies(entries_of(source), count):
        days.setdefault(entry.day, []).append(entry)
    for day, of_day in days.items():
        head = [f"## Papers for {day}", "", f"| {' | '.join(COLUMNS)} |", "|" + "---|" * len(COLUMNS)]
        (folder / f"{day}.md").write_text("\n".join([*head, *map(line, of_day)]) + "\n", encoding="utf-8")


def main() -> None:
    """Writes the digests."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("count", type=int)
    parser.add_argument("source", type=Path)
    parser.add_argument("folder", type=Path)
    options = parser.parse_args()
    write_digests(options.count, options.source, options.folder)


if __name__ == "__main__":
    main()
