#!/usr/bin/env python3
"""Draws the pictures of docs/gephi.md from seeds/ with Gephi's own preview: `python docs/make_gephi_picture.py`.

Needs Java, Gephi's toolkit (`mvn -f tests/gephi/pom.xml package`) and a display, which the toolkit asks for although it opens no
window; without one Debian's `xvfb` does.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from kg.digest import read
from kg.export import write
from kg.extract import Extractor
from kg.graph import build, sliced

DOCS = Path(__file__).resolve().parent
ROOT = DOCS.parent
# The picture, the slices that it shows, and from how many edges on a node has its label.
PICTURES = (("gephi.png", (), 16), ("gephi-slice.png", ("ego=MATH-500",), 1))
SIZE = ("1600", "1200")


def main() -> None:
    """Builds the graph and draws each picture."""
    place = Path(os.environ.get("PAPERKG_GEPHI") or ROOT / "work" / "gephi")
    jars = [place] if place.is_file() else sorted(place.glob("gephi-toolkit-*.jar"))
    if not jars:
        sys.exit(f"{place}: no toolkit of Gephi; mvn -f tests/gephi/pom.xml package")
    display = [] if os.environ.get("DISPLAY") else [_program("xvfb-run"), "-a"]
    command = [*display, _program("java"), "-cp", str(jars[-1]), str(DOCS / "DrawPicture.java")]
    graph = build(read([ROOT / "seeds"]).digests, Extractor().annotate)
    with tempfile.TemporaryDirectory() as temporary:
        for picture, slices, labelled in PICTURES:
            folder = Path(temporary) / picture
            write(sliced(graph, slices), folder, ["gexf"])
            drawn = [str(folder / "graph.gexf"), str(DOCS / picture), *SIZE, str(labelled)]
            subprocess.run([*command, *drawn], check=True)


def _program(name: str) -> str:
    path = shutil.which(name)
    if path is None:
        sys.exit(f"{name} is not installed")
    return path


if __name__ == "__main__":
    main()
