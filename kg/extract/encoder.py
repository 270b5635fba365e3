"""`kg_encoder`: reads a summary with a neural network and leaves, for every token, how likely each label is.

The network is a twelve-layer encoder with three linear heads, in ONNX with weights of eight bits; `docs/model-card.md` says where
it comes from, `training/` how it is made. It sees one window of one summary at a time, so what it says of a summary depends
on that summary alone.
"""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from spacy.language import Language
from spacy.tokens import Doc

from kg.extract.bounds import bounds_of
from kg.extract.lexicon import locate
from kg.extract.pieces import Pieces, Window
from kg.extract.records import LABELS, ROLES
from kg.extract.threads import in_order

Floats = npt.NDArray[np.float32]

# Outside any mention, then for each label its first token and its further ones.
TAGS = ("O", *(f"{place}-{label}" for label in LABELS for place in "BI"))
HEADS = (len(TAGS), 1, len(ROLES))


@dataclass(frozen=True)
class Reading:
    """Probabilities by token: `tags` (tokens, 9) in the order of `TAGS`, `introduced` (tokens,), `roles` (tokens, 4)."""

    tags: Floats
    introduced: Floats
    roles: Floats


def softmax(logits: Floats) -> Floats:
    """Probabilities of the last axis."""
    powers = np.exp(logits - logits.max(axis=-1, keepdims=True))
    chances: Floats = powers / powers.sum(axis=-1, keepdims=True)
    return chances


def pool(logits: Floats, tokens: npt.NDArray[np.int64], count: int) -> Floats:
    """Mean logits of each token's pieces, shape (count, heads); NaN for tokens without pieces."""
    own = tokens >= 0
    totals = np.zeros((count, logits.shape[1]), dtype=np.float64)
    np.add.at(totals, tokens[own], logits[own])
    sizes = np.bincount(tokens[own], minlength=count).astype(np.float64)
    with np.errstate(invalid="ignore", divide="ignore"):
        return (totals / sizes[:, None]).astype(np.float32)


def reading_of(logits: Floats) -> Reading:
    """Probabilities from the logits of the tokens, shape (tokens, 14); a token without pieces is outside any mention."""
    unread = np.isnan(logits[:, 0])
    logits = np.where(unread[:, None], np.float32(0), logits)
    tags, introduced, roles = np.split(logits, np.cumsum(HEADS)[:-1], axis=1)
    tags = softmax(tags)
    tags[unread] = np.eye(1, len(TAGS), dtype=np.float32)
    new = (1 / (1 + np.exp(-introduced[:, 0]))).astype(np.float32)
    return Reading(tags, new, softmax(roles))


class Encoder:
    """Runs the network over documents; several threads read several documents at a time, each by itself."""

    def __init__(self, data: str | None, threads: int) -> None:
        # Not above: spaCy imports this module in every environment that has it, through the entry points.
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.use_deterministic_compute = True
        options.log_severity_level = 3
        self.pieces = Pieces(locate("vocab.txt", data))
        self.session = onnxruntime.InferenceSession(
            str(locate("encoder.onnx", data)), options, providers=["CPUExecutionProvider"]
        )
        self.threads = threads or os.cpu_count() or 1

    def run(self, window: Window) -> Floats:
        """Logits of a window's pieces, shape (pieces, 14)."""
        inputs = {
            "ids": window.ids, "types": window.types, "pieces": window.piece_shapes, "words": window.word_shapes
        }  # fmt: skip
        (logits,) = self.session.run(None, {name: array[None] for name, array in inputs.items()})
        found: Floats = logits[0]
        return found

    def read(self, doc: Doc) -> Reading:
        """The reading of a document."""
        bounds = bounds_of(doc)
        sentences = [sentence.start_char for sentence in doc.sents] if len(doc) else []
        windows = list(self.pieces.windows(bounds.text, doc._.kg_context, bounds.starts, sentences))
        if not windows:
            return reading_of(np.full((len(doc), sum(HEADS)), np.nan, dtype=np.float32))
        logits = np.concatenate([self.run(window) for window in windows])
        return reading_of(pool(logits, np.concatenate([window.tokens for window in windows]), len(doc)))

    def __call__(self, doc: Doc) -> Doc:
        """Write `doc._.kg_reading`."""
        doc._.kg_reading = self.read(doc)
        return doc

    def pipe(self, docs: Iterable[Doc], **_: object) -> Iterator[Doc]:
        """The documents in their order, read on all threads, a few ahead of the one that is given out."""
        return in_order(self, docs, self.threads)


@Language.factory(
    "kg_encoder",
    assigns=["doc._.kg_reading"],
    requires=["doc.sents"],
    default_config={"data": None, "threads": 0},
)
def make_encoder(nlp: Language, name: str, data: str | None, threads: int) -> Encoder:  # noqa: ARG001
    """`data`: a folder with `encoder.onnx` and `vocab.txt`, None for the shipped ones; `threads`: 0 for one a core."""
    return Encoder(data, threads)
