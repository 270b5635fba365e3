"""`kg_comparisons`: who outperforms whom, by what the encoder reads of each two systems, the words around, and other pairs."""

import math

from spacy.language import Language
from spacy.tokens import Doc

from kg.extract.layout import Layout
from kg.extract.lexicon import locate
from kg.extract.links import Links, linked
from kg.extract.pairs import read_pairs
from kg.extract.records import Comparison
from kg.extract.results import YES
from kg.extract.rivals import rival_cues
from kg.extract.weights import CueWeights, read_weights


def judged_alone(layout: Layout, links: Links, weights: CueWeights) -> dict[tuple[int, int], float]:
    """For each two systems, as places of winner and loser: the chance that one outperforms the other, by these two alone."""
    found = read_pairs(layout, links)
    logits = weights.logits(list(found.values()))
    return {places: 1 / (1 + math.exp(-logit)) for places, logit in zip(found, logits, strict=True)}


def compared(
    layout: Layout, links: Links, weights: CueWeights, of_rivals: CueWeights
) -> dict[tuple[int, int], tuple[float, int, int]]:
    """For each two mentions, as winner and loser: the chance that one outperforms the other, and the places that say so."""
    alone = judged_alone(layout, links, weights)
    judged = of_rivals.probabilities(rival_cues(layout, list(alone), list(alone.values())))
    return {
        (layout.owner[winner], layout.owner[loser]): (chances[YES], winner, loser)
        for (winner, loser), chances in zip(alone, judged, strict=True)
    }


class Comparisons:
    """Judges each pair of systems."""

    def __init__(self, data: str | None, threshold: float) -> None:
        self.weights = read_weights(locate("pair_weights.tsv", data))
        self.of_rivals = read_weights(locate("rival_weights.tsv", data))
        self.threshold = threshold

    def __call__(self, doc: Doc) -> Doc:
        """Write `doc._.kg_comparisons`, each pair of surfaces once, in the order of the losers' places."""
        layout, links = linked(doc)
        chances = compared(layout, links, self.weights, self.of_rivals)
        found = []
        for pair, (chance, winner, loser) in chances.items():
            other = chances.get(pair[::-1])
            if chance >= self.threshold and (other is None or (chance, pair) > (other[0], pair[::-1])):
                places = layout.places[winner], layout.places[loser]
                sentence = layout.context.sentence(places[1][0])
                found.append(Comparison(*places, sentence, "kg_comparisons", round(chance, 2)))
        doc._.kg_comparisons = tuple(sorted(found, key=lambda c: (c.loser, c.winner)))
        return doc


@Language.factory(
    "kg_comparisons",
    assigns=["doc._.kg_comparisons"],
    requires=["doc._.kg_mentions", "doc._.kg_values", "doc._.kg_reading", "doc.sents"],
    default_config={"data": None, "threshold": 0.45},
)
def make_comparisons(nlp: Language, name: str, data: str | None, threshold: float) -> Comparisons:  # noqa: ARG001
    """`data`: a folder with `pair_weights.tsv` and `rival_weights.tsv`; `threshold`: the least probability of a comparison."""
    return Comparisons(data, threshold)
