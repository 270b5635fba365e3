"""`kg_results`: gives every value its subject, benchmark, metric and baseline, by what stands nearest."""

import itertools
import re

from spacy.language import Language
from spacy.tokens import Doc

from kg.extract.context import Context, context_of
from kg.extract.lexicon import confidences
from kg.extract.places import Places, introduced_system, window
from kg.extract.records import Kind, Mention, Result, Span

ROW = re.compile(r"\s*(?:\([^)]*\)\s*)?(?:,|,?\s*and|/|;)\s*(?:the |on |in )?")
BASELINE = re.compile(
    r"\b(?:over|than|compared (?:to|with)|relative to|against|vs\.?|versus|above|below|from|outperform(?:s|ed|ing)?|"
    r"surpass(?:es|ed|ing)?)\b"
)
MENTIONED_ONLY = re.compile(
    r"\b(?:than|over|compared (?:to|with)|relative to|versus|vs\.?|against|outperform\w*|surpass\w*|exceed\w*|using|"
    r"based on|on)\s+(?:[\w\s,’'-]{0,40})$"
)
JOIN = re.compile(r"\s*(?:,|,?\s*and|/|;)\s*(?:(?:up to|over|approximately|about|a|an)\s+)?")
# Arguments that an enumeration of values can share out, one each: "27% and 45% on A and B".
PAIRED = {"benchmark": ("benchmark",), "metric": ("metric",), "baseline": ("model", "method")}
# "human evaluation" and "human preference" are no person's score.
HUMAN = re.compile(
    r"\bhumans?\b(?=\W{0,3}(?:$|performance|experts?|participants?|scores?|accuracy|achiev|reach|baseline|at\b|of\b))"
)
ON = re.compile(r"\b(?:on|in|for|across)\s[^.;%]{0,60}$")


class Results:
    """Builds the results of a document from its values and mentions."""

    def __init__(self, data: str | None) -> None:
        self.confidence = confidences(data).get("kg_results", 0.5)

    def __call__(self, doc: Doc) -> Doc:
        """Write `doc._.kg_results`, in the order of the values."""
        context, places = context_of(doc), Places(doc._.kg_mentions)
        values = [((s.start_char, s.end_char), s.label_) for s in doc.spans.get("kg_values", ())]
        hero = introduced_system(doc._.kg_mentions)
        tests = [m for m in doc._.kg_mentions if m.label == "benchmark" and m.introduced]
        results: list[Result] = []
        groups = grouped([span for span, _ in values], context)
        for i, (span, kind) in enumerate(values):
            sentence = context.sentence(span[0])
            low, high = window(sentence, span[0])
            before = values[i - 1][0][1] if i and values[i - 1][0][1] > low else low
            after = values[i + 1][0][0] if i + 1 < len(values) and values[i + 1][0][0] < high else high
            found = Arguments(context, places, span, kind, (low, high), (before, after))
            group = groups[i]
            if len(group) > 1:
                ends = [s for s, _ in values[group[-1] + 1 : group[-1] + 2] if s[0] < high]
                around = (low, values[group[0]][0][0]), (values[group[-1]][0][1], ends[0][0] if ends else high)
                found.aligned = {
                    name: found.paired(group.index(i), len(group), around, *labels) for name, labels in PAIRED.items()
                }
            benchmarks: list[Span | None] = list(found.benchmarks())
            if not benchmarks and kind == "absolute" and len(tests) == 1:
                benchmarks = [places.nearest(tests[0].text, span[0])]
            subject, human = found.subject(hero, tests)
            baseline = None if kind == "absolute" else found.baseline(subject)
            metric = found.metric()
            rest = baseline, sentence, "kg_results", self.confidence, human
            results.extend(Result(span, _kind(kind), subject, test, metric, *rest) for test in benchmarks or [None])
        doc._.kg_results = tuple(results)
        return doc


def _kind(label: str) -> Kind:
    return "difference" if label == "difference" else "ratio" if label == "ratio" else "absolute"


def grouped(values: list[Span], context: Context) -> list[list[int]]:
    """For each value the indices of its enumeration: "27%, 31% and 45%" is one of three."""
    groups: list[list[int]] = []
    for i, span in enumerate(values):
        joined = i > 0 and JOIN.fullmatch(context.text[values[i - 1][1] : span[0]][:60])
        if joined and len(groups[-1]) < 12:
            groups[-1].append(i)
            groups.append(groups[-1])
        else:
            groups.append([i])
    return groups


class Arguments:
    """What stands around one value: `reach` is its sentence as far as looked at, `gap` what lies between its neighbours."""

    def __init__(self, context: Context, places: Places, value: Span, kind: str, reach: Span, gap: Span) -> None:
        self.text, self.places, self.value, self.kind, self.reach, self.gap = (
            context.text,
            places,
            value,
            kind,
            reach,
            gap,
        )
        self.aligned: dict[str, Span | None] = {}

    def paired(self, index: int, size: int, around: tuple[Span, Span], *labels: str) -> Span | None:
        """The argument at this index when as many stand in a row after the enumeration, or before it, as it has values."""
        after = self.places.within(*around[1], *labels)
        before = self.places.within(*around[0], *labels)
        for row in (after[:size], before[-size:]):
            between = itertools.pairwise(row)
            if len(row) == size and all(ROW.fullmatch(self.text[a[0][1] : b[0][0]][:60]) for a, b in between):
                return row[index][0]
        return None

    def metric(self) -> Span | None:
        """The metric right after the value, or the nearest before it, or one after it."""
        if self.aligned.get("metric"):
            return self.aligned["metric"]
        after = self.places.within(self.value[1], min(self.gap[1], self.value[1] + 60), "metric")
        before = self.places.within(self.reach[0], self.value[0], "metric")
        if after and (not before or after[0][0][0] - self.value[1] <= self.value[0] - before[-1][0][1]):
            return after[0][0]
        if before:
            return before[-1][0]
        rest = self.places.within(self.value[1], self.reach[1], "metric")
        return rest[0][0] if rest else None

    def benchmarks(self) -> list[Span]:
        """The benchmark that the value is reached on: "91% on X", "on X, 91%"; several where one number is of all of them."""
        aligned = self.aligned.get("benchmark")
        if aligned:
            return [aligned]
        after = self.places.within(self.value[1], self.gap[1], "benchmark")
        if after and ON.search(self.text[self.value[1] : after[0][0][0]]):
            return [after[0][0]]
        before = self.places.within(self.gap[0], self.value[0], "benchmark")
        if before:
            return [before[-1][0]]
        far = self.places.within(self.value[1], self.reach[1], "benchmark")
        if far and ON.search(self.text[self.value[1] : far[0][0][0]][-120:]):
            return [far[0][0]]
        back = self.places.within(self.reach[0], self.value[0], "benchmark")
        return [back[-1][0]] if back else []

    def subject(self, hero: str | None, tests: list[Mention]) -> tuple[Span | None, bool]:
        """The system that the value belongs to, and whether it is a person's."""
        lead = self.text[self.gap[0] : self.value[0]]
        human = HUMAN.search(lead)
        if human and self.kind == "absolute":
            return (self.gap[0] + human.start(), self.gap[0] + human.end()), True
        named = self.places.within(self.reach[0], self.value[0], "model", "method")
        own = [(span, m) for span, m in named if m.introduced]
        free = [
            span
            for span, _ in named
            if not MENTIONED_ONLY.search(self.text[max(self.reach[0], span[0] - 60) : span[0]])
        ]
        if self.kind == "absolute" and free:
            return free[-1], False
        if own:
            return own[-1][0], False
        if hero is not None:
            return self.places.nearest(hero, self.value[0]), False
        if free:
            return free[-1], False
        if self.kind != "absolute" and tests:
            return self.places.nearest(tests[0].text, self.value[0]), False
        return None, False

    def baseline(self, subject: Span | None) -> Span | None:
        """The rival after "over", "than" or "compared to", before the value or after it."""
        aligned = self.aligned.get("baseline")
        if aligned and BASELINE.search(self.text[self.value[1] : aligned[0]][-60:]):
            return aligned
        name = None if subject is None else self.text[subject[0] : subject[1]]
        rivals = [
            span
            for span, mention in self.places.within(self.gap[0], self.reach[1], "model", "method")
            if mention.text != name and (span[0] < self.value[0] or span[0] < self.gap[1])
        ]
        for span in [s for s in rivals if s[0] >= self.value[1]] + [
            s for s in reversed(rivals) if s[1] <= self.value[0]
        ]:
            if BASELINE.search(self.text[max(self.reach[0], span[0] - 50) : span[0]]):
                return span
        return None


@Language.factory(
    "kg_results",
    assigns=["doc._.kg_results"],
    requires=["doc._.kg_mentions", "doc.spans", "doc.sents"],
    default_config={"data": None},
)
def make_results(nlp: Language, name: str, data: str | None) -> Results:  # noqa: ARG001
    """`data`: a folder with `confidence.tsv`, None for the shipped one."""
    return Results(data)
