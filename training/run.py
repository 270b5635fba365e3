"""The recipe: from labels and digests to the encoder and the weights of `kg/extract/data/`, with the figures of the model card.

    python -m training.run --labelled training/labels/train.gold.jsonl DIGESTS \\
        --labelled training/labels/train-three-column.gold.jsonl DIGESTS_OR_TEXTS \\
        --written training/written/entries.gold.jsonl training/written/entries.texts.jsonl \\
        --names training/written/names.tsv \\
        --base JAR --work WORK -o kg/extract/data

Steps, each kept in WORK and passed over when it is there already:

    adapted-old.pt      encoder adapted to the texts before the newest days
    fold-K.pt, .npz     network fitted to the days before the newest but every K-th; its readings of these
    newest.npz          readings of the newest days by the mean of the folds' networks
    figures.json        figures on the newest days, and on the folds; the weights that judge are learned on the other papers
    adapted-all.pt      encoder adapted to all texts
    final-S.pt          network fitted to all papers from seed S
    final.onnx          the mean of these, in eight bits

Steps that do not wait for each other run side by side, each in a process and on one core: what comes out does not hang on
how many there are, and two cores do more so than both on one step.

Then writes encoder.onnx, known_names.tsv and the files of weights. Days and papers of seeds/ are in no step. What is `--written`
is learned from in all of them, and tested on in none; its names, and those of the lists `--names`, count as known.
"""

import json
import os
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields
from functools import partial
from pathlib import Path
from zlib import crc32

import click
import numpy as np
import torch

from kg.extract.encoder import Reading
from kg.extract.extractor import annotation_of, document, load_pipeline
from kg.extract.names import write_names
from kg.extract.records import Annotation
from kg.extract.scoring import Comparison
from kg.extract.weights import CueWeights, read_weights
from training import judge
from training.augment import Rates
from training.base import State, read_base
from training.calibration import ALWAYS, best_threshold, calibration, judged, rescaled
from training.examples import Paired, documents, named_document
from training.export import export
from training.fit import Recipe, adapt, fit, soup
from training.labelled import Labelled, apart, labels_beside, names_of, papers_of, read_labelled
from training.linking import first_weights, write_linking
from training.network import Network, Rows, read
from training.steps import Steps, kept, kept_all

Beside = Mapping[str, Mapping[str, str]]
# By file of weights what its logits are multiplied by, and what is added.
Rescalings = dict[str, tuple[float, float]]

RESAMPLINGS = 2000
# A threshold below any that somebody would choose, for the calibration.
LOOSE = 0.05
# Parts of the papers, by day, of which each is read with what the others tell.
PARTS = 5
# What is reported of linking with labelled names and values, apart from the errors in these.
LINKED = ("result-core", "result", "outperforms")


def save_readings(path: Path, papers: Sequence[Labelled], readings: Sequence[Reading]) -> None:
    """Keep readings with the keys of their papers."""
    arrays = {
        f"{k}.{name}": array.astype(np.float16 if name == "links" else np.float32)
        for k, reading in enumerate(readings)
        for name, array in vars(reading).items()
    }
    keys = np.array([key(paper) for paper in papers])
    with path.open("wb") as file:
        np.savez_compressed(file, keys=keys, **arrays)


def load_readings(path: Path) -> dict[str, Reading]:
    """Readings by the keys of their papers."""
    with np.load(path) as arrays:
        names = [field.name for field in fields(Reading)]
        return {
            str(key): Reading(*(arrays[f"{k}.{name}"].astype(np.float32) for name in names))
            for k, key in enumerate(arrays["keys"])
        }


def key(paper: Labelled) -> str:
    """What tells entries apart; a paper may stand in two sets on one day with two summaries."""
    return f"{paper.day} {paper.paper} {crc32(paper.text.encode()):08x}"


def annotate(
    papers: Sequence[Labelled],
    readings: dict[str, Reading],
    data: Path,
    threshold: float | None = None,
    of_comparisons: float | None = None,
) -> list[Annotation]:
    """What the pipeline finds in papers when the encoder reads so, with the weights of a folder and other thresholds."""
    nlp = load_pipeline(data=data, threshold=threshold, without="kg_encoder")
    if of_comparisons is not None:
        nlp.get_pipe("kg_comparisons").threshold = of_comparisons
    found = []
    for paper in papers:
        doc = document(nlp, paper.text, paper.context, paper.links)
        doc._.kg_reading = readings[key(paper)]
        found.append(annotation_of(paper.text, nlp(doc)))
    return found


def link(papers: Sequence[Labelled], readings: dict[str, Reading], data: Path) -> list[Annotation]:
    """What the pipeline says of labelled names and values, with the weights of a folder: its linking alone."""
    before, nlp = load_pipeline(until="kg_encoder"), load_pipeline(data=data, without="kg_encoder")
    found = []
    for paper in papers:
        doc = named_document(before, paper)
        doc._.kg_reading = readings[key(paper)]
        for name in ("kg_results", "kg_comparisons"):
            doc = nlp.get_pipe(name)(doc)
        found.append(annotation_of(paper.text, doc))
    return found


def compare(papers: Sequence[Labelled], annotations: Sequence[Annotation]) -> Comparison:
    """Labels and annotations side by side; entries are told apart by place, as a paper may stand in two sets on one day."""
    rows = list(enumerate(zip(papers, annotations, strict=True)))
    gold = [paper.gold | {"date": str(n)} for n, (paper, _) in rows]
    return Comparison(gold, [annotation.record(paper.paper, str(n)) for n, (paper, annotation) in rows])


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
    if only != "final":
        old, new, held = split(papers, folds, newest)
        adapted = work / "adapted-old.pt"
        adaptations[adapted] = partial(save_adapted, old, start, recipe)
        for k, own in enumerate(held):
            network = work / f"fold-{k}.pt"
            fits[network] = partial(save_fit, apart(old, own), invented, adapted, recipe, rates, 0)
            tests[work / f"fold-{k}.npz"] = partial(save_reading, own, [network])
        tests[work / "newest.npz"] = partial(save_reading, new, list(fits))
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
        chances = figures(papers, beside, readings, newest, folds, work, first)
        if finals:
            output.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(work / "final.onnx", output / "encoder.onnx")
            write_data(papers, beside, readings, output, first)
            rescale(output, chances)


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


def by_day(papers: Sequence[Labelled]) -> list[list[Labelled]]:
    """The papers in parts, each of whole days."""
    days = sorted({paper.day for paper in papers})
    return [[paper for paper in papers if paper.day in days[k::PARTS]] for k in range(PARTS)]


def write_data(
    papers: Sequence[Labelled],
    beside: Beside,
    readings: dict[str, Reading],
    folder: Path,
    first: Mapping[str, CueWeights],
) -> None:
    """Write known names, and weights learned from papers and their readings, into a folder.

    What belongs to numbers is learned from papers whose names were found by weights of the other papers, as it is tomorrow.
    """
    parts: list[list[Paired]] = []
    for part in by_day([paper for paper in papers if key(paper) in readings]):
        rest = apart(papers, part)
        with tempfile.TemporaryDirectory() as temporary:
            write_names_and_judges(rest, beside, readings, Path(temporary))
            parts.append(documents(part, [readings[key(paper)] for paper in part], Path(temporary)))
    write_names_and_judges(papers, beside, readings, folder)
    write_linking(parts, folder, first)


def rescalings(papers: Sequence[Labelled], readings: dict[str, Reading], data: Path) -> Rescalings:
    """What makes the confidences of results and comparisons chances where papers are read as they are here."""
    found = judged(papers, annotate(papers, readings, data, of_comparisons=LOOSE))
    return {name: judge.slope_and_shift(*found[what]) for name, (what, _) in ALWAYS.items()}


def rescale(folder: Path, found: Rescalings) -> None:
    """Rewrite files of weights, rescaled."""
    for name, (slope, shift) in found.items():
        _, always = ALWAYS[name]
        judge.save(folder / name, rescaled(read_weights(folder / name), slope, shift, always))


def write_names_and_judges(
    papers: Sequence[Labelled], beside: Beside, readings: dict[str, Reading], folder: Path
) -> None:
    """Write known names, and the weights that judge names, into a folder."""
    names = names_of(papers, beside)
    write_names(names, folder / "known_names.tsv")
    own = [paper for paper in papers if key(paper) in readings]
    judge.write(judge.collect(own, [readings[key(paper)] for paper in own], names), folder)


def figures(
    papers: Sequence[Labelled],
    beside: Beside,
    readings: dict[str, Reading],
    newest: str,
    folds: int,
    work: Path,
    first: Mapping[str, CueWeights],
) -> Rescalings:
    """Print and keep figures and calibration on the newest days, and on all days by folds of papers.

    Gives what makes confidences chances where a mean of networks reads, learned on the newest days.
    """
    old, new, held_out = split(papers, folds, newest)
    splits = {"newest": [(old, new)], "folds": [(apart(old, own), own) for own in held_out]}
    report = {}
    chances: Rescalings = {}
    for name, parts in splits.items():
        tested: list[Labelled] = []
        found: list[Annotation] = []
        loose: list[Annotation] = []
        linked: list[Annotation] = []
        for rest, held in parts:
            with tempfile.TemporaryDirectory() as temporary:
                folder = Path(temporary)
                write_data(rest, beside, readings, folder, first)
                loose += annotate(held, readings, folder, LOOSE)
                linked += link(held, readings, folder)
                if name == "folds":
                    tested += held
                    found += annotate(held, readings, folder)
                    continue
                # The newest days are read by a mean of networks, as what ships is; the others each by one.
                chances = rescalings(held, readings, folder)
                for part in by_day(held):
                    own = folder / "own"
                    shutil.copytree(folder, own, ignore=shutil.ignore_patterns("own"))
                    rescale(own, rescalings(apart(held, part), readings, folder))
                    tested += part
                    found += annotate(part, readings, own)
                    shutil.rmtree(own)
        comparison = compare(tested, found)
        bounds = comparison.figures(RESAMPLINGS)
        every = [paper for _, held in parts for paper in held]
        reliability = calibration(tested, found) | {"mentions": calibration(every, loose)["mentions"]}
        links = compare(every, linked).figures(RESAMPLINGS)
        report[name] = {
            "papers": len(tested),
            "figures": {kind: asdict(f) for kind, f in bounds.items()},
            "linking": {kind: asdict(links[kind]) for kind in LINKED},
            "calibration": reliability,
            "best_threshold": best_threshold(every, loose),
        }
        click.echo(f"{name}: {len(tested)} summaries")
        for kind, f in bounds.items():
            click.echo(f"  {kind:12} P {f.precision:.3f}  R {f.recall:.3f}  F1 {f.f1:.3f} [{f.low:.3f}, {f.high:.3f}]")
        for kind in LINKED:
            click.echo(f"  {kind} with names and values as labelled: F1 {links[kind].f1:.3f}")
        errors = ", ".join(f"{w} {c['error']:.3f} (exact: {c['by_chance']:.3f})" for w, c in reliability.items())
        click.echo(f"  calibration error: {errors}; best threshold {report[name]['best_threshold']}")
    (work / "figures.json").write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    return chances


if __name__ == "__main__":
    main()
