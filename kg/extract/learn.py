"""The recipe of what the pipeline knows: from label files to the learned files of `kg/extract/data/`.

    python -m kg.extract.learn ../shared/gold/train.gold.jsonl ../shared/gold/train-three-column.gold.jsonl -o kg/extract/data

Reads each NAME.gold.jsonl and the texts beside it in NAME.texts.jsonl; days and papers of seeds/ are left out. The same input
gives the same bytes.
"""

from pathlib import Path

import click

from kg.extract.gold import papers_of, read_labelled
from kg.extract.learn_cues import learn_cues
from kg.extract.learn_names import write_names


@click.command()
@click.argument("gold", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "-o", "--output", required=True, type=click.Path(path_type=Path, file_okay=False), help="Folder to write to."
)
@click.option(
    "--leave-out",
    default=Path("seeds"),
    show_default=True,
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Digests whose papers nothing is learned from.",
)
def main(gold: tuple[Path, ...], output: Path, leave_out: Path) -> None:
    """Learn known names, heads of metrics, and the weights of cues from label files."""
    papers = read_labelled(gold, papers_of(leave_out))
    output.mkdir(parents=True, exist_ok=True)
    write_names(papers, output)
    learn_cues(papers, output)


if __name__ == "__main__":
    main()
