"""Fitting: the encoder to the digests' language (masked words), then the network to labels."""

import random
from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import nn
from torch.nn import functional

from training.augment import NamePool, Rates, augment
from training.base import SIZE, State
from training.labelled import Labelled
from training.network import Network, Rows, batches, inputs, loss_of, warm_up


@dataclass(frozen=True)
class Recipe:
    """What is chosen by hand; measured on April 2025, after the days before."""

    fits: int = 2
    epochs: int = 3
    batch: int = 8
    encoder_rate: float = 8e-5
    head_rate: float = 1e-3
    decay: float = 0.01
    masked: float = 0.05
    average: float = 0.997
    adapt_epochs: int = 6
    adapt_rate: float = 2e-4
    adapt_masked: float = 0.2


def _masked(ids: torch.Tensor, tokens: torch.Tensor, share: float, mask: int) -> tuple[torch.Tensor, torch.Tensor]:
    """Ids with a share of the summary's pieces hidden, and which these are."""
    hidden = (torch.rand(ids.shape) < share) & (tokens >= 0)
    return torch.where(hidden, torch.full_like(ids, mask), ids), hidden


def adapt(papers: Sequence[Labelled], base: State, recipe: Recipe, seed: int) -> State:
    """The network's state after its encoder, from `base`, has learned to guess hidden pieces; labels are not looked at."""
    torch.manual_seed(seed)
    chance = random.Random(seed)
    network, rows = Network(), Rows()
    network.encoder.load_state_dict(base)
    every = [row for paper in papers for row in rows.of(paper)]
    vectors = network.encoder.embeddings.word_embeddings.weight
    guess = nn.Sequential(nn.Linear(SIZE, SIZE), nn.GELU(), nn.LayerNorm(SIZE))
    bias = nn.Parameter(torch.zeros(len(vectors)))
    own = [p for p in network.parameters() if p.requires_grad]
    groups = [{"params": own, "lr": recipe.adapt_rate}, {"params": [*guess.parameters(), bias], "lr": recipe.head_rate}]
    optimiser = torch.optim.AdamW(groups, weight_decay=recipe.decay)
    steps = recipe.adapt_epochs * len(batches(every, recipe.batch, random.Random(0)))
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: warm_up(step, steps))
    network.train()
    for epoch in range(recipe.adapt_epochs):
        total = 0.0
        for batch in (found := batches(every, recipe.batch, chance)):
            tensors, tokens = inputs(batch)
            ids, hidden = _masked(tensors["ids"], tokens, recipe.adapt_masked, rows.pieces.mask)
            with torch.autocast("cpu", dtype=torch.bfloat16):
                embedded = network.embed(ids, tensors["pieces"], tensors["words"])
                read = network.encoder(
                    inputs_embeds=embedded, attention_mask=tensors["mask"], token_type_ids=tensors["types"]
                ).last_hidden_state
                logits = guess(read[hidden]) @ vectors.T + bias
            loss = functional.cross_entropy(logits.float(), tensors["ids"][hidden])
            _step(optimiser, schedule, loss, own)
            total += loss.item()
        print(f"adapt: epoch {epoch + 1} of {recipe.adapt_epochs}, loss {total / len(found):.3f}", flush=True)
    return network.state_dict()


def fit(
    papers: Sequence[Labelled], invented: Sequence[Labelled], start: State, recipe: Recipe, rates: Rates, seed: int
) -> State:
    """The network's state after learning labels: the running average of its weights, from a start that `adapt` made.

    Each pass goes over all papers, and over every other invented one.
    """
    torch.manual_seed(seed)
    chance = random.Random(seed)
    network, rows = Network(), Rows()
    network.load_state_dict(start)
    pool = NamePool([*papers, *invented])
    own = {name: p for name, p in network.named_parameters() if p.requires_grad}
    rate = {name: recipe.encoder_rate if name.startswith("encoder.") else recipe.head_rate for name in own}
    rate |= dict.fromkeys(("piece_in.weight", "word_in.weight"), 0.3 * recipe.head_rate)
    groups = [{"params": [own[name] for name in own if rate[name] == r], "lr": r} for r in dict.fromkeys(rate.values())]
    optimiser = torch.optim.AdamW(groups, weight_decay=recipe.decay, fused=True)
    steps = recipe.epochs * ((len(papers) + len(invented) // 2) // recipe.batch + 1)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: warm_up(step, steps))
    mean = {name: p.detach().clone() for name, p in own.items()}
    step = 0
    network.train()
    for epoch in range(recipe.epochs):
        total = 0.0
        passed = [*papers, *invented[epoch % 2 :: 2]]
        every = [row for paper in passed for row in rows.of(augment(paper, pool, rates, chance))]
        for batch in (found := batches(every, recipe.batch, chance)):
            tensors, tokens = inputs(batch)
            tensors["ids"], _ = _masked(tensors["ids"], tokens, recipe.masked, rows.pieces.mask)
            with torch.autocast("cpu", dtype=torch.bfloat16):
                logits, links = network(**tensors)
            loss = loss_of(logits.float(), links.float(), network.near, tokens, batch)
            _step(optimiser, schedule, loss, list(own.values()))
            total += loss.item()
            step += 1
            share = 1 - min(recipe.average, (1 + step) / (10 + step))
            with torch.no_grad():
                for name, p in own.items():
                    mean[name].lerp_(p, share)
        print(f"fit: epoch {epoch + 1} of {recipe.epochs}, loss {total / len(found):.4f}", flush=True)
    return network.state_dict() | mean


def soup(states: Sequence[State]) -> State:
    """The mean of states that went different ways from one start (Wortsman et al. 2022, https://arxiv.org/abs/2203.05482)."""
    return {
        name: torch.stack([state[name].float() for state in states]).mean(0).to(first.dtype)
        for name, first in states[0].items()
    }


def _step(
    optimiser: torch.optim.Optimizer,
    schedule: torch.optim.lr_scheduler.LRScheduler,
    loss: torch.Tensor,
    weights: list[nn.Parameter],
) -> None:
    optimiser.zero_grad()
    loss.backward()  # type: ignore[no-untyped-call]
    nn.utils.clip_grad_norm_(weights, 1.0)
    optimiser.step()
    schedule.step()
