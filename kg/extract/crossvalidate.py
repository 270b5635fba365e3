"""How well the pipeline reads summaries that it has not learned from.

    python -m kg.extract.crossvalidate ../shared/gold/train.gold.jsonl ../shared/gold/train-three-column.gold.jsonl \\
        --score ../shared/gold/score.py [--folds 5 | --from 2025-04-01]

Holds out days (every fifth, or all from a day on), learns names and cues from the other papers, predicts the days held
out, and prints what score.py says of the first label file's entries. `--precision` prints the share of right mentions
by component, for `confidence.tsv`.
"""

import json
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import click

from kg.extract.extractor import Extractor
from kg.extract.gold import Labelled, read_labelled
from kg.extract.learn_cues import learn_cues
from kg.extract.learn_names import write_names
from kg.extract.records import Annotation

Predicted = list[tuple[Labelled, Annotation]]


def predict_held_out(papers: Sequence[Labelled], held: set[str], wanted: Sequence[Labelled]) -> Predicted:
    """Annotations of the papers of `wanted` on the days `held`, learned from papers that stand on none of them."""
    apart = {paper.paper for paper in papers if paper.day in held}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        rest = [paper for paper in papers if paper.paper not in apart]
        write_names(rest, folder)
        learn_cues(rest, folder)
        extractor = Extractor(data=folder)
        tests = [paper for paper in wanted if paper.day in held]
        return list(zip(tests, extractor.annotate(paper.text for paper in tests), strict=True))


def folds_of(papers: Sequence[Labelled], folds: int, start: str | None) -> list[set[str]]:
    """Sets of days to hold out: all from `start` on, or every `folds`-th day in turn."""
    days = sorted({paper.day for paper in papers})
    return [{day for day in days if day >= start}] if start else [set(days[k::folds]) for k in range(folds)]


def print_precision(predicted: Predicted) -> None:
    """Print the share of right finds by component."""
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for paper, annotation in predicted:
        facts = [(m.component, paper.labels.get(m.text) == m.label) for m in annotation.mentions]
        pairs = {tuple(pair) for pair in paper.gold["outperforms"]}
        surface = annotation.surface
        facts += [(c.component, (surface(c.winner), surface(c.loser)) in pairs) for c in annotation.comparisons]
        cores = {(r["benchmark"], r["metric"], r["value"].lstrip("+")) for r in paper.gold["results"]}
        for r in annotation.results:
            core = surface(r.benchmark), surface(r.metric), str(surface(r.value)).lstrip("+")
            facts.append((r.component, core in cores))
        for component, hit in facts:
            total[component] += 1
            right[component] += hit
    for component, count in sorted(total.items()):
        click.echo(f"{component}\t{right[component] / count:.2f}")


@click.command()
@click.argument("gold", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--score", required=True, type=click.Path(path_type=Path, exists=True), help="The score.py to call.")
@click.option("--folds", default=5, show_default=True, help="Number of folds by day.")
@click.option("--from", "start", metavar="DAY", help="Hold out all days from this one on, in place of folds.")
@click.option("--precision", is_flag=True, help="Print precision by component, too.")
@click.option("--errors", default=0, help="Errors of each kind to print.")
def main(gold: tuple[Path, ...], score: Path, folds: int, start: str | None, precision: bool, errors: int) -> None:
    """Print figures of the pipeline on days held out of training."""
    papers, wanted = read_labelled(gold), read_labelled(gold[:1])
    predicted: Predicted = []
    for held in folds_of(wanted, folds, start):
        predicted += predict_held_out(papers, held, wanted)
    with tempfile.TemporaryDirectory() as name:
        want, got = Path(name, "gold.jsonl"), Path(name, "predicted.jsonl")
        want.write_text("".join(json.dumps(paper.gold) + "\n" for paper, _ in predicted), encoding="utf-8")
        records = [annotation.record(paper.paper, paper.day) for paper, annotation in predicted]
        got.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
        subprocess.run([sys.executable, str(score), str(want), str(got), "--errors", str(errors)], check=True)
    if precision:
        print_precision(predicted)


if __name__ == "__main__":
    main()
