"""The shipped pipeline behind one call: texts in, annotations out."""

import hashlib
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import load_config, load_model_from_config

import kg.extract.pipeline  # noqa: F401  registers the components named in the config
from kg.extract import lexicon
from kg.extract.records import Annotation

CONFIG = Path(__file__).with_name("config.cfg")


def load_pipeline(config: Path = CONFIG, data: Path | None = None) -> Language:
    """The spaCy pipeline of a config file; `data` is a folder to read data files from in place of the shipped one."""
    overrides = {} if data is None else {"paths.data": str(data)}
    nlp = load_model_from_config(load_config(config, overrides=overrides), auto_fill=True)
    # spaCy's limit of a million characters guards parsers that need much memory; nothing here does.
    nlp.max_length = sys.maxsize
    return nlp


def version_of(config: Path = CONFIG, data: Path | None = None) -> str:
    """Sixteen hex digits over the config, the data files and the code of this package; any change gives another."""
    folder = Path(__file__).parent
    digest = hashlib.sha256()
    files = [config, *sorted(folder.glob("*.py")), *sorted((data or folder / "data").glob("*.tsv"))]
    for path in files:
        digest.update(path.name.encode() + b"\0" + path.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return digest.hexdigest()[:16]


def storable(text: str) -> str:
    """The text with lone surrogates, which spaCy cannot store, replaced one for one; every offset stays."""
    return "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in text) if not text.isascii() else text


class Extractor:
    """Finds what summaries say. Deterministic: the same text gives the same annotation, whatever came before it.

    `version` is a hash of config, data and code, fit for the key of a cache.
    """

    def __init__(self, config: Path = CONFIG, data: Path | None = None) -> None:
        """Load a pipeline; without arguments the shipped one.

        Raises:
            UsageError: a data file is missing or a line of it cannot be read.
        """
        self.nlp = load_pipeline(config, data)
        self.version = version_of(config, data)

    def annotate(self, texts: Iterable[str]) -> Iterator[Annotation]:
        """One annotation for each text, in order; offsets are code points of that text."""
        for text in texts:
            yield annotation_of(text, self.nlp(storable(text)))


def annotation_of(text: str, doc: Doc) -> Annotation:
    """The annotation that the components have left in a document."""
    return Annotation(
        text=text,
        mentions=lexicon.by_place(doc._.kg_mentions),
        results=doc._.kg_results,
        comparisons=doc._.kg_comparisons,
        sentences=tuple((s.start_char, s.end_char) for s in doc.sents if s.text.strip()),
    )
