"""Plots of cost against size, both logarithmic, as SVG: equal bytes for equal figures."""

from dataclasses import dataclass
from itertools import cycle
from pathlib import Path

from results import Line, Measured, lines_of

COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00")
UNITS = {"s": "seconds", "MB": "MB"}


@dataclass(frozen=True)
class Panel:
    """A measure of a benchmark over a size."""

    title: str
    what: str
    size: str


@dataclass(frozen=True)
class Figure:
    """A picture of some panels side by side; `name` is that of its file."""

    name: str
    panels: tuple[Panel, ...]


def panels_of(figure: Figure, measured: list[Measured]) -> list[tuple[Panel, list[Line]]]:
    """The panels of which something was measured, with their lines."""
    found = ((panel, lines_of(measured, panel.what, panel.size)) for panel in figure.panels)
    return [(panel, lines) for panel, lines in found if lines]


def draw(figure: Figure, measured: list[Measured], folder: Path) -> Path | None:
    """Draws a figure into a folder: medians, with bars from the least to the greatest; None where nothing was measured."""
    import matplotlib as mpl

    mpl.use("svg")
    import matplotlib.pyplot as plt
    from matplotlib.ticker import FuncFormatter, LogLocator, NullLocator

    panels = panels_of(figure, measured)
    if not panels:
        return None
    style = {
        "svg.hashsalt": "paperkg",
        "svg.fonttype": "none",
        "font.family": "sans-serif",
        "axes.grid": True,
        "grid.color": "0.9",
    }
    with mpl.rc_context(style):
        chart, axes = plt.subplots(1, len(panels), figsize=(5.2 * len(panels), 4), layout="constrained", squeeze=False)
        for (panel, lines), area in zip(panels, axes[0], strict=True):
            for line, colour in zip(lines, cycle(COLOURS), strict=False):
                xs = sorted(line.points)
                least, middle, most = zip(*(line.points[x] for x in xs), strict=True)
                bars = [
                    [m - a for m, a in zip(middle, least, strict=True)],
                    [b - m for m, b in zip(middle, most, strict=True)],
                ]
                area.errorbar(
                    xs, middle, yerr=bars, color=colour, marker="o", markersize=4, capsize=2, label=line.label
                )
            area.set(title=panel.title, xlabel=panel.size, ylabel=UNITS.get(lines[0].unit, lines[0].unit))
            area.set(xscale="log", yscale="log")
            sizes = sorted({x for line in lines for x in line.points})
            area.set_xticks(sizes, [f"{x:,}" for x in sizes])
            area.xaxis.set_minor_locator(NullLocator())
            area.yaxis.set_major_locator(LogLocator(subs=(1, 2, 5)))
            area.yaxis.set_major_formatter(FuncFormatter(lambda y, _: f"{y:,g}"))
            area.yaxis.set_minor_locator(NullLocator())
            area.legend(frameon=False, fontsize="small")
        path = folder / f"{figure.name}.svg"
        chart.savefig(path, metadata={"Date": None, "Creator": None}, facecolor="white")
        plt.close(chart)
    return path
