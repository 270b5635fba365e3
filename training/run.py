"""The recipe: from labels and digests to the encoder and the weights of `kg/extract/data/`, with the figures of the model card.

    python -m training.run --labelled training/labels/train.gold.jsonl DIGESTS \\
        --labelled training/labels/train-three-column.gold.jsonl DIGESTS_OR_TEXTS \\
        --written training/written/entries.gold.jsonl training/written/entries.texts.jsonl \\
        --names training/written/names.tsv \\
        --base JAR --work WORK -o kg/extract/data

Steps, each kept in WORK and passed over when it is there already:

    adapted-old.pt      encoder adapted to the texts before the newest days
    fold-K-S.pt         network fitted from seed S to the days before the newest but every K-th
    fold-K.npz          readings of these by the mean of a fold's networks, as what ships is a mean
    newest.npz          readings of the newest days by the mean of the first fold's networks
    figures.json        figures on the newest days, on the folds, and on both, with weights learned on the other papers
    adapted-all.pt      encoder adapted to all texts
    final-S.pt          network fitted to all papers from seed S
    final.onnx          the mean of these, in eight bits

Steps that do not wait for each other run side by side, each in a process and on one core: what comes out does not hang on
how many there are, and two cores do more so than both on one step.

Then writes encoder.onnx, known_names.tsv and the files of weights. Days and papers of seeds/ are in no step. What is `--written`
is learned from in all of them, and tested on in none; its names, and those of the lists `--names`, count as known.
"""

import os
import shutil
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import click
import torch

from training.augment import Rates
from training.base import State, read_base
from training.data import load_readings, save_readings, write_data
from training.export import export
from training.fit import Recipe, adapt, fit, soup
from training.labelled import Labelled, apart, labels_beside, papers_of, read_labelled
from training.linking import first_weights
from training.measure import figures
from training.network import Network, Rows, read
from training.steps import Steps, kept, kept_all


@click.command()
@click.option(
    "--labelled",
    nargs=2,
    type=click.Path(path_type=Path, exists=True),
    multiple=True,
    required=True,
    help="A label file, and the digests (or JSON Lines of texts) that it speaks of.",
)
@click.option(
    "--written",
    nargs=2,
    type=click.Path(path_type=Path, exists=True),
    multiple=True,
    help="The same for summaries of papers that do not exist, written to be learned from: nothing is tested on them.",
)
@click.option(
    "--names",
    type=click.Path(path_type=Path, exists=True),
    multiple=True,
    help="A list of names that are known: name and label on each line, parted by a tab.",
)
@click.option(
    "--leave-out", default="seeds", type=click.Path(path_type=Path, exists=True), help="Digests to stay away from."
)
@click.option(
    "--base",
    required=True,
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Package of training.base.",
)
@click.option("--work", required=True, type=click.Path(path_type=Path, file_okay=False), help="Folder of the steps.")
@click.option(
    "-o", "--output", required=True, type=click.Path(path_type=Path, file_okay=False), help="Folder of the data."
)
@click.option("--folds", default=4, show_default=True, help="Number of folds by day.")
@click.option("--newest", default="2025-04-01", show_default=True, help="First of the newest days.")
@click.option("--jobs", default=os.cpu_count() or 1, show_default=True, help="Number of steps side by side.")
@click.option(
    "--only", type=click.Choice(["folds", "final"]), help="Stop after the figures, or make the final network alone."
)
def main(
    labelled: tuple[tuple[Path, Path], ...],
    written: tuple[tuple[Path, Path], ...],
    names: tuple[Path, ...],
    leave_out: Path,
    base: Path,
    work: Path,
    output: Path,
    folds: int,
    newest: str,
    jobs: int,
    only: str | None,
) -> None:
    """Make, measure and write what the pipeline knows."""
    recipe, rates = Recipe(), Rates()
    papers, invented = (read_labelled(pairs, papers_of(leave_out)) for pairs in (labelled, written))
    beside = labels_beside(papers, invented, names)
    work.mkdir(parents=True, exist_ok=True)
    start = read_base(base)
    adaptations: Steps = {}
    fits: Steps = {}
    tests: Steps = {}
    old, new, held = split(papers, folds, newest)
    if only != "final":
        adapted = work / "adapted-old.pt"
        adaptations[adapted] = partial(save_adapted, old, start, recipe)
        for k, own in enumerate(held):
            networks = [work / f"fold-{k}-{seed}.pt" for seed in range(recipe.fits)]
            for seed, network in enumerate(networks):
                fits[network] = partial(save_fit, apart(old, own), invented, adapted, recipe, rates, seed)
            tests[work / f"fold-{k}.npz"] = partial(save_reading, own, networks)
        tests[work / "newest.npz"] = partial(save_reading, new, list(fits)[: recipe.fits])
    finals = [work / f"final-{seed}.pt" for seed in range(recipe.fits)] if only != "folds" else []
    if finals:
        adapted = work / "adapted-all.pt"
        adaptations[adapted] = partial(save_adapted, papers, start, recipe)
        for seed, network in enumerate(finals):
            fits[network] = partial(save_fit, papers, invented, adapted, recipe, rates, seed)
    for steps in (adaptations, fits, tests):
        kept_all(steps, jobs, partial(torch.set_num_threads, 1))
    if finals:
        kept(work / "final.onnx", lambda path: export(soup([torch.load(network) for network in finals]), path))
    if tests:
        readings = {place: reading for path in tests for place, reading in load_readings(path).items()}
        first = first_weights(invented)
        figures(old, new, held, beside, readings, first, work / "figures.json")
        if finals:
            output.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(work / "final.onnx", output / "encoder.onnx")
            write_data(papers, beside, readings, output, first)


def save_adapted(papers: Sequence[Labelled], base: State, recipe: Recipe, path: Path) -> None:
    """Keep a network whose encoder has learned the language of papers."""
    torch.save(adapt(papers, base, recipe, 0), path)


def save_fit(
    papers: Sequence[Labelled],
    invented: Sequence[Labelled],
    start: Path,
    recipe: Recipe,
    rates: Rates,
    seed: int,
    path: Path,
) -> None:
    """Keep a network fitted to papers."""
    torch.save(fit(papers, invented, torch.load(start), recipe, rates, seed), path)


def save_reading(papers: Sequence[Labelled], networks: Sequence[Path], path: Path) -> None:
    """Keep the readings of papers by the mean of some networks."""
    network = Network()
    network.load_state_dict(soup([torch.load(kept_) for kept_ in networks]))
    save_readings(path, papers, read(network, papers, Rows()))


def split(
    papers: Sequence[Labelled], folds: int, newest: str
) -> tuple[list[Labelled], list[Labelled], list[list[Labelled]]]:
    """Papers before the newest days, papers of these, and folds of the former by day."""
    new = [paper for paper in papers if paper.day >= newest]
    old = apart(papers, new)
    days = sorted({paper.day for paper in old})
    return old, new, [[paper for paper in old if paper.day in set(days[k::folds])] for k in range(folds)]


if __name__ == "__main__":
    main()
