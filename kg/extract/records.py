"""What the extraction finds in one summary. All offsets are code points of the summary, end exclusive."""

from dataclasses import dataclass
from typing import Any, Literal

Label = Literal["benchmark", "metric", "model", "method"]
Role = Literal["introduces", "evaluates", "trains", "mentions"]
Kind = Literal["absolute", "difference", "ratio"]
Span = tuple[int, int]

LABELS: tuple[Label, ...] = ("benchmark", "metric", "model", "method")
SYSTEMS: tuple[Label, ...] = ("model", "method")
ROLES: tuple[Role, ...] = ("introduces", "evaluates", "trains", "mentions")
KINDS: tuple[Kind, ...] = ("absolute", "difference", "ratio")


@dataclass(frozen=True, slots=True)
class Mention:
    """A distinct surface with one label, at every place where it stands.

    `role` is set for benchmarks and for nothing else; `introduced` says that this paper presents it as new;
    `component` names the pipeline component that found it, `confidence` lies in 0..1 with two decimals.
    """

    text: str
    label: Label
    spans: tuple[Span, ...]
    role: Role | None
    introduced: bool
    component: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """A long name and the short form in brackets after it."""

    long: Span
    short: Span


@dataclass(frozen=True, slots=True)
class Result:
    """A stated number with its arguments; each argument is the span that names it, None where the text has no name.

    `human` marks a person's score: the subject is then "human" or "humans" as it stands in the text.
    """

    value: Span
    kind: Kind
    subject: Span | None
    benchmark: Span | None
    metric: Span | None
    baseline: Span | None
    sentence: Span
    component: str
    confidence: float
    human: bool = False


@dataclass(frozen=True, slots=True)
class Comparison:
    """The winner outperforms the loser, as the sentence states or entails."""

    winner: Span
    loser: Span
    sentence: Span
    component: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Annotation:
    """Everything found in one summary, each list sorted by place."""

    text: str
    mentions: tuple[Mention, ...]
    results: tuple[Result, ...]
    comparisons: tuple[Comparison, ...]
    sentences: tuple[Span, ...]

    def surface(self, span: Span | None) -> str | None:
        """The words of a span; None for None."""
        return None if span is None else self.text[span[0] : span[1]]

    def record(self, paper: str, day: str) -> dict[str, Any]:
        """The annotation as one JSON object: `id`, `date`, `entities`, `introduces`, `results`, `outperforms`.

        Surfaces are given as strings; `starts` lists where an entity's surface stands, `start` where a value begins.
        """
        entities: list[dict[str, Any]] = []
        for mention in self.mentions:
            entity: dict[str, Any] = {"text": mention.text, "label": mention.label}
            if mention.role is not None:
                entity["role"] = mention.role
            entity["starts"] = [start for start, _ in mention.spans]
            entity["confidence"] = mention.confidence
            entities.append(entity)
        results = [
            {
                "subject": self.surface(result.subject),
                "benchmark": self.surface(result.benchmark),
                "metric": self.surface(result.metric),
                "value": self.surface(result.value),
                "kind": result.kind,
                "baseline": self.surface(result.baseline),
                "start": result.value[0],
                "confidence": result.confidence,
            }
            for result in self.results
        ]
        pairs = {(str(self.surface(c.winner)), str(self.surface(c.loser))): None for c in self.comparisons}
        return {
            "id": paper,
            "date": day,
            "entities": entities,
            "introduces": [mention.text for mention in self.mentions if mention.introduced],
            "results": results,
            "outperforms": [list(pair) for pair in pairs],
        }
