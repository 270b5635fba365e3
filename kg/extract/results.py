"""`kg_results`: gives every value its subject, benchmark, metric and baseline, by what the encoder reads and the words around."""

import itertools
import math
import re

from spacy.language import Language
from spacy.tokens import Doc

from kg.extract.arguments import choices, logits
from kg.extract.cues import Cues, log_odds
from kg.extract.encoder import ARGUMENTS
from kg.extract.layout import Layout
from kg.extract.lexicon import locate
from kg.extract.links import linked
from kg.extract.records import Kind, Result, Span
from kg.extract.weights import CueWeights, read_weights, softmax

YES, NO = "yes", "no"
# Arguments of which one number may have two, "4% over A and B": those that are at least so likely.
SHARED, LEAST_SHARE = ("benchmark", "baseline"), 0.4
# "human evaluation" and "human preference" are no person's score.
HUMAN = re.compile(
    r"\bhumans?\b(?=\W{0,3}(?:$|performance|experts?|participants?|scores?|accuracy|achiev|reach|baseline|at\b|of\b))"
)
# A place of a name, or None for none, and its chance.
Chosen = tuple[int | None, float]


def choose(places: list[int | None], chances: list[float], shared: bool) -> list[Chosen]:
    """The likeliest of the choices for an argument, with its chance; where it can be shared, all that are likely enough."""
    order = sorted(range(len(places)), key=lambda k: (-chances[k], k))
    others = [k for k in order[1:] if places[k] is not None and chances[k] >= LEAST_SHARE]
    if not shared or places[order[0]] is None:
        others = []
    return [(places[k], chances[k]) for k in (order[0], *others)]


def result_cues(kind: Kind, chance: float, parts: dict[str, Chosen]) -> Cues:
    """Cues that a result is right in all its parts."""
    cues: Cues = {"always": 1.0, f"kind={kind}": 1.0, "kind": log_odds(math.log(max(chance, 1e-5)))}
    for argument, (place, own) in parts.items():
        cues[f"{argument}:{place is not None}"] = log_odds(math.log(max(own, 1e-5)))
    return cues


class Results:
    """Builds the results of a document from its values and mentions."""

    def __init__(self, data: str | None) -> None:
        self.arguments = read_weights(locate("argument_weights.tsv", data), ARGUMENTS)
        self.weights = read_weights(locate("result_weights.tsv", data))

    def __call__(self, doc: Doc) -> Doc:
        """Write `doc._.kg_results`, in the order of the values."""
        layout, _ = linked(doc)
        results: list[Result] = []
        found = built(doc, self.arguments)
        judged = self.weights.probabilities([result_cues(kind, chance, parts) for _, kind, chance, parts in found])
        for (span, kind, _, parts), chances in zip(found, judged, strict=True):
            subject, benchmark, metric, baseline = (
                None if place is None else layout.places[place] for place, _ in parts.values()
            )
            human = _human(layout, span) if kind == "absolute" and subject is None else None
            results.append(
                Result(
                    span, kind, human or subject, benchmark, metric, baseline, layout.context.sentence(span[0]),
                    "kg_results", round(chances[YES], 2), human is not None,
                )
            )  # fmt: skip
        doc._.kg_results = tuple(results)
        return doc


def built(doc: Doc, weights: CueWeights) -> list[tuple[Span, Kind, float, dict[str, Chosen]]]:
    """Place, kind and chance of each value, with its arguments; a value with two benchmarks or baselines stands twice."""
    found: list[tuple[Span, Kind, float, dict[str, Chosen]]] = []
    layout, links = linked(doc)
    likeliest: dict[Span, dict[str, list[Chosen]]] = {span: {} for span, *_ in doc._.kg_values}
    owned = [(span, own) for span, kind, _ in doc._.kg_values for own in choices(layout, span, kind, links)]
    for (span, own), scored in zip(owned, logits([own for _, own in owned], weights), strict=True):
        for argument, scores in scored.items():
            # Of the choices for an argument one is right (McFadden 1974).
            likeliest[span][argument] = choose(own.places, softmax(scores), argument in SHARED)
    for span, kind, chance in doc._.kg_values:
        chosen = [likeliest[span].get(argument, [(None, 1.0)]) for argument in ARGUMENTS]
        whole = (dict(zip(ARGUMENTS, parts, strict=True)) for parts in itertools.product(*chosen))
        found += [(span, kind, chance, parts) for parts in whole]
    return found


def _human(layout: Layout, span: Span) -> Span | None:
    low = max(layout.context.sentence(span[0])[0], span[0] - 200)
    found = list(HUMAN.finditer(layout.context.text[low : span[0]]))
    return (low + found[-1].start(), low + found[-1].end()) if found else None


@Language.factory(
    "kg_results",
    assigns=["doc._.kg_results"],
    requires=["doc._.kg_mentions", "doc._.kg_values", "doc._.kg_reading", "doc.sents"],
    default_config={"data": None},
)
def make_results(nlp: Language, name: str, data: str | None) -> Results:  # noqa: ARG001
    """`data`: a folder with `argument_weights.tsv` and `result_weights.tsv`, None for the shipped ones."""
    return Results(data)
