"""`kg_introductions` marks what the paper presents as new; `kg_roles` says what part each benchmark plays."""

from collections import Counter
from collections.abc import Sequence

from spacy.language import Language
from spacy.tokens import Doc

from kg.extract.bounds import bounds_of
from kg.extract.cues import Clues, Cues, clues_of, status_cues
from kg.extract.lexicon import locate
from kg.extract.mentions import change
from kg.extract.names import read_names
from kg.extract.records import Mention
from kg.extract.weights import read_weights


def mention_status(doc: Doc, clues: Clues, mentions: Sequence[Mention], only: str | None = None) -> dict[str, Cues]:
    """Cues by surface for what mentions, metrics left out, are to their paper; `only`: for those of one label."""
    bounds = bounds_of(doc)
    named = [mention for mention in mentions if mention.label != "metric"]
    most = max((len(mention.spans) for mention in named), default=0)
    ranks: Counter[str] = Counter()
    found = {}
    for mention in named:
        if only in (None, mention.label):
            places = [span for span in (bounds.tokens(*offsets) for offsets in mention.spans) if span is not None]
            found[mention.text] = status_cues(clues, mention.text, mention.label, places, ranks[mention.label], most)
        ranks[mention.label] += 1
    return found


class Introductions:
    """Marks mentions as introduced."""

    def __init__(self, data: str | None, threshold: float) -> None:
        self.names = read_names(locate("known_names.tsv", data))
        self.weights = read_weights(locate("introduction_weights.tsv", data))
        self.threshold = threshold

    def __call__(self, doc: Doc) -> Doc:
        """Set `introduced` in `doc._.kg_mentions`."""
        status = mention_status(doc, clues_of(doc, self.names), doc._.kg_mentions)
        every = zip(status, self.weights.probabilities(list(status.values())), strict=True)
        change(doc, {surface: {"introduced": chances["introduced"] >= self.threshold} for surface, chances in every})
        return doc


class Roles:
    """Gives every benchmark its role; one that is introduced has that role, whatever else holds."""

    def __init__(self, data: str | None) -> None:
        self.names = read_names(locate("known_names.tsv", data))
        self.weights = read_weights(locate("role_weights.tsv", data))

    def __call__(self, doc: Doc) -> Doc:
        """Set `role` in `doc._.kg_mentions`."""
        status = mention_status(doc, clues_of(doc, self.names), doc._.kg_mentions, "benchmark")
        every = zip(status, self.weights.probabilities(list(status.values())), strict=True)
        roles = {surface: max(sorted(chances), key=lambda role: chances[role]) for surface, chances in every}
        new = {mention.text for mention in doc._.kg_mentions if mention.introduced}
        change(doc, {surface: {"role": "introduces" if surface in new else role} for surface, role in roles.items()})
        return doc


@Language.factory(
    "kg_introductions",
    assigns=["doc._.kg_mentions"],
    requires=["doc._.kg_mentions", "doc._.kg_reading"],
    default_config={"data": None, "threshold": 0.5},
)
def make_introductions(nlp: Language, name: str, data: str | None, threshold: float) -> Introductions:  # noqa: ARG001
    """`threshold`: the least probability that a mention is new."""
    return Introductions(data, threshold)


@Language.factory(
    "kg_roles",
    assigns=["doc._.kg_mentions"],
    requires=["doc._.kg_mentions", "doc._.kg_reading"],
    default_config={"data": None},
)
def make_roles(nlp: Language, name: str, data: str | None) -> Roles:  # noqa: ARG001
    """`data`: a folder with `role_weights.tsv` and `known_names.tsv`, None for the shipped ones."""
    return Roles(data)
