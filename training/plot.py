"""The reliability plot of the model card: `python -m training.plot WORK/figures.json docs/reliability.png`."""

import json
from pathlib import Path

import click
import matplotlib as mpl

mpl.use("agg")
import matplotlib.pyplot as plt


@click.command()
@click.argument("figures", type=click.Path(path_type=Path, exists=True))
@click.argument("picture", type=click.Path(path_type=Path))
def main(figures: Path, picture: Path) -> None:
    """Draw the share of right mentions over the confidence that they were given."""
    report = json.loads(figures.read_text(encoding="utf-8"))
    chart, axes = plt.subplots(figsize=(5, 5), layout="constrained")
    axes.plot([0, 1], [0, 1], color="0.7", linewidth=1)
    for name, colour in (("folds", "#0072b2"), ("newest", "#d55e00")):
        part = report[name]
        bins = part["calibration"]["bins"]
        label = f"{name}: {part['papers']} summaries, error {part['calibration']['error']:.3f}"
        axes.plot([b["confidence"] for b in bins], [b["right"] for b in bins], "o-", color=colour, label=label)
    axes.set(xlabel="confidence", ylabel="share of right mentions", xlim=(0, 1), ylim=(0, 1), aspect="equal")
    axes.legend(loc="upper left", frameon=False)
    chart.savefig(picture, dpi=100, metadata={"Software": None})


if __name__ == "__main__":
    main()
