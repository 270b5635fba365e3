"""The one place that knows where the files shipped beside the code lie, in a wheel and in an editable install alike.

Data files are tab-separated, one entry a line; `#` opens a comment line.
"""

from collections.abc import Iterator
from pathlib import Path

from kg.errors import UsageError

PACKAGE = Path(__file__).resolve().parent


def ontology(name: str = "") -> Path:
    """Path of a file of `ontology/` (`kg.ttl`, `context.jsonld`, ..), or of the folder itself.

    A wheel carries the folder as `kg/_ontology`; a checkout has it beside the package.

    Raises:
        UsageError: no such file in this installation.
    """
    for folder in (PACKAGE / "_ontology", PACKAGE.parent / "ontology"):
        if folder.is_dir() and (folder / name).exists():
            return folder / name
    raise UsageError(f"ontology/{name}: not part of this installation; install paperkg again")


def data(stage: str, name: str = "") -> Path:
    """Path of a data file of a stage: `data("extract", "known_names.tsv")` is `kg/extract/data/known_names.tsv`.

    Raises:
        UsageError: no such file in this installation.
    """
    path = PACKAGE.joinpath(*stage.split("/"), "data", name)
    if not path.exists():
        raise UsageError(f"kg/{stage}/data/{name}: not part of this installation; install paperkg again")
    return path


def rows(path: Path, columns: int) -> Iterator[list[str]]:
    """The entries of a data file, each a list of `columns` cells.

    Raises:
        UsageError: a line has another number of cells.
    """
    return (cells for _, cells in numbered_rows(path, columns))


def numbered_rows(path: Path, columns: int) -> Iterator[tuple[int, list[str]]]:
    """The same, each with the number of its line, from 1."""
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        if not line or line.startswith("#"):
            continue
        cells = line.split("\t")
        if len(cells) != columns:
            raise UsageError(f"{path}:{number}: {len(cells)} cells in place of {columns}; separate them by single tabs")
        yield number, cells
