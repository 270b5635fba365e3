"""`kg_encoder`: reads a summary with a neural network and leaves, for every token, how likely each label is.

The network is a twelve-layer encoder with linear heads, in ONNX with weights of eight bits; `docs/model-card.md` says where
it comes from, `training/` how it is made. It sees one window of one summary at a time, so what it says of a summary depends
on that summary alone.
"""

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc

from kg.extract.bounds import bounds_of
from kg.extract.lexicon import locate
from kg.extract.pieces import Floats, Ints, Pieces, Window
from kg.extract.records import KINDS, LABELS, ROLES
from kg.extract.threads import in_order

INPUTS = ("ids", "types", "pieces", "words")
# Outside any mention, then for each label its first token and its further ones.
TAGS = ("O", *(f"{place}-{label}" for label in LABELS for place in "BI"))
# What a number is: no result, or one of a kind.
KIND_NAMES = ("none", *KINDS)
# What a number belongs to, and the labels of the names that can be that.
OF_ARGUMENT = {
    "subject": ("benchmark", "model", "method"),
    "benchmark": ("benchmark",),
    "metric": ("metric",),
    "baseline": ("benchmark", "model", "method"),
}
ARGUMENTS = tuple(OF_ARGUMENT)
# By piece: tags, introduced, roles, kinds, and how likely each argument of a number is not named.
HEADS = (len(TAGS), 1, len(ROLES), len(KIND_NAMES), len(ARGUMENTS))
# Links: for each argument, and for winners, a vector that asks and one that answers.
LINKS, LINK_SIZE = len(ARGUMENTS) + 1, 32
WIDTH = sum(HEADS) + 2 * LINKS * LINK_SIZE
# How a name stands to a number: before or after it, how many of its label lie between (0 to 3), in one sentence or not, and how
# many numbers lie between (0 to 2).
STANDS = (2, 4, 2, 3)


@dataclass(frozen=True)
class Reading:
    """What the network says by token.

    tags: probabilities in the order of `TAGS`, shape (tokens, 9)
    introduced: probability, shape (tokens,)
    roles: probabilities in the order of `ROLES`, shape (tokens, 4)
    kinds: logits in the order of `KIND_NAMES`, shape (tokens, 4)
    unnamed: logits of each argument's not being named, in the order of `ARGUMENTS`, shape (tokens, 4)
    links: vectors that ask and that answer for each argument, and last for winners, shape (tokens, 2, 5, 32)
    near: what is added for how a name stands to a number, by argument and `STANDS`, shape (4, 2, 4, 2, 3)
    """

    tags: Floats
    introduced: Floats
    roles: Floats
    kinds: Floats
    unnamed: Floats
    links: Floats
    near: Floats


def softmax(logits: Floats) -> Floats:
    """Probabilities of the last axis."""
    powers = np.exp(logits - logits.max(axis=-1, keepdims=True))
    chances: Floats = powers / powers.sum(axis=-1, keepdims=True)
    return chances


def reading_of(found: Floats, near: Floats) -> Reading:
    """The reading from logits and links of tokens, shape (tokens, 22 + 320); a row of NaN is outside any mention, and made 0."""
    unread = np.isnan(found[:, 0])
    found[unread] = 0
    tags, introduced, roles, kinds, unnamed, links = np.split(found, np.cumsum(HEADS), axis=1)
    tags = softmax(tags)
    tags[unread] = np.eye(1, len(TAGS), dtype=np.float32)
    new = (1 / (1 + np.exp(-introduced[:, 0]))).astype(np.float32)
    return Reading(tags, new, softmax(roles), kinds, unnamed, links.reshape(-1, 2, LINKS, LINK_SIZE), near)


def whole(parts: Sequence[tuple[Ints, Floats]], count: int) -> Floats:
    """Rows by token from those of windows, each with its tokens, shape (count, columns).

    Of a token in two windows the row of the later one stands; a token without pieces gets NaN.
    """
    if len(parts) == 1 and len(parts[0][0]) == count:
        return parts[0][1]
    found = np.full((count, WIDTH), np.nan, dtype=np.float32)
    for tokens, rows in parts:
        found[tokens] = rows
    return found


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
        any_input = {name: np.ones((1, 1), dtype=np.int64) for name in INPUTS}
        self.near: Floats = self.session.run(["near"], any_input | {"shares": np.ones((1, 1), dtype=np.float32)})[0]
        self.threads = threads or os.cpu_count() or 1

    def run(self, window: Window, shares: Floats) -> Floats:
        """Logits and links of a window's tokens, shape (tokens, 22 + 320); `shares` as `Window.shares` gives them."""
        inputs = (window.ids, window.types, window.piece_shapes, window.word_shapes)
        fed = {name: array[None] for name, array in zip(INPUTS, inputs, strict=True)}
        (found,) = self.session.run(["logits"], fed | {"shares": shares})
        own: Floats = found
        return own

    def read(self, doc: Doc) -> Reading:
        """The reading of a document."""
        bounds = bounds_of(doc)
        sentences = [sentence.start_char for sentence in doc.sents] if len(doc) else []
        parts = []
        for window in self.pieces.windows(bounds.text, doc._.kg_context, bounds.starts, sentences):
            tokens, shares = window.shares()
            parts.append((tokens, self.run(window, shares)))
        return reading_of(whole(parts, len(doc)), self.near)

    def __call__(self, doc: Doc) -> Doc:
        """Write `doc._.kg_reading`."""
        doc._.kg_reading = self.read(doc)
        return doc

    def pipe(self, docs: Iterable[Doc], batch_size: int = 1, **_: object) -> Iterator[Doc]:
        """The documents in their order, read on all threads, a few ahead of the `batch_size` that are given out."""
        return in_order(self, docs, self.threads, batch_size)


@Language.factory(
    "kg_encoder",
    assigns=["doc._.kg_reading"],
    requires=["doc.sents"],
    default_config={"data": None, "threads": 0},
)
def make_encoder(nlp: Language, name: str, data: str | None, threads: int) -> Encoder:  # noqa: ARG001
    """`data`: a folder with `encoder.onnx` and `vocab.txt`, None for the shipped ones; `threads`: 0 for one a core."""
    return Encoder(data, threads)
