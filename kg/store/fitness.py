"""What a graph must have for the questions of this version to mean anything on it."""

from pathlib import Path

import pyoxigraph as ox

from kg.errors import InputError


def refuse_unfit(store: ox.Store, source: Path) -> None:
    """Looks whether an opened graph can be asked; `source` is the file that it came from.

    Raises:
        InputError: the graph states nothing.
    """
    if next(store.quads_for_pattern(None, None, None), None) is None:
        raise InputError(
            f"{source}: there is no statement in it, it is empty or cut off; build it again with: "
            f"kg build PATH -o {source.parent}"
        )
