"""The same network on TDMSci, tasks, datasets and metrics of sentences (Hou et al. 2021).

    https://aclanthology.org/2021.eacl-main.59/

    python -m training.tdmsci train_1500_v2.conll test_500_v2.conll --start WORK/final-0.pt

Trains on the first file, from a network that `training.run` has fitted, and prints precision, recall and F1 of exact spans in
the second, with and without the sentences that stand in both: for the network of each seed, then for the mean of their weights.
Each line of a file has token, offset and BIO tag, parted by tabs; an empty line ends a sentence.
"""

import random
from collections.abc import Sequence
from pathlib import Path

import click
import numpy as np
import torch
from torch.nn import functional

from kg.extract.pieces import Pieces, Window
from training.base import VOCABULARY, State
from training.fit import Recipe, soup
from training.network import IGNORED, Network, batches, by_token, inputs, warm_up

LABELS = ("TASK", "DATASET", "METRIC")
TAGS = ("O", *(f"{place}-{label}" for label in LABELS for place in "BI"))
EPOCHS = 10

Sentence = list[tuple[str, str]]
Spans = set[tuple[int, int, str]]


class Sample:
    """A sentence as the network takes it; the attributes are those of `training.network.Row`."""

    def __init__(self, sentence: Sentence, pieces: Pieces) -> None:
        words = [word for word, _ in sentence]
        starts = np.cumsum([0, *(len(word) + 1 for word in words)])[:-1].tolist()
        (self.window,) = list(pieces.windows(" ".join(words), "", starts, [0]))[:1]
        self.tags = np.array([TAGS.index(tag) for _, tag in sentence])

    window: Window

    @property
    def size(self) -> int:
        """Number of pieces."""
        return len(self.window.ids)


def read_sentences(path: Path) -> list[Sentence]:
    """The sentences of a file: tokens with their tags."""
    blocks = path.read_text(encoding="utf-8").replace("\r\n", "\n").split("\n\n")
    rows = ([line.split("\t") for line in block.split("\n") if line.strip()] for block in blocks)
    return [[(cells[0], cells[-1].strip()) for cells in block] for block in rows if block]


def spans(tags: Sequence[str]) -> Spans:
    """Spans of a sequence of tags; an "I" that does not go on a span of its label begins one, as conlleval has it."""
    found: Spans = set()
    start, label = -1, ""
    for at, tag in enumerate([*tags, "O"]):
        place, _, name = tag.partition("-")
        if start >= 0 and (place != "I" or name != label):
            found.add((start, at, label))
            start = -1
        if place != "O" and start < 0:
            start, label = at, name
    return found


def fit(samples: list[Sample], start: State, recipe: Recipe, seed: int) -> Network:
    """A network whose first head says the tags of this task."""
    torch.manual_seed(seed)
    chance = random.Random(seed)
    network = Network()
    network.load_state_dict(start)
    network.heads = torch.nn.Linear(network.heads.in_features, len(TAGS))
    own = [(name, p) for name, p in network.named_parameters() if p.requires_grad]
    groups = [
        {"params": [p], "lr": recipe.encoder_rate if n.startswith("encoder.") else recipe.head_rate} for n, p in own
    ]
    optimiser = torch.optim.AdamW(groups, weight_decay=recipe.decay)
    steps = EPOCHS * (len(samples) // 16 + 1)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: warm_up(step, steps))
    network.train()
    for _ in range(EPOCHS):
        for batch in batches(samples, 16, chance):  # type: ignore[type-var]
            tensors, tokens = inputs(batch)  # type: ignore[arg-type]
            with torch.autocast("cpu", dtype=torch.bfloat16):
                logits, _ = network(**tensors)
            count = max(len(sample.tags) for sample in batch)
            target = np.array([np.pad(s.tags, (0, count - len(s.tags)), constant_values=IGNORED) for s in batch])
            logits = by_token(logits.float(), tokens, count)
            loss = functional.cross_entropy(logits.reshape(-1, len(TAGS)), torch.tensor(target).view(-1))
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_([p for _, p in own], 1.0)
            optimiser.step()
            schedule.step()
    return network


def predict(network: Network, sample: Sample) -> list[str]:
    """The most likely tag of every token."""
    network.eval()
    with torch.no_grad():
        tensors, tokens = inputs([sample])  # type: ignore[list-item]
        logits = by_token(network(**tensors)[0], tokens, len(sample.tags))
    return [TAGS[k] for k in logits[0].argmax(-1).tolist()]


def report(pairs: Sequence[tuple[Spans, Spans]], title: str) -> None:
    """Print figures of pairs of labelled and predicted spans."""
    click.echo(f"{title}: {len(pairs)} sentences")
    for label in (*LABELS, ""):
        kept = [tuple({s for s in side if label in ("", s[2])} for side in pair) for pair in pairs]
        hit, want, got = (sum(n) for n in zip(*((len(w & g), len(w), len(g)) for w, g in kept), strict=True))
        f1 = 200 * hit / max(want + got, 1)
        click.echo(
            f"  {label or 'micro':8} P {100 * hit / max(got, 1):.1f}  R {100 * hit / max(want, 1):.1f}  F1 {f1:.1f}"
        )


@click.command()
@click.argument("train", type=click.Path(path_type=Path, exists=True))
@click.argument("test", type=click.Path(path_type=Path, exists=True))
@click.option(
    "--start", required=True, type=click.Path(path_type=Path, exists=True), help="State of the network to start from."
)
@click.option("--seeds", default=3, show_default=True, help="Number of fits; each is reported.")
def main(train: Path, test: Path, start: Path, seeds: int) -> None:
    """Train on TRAIN and score on TEST."""
    pieces = Pieces(VOCABULARY)
    known, asked = read_sentences(train), read_sentences(test)
    samples = [Sample(sentence, pieces) for sentence in known]
    seen = {" ".join(word for word, _ in sentence) for sentence in known}
    fresh = [" ".join(word for word, _ in sentence) not in seen for sentence in asked]

    def score(name: str, network: Network) -> None:
        pairs = [(spans([t for _, t in s]), spans(predict(network, Sample(s, pieces)))) for s in asked]
        report(pairs, f"{name}, all")
        report(
            [pair for pair, new in zip(pairs, fresh, strict=True) if new],
            f"{name}, without sentences of {train.name}",
        )

    states = []
    for seed in range(seeds):
        network = fit(samples, torch.load(start), Recipe(), seed)
        score(f"seed {seed}", network)
        states.append(network.state_dict())
    mean = Network()
    mean.heads = torch.nn.Linear(mean.heads.in_features, len(TAGS))
    mean.load_state_dict(soup(states))
    score("mean", mean)


if __name__ == "__main__":
    main()
