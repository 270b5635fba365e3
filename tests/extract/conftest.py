"""What the tests of the extraction share: one loaded pipeline, the summaries of seeds/, and documents said by hand."""

import re
from collections.abc import Collection, Mapping
from pathlib import Path

import numpy as np
import pytest
from spacy.tokens import Doc

from kg.extract import Extractor
from kg.extract.encoder import ARGUMENTS, STANDS, WIDTH, reading_of
from kg.extract.extractor import document, load_pipeline
from kg.extract.lexicon import by_place
from kg.extract.records import Kind, Label, Mention

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def extractor() -> Extractor:
    return Extractor()


@pytest.fixture(scope="session")
def seeds() -> list[str]:
    texts = []
    for path in sorted((ROOT / "seeds").glob("*.md")):
        rows = [line.split(" | ") for line in path.read_text(encoding="utf-8").splitlines() if "arxiv.org" in line]
        texts += [row[2].strip() for row in rows if len(row) >= 4]
    assert len(texts) >= 60
    return texts


@pytest.fixture(scope="session")
def gold() -> Path:
    folder = ROOT.parent / "shared" / "gold"
    if not folder.is_dir():
        pytest.skip("no ../shared/gold beside this checkout")
    return folder


class Played:
    """Documents whose mentions and values are said by hand; what the encoder reads as well, or nothing."""

    def __init__(self, read: bool) -> None:
        self.nlp = load_pipeline(until="kg_candidates" if read else "kg_encoder")

    def __call__(
        self, text: str, names: Mapping[str, Label], values: Mapping[str, Kind] | None = None, new: Collection[str] = ()
    ) -> Doc:
        """A document; `names`: labels by surface, `values`: kinds by number, at its first place, `new`: what is presented."""
        doc: Doc = self.nlp(document(self.nlp, text))
        places = {
            surface: [m.span() for m in re.finditer(rf"(?<!\w){re.escape(surface)}(?!\w)", text)] for surface in names
        }
        assert all(places.values())
        doc._.kg_mentions = by_place(
            Mention(
                surface, label, tuple(places[surface]), "evaluates" if label == "benchmark" else None, surface in new,
                "by hand", 1.0,
            )
            for surface, label in names.items()
        )  # fmt: skip
        starts = {number: text.index(number) for number in values or {}}
        doc._.kg_values = tuple(
            sorted(((starts[n], starts[n] + len(n)), kind, 0.9) for n, kind in (values or {}).items())
        )
        if doc._.kg_reading is None:
            near = np.zeros((len(ARGUMENTS), *STANDS), dtype=np.float32)
            doc._.kg_reading = reading_of(np.full((len(doc), WIDTH), np.nan, dtype=np.float32), near)
        return doc


@pytest.fixture(scope="session")
def played() -> Played:
    return Played(read=False)


@pytest.fixture(scope="session")
def named() -> Played:
    return Played(read=True)
