"""What the reading is worth: figures and calibration on papers that neither network nor weights were fitted to."""

import json
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import chain
from pathlib import Path

import click

from kg.extract.encoder import Reading
from kg.extract.extractor import annotation_of, document, load_pipeline
from kg.extract.records import LABELS, Annotation
from kg.extract.scoring import Comparison
from kg.extract.weights import CueWeights
from training.calibration import best_threshold, calibration
from training.data import Beside, key, write_data
from training.examples import named_documents
from training.labelled import Labelled, apart

RESAMPLINGS = 2000
# A threshold below any that somebody would choose, for the calibration.
LOOSE = 0.05
# What is reported of linking with labelled names and values, apart from the errors in these.
LINKED = ("result-core", "result", "outperforms")


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
    nlp = load_pipeline(data=data, without="kg_encoder")
    found = []
    for paper, doc in named_documents(papers, [readings[key(paper)] for paper in papers]):
        for name in ("kg_results", "kg_comparisons"):
            doc = nlp.get_pipe(name)(doc)
        found.append(annotation_of(paper.text, doc))
    return found


def compare(papers: Sequence[Labelled], annotations: Sequence[Annotation]) -> Comparison:
    """Labels and annotations side by side; entries are told apart by place, as a paper may stand in two sets on one day."""
    rows = list(enumerate(zip(papers, annotations, strict=True)))
    gold = [paper.gold | {"date": str(n)} for n, (paper, _) in rows]
    return Comparison(gold, [annotation.record(paper.paper, str(n)) for n, (paper, annotation) in rows])


@dataclass(frozen=True)
class Tested:
    """Papers, and what the pipeline found in them with what other papers tell.

    found: with the thresholds of the config
    loose: with mentions that are unlikely, too
    unsure: with comparisons that are unlikely, too
    linked: what was said of labelled names and values
    """

    papers: list[Labelled]
    found: list[Annotation]
    loose: list[Annotation]
    unsure: list[Annotation]
    linked: list[Annotation]


def joined(parts: Iterable[Tested]) -> Tested:
    """The papers of all the parts."""
    columns = zip(*((part.papers, part.found, part.loose, part.unsure, part.linked) for part in parts), strict=True)
    return Tested(*(list(chain.from_iterable(column)) for column in columns))


def tested(
    rest: Sequence[Labelled],
    papers: list[Labelled],
    beside: Beside,
    readings: dict[str, Reading],
    first: Mapping[str, CueWeights],
) -> Tested:
    """Papers as the pipeline reads them with what the others tell.

    Args:
        rest: papers to learn from.
        papers: papers to test on.
        beside: what `labels_beside` gives.
        readings: the readings of all papers, by networks that were not fitted to them.
        first: what `first_weights` gives.
    """
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        write_data(rest, beside, readings, folder, first)
        return Tested(
            papers,
            annotate(papers, readings, folder),
            annotate(papers, readings, folder, threshold=LOOSE),
            annotate(papers, readings, folder, of_comparisons=LOOSE),
            link(papers, readings, folder),
        )


def figures(
    old: Sequence[Labelled],
    new: list[Labelled],
    folds: Sequence[list[Labelled]],
    beside: Beside,
    readings: dict[str, Reading],
    first: Mapping[str, CueWeights],
    path: Path,
) -> None:
    """Print and keep figures and calibration on the newest days, on the days before by folds, and on all of them.

    Args:
        old: papers before the newest days.
        new: papers of these.
        folds: the old papers in parts by day.
        beside: what `labels_beside` gives.
        readings: the readings of all papers, by networks that were not fitted to them.
        first: what `first_weights` gives.
        path: where to keep the figures, as JSON.
    """
    newest = tested(old, new, beside, readings, first)
    before = joined(tested(apart(old, own), own, beside, readings, first) for own in folds)
    report = {}
    for name, own in {"newest": newest, "folds": before, "all": joined([newest, before])}.items():
        bounds, links = (compare(own.papers, said).figures(RESAMPLINGS) for said in (own.found, own.linked))
        reliability = calibration(own.papers, own.found) | {"mentions": calibration(own.papers, own.loose)["mentions"]}
        thresholds: dict[str, float] = {label: best_threshold(own.papers, own.loose, label) for label in LABELS}
        thresholds["comparisons"] = best_threshold(own.papers, own.unsure, None)
        report[name] = {
            "papers": len(own.papers),
            "figures": {kind: asdict(f) for kind, f in bounds.items()},
            "linking": {kind: asdict(links[kind]) for kind in LINKED},
            "calibration": reliability,
            "best_thresholds": thresholds,
        }
        click.echo(f"{name}: {len(own.papers)} summaries")
        for kind, f in bounds.items():
            click.echo(f"  {kind:12} P {f.precision:.3f}  R {f.recall:.3f}  F1 {f.f1:.3f} [{f.low:.3f}, {f.high:.3f}]")
        for kind in LINKED:
            click.echo(f"  {kind} with names and values as labelled: F1 {links[kind].f1:.3f}")
        errors = ", ".join(f"{w} {c['error']:.3f} (exact: {c['by_chance']:.3f})" for w, c in reliability.items())
        click.echo(f"  calibration error: {errors}; best thresholds {thresholds}")
    path.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
