"""The shipped pipeline behind one call: texts in, annotations out."""

import hashlib
import sys
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import tee
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import load_config, load_model_from_config

import kg.extract.pipeline  # noqa: F401  registers the components named in the config
from kg.digest import Entry
from kg.extract import lexicon
from kg.extract.records import Annotation

Links = tuple[tuple[str, str], ...]

CONFIG = Path(__file__).with_name("config.cfg")


def load_pipeline(
    config: Path = CONFIG,
    data: Path | None = None,
    threshold: float | None = None,
    until: str | None = None,
    without: str | None = None,
) -> Language:
    """The spaCy pipeline of a config file.

    Args:
        config: the config.
        data: a folder to read data files from in place of the shipped ones of the same name.
        threshold: the least confidence of a mention, None for the config's.
        until: the first component that is left out, with all after it; None for the whole pipeline.
        without: a component that is left out by itself, for a caller who writes what it assigns.
    """
    overrides: dict[str, object] = {} if data is None else {"paths.data": str(data)}
    if threshold is not None:
        overrides["components.kg_mentions.threshold"] = threshold
    settings = load_config(config, overrides=overrides)
    names = list(settings["nlp"]["pipeline"])
    kept = [name for name in names[: names.index(until) if until else None] if name != without]
    settings["nlp"]["pipeline"] = kept
    settings["components"] = {name: settings["components"][name] for name in kept}
    nlp = load_model_from_config(settings, auto_fill=True)
    # spaCy's limit of a million characters guards parsers that need much memory; nothing here does.
    nlp.max_length = sys.maxsize
    return nlp


def version_of(config: Path = CONFIG, data: Path | None = None) -> str:
    """Sixteen hex digits over the config, the data files and the code of this package; any change gives another."""
    folder = Path(__file__).parent
    digest = hashlib.sha256()
    data = data or folder / "data"
    files = [config, *sorted(folder.glob("*.py")), *sorted(data.glob("*.tsv")), *sorted(data.glob("*.txt"))]
    for path in files:
        digest.update(path.name.encode() + b"\0" + path.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    for path in sorted(data.glob("*.onnx")):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


def storable(text: str) -> str:
    """The text with lone surrogates, which spaCy cannot store, replaced one for one; every offset stays."""
    return "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in text) if not text.isascii() else text


def context_of_entry(entry: Entry) -> str:
    """What a digest says of a paper beside its summary: the title and the names of what is linked, parted by " | "."""
    return " | ".join(dict.fromkeys([entry.title, *(link.name for link in entry.links if link.name)]))


def links_of_entry(entry: Entry) -> Links:
    """Kind and name of what a digest links from a paper: ("HFModel", "OREAL-7B")."""
    return tuple(dict.fromkeys((link.kind, link.name) for link in entry.links if link.name))


def document(nlp: Language, text: str, context: str = "", links: Links = ()) -> Doc:
    """A text as the pipeline takes it."""
    doc = nlp.make_doc(storable(text))
    doc._.kg_context, doc._.kg_links = storable(context), links
    return doc


class Extractor:
    """Finds what summaries say. Deterministic: the same entry gives the same annotation, whatever came before it."""

    def __init__(self, min_confidence: float | None = None, *, config: Path = CONFIG, data: Path | None = None) -> None:
        """Load a pipeline; without arguments the shipped one.

        Args:
            min_confidence: the least confidence of a mention, in 0..1; None for the one at which F1 is best.
            config: the pipeline's config file.
            data: a folder whose files are read in place of the shipped ones of the same name.

        Raises:
            UsageError: a data file is missing or a line of it cannot be read.
        """
        self.nlp = load_pipeline(config, data, min_confidence)
        self._sources = config, data

    @cached_property
    def version(self) -> str:
        """A hash of config, data and code, fit for the key of a cache; going through all weights takes a moment."""
        return version_of(*self._sources)

    def annotate(self, items: Iterable[str | Entry]) -> Iterator[Annotation]:
        """One annotation for each item, in order; offsets are code points of its summary.

        An item is an entry of a digest or a summary alone. An entry's title and links help to tell what its summary names
        and presents. Items are read some ahead of the annotation that is given out (`batch_size` of the config).
        """
        texts, sources = tee(
            (item,) if isinstance(item, str) else (item.summary, context_of_entry(item), links_of_entry(item))
            for item in items
        )
        docs = self.nlp.pipe(document(self.nlp, *source) for source in sources)
        for (text, *_), doc in zip(texts, docs, strict=True):
            yield annotation_of(text, doc)


def annotation_of(text: str, doc: Doc) -> Annotation:
    """The annotation that the components have left in a document."""
    return Annotation(
        text=text,
        mentions=lexicon.by_place(doc._.kg_mentions),
        results=doc._.kg_results,
        comparisons=doc._.kg_comparisons,
        sentences=tuple((s.start_char, s.end_char) for s in doc.sents if s.text.strip()),
    )
