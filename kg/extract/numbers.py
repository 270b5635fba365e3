"""`kg_values`: the numbers of a summary that are evaluation results, each with its kind."""

import re
from collections.abc import Iterator
from functools import cache

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc

from kg.extract.bounds import TokenSpan, bounds_of
from kg.extract.context import Context, context_of
from kg.extract.cues import Cues, read_cues
from kg.extract.encoder import KIND_NAMES, Reading, softmax
from kg.extract.lexicon import locate
from kg.extract.records import KINDS, Kind, Mention, Span
from kg.extract.values import FRACTIONS, NUMBER, number_words, parse_value, units
from kg.extract.weights import CueWeights, read_weights
from kg.resources import rows

# Units that are left out of a value: "4 points" is 4.
LEFT_OUT = frozenset({"points"})
SHORT = 3


@cache
def _unit() -> str:
    """A pattern of the units of `units.tsv` after a number; short ones must be written as symbols are: "5 W", not "5 w"."""
    own = sorted((text for text, unit in units().items() if unit not in LEFT_OUT), key=len, reverse=True)
    words = [re.escape(text) + r"(?!\s(?:-|points?\b|per\b))" for text in own if len(text) > SHORT and text.isascii()]
    symbols = sorted((cells[0] for cells in rows(locate("unit_symbols.tsv"), 1)), key=len, reverse=True)
    return (
        rf"(?:[%％]p?|(?:x|X|×|Ã—)(?![^\W_])|-fold\b|°C?|\s?(?:(?i:{'|'.join(words)})|{'|'.join(symbols)})(?![^\W_]))"
    )


@cache
def _number() -> re.Pattern[str]:
    unit, amount = _unit(), rf"\$?{NUMBER}"
    before = r"(?<![^\W_ΔxX×])(?<!@)(?<![^\W_][xX×])(?<![^\W\d_][.,/_])(?<!\d[.,_])(?<![^\W_]-)"
    whole = r"/\d{1,4}(?![\d/]|\.\d)|(?<![.,]\d)(?<![.,]\d\d)\s(?:out )?of\s\d{1,4}(?![\d%]|\.\d)"
    # What it may begin with is looked for first, as few places do.
    return re.compile(
        rf"(?=[+\-−x×$\d{FRACTIONS}]){before}(?:(?<![^\W_)\]])[+\-−]|[x×](?=\d))?(?:{amount}(?:\s?±\s?{NUMBER})?(?:{unit}|{whole})?)"
        rf"(?:\s?(?:-|–|~|\bto\b)\s?\+?{amount}(?:{unit})?)?\+?(?![^\W_])(?!\.\d)"
    )


FROM = re.compile(
    r"(?<!ranging)(?<!ranges)(?<!ranged)(?<!varying)(?<!varies)(?<!varied)(?:^|[\s(])\s*from\s+(?:[\w~≈]+\s+){0,2}[~≈]?$",
    re.IGNORECASE,
)
TO = re.compile(r"\s+to\s+")
LETTERS = re.compile(r"[^\W\d_]+")


@cache
def _spelled() -> re.Pattern[str]:
    factors = sorted((word for word, number in number_words().items() if number.endswith("x")), key=len, reverse=True)
    counts = sorted((word for word, number in number_words().items() if number.isdigit()), key=len, reverse=True)
    spelled = "|".join(re.escape(word).replace(r"\ ", "[ -]") for word in factors)
    return re.compile(
        rf"\b(?:(?:{'|'.join(counts)})(?:{_unit()}|(?=[ -](?:percentage )?points?\b))|{spelled}|zero)\b", re.IGNORECASE
    )


@cache
def _spelled_first() -> frozenset[str]:
    """The first words of numbers that are spelled out."""
    return frozenset(word.split()[0].removesuffix("fold") for word in number_words())


def spelled_spans(text: str) -> Iterator[Span]:
    """Places of numbers that are spelled out, in order."""
    end = 0
    for word in LETTERS.finditer(text):
        # Looked up first: most words begin no number, and the pattern has many branches.
        if word.start() >= end and word.group().casefold().removesuffix("fold") in _spelled_first():
            found = _spelled().match(text, word.start())
            if found:
                end = found.end()
                yield found.span()


def number_spans(text: str) -> list[Span]:
    """Places of all numbers that can be read, with sign, unit and range, in order; none overlaps a longer one."""
    found = list(spelled_spans(text))
    for match in _number().finditer(text):
        start, end = match.span()
        parting = TO.search(match.group())
        if parting and FROM.search(text[max(0, start - 40) : start]):
            # "from 53.3 to 86.4" says two numbers, "53.3 to 86.4" one range.
            found.append((start, start + parting.start()))
            start += parting.end()
        found.append((start, end))
    kept: list[Span] = []
    for start, end in sorted(found, key=lambda span: (span[0], -span[1])):
        if (not kept or start >= kept[-1][1]) and _can_be_read(text[start:end]):
            kept.append((start, end))
    return kept


def _can_be_read(text: str) -> bool:
    value = parse_value(text)
    return value.value is not None or value.minimum is not None


def value_cues(context: Context, span: Span, mentions: set[str]) -> list[str]:
    """Cues of a number: how it is written, the words around it, and what its sentence names (`mentions`: labels)."""
    start, end = span
    text = context.text[start:end]
    value = parse_value(text)
    form = re.sub(r"\d+", "9", text.casefold())[:20]
    before, after = [*context.before(start, 8), "<", "<"], [*context.after(end, 8), ">", ">"]
    cues = [
        "always",
        f"form={form}",
        f"unit={value.unit}",
        f"range={value.minimum is not None}",
        f"signed={text[0] in '+-−'}",
    ]
    cues += [f"l1={before[0]}", f"l2={before[1]} {before[0]}", f"r1={after[0]}", f"r2={after[0]} {after[1]}"]
    cues += [f"r1={after[0]}&{value.unit}", f"l1={before[0]}&{value.unit}", f"l1={before[0]}&r1={after[0]}"]
    cues += [f"L={word}" for word in before[:6]] + [f"R={word}" for word in after[:6]]
    cues += [f"L={word}&{value.unit}" for word in before[:6]] + [f"R={word}&{value.unit}" for word in after[:4]]
    sentence = context.sentence(start)
    cues += [f"S={word}" for word in set(context.words_in(sentence[0], start)[-25:])]
    cues += [f"in-sentence={label}" for label in sorted(mentions)] + [
        f"in-sentence={','.join(sorted(mentions))}&{value.unit}"
    ]
    digits = len(re.sub(r"\D", "", text))
    cues += [
        f"digits={min(digits, 5)}",
        f"decimal={'.' in text}&{value.unit}",
        f"sentence={min(context.sentence_index(start), 4)}",
    ]
    return cues


def labels_by_sentence(context: Context, mentions: tuple[Mention, ...]) -> dict[int, set[str]]:
    """The labels that the mentions of each sentence have, by the sentence's index."""
    found: dict[int, set[str]] = {}
    for mention in mentions:
        for start, _ in mention.spans:
            found.setdefault(context.sentence_index(start), set()).add(mention.label)
    return found


def free_numbers(doc: Doc) -> dict[Span, TokenSpan]:
    """The tokens of numbers that do not stand inside a mention (the 4 of "GPT-4" is no candidate), by place, in order."""
    bounds = bounds_of(doc)
    taken = bytearray(len(bounds.text))
    for mention in doc._.kg_mentions:
        for start, end in mention.spans:
            taken[start:end] = b"\1" * (end - start)
    free = ((span, bounds.tokens(*span)) for span in number_spans(bounds.text) if not any(taken[slice(*span)]))
    return {span: tokens for span, tokens in free if tokens is not None}


def number_cues(context: Context, span: Span, mentions: set[str], reading: Reading, tokens: TokenSpan) -> Cues:
    """Cues of a number for what it is: those of `value_cues`, and what the encoder reads at its tokens."""
    logs = np.log(np.maximum(softmax(reading.kinds[slice(*tokens)].mean(axis=0)), 1e-7))
    cues = dict.fromkeys(value_cues(context, span, mentions), 1.0)
    for kind, log in zip(KIND_NAMES, logs.tolist(), strict=True):
        cues.update({f"{cue}:{kind}": amount for cue, amount in read_cues(log).items()})
    return cues


def judged_numbers(doc: Doc) -> Iterator[tuple[Span, Cues]]:
    """Every number of a document that stands in no mention, with its cues."""
    context = context_of(doc)
    named = labels_by_sentence(context, doc._.kg_mentions)
    for span, tokens in free_numbers(doc).items():
        labels = named.get(context.sentence_index(span[0]), set())
        yield span, number_cues(context, span, labels, doc._.kg_reading, tokens)


def chosen_values(doc: Doc, weights: CueWeights, threshold: float = 0.5) -> Iterator[tuple[Span, Kind, float]]:
    """Place, kind and its probability of each number that is likely enough to be a result."""
    judged = list(judged_numbers(doc))
    for (span, _), chances in zip(judged, weights.probabilities([cues for _, cues in judged]), strict=True):
        if 1 - chances["none"] < threshold:
            continue
        # A factor is a ratio by its words.
        factor = parse_value(context_of(doc).text[slice(*span)]).unit == "factor"
        kind = "ratio" if factor else max(KINDS, key=lambda name: chances[name])
        yield span, kind, 1 - chances["none"] if factor else chances[kind]


class Values:
    """Judges each number by its cues: absolute, difference or ratio, or no result at all."""

    def __init__(self, data: str | None, threshold: float) -> None:
        self.weights = read_weights(locate("value_weights.tsv", data))
        self.threshold = threshold

    def __call__(self, doc: Doc) -> Doc:
        """Write `doc._.kg_values`: place, kind and probability of each number that is a result."""
        doc._.kg_values = tuple(chosen_values(doc, self.weights, self.threshold))
        return doc


@Language.factory(
    "kg_values",
    assigns=["doc._.kg_values"],
    requires=["doc._.kg_mentions", "doc._.kg_reading", "doc.sents"],
    default_config={"data": None, "threshold": 0.5},
)
def make_values(nlp: Language, name: str, data: str | None, threshold: float) -> Values:  # noqa: ARG001
    """`data`: a folder with `value_weights.tsv`; `threshold`: the least probability that a number is a result."""
    return Values(data, threshold)
