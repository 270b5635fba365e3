"""The shipped pipeline behind one call: texts in, annotations out."""

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
from kg.extract.records import LABELS, Annotation
from kg.extract.seen import Links, seen
from kg.extract.version import CONFIG, version_of


def load_pipeline(
    config: Path = CONFIG,
    data: Path | None = None,
    threshold: float | None = None,
    until: str | None = None,
    without: str | None = None,
    threads: int | None = None,
) -> Language:
    """The spaCy pipeline of a config file.

    Args:
        config: the config.
        data: a folder to read data files from in place of the shipped ones of the same name.
        threshold: the least confidence of a mention of any label, None for the config's, which has one for each label.
        until: the first component that is left out, with all after it; None for the whole pipeline.
        without: a component that is left out by itself, for a caller who writes what it assigns.
        threads: of the network; None for the config's.
    """
    overrides: dict[str, object] = {} if data is None else {"paths.data": str(data)}
    if threads is not None:
        overrides["components.kg_encoder.threads"] = threads
    settings = load_config(config, overrides=overrides)
    if threshold is not None:
        settings["components"]["kg_mentions"]["thresholds"] = dict.fromkeys(LABELS, threshold)
    names = list(settings["nlp"]["pipeline"])
    kept = [name for name in names[: names.index(until) if until else None] if name != without]
    settings["nlp"]["pipeline"] = kept
    settings["components"] = {name: settings["components"][name] for name in kept}
    nlp = load_model_from_config(settings, auto_fill=True)
    # spaCy's limit of a million characters guards parsers that need much memory; nothing here does.
    nlp.max_length = sys.maxsize
    return nlp


def storable(text: str) -> str:
    """The text with lone surrogates, which spaCy cannot store, replaced one for one; every offset stays."""
    return "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in text) if not text.isascii() else text


def document(nlp: Language, text: str, context: str = "", links: Links = ()) -> Doc:
    """A text as the pipeline takes it."""
    doc = nlp.make_doc(storable(text))
    doc._.kg_context, doc._.kg_links = storable(context), links
    return doc


class Extractor:
    """Finds what summaries say. Deterministic: the same entry gives the same annotation, whatever came before it."""

    def __init__(
        self,
        min_confidence: float | None = None,
        *,
        config: Path = CONFIG,
        data: Path | None = None,
        threads: int | None = None,
    ) -> None:
        """Load a pipeline; without arguments the shipped one.

        Args:
            min_confidence: the least confidence of a mention, in 0..1, whatever its label; None for the one of each label at
                which its F1 is best.
            config: the pipeline's config file.
            data: a folder whose files are read in place of the shipped ones of the same name.
            threads: of the network, which change nothing but the time; None for one a core.

        Raises:
            UsageError: a data file is missing or a line of it cannot be read.
        """
        self.nlp = load_pipeline(config, data, min_confidence, threads=threads)
        self._sources = config, data

    @cached_property
    def version(self) -> str:
        """A hash of config, data and code; going through all weights takes a tenth of a second."""
        return version_of(*self._sources)

    def annotate(self, items: Iterable[str | Entry]) -> Iterator[Annotation]:
        """One annotation for each item, in order; offsets are code points of its summary.

        An item is an entry of a digest or a summary alone. An entry's title and links help to tell what its summary names
        and presents. Items are read some ahead of the annotation that is given out (`batch_size` of the config).
        """
        texts, sources = tee(map(seen, items))
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
