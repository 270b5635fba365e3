"""Writes docs/benchmarks.md, its plots, and the rows that the README quotes of it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from measuring import HEADER, ROOT, told
from plots import Figure, draw, panels_of
from results import Line, Measured
from sections import SECTIONS, SHORT, Section

INTRODUCTION = """# Benchmarks

<!-- written by bench/suite.py -->

What paperkg costs, beside what other tools cost that do the same or a part of it, in the same run on the same machine.
`{command}` measures it all anew and writes this page.

A figure is the median of its runs, in brackets the least and the greatest. *Times* is how many times the other's figure paperkg's
is: below 1 paperkg takes less (a rate: gives less); it is the median of the ratios within a turn where both took turns. Time is
that of the clock; memory is the peak of a process, of several (`kg build` reads many papers in one process a core) that of the
largest, in MB (2**20 bytes). *Growth* is the exponent between the two greatest sizes: 1 where twice the size costs twice. In the
plots both axes are logarithmic, points are medians, and bars go from the least to the greatest.

"""
MARKS = ("<!-- bench/suite.py writes this table -->", "<!-- up to here -->")


def short_rows(measured: Sequence[Measured]) -> list[str]:
    """The rows of `SHORT` that were measured, each at its greatest size."""
    found = []
    for benchmark, what, beside in SHORT:
        of_it = [one for one in measured if one.benchmark == benchmark and one.papers is not None]
        for one in sorted(of_it, key=lambda one: one.papers or 0)[-1:]:
            rows = [row for _, row in one.rows if row.what == what and row.beside.startswith(beside)]
            found += [
                row.markdown().replace(f"| {what} |", f"| {what}, {one.papers:,} papers |", 1) for row in rows[:1]
            ]
    return found


def lines_table(figure: Figure, measured: list[Measured]) -> Iterator[str]:
    """The medians of the lines of a figure, with their growth."""
    for panel, lines in panels_of(figure, measured):
        sizes = sorted({x for line in lines for x in line.points})
        yield f"| {panel.title}, by {panel.size} | {' | '.join(f'{x:,}' for x in sizes)} | growth |"
        yield "|---" * (len(sizes) + 2) + "|"
        for line in lines:
            cells = [told(line.points[x][1:2], line.unit) if x in line.points else "" for x in sizes]
            yield f"| {line.label} | {' | '.join(cells)} | {growth(line)} |"
        yield ""


def growth(line: Line) -> str:
    """The growth of a line with two figures."""
    return "" if (exponent := line.growth()) is None else f"{exponent:.2f}"


def section_text(section: Section, measured: Sequence[Measured], pictures: Mapping[str, str]) -> Iterator[str]:
    """A section: plots, the figures that are drawn, and all rows at the greatest size."""
    of_it = [one for one in measured if one.benchmark == section.benchmark]
    yield f"## {section.title}\n"
    yield f"{about(section.benchmark)} `python bench/{section.benchmark}.py --help` tells how.\n"
    for figure in section.figures:
        if figure.name in pictures:
            titles = "; ".join(panel.title for panel, _ in panels_of(figure, of_it))
            yield f"![{titles}: cost against size]({pictures[figure.name]})\n"
            yield from lines_table(figure, of_it)
    for one in sorted(of_it, key=lambda one: one.papers or 0)[-1:]:
        said: dict[str, int] | None = None
        for sizes, row in one.rows:
            if sizes != said:
                said = sizes
                yield f"\n{', '.join(f'{count:,} {name}' for name, count in sizes.items())}:\n\n{HEADER}"
            yield row.markdown()
        yield ""
    notes = dict.fromkeys((note, one.papers) for one in of_it for note in one.notes)
    yield from grouped(notes)
    for one in of_it:
        if one.failure:
            size = f" of {one.papers:,} papers" if one.papers else ""
            yield f"**Failed{size}:** {one.failure}\n"


def grouped(notes: Mapping[tuple[str, int | None], None]) -> Iterator[str]:
    """Each note once, with the numbers of papers of which it was said."""
    sizes: dict[str, list[int]] = {}
    for note, papers in notes:
        sizes.setdefault(note, []).extend([papers] if papers else [])
    for note, of_note in sizes.items():
        where = f"{', '.join(f'{papers:,}' for papers in of_note)} papers: " if of_note else ""
        yield f"- {where}{note}"
    if sizes:
        yield ""


def about(benchmark: str) -> str:
    """The first sentence of a benchmark's docstring."""
    text = (ROOT / "bench" / f"{benchmark}.py").read_text(encoding="utf-8")
    found = re.search(r'"""(.+)', text)
    assert found, benchmark
    return found[1].strip()


def write_page(page: Path, about_it: Mapping[str, Any], measured: Sequence[Measured]) -> None:
    """Writes the page, and its plots into a folder of the page's name beside it.

    `about_it` has the facts and versions of the machine by name, and the command that measured.
    """
    plots = page.with_suffix("")
    plots.mkdir(parents=True, exist_ok=True)
    pictures = {}
    for section in SECTIONS:
        of_it = [one for one in measured if one.benchmark == section.benchmark]
        for figure in section.figures:
            if drawn := draw(figure, of_it, plots):
                pictures[figure.name] = f"{plots.name}/{drawn.name}"
    for old in plots.glob("*.svg"):
        if old.stem not in pictures:
            old.unlink()
    out = [INTRODUCTION.format(command=about_it["command"]), "| | |\n|---|---|"]
    out += [f"| {name} | {text} |" for name, text in about_it["facts"].items()]
    versions = ", ".join(f"{name} {number}" for name, number in about_it["versions"].items())
    out += [f"| versions | {versions} |", ""]
    out += ["## In short\n", HEADER, *short_rows(measured), ""]
    for section in SECTIONS:
        out += section_text(section, measured, pictures)
    text = re.sub(r"\n{3,}", "\n\n", "\n".join(out)).rstrip() + "\n"
    page.write_text(text, encoding="utf-8")


def quote_in(readme: Path, measured: Sequence[Measured]) -> None:
    """Puts the rows in short between the marks of the README; raises SystemExit where it has none."""
    text = readme.read_text(encoding="utf-8")
    begin, end = (text.find(mark) for mark in MARKS)
    if not 0 <= begin < end:
        raise SystemExit(f"{readme}: has no lines {MARKS[0]!r} and {MARKS[1]!r}; put them where the table belongs")
    table = "\n".join([HEADER, *short_rows(measured)])
    readme.write_text(f"{text[: begin + len(MARKS[0])]}\n\n{table}\n\n{text[end:]}", encoding="utf-8")
