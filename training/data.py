"""What the pipeline knows, learned from labelled papers and readings of them by networks that were not fitted to them."""

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import fields
from pathlib import Path
from zlib import crc32

import numpy as np

from kg.extract.encoder import Reading
from kg.extract.names import write_names
from kg.extract.weights import CueWeights
from training import judge
from training.examples import Examples, Paired, documents, named_documents
from training.labelled import Labelled, apart, names_of
from training.linking import write_linking

Beside = Mapping[str, Mapping[str, str]]

# Parts of the papers, by day, of which each is read with what the others tell.
PARTS = 5


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

    What belongs to numbers is learned from papers whose names were found by weights of the other papers, as it is tomorrow, and
    from the same with their labelled names.
    """
    parts: list[list[Paired]] = []
    named: list[list[Paired]] = []
    for part in by_day([paper for paper in papers if key(paper) in readings]):
        rest = apart(papers, part)
        with tempfile.TemporaryDirectory() as temporary:
            write_names_and_judges(rest, beside, readings, Path(temporary))
            own = [readings[key(paper)] for paper in part]
            parts.append(documents(part, own, Path(temporary)))
            named.append(named_documents(part, own))
    write_names_and_judges(papers, beside, readings, folder)
    write_linking(parts, named, folder, first)


def write_names_and_judges(
    papers: Sequence[Labelled], beside: Beside, readings: dict[str, Reading], folder: Path
) -> None:
    """Write known names, and the weights that judge names, into a folder.

    The weights are learned in parts, each with the names that the papers of the others know. Were a paper's own labels merely
    taken off the counts of all, a name that all papers but one label would tell which one does not.
    """
    write_names(names_of(papers, beside), folder / "known_names.tsv")
    examples: dict[str, Examples] = {name: [] for name in judge.STRENGTH}
    for part in by_day([paper for paper in papers if key(paper) in readings]):
        names = names_of(apart(papers, part), beside)
        found = judge.collect(part, [readings[key(paper)] for paper in part], names)
        for name, own in found.items():
            examples[name] += own
    judge.write(examples, folder)
