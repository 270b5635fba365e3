"""`kg_values`: the numbers of a summary that are evaluation results, each with its kind."""

import re
from functools import cache

from spacy.language import Language
from spacy.tokens import Doc

from kg.extract.bounds import labelled_span
from kg.extract.context import Context, context_of
from kg.extract.lexicon import locate
from kg.extract.records import KINDS, Mention, Span
from kg.extract.values import number_words, parse_value
from kg.extract.weights import read_weights

DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d{1,30})?|\d{1,30}(?:\.\d{1,30})?"
UNIT = (
    r"%p?|(?:x|X|×|Ã—)(?![^\W_])|-fold\b|"
    r"\s?(?:milliseconds per token|ms|GB|MB|KB|fps|(?:milli)?seconds|tokens?/s(?:ec(?:ond)?)?|times|percent|minutes|hours|TOPS)\b"
)
NUMBER = re.compile(
    rf"(?<![^\W_])(?<![^\W_][.,/_])(?<![^\W_]-)(?:(?<![^\W_)\]])[+\-−])?\$?(?:{DIGITS})(?:{UNIT})?"
    rf"(?:\s?(?:-|–|~|\bto\b)\s?\+?\$?(?:{DIGITS})(?:{UNIT})?)?\+?(?![^\W_])(?!\.\d)"
)


@cache
def _spelled() -> re.Pattern[str]:
    factors = sorted((word for word, number in number_words().items() if number.endswith("x")), key=len, reverse=True)
    counts = sorted((word for word, number in number_words().items() if number.isdigit()), key=len, reverse=True)
    spelled = "|".join(re.escape(word).replace(r"\ ", "[ -]") for word in factors)
    return re.compile(rf"\b(?:(?:{'|'.join(counts)}) times|{spelled})\b", re.IGNORECASE)


def number_spans(text: str) -> list[Span]:
    """Places of all numbers that can be read, with sign, unit and range, in order; none overlaps a longer one."""
    found = [m.span() for m in NUMBER.finditer(text)] + [m.span() for m in _spelled().finditer(text)]
    kept: list[Span] = []
    for start, end in sorted(found, key=lambda span: (span[0], -span[1])):
        if (not kept or start >= kept[-1][1]) and parse_value(text[start:end]) != parse_value(""):
            kept.append((start, end))
    return kept


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


def free_numbers(text: str, mentions: tuple[Mention, ...]) -> list[Span]:
    """Numbers that do not stand inside a mention: the 4 of "GPT-4" is no candidate."""
    taken = bytearray(len(text))
    for mention in mentions:
        for start, end in mention.spans:
            taken[start:end] = b"\1" * (end - start)
    return [span for span in number_spans(text) if not any(taken[span[0] : span[1]])]


class Values:
    """Judges each number by its cues: absolute, difference or ratio, or no result at all."""

    def __init__(self, data: str | None, threshold: int) -> None:
        self.weights = read_weights(locate("value_cues.tsv", data))
        self.threshold = threshold

    def __call__(self, doc: Doc) -> Doc:
        """Write the span group "kg_values", each span labelled with its kind."""
        context = context_of(doc)
        named = labels_by_sentence(context, doc._.kg_mentions)
        kinds: dict[int, str] = {}
        spans: set[Span] = set()
        for span in free_numbers(context.text, doc._.kg_mentions):
            scores = self.weights.scores(value_cues(context, span, named.get(context.sentence_index(span[0]), set())))
            kind = max(KINDS, key=lambda name: scores[name])
            if scores[kind] - scores["none"] > self.threshold:
                kinds[span[0]] = kind
                spans.add(span)
        found = [labelled_span(doc, span, kinds[span[0]]) for span in sorted(spans)]
        doc.spans["kg_values"] = [span for span in found if span is not None]
        return doc


@Language.factory(
    "kg_values",
    assigns=["doc.spans"],
    requires=["doc._.kg_mentions", "doc.sents"],
    default_config={"data": None, "threshold": 0},
)
def make_values(nlp: Language, name: str, data: str | None, threshold: int) -> Values:  # noqa: ARG001
    """`threshold`: lead in hundredths that a kind needs over none."""
    return Values(data, threshold)
