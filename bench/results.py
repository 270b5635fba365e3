"""What the benchmarks of a run have left, and the lines of cost against size in it."""

import json
import math
import statistics
from dataclasses import dataclass, field
from pathlib import Path

from measuring import Row


@dataclass(frozen=True)
class Measured:
    """What one process of a benchmark said: each row with the size of the thing that it was measured on, and notes."""

    benchmark: str
    papers: int | None
    sizes: tuple[dict[str, int], ...] = ()
    rows: tuple[tuple[dict[str, int], Row], ...] = ()
    notes: tuple[str, ...] = ()
    failure: str = ""


@dataclass(frozen=True)
class Line:
    """The values of one measure by one tool, by size: least, median, greatest."""

    label: str
    unit: str
    points: dict[int, tuple[float, float, float]] = field(default_factory=dict)

    def growth(self) -> float | None:
        """The exponent of the growth between the two greatest sizes: 1 where twice the size costs twice; None for one size."""
        (x0, y0), (x1, y1) = ([(0, (0.0,) * 3)] * 2 + sorted(self.points.items()))[-2:]
        if not x0 or x0 == x1 or min(y0[1], y1[1]) <= 0:
            return None
        return math.log(y1[1] / y0[1]) / math.log(x1 / x0)


def read_measured(file: Path, benchmark: str, papers: int | None, failure: str = "") -> Measured:
    """The rows that a benchmark kept in a file, as far as it came."""
    sizes: list[dict[str, int]] = []
    rows: list[tuple[dict[str, int], Row]] = []
    notes: list[str] = []
    lines = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
    for line in lines:
        ((kind, value),) = json.loads(line).items()
        if kind == "size":
            sizes.append(value)
        elif kind == "note":
            notes.append(value)
        else:
            values = {**value, "values": tuple(value["values"]), "theirs": tuple(value["theirs"])}
            rows.append((sizes[-1] if sizes else {}, Row(**values)))
    return Measured(benchmark, papers, tuple(sizes), tuple(rows), tuple(notes), failure)


def lines_of(measured: list[Measured], what: str, size: str) -> list[Line]:
    """Paperkg's line of a measure and those of its peers, over a size such as `papers`; the first row of each counts."""
    ours: dict[int, tuple[float, float, float]] = {}
    peers: dict[str, dict[int, tuple[float, float, float]]] = {}
    unit = ""
    for one in measured:
        for sizes, row in one.rows:
            if row.what != what or not (at := sizes.get(size)):
                continue
            unit = row.unit
            ours.setdefault(at, spread(row.values))
            if row.theirs:
                peers.setdefault(row.beside.strip("`"), {}).setdefault(at, spread(row.theirs))
    own = [Line("paperkg", unit, ours)] if ours else []
    return own + [Line(name, unit, points) for name, points in peers.items()]


def spread(values: tuple[float, ...]) -> tuple[float, float, float]:
    """Least, median and greatest."""
    return min(values), statistics.median(values), max(values)
