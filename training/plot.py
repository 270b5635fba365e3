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
    """Draw the shares of right mentions, results and comparisons over the confidence that they were given."""
    report = json.loads(figures.read_text(encoding="utf-8"))
    kinds = ("mentions", "results", "comparisons")
    chart, panels = plt.subplots(1, len(kinds), figsize=(13, 4.6), layout="constrained", sharey=True)
    for kind, axes in zip(kinds, panels, strict=True):
        axes.plot([0, 1], [0, 1], color="0.7", linewidth=1)
        for name, colour in (("folds", "#0072b2"), ("newest", "#d55e00")):
            found = report[name]["calibration"][kind]
            count = sum(b["number"] for b in found["bins"])
            label = f"{name}: {count} {kind}, error {found['error']:.3f}"
            axes.plot(
                [b["confidence"] for b in found["bins"]], [b["right"] for b in found["bins"]], "o-", color=colour, label=label
            )  # fmt: skip
        axes.set(title=kind, xlabel="confidence", xlim=(0, 1), ylim=(0, 1), aspect="equal")
        axes.legend(loc="upper left", frameon=False)
    panels[0].set_ylabel("share that is right")
    chart.savefig(picture, dpi=100, metadata={"Software": None})


if __name__ == "__main__":
    main()
