"""`kg_introductions` marks what the paper presents as new; `kg_roles` says what part each benchmark plays."""

from collections.abc import Mapping
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from kg.extract.context import Context
from kg.extract.labels import change, context_of, read_lexicon
from kg.extract.lexicon import locate
from kg.extract.mention_cues import Lexicon, mention_cues
from kg.extract.records import Mention
from kg.extract.weights import read_weights


def status_cues(
    context: Context, mentions: tuple[Mention, ...], lexicon: Lexicon, own: Mapping[str, str] | None = None
) -> dict[str, list[str]]:
    """Cues by surface for what a mention is to its paper: those of the mention, its label, and its rank in the text."""
    found: dict[str, list[str]] = {}
    rank: dict[str, int] = {}
    named = [m for m in mentions if m.label != "metric"]
    most = max((len(m.spans) for m in named), default=0)
    for mention in named:
        cues = mention_cues(context, mention.text, mention.spans, lexicon, own)
        place = rank.get(mention.label, 0)
        rank[mention.label] = place + 1
        cues += [
            f"label={mention.label}",
            f"rank={mention.label}:{min(place, 3)}",
            f"most={len(mention.spans) == most}",
        ]
        cues += [f"overall={min(len(found), 3)}"]
        cues += [
            f"{cue}&{mention.label}"
            for cue in cues
            if cue.startswith(("first-sentence", "places", "opens", "verb", "apposition"))
        ]
        found[mention.text] = cues
    return found


class Introductions:
    """Marks mentions as introduced by their cues."""

    def __init__(self, data: str | None, threshold: int) -> None:
        self.lexicon = read_lexicon(data)
        self.weights = read_weights(locate("introduction_cues.tsv", data))
        self.threshold = threshold

    def __call__(self, doc: Doc) -> Doc:
        """Set `introduced` in `doc._.kg_mentions`."""
        changed: dict[str, dict[str, object]] = {}
        for surface, cues in status_cues(context_of(doc), doc._.kg_mentions, self.lexicon).items():
            scores = self.weights.scores(cues)
            changed[surface] = {"introduced": scores["introduced"] - scores["used"] > self.threshold}
        change(doc, changed)
        return doc


class Roles:
    """Gives every benchmark its role; one that is introduced has that role, whatever else holds."""

    def __init__(self, data: str | None) -> None:
        self.lexicon = read_lexicon(data)
        self.weights = read_weights(locate("role_cues.tsv", data))

    def __call__(self, doc: Doc) -> Doc:
        """Set `role` in `doc._.kg_mentions`."""
        cues = status_cues(context_of(doc), doc._.kg_mentions, self.lexicon)
        changed: dict[str, dict[str, Any]] = {}
        for mention in doc._.kg_mentions:
            if mention.label == "benchmark":
                role = "introduces" if mention.introduced else self.weights.best(cues[mention.text])[0]
                changed[mention.text] = {"role": role}
        change(doc, changed)
        return doc


@Language.factory(
    "kg_introductions",
    assigns=["doc._.kg_mentions"],
    requires=["doc._.kg_mentions", "doc.sents"],
    default_config={"data": None, "threshold": 0},
)
def make_introductions(nlp: Language, name: str, data: str | None, threshold: int) -> Introductions:  # noqa: ARG001
    """`threshold`: lead in hundredths that "introduced" must have over "used"."""
    return Introductions(data, threshold)


@Language.factory(
    "kg_roles",
    assigns=["doc._.kg_mentions"],
    requires=["doc._.kg_mentions", "doc.sents"],
    default_config={"data": None},
)
def make_roles(nlp: Language, name: str, data: str | None) -> Roles:  # noqa: ARG001
    """`data`: a folder with `role_cues.tsv`, None for the shipped one."""
    return Roles(data)
