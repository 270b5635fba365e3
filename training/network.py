"""The network: a small BERT, shapes of pieces and words added to what it reads and to what it says, and three heads."""

import random
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from kg.extract.bounds import bounds_of
from kg.extract.encoder import ARGUMENTS, HEADS, LINK_SIZE, LINKS, STANDS, TAGS, Reading, reading_of, whole
from kg.extract.extractor import document, load_pipeline
from kg.extract.links import PAIR_BIAS
from kg.extract.pieces import SHAPES, Pieces, Window
from kg.extract.records import ROLES
from training.base import SIZE, VOCABULARY, encoder
from training.labelled import Labelled, gold_places
from training.relations import IGNORED, Relations, relations_of, within

SHAPE_SIZE = 32
# Shares in the loss of what numbers are, of what belongs to them, and of who outperforms whom.
RELATION_WEIGHTS = (0.03, 0.05, 0.03)


class Dropout(nn.Module):
    """As `nn.Dropout`, with a share in 256ths, and the mask from whole words of random bits.

    On CPU, torch draws it number by number: a seventh of the time of a step.
    """

    def __init__(self, share: float, chance: np.random.SFC64) -> None:
        super().__init__()
        self.p = share
        self.cut, self.chance = round(share * 256), chance

    def forward(self, read: torch.Tensor) -> torch.Tensor:
        """What is given, in training with a share of it 0 and the rest greater by as much."""
        if not self.training or not self.cut:
            return read
        drawn = torch.from_numpy(self.chance.random_raw(read.numel() // 8 + 1).view(np.uint8))
        kept = (drawn[: read.numel()].view(read.shape) >= self.cut).to(read.dtype)
        return read * kept.mul_(256 / (256 - self.cut))


class Network(nn.Module):
    """Logits of pieces, shape (batch, pieces, 22), see `HEADS`; and their links, shape (batch, pieces, 2 * 5 * 32).

    The vocabulary's own vectors stay as they are: most of tomorrow's words are not among today's.
    """

    def __init__(self) -> None:
        super().__init__()
        self.encoder = encoder()
        self.encoder.embeddings.word_embeddings.weight.requires_grad_(False)
        self.piece_in, self.word_in = nn.Embedding(SHAPES, SIZE), nn.Embedding(SHAPES, SIZE)
        nn.init.zeros_(self.piece_in.weight)
        nn.init.zeros_(self.word_in.weight)
        self.piece_out, self.word_out = nn.Embedding(SHAPES, SHAPE_SIZE), nn.Embedding(SHAPES, SHAPE_SIZE)
        self.neighbours = nn.Conv1d(SIZE + 2 * SHAPE_SIZE, SIZE, 3, padding=1)
        self.heads = nn.Linear(SIZE, sum(HEADS))
        self.links = nn.Linear(SIZE, 2 * LINKS * LINK_SIZE)
        self.near = nn.Parameter(torch.zeros(len(ARGUMENTS), *STANDS))
        chance = np.random.SFC64(torch.initial_seed())
        self.dropout = Dropout(0.2, chance)
        for module in list(self.encoder.modules()):
            for name, child in module.named_children():
                if isinstance(child, nn.Dropout):
                    setattr(module, name, Dropout(child.p, chance))

    def embed(self, ids: torch.Tensor, pieces: torch.Tensor, words: torch.Tensor) -> torch.Tensor:
        """Vectors of pieces, their shapes added."""
        return self.encoder.embeddings.word_embeddings(ids) + self.piece_in(pieces) + self.word_in(words)

    def vectors(
        self, ids: torch.Tensor, types: torch.Tensor, pieces: torch.Tensor, words: torch.Tensor, mask: torch.Tensor
    ) -> torch.Tensor:
        """What the heads look at, shape (batch, pieces, 384); inputs as of `forward`."""
        read = self.encoder(
            inputs_embeds=self.embed(ids, pieces, words), attention_mask=mask, token_type_ids=types
        ).last_hidden_state
        read = self.dropout(torch.cat([read, self.piece_out(pieces), self.word_out(words)], -1)) * mask.unsqueeze(-1)
        read = functional.gelu(self.neighbours(read.transpose(1, 2)).transpose(1, 2))
        dropped: torch.Tensor = self.dropout(read)
        return dropped

    def forward(
        self, ids: torch.Tensor, types: torch.Tensor, pieces: torch.Tensor, words: torch.Tensor, mask: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor]:
        """All inputs have the shape (batch, pieces); `mask` is 1 for pieces and 0 for padding."""
        read = self.vectors(ids, types, pieces, words, mask)
        return self.heads(read), self.links(read)

    def of_tokens(
        self, ids: torch.Tensor, types: torch.Tensor, pieces: torch.Tensor, words: torch.Tensor, shares: torch.Tensor
    ) -> torch.Tensor:
        """Logits and links of the tokens of one window, shape (tokens, 22 + 320): of the mean vectors of their pieces.

        Inputs have the shape (1, pieces), without padding; `shares` is what `Window.shares` gives, shape (tokens, pieces).
        """
        read = shares @ self.vectors(ids, types, pieces, words, torch.ones_like(ids))[0]
        return torch.cat([self.heads(read), self.links(read)], -1)


@dataclass(frozen=True)
class Row:
    """A window with the targets of its tokens: arrays of the shape (tokens,), `IGNORED` where there is none."""

    window: Window
    tags: np.ndarray
    introduced: np.ndarray
    roles: np.ndarray
    relations: Relations | None

    @property
    def size(self) -> int:
        """Number of pieces."""
        return len(self.window.ids)


class Rows:
    """Makes rows of papers, with the pipeline's own tokens and windows."""

    def __init__(self) -> None:
        self.nlp = load_pipeline(until="kg_encoder")
        self.pieces = Pieces(VOCABULARY)

    def of(self, paper: Labelled) -> list[Row]:
        """The rows of a paper, one a window."""
        doc = self.nlp(document(self.nlp, paper.text, paper.context))
        count, bounds = len(doc), bounds_of(doc)
        tags = np.zeros(count, dtype=np.int64)
        introduced, roles = np.full(count, IGNORED), np.full(count, IGNORED)
        new = set(paper.gold["introduces"])
        named = list(gold_places(paper))
        relations = relations_of(paper, bounds, named, [sentence.start for sentence in doc.sents])
        for start, end, entity in named:
            span = bounds.tokens(start, end)
            if span is None:
                continue
            inside = slice(*span)
            tags[inside] = TAGS.index(f"I-{entity['label']}")
            tags[span[0]] = TAGS.index(f"B-{entity['label']}")
            if entity["label"] != "metric":
                introduced[inside] = int(entity["text"] in new)
            if entity["label"] == "benchmark":
                roles[inside] = ROLES.index(entity["role"])
        rows = []
        starts, sentences = bounds_of(doc).starts, [sentence.start_char for sentence in doc.sents]
        for window in self.pieces.windows(doc.text, doc._.kg_context, starts, sentences):
            inside_window = np.zeros(count, dtype=bool)
            inside_window[window.tokens[window.tokens >= 0]] = True
            targets = (np.where(inside_window, target, IGNORED) for target in (tags, introduced, roles))
            rows.append(Row(window, *targets, within(relations, inside_window) if relations else None))
        return rows


def batches(rows: Sequence[Row], size: int, chance: random.Random) -> list[list[Row]]:
    """Batches of rows of like length, in an order drawn by chance."""
    order = list(rows)
    chance.shuffle(order)
    pools = [sorted(order[k : k + 12 * size], key=lambda row: row.size) for k in range(0, len(order), 12 * size)]
    found = [pool_[k : k + size] for pool_ in pools for k in range(0, len(pool_), size)]
    chance.shuffle(found)
    return found


def inputs(rows: Sequence[Row]) -> tuple[dict[str, torch.Tensor], torch.Tensor]:
    """The network's inputs for a batch, padded, and the tokens of its pieces, -1 for none.

    Lengths are multiples of 16: oneDNN writes code for each new one, and keeps that of some dozens.
    """
    length = -(-max(row.size for row in rows) // 16) * 16

    def padded(arrays: list[np.ndarray], fill: int) -> torch.Tensor:
        return torch.tensor(np.array([np.pad(a, (0, length - len(a)), constant_values=fill) for a in arrays]))

    windows = [row.window for row in rows]
    tensors = {
        "ids": padded([w.ids for w in windows], 0),
        "types": padded([w.types for w in windows], 0),
        "pieces": padded([w.piece_shapes for w in windows], 0),
        "words": padded([w.word_shapes for w in windows], 0),
        "mask": padded([np.ones(row.size, dtype=np.int64) for row in rows], 0),
    }
    return tensors, padded([w.tokens for w in windows], -1)


def by_token(logits: torch.Tensor, tokens: torch.Tensor, count: int) -> torch.Tensor:
    """Mean logits of each token's pieces, shape (batch, count, heads); 0 for tokens without pieces."""
    batch, length, width = logits.shape
    index = (tokens + 1).unsqueeze(-1)
    totals = torch.zeros(batch, count + 1, width).scatter_add(1, index.expand(batch, length, width), logits)
    sizes = torch.zeros(batch, count + 1, 1).scatter_add(1, index, torch.ones(batch, length, 1))
    return (totals / sizes.clamp(min=1))[:, 1:]


def loss_of(
    logits: torch.Tensor, links: torch.Tensor, near: torch.Tensor, tokens: torch.Tensor, rows: Sequence[Row]
) -> torch.Tensor:
    """Cross entropy of tags, with a share of that of introductions, roles, and what numbers are and belong to."""
    count = max(len(row.tags) for row in rows)

    def targets(name: str) -> torch.Tensor:
        arrays = [getattr(row, name) for row in rows]
        return torch.tensor(np.array([np.pad(a, (0, count - len(a)), constant_values=IGNORED) for a in arrays]))

    tags, introduced, roles, kinds, unnamed = by_token(logits, tokens, count).split(HEADS, dim=-1)
    loss = functional.cross_entropy(tags.reshape(-1, len(TAGS)), targets("tags").view(-1), ignore_index=IGNORED)
    new = targets("introduced")
    own = new != IGNORED
    if own.any():
        loss = loss + 0.15 * functional.binary_cross_entropy_with_logits(introduced[..., 0][own], new[own].float())
    part = targets("roles").view(-1)
    if (part != IGNORED).any():
        loss = loss + 0.1 * functional.cross_entropy(roles.reshape(-1, len(ROLES)), part, ignore_index=IGNORED)
    vectors = by_token(links, tokens, count).view(len(rows), count, 2, LINKS, LINK_SIZE)
    terms = [
        relation_losses(row.relations, kinds[k], unnamed[k], vectors[k], near)
        for k, row in enumerate(rows)
        if row.relations is not None
    ]
    for weight, parts in zip(RELATION_WEIGHTS, zip(*terms, strict=True), strict=False):
        found = torch.cat(parts)
        if len(found):
            loss = loss + weight * found.mean()
    return loss


def means(vectors: torch.Tensor, spans: np.ndarray) -> torch.Tensor:
    """Mean over the tokens of each span; vectors of shape (tokens, ...), spans of shape (spans, 2)."""
    sums = torch.cat([torch.zeros_like(vectors[:1]), vectors.cumsum(0)])
    starts, ends = torch.from_numpy(spans).T
    sizes = (ends - starts).view(-1, *[1] * (vectors.dim() - 1))
    return (sums[ends] - sums[starts]) / sizes


def pooled_places(scores: torch.Tensor, surfaces: np.ndarray, count: int) -> torch.Tensor:
    """Scores of surfaces from those of their places (last axis): the logarithm of the sum of their powers."""
    own = torch.from_numpy(surfaces[None, :] == np.arange(count)[:, None])
    return torch.where(own, scores.unsqueeze(-2), torch.tensor(-30.0)).logsumexp(-1)


def relation_losses(
    relations: Relations, kinds: torch.Tensor, unnamed: torch.Tensor, vectors: torch.Tensor, near: torch.Tensor
) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Losses of each number's kind, of each argument of each result, and of each pair of systems."""
    none = torch.zeros(0)
    kind_loss = argument_loss = pair_loss = none
    count = len(relations.pairs)
    places = means(vectors, relations.places) if count else vectors[:0]
    asking, answering = places[:, 0], places[:, 1]
    if len(relations.values):
        target = torch.from_numpy(relations.kinds)
        own = target != IGNORED
        kind_loss = functional.cross_entropy(means(kinds, relations.values)[own], target[own], reduction="none")
        wanted = torch.from_numpy(relations.arguments)
        asked = wanted.sum(-1) > 0
        if asked.any():
            asking_values = means(vectors, relations.values)[:, 0, : len(ARGUMENTS)]
            scores = torch.einsum("vad,pad->vap", asking_values, answering[:, : len(ARGUMENTS)]) / LINK_SIZE**0.5
            scores = scores + near.flatten(1)[:, torch.from_numpy(relations.stands)].transpose(0, 1)
            by_surface = pooled_places(scores, relations.surfaces, count)
            by_surface = by_surface.masked_fill(~torch.from_numpy(relations.allowed), -30.0)
            every = torch.cat([by_surface, means(unnamed, relations.values).unsqueeze(-1)], -1)
            argument_loss = -(wanted * every.log_softmax(-1)).sum(-1)[asked]
    if count:
        pairs = torch.from_numpy(relations.pairs)
        own = pairs != IGNORED
        if own.any():
            scores = asking[:, -1] @ answering[:, -1].T / LINK_SIZE**0.5
            by_loser = pooled_places(scores, relations.surfaces, count)
            by_both = pooled_places(by_loser.T, relations.surfaces, count).T
            pair_loss = functional.binary_cross_entropy_with_logits(
                by_both[own] - PAIR_BIAS, pairs[own].float(), reduction="none"
            )
    return kind_loss, argument_loss, pair_loss


def read(network: Network, papers: Sequence[Labelled], rows: Rows) -> list[Reading]:
    """The readings of papers, as `kg_encoder` makes them."""
    network.eval()
    readings = []
    with torch.no_grad():
        for paper in papers:
            own = rows.of(paper)
            parts = []
            for row in own:
                tokens, shares = row.window.shares()
                arrays = (row.window.ids, row.window.types, row.window.piece_shapes, row.window.word_shapes)
                fed = [torch.from_numpy(array[None]) for array in arrays]
                with torch.autocast("cpu", dtype=torch.bfloat16):
                    parts.append((tokens, network.of_tokens(*fed, torch.from_numpy(shares)).float().numpy()))
            count = len(own[0].tags) if own else len(rows.nlp.make_doc(paper.text))
            readings.append(reading_of(whole(parts, count), network.near.detach().numpy()))
    return readings


def warm_up(step: int, steps: int) -> float:
    """Share of the learning rate at a step: up in 100 steps, then down in a line."""
    return min(1.0, step / 100) * max(0.01, 1 - step / max(steps, 1))
