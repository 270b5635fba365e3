"""The harnesses of `fuzz/`, each over its seeds and some hundred inputs made from them, always the same ones.

What atheris finds beyond these is in the tests of the module that it was found in.
"""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from fuzz.targets import TARGETS

SEEDS = Path(__file__).resolve().parents[2] / "fuzz" / "seeds"
# Fewer of those that take milliseconds each.
MADE = {"identity": 20, "summaries": 60, "exports": 100, "sparql": 100, "names": 60, "aliases": 100, "spelling": 150}
PIECES = [
    "\x00", "\x1b[2J", "\r\n", "\t", " ", "\u200b", "\u202e", "\ufeff", "é", "𝛽", "٣", "１", "½", "²", "e\u0301", "\ufffe",
    "|", "\\|", "](", "[", "]", "(", ")", "{", "}", "{a,b}", "<", ">", '"', "'", "`", "#", "%", "=", "+", "-", "−", "–", "/",
    "9" * 30, "1e999", "-0", "NaN", "10^-9", "http://", "](https://arxiv.org/abs/2502.00001)", "N/A", "null", "7B", "GPT-4", "@",
    "..",
]  # fmt: skip


def made(name: str) -> Iterator[bytes]:
    """The seeds of a harness, then inputs cut, doubled, mixed and damaged from them."""
    seeds = [path.read_bytes() for path in sorted((SEEDS / name).iterdir())]
    yield from (b"", b"\xff\xfe", *seeds)
    drawn = random.Random(name)
    for _ in range(MADE.get(name, 300)):
        data = bytearray(drawn.choice(seeds))
        for _ in range(drawn.randint(1, 6)):
            at = drawn.randint(0, len(data))
            end = min(len(data), at + drawn.randint(0, 12))
            other = drawn.choice(seeds)
            begin = drawn.randint(0, len(other))
            data[at:end] = drawn.choice(
                [
                    b"",
                    drawn.choice(PIECES).encode(),
                    bytes(data[at:end]) * 3,
                    other[begin : begin + drawn.randint(0, 40)],
                    bytes([drawn.randrange(256)]),
                ]
            )
        yield bytes(data[:1500])


@pytest.mark.parametrize("name", sorted(TARGETS))
def test_what_a_stage_promises_holds_for_made_inputs(name: str) -> None:
    for data in made(name):
        try:
            TARGETS[name](data)
        except Exception as error:
            error.add_note(f"{name}: {data!r}")
            raise


def test_every_harness_has_seeds_and_every_seed_a_harness() -> None:
    assert {path.name for path in SEEDS.iterdir()} == TARGETS.keys()
    assert all(any((SEEDS / name).iterdir()) for name in TARGETS)


def test_a_broken_promise_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    # The fault that the first minute of fuzzing found: numbers that cannot be read were given as numbers.
    monkeypatch.setattr("kg.extract.numbers._can_be_read", lambda text: True)
    with pytest.raises(AssertionError):
        TARGETS["numbers"](b"1/0-20%")
