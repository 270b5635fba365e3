"""The reading of summaries without its network: tokens, sentences, abbreviations, and all that follows from what is read."""

import zlib

import numpy as np
from spacy.language import Language

from fuzz.inputs import in_order, same_twice, text_of
from kg.extract.abbreviations import abbreviations
from kg.extract.encoder import ARGUMENTS, STANDS, WIDTH, reading_of
from kg.extract.extractor import annotation_of, document, load_pipeline, storable
from kg.extract.records import Annotation
from kg.extract.sentences import sentence_starts

_pipelines: list[tuple[Language, Language]] = []


def _loaded() -> tuple[Language, Language]:
    if not _pipelines:
        _pipelines.append((load_pipeline(until="kg_encoder"), load_pipeline(without="kg_encoder")))
    return _pipelines[0]


def part_text(data: bytes) -> None:
    """Tokens are the text again, and sentences and abbreviations lie inside it."""
    text = text_of(data)
    first, _ = _loaded()
    doc = first(document(first, text))
    assert doc.text == storable(text)
    assert "".join(token.text_with_ws for token in doc) == doc.text
    starts = same_twice(lambda: sentence_starts(text))
    assert starts == sorted(set(starts))
    assert all(0 < start < len(text) for start in starts)
    for found in abbreviations(text):
        assert found.long[0] < found.long[1] < found.short[0] < found.short[1] <= len(text), found


def read_summary(data: bytes) -> None:
    """Whatever the network were to say of a text, what is made of it keeps what an annotation promises."""
    text, _, context = text_of(data).partition("\x00")
    _, rest = _loaded()
    once = same_twice(lambda: _annotated(rest, text, context))
    labels = {mention.text for mention in once.mentions}
    assert len(labels) == len(once.mentions)
    for mention in once.mentions:
        in_order(mention.spans, text)
        assert all(storable(text)[slice(*span)] == mention.text for span in mention.spans), mention
        assert 0 <= mention.confidence <= 1, mention
    in_order(sorted(span for mention in once.mentions for span in mention.spans), text)
    in_order(once.sentences, text)
    for result in once.results:
        assert 0 <= result.value[0] < result.value[1] <= len(text), result
        assert 0 <= result.confidence <= 1, result
        assert result.baseline is None or result.kind != "absolute", result
    for comparison in once.comparisons:
        assert once.surface(comparison.winner) != once.surface(comparison.loser), comparison
        assert 0 <= comparison.confidence <= 1, comparison


def _annotated(pipeline: Language, text: str, context: str) -> Annotation:
    doc = document(pipeline, text, context)
    # Numbers drawn from the text in place of the network's: the same for the same text, and sure of many things.
    drawn = np.random.default_rng(zlib.crc32(storable(text).encode()))
    logits = drawn.normal(0, 4, (len(doc), WIDTH)).astype(np.float32)
    near = drawn.normal(0, 1, (len(ARGUMENTS), *STANDS)).astype(np.float32)
    doc._.kg_reading = reading_of(logits, near)
    return annotation_of(text, pipeline(doc))
