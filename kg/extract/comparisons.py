"""`kg_comparisons`: who outperforms whom, by verbs of winning and by the baselines of differences."""

import re

from spacy.language import Language
from spacy.tokens import Doc

from kg.extract.context import context_of
from kg.extract.lexicon import confidences, words
from kg.extract.places import REACH, Places, introduced_system, window
from kg.extract.records import Comparison, Span

SYSTEMS = ("model", "method")
# After these words the names are no longer those of rivals.
END = re.compile(r"\b(?:on|in|by|with|while|achiev\w+|using|across|when|demonstrat\w+|showing|for)\b")
LIKE = re.compile(r"\b(?:like|such as|including|e\.g\.|namely|models?|methods?|baselines?|approaches)\b")
NEGATED = re.compile(
    r"\b(?:not|fails? to|matche?s? or|match(?:es|ing)? and|compar\w+ (?:to )?or|rival\w* or)\s+(?:\w+\s+)?$"
)


class Comparisons:
    """Builds the comparisons of a document; the verbs stand in `winning_verbs.tsv` as regular expressions."""

    def __init__(self, data: str | None) -> None:
        self.verb = re.compile(rf"\b(?:{'|'.join(words('winning_verbs.tsv', data))})\b", re.IGNORECASE)
        self.confidence = confidences(data).get("kg_comparisons", 0.5)

    def __call__(self, doc: Doc) -> Doc:
        """Write `doc._.kg_comparisons`, each pair of surfaces once, in the order of the losers' places."""
        context, places = context_of(doc), Places(doc._.kg_mentions)
        hero = introduced_system(doc._.kg_mentions)
        text = context.text
        found: dict[tuple[str, str], Comparison] = {}

        def add(winner: Span, loser: Span, sentence: Span) -> None:
            pair = text[winner[0] : winner[1]], text[loser[0] : loser[1]]
            if pair[0] != pair[1] and pair[::-1] not in found:
                found.setdefault(pair, Comparison(winner, loser, sentence, "kg_comparisons", self.confidence))

        for verb in self.verb.finditer(text):
            sentence = context.sentence(verb.start())
            low, high = window(sentence, verb.start())
            if NEGATED.search(text[max(low, verb.start() - 30) : verb.start()]):
                continue
            winner = self._winner(places, text, low, verb.start(), hero)
            if winner is not None:
                for loser in self._losers(places, text, verb.end(), high):
                    add(winner, loser, sentence)
        for result in doc._.kg_results:
            if result.kind != "absolute" and result.subject and result.baseline and not result.human:
                before = text[max(result.sentence[0], result.baseline[0] - 40) : result.baseline[0]]
                if re.search(r"\b(?:over|than|compared (?:to|with))\b", before):
                    add(result.subject, result.baseline, result.sentence)
        doc._.kg_comparisons = tuple(sorted(found.values(), key=lambda c: (c.loser, c.winner)))
        return doc

    def _winner(self, places: Places, text: str, low: int, verb: int, hero: str | None) -> Span | None:
        named = places.within(low, verb, *SYSTEMS)
        own = [span for span, mention in named if mention.introduced]
        if own:
            return own[-1]
        near = [
            span for span, _ in named if verb - span[1] <= 40 and not END.search(text[max(low, span[0] - 8) : span[0]])
        ]
        if near:
            return near[-1]
        return places.nearest(hero, verb) if hero is not None else None

    def _losers(self, places: Places, text: str, start: int, high: int) -> list[Span]:
        losers: list[Span] = []
        end = start
        for span, mention in places.within(start, min(high, start + REACH), *SYSTEMS):
            between = text[end : span[0]]
            if mention.introduced or (END.search(between) and not LIKE.search(between)) or self.verb.search(between):
                break
            losers.append(span)
            end = span[1]
        return losers


@Language.factory(
    "kg_comparisons",
    assigns=["doc._.kg_comparisons"],
    requires=["doc._.kg_mentions", "doc._.kg_results", "doc.sents"],
    default_config={"data": None},
)
def make_comparisons(nlp: Language, name: str, data: str | None) -> Comparisons:  # noqa: ARG001
    """`data`: a folder with `winning_verbs.tsv` and `confidence.tsv`, None for the shipped ones."""
    return Comparisons(data)
