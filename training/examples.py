"""Examples to learn from: numbers and what they are, what belongs to them, who outperforms whom, and which results are right."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, cast

from spacy.language import Language
from spacy.tokens import Doc

from kg.extract.arguments import choices
from kg.extract.comparisons import judged_alone
from kg.extract.cues import Cues
from kg.extract.encoder import KIND_NAMES, Reading
from kg.extract.extractor import document, load_pipeline
from kg.extract.layout import Layout
from kg.extract.lexicon import by_place
from kg.extract.links import Links, linked
from kg.extract.numbers import chosen_values, free_numbers, judged_numbers
from kg.extract.pairs import pair_cues, pairs, read_pairs
from kg.extract.records import Kind, Label, Mention, Role, Span
from kg.extract.results import NO, YES, built, result_cues
from kg.extract.rivals import rival_cues
from kg.extract.scoring import facts, fold_name, fold_number
from kg.extract.weights import CueWeights
from training.labelled import Labelled, gold_places
from training.relations import located

# Cues, and what they tell.
Examples = list[tuple[Cues, str]]
# A labelled paper and its document; and what its labels say of each number that is a result.
Paired = tuple[Labelled, Doc]
Stated = dict[Span, list[dict[str, Any]]]
# Choices of which some are right.
Group = tuple[list[Cues], list[bool]]


def documents(papers: Sequence[Labelled], readings: Sequence[Reading], data: Path) -> list[Paired]:
    """Papers as the pipeline has them before `kg_values`, with the weights of a folder."""
    nlp = load_pipeline(data=data, until="kg_values", without="kg_encoder")
    found = []
    for paper, reading in zip(papers, readings, strict=True):
        doc = document(nlp, paper.text, paper.context, paper.links)
        doc._.kg_reading = reading
        found.append((paper, nlp(doc)))
    return found


def named_document(nlp: Language, paper: Labelled) -> Doc:
    """A document with the mentions and values that its labels name; `nlp`: a pipeline that finds sentences."""
    doc = nlp(document(nlp, paper.text, paper.context, paper.links))
    places: dict[str, list[Span]] = {}
    for start, end, entity in gold_places(paper):
        places.setdefault(entity["text"], []).append((start, end))
    roles = {entity["text"]: cast(Role | None, entity.get("role")) for entity in paper.gold["entities"]}
    new = set(paper.gold["introduces"])
    doc._.kg_mentions = by_place(
        Mention(surface, cast(Label, paper.labels[surface]), tuple(spans), roles[surface], surface in new, "gold", 1.0)
        for surface, spans in places.items()
    )
    results, _ = stated(paper, doc)
    doc._.kg_values = tuple((span, own[0]["kind"], 1.0) for span, own in sorted(results.items()))
    return doc


def named_documents(papers: Sequence[Labelled], readings: Sequence[Reading]) -> list[Paired]:
    """Papers with the names that their labels give, and what the encoder reads."""
    nlp = load_pipeline(until="kg_encoder")
    found = []
    for paper, reading in zip(papers, readings, strict=True):
        doc = named_document(nlp, paper)
        doc._.kg_reading = reading
        found.append((paper, doc))
    return found


def stated(paper: Labelled, doc: Doc) -> tuple[Stated, set[Span]]:
    """The labelled results by the number that states them, and numbers of which the labels do not tell."""
    names = {mention.text: list(mention.spans) for mention in doc._.kg_mentions}
    return located(paper.gold["results"], list(free_numbers(doc)), paper.text, names)


def value_examples(papers: Iterable[Paired]) -> Examples:
    """One example for every number: its cues, and its kind or "none"."""
    found: Examples = []
    for paper, doc in papers:
        results, unclear = stated(paper, doc)
        found += [
            (cues, str(results[span][0]["kind"]) if span in results else KIND_NAMES[0])
            for span, cues in judged_numbers(doc)
            if span not in unclear
        ]
    return found


def argument_groups(papers: Iterable[Paired]) -> list[Group]:
    """One group for every argument of a labelled result, where the right choice is among those that there are."""
    found: list[Group] = []
    for paper, doc in papers:
        results, _ = stated(paper, doc)
        layout = Layout(doc, sorted(results))
        links = Links(doc, layout.values) if doc._.kg_reading is not None else None
        for span, own in results.items():
            for alike in choices(layout, span, cast(Kind, own[0]["kind"]), links):
                names = [None if p is None else layout.mentions[layout.owner[p]].text for p in alike.places]
                for argument, read in alike.read.items():
                    wanted = {fold_name(r[argument]) if r[argument] != "human" else None for r in own}
                    right = [fold_name(name) in wanted for name in names]
                    if any(right):
                        rows = [cues | extra for cues, extra in zip(alike.cues, read, strict=True)]
                        found.append(([{f"{argument}:{cue}": x for cue, x in row.items()} for row in rows], right))
    return found


def pair_groups(papers: Iterable[Paired]) -> list[Group]:
    """One group for every pair of systems: that the one outperforms the other after that it does not.

    The numbers of the documents are those of `doc._.kg_values`.
    """
    found: list[Group] = []
    for paper, doc in papers:
        layout = Layout(doc, [span for span, *_ in doc._.kg_values])
        if doc._.kg_reading is not None:
            judged = read_pairs(layout, Links(doc))
        else:
            judged = {at: dict.fromkeys(pair_cues(layout, *at), 1.0) for at in pairs(layout).values()}
        rights = right_pairs(paper, layout, list(judged))
        found += [([{}, cues], [not right, right]) for cues, right in zip(judged.values(), rights, strict=True)]
    return found


def right_pairs(paper: Labelled, layout: Layout, places: Iterable[tuple[int, int]]) -> list[bool]:
    """Of pairs of systems, as places of winner and loser, whether the labels say so."""
    wanted = facts(paper.gold)["outperforms"]
    names = (tuple(fold_name(layout.mentions[layout.owner[place]].text) for place in pair) for pair in places)
    return [pair in wanted for pair in names]


def rival_examples(papers: Iterable[Paired], weights: CueWeights) -> Examples:
    """One example for every pair of systems: the chances of it and of others by `weights`, and whether it is right."""
    found: Examples = []
    for paper, doc in papers:
        layout, links = linked(doc)
        alone = judged_alone(layout, links, weights)
        rights = right_pairs(paper, layout, alone)
        cues = rival_cues(layout, list(alone), list(alone.values()))
        found += [(own, YES if right else NO) for own, right in zip(cues, rights, strict=True)]
    return found


def choose_values(papers: Iterable[Paired], weights: CueWeights) -> None:
    """Set the numbers of documents that are results, as the pipeline finds them."""
    for _, doc in papers:
        doc._.kg_values = tuple(chosen_values(doc, weights))


def result_examples(papers: Iterable[Paired], arguments: CueWeights) -> Examples:
    """One example for every result that is built of a document's values: its cues, and whether it is right."""
    found: Examples = []
    for paper, doc in papers:
        wanted = facts(paper.gold)["result"]
        layout, _ = linked(doc)
        for span, kind, chance, parts in built(doc, arguments):
            texts = (None if p is None else layout.mentions[layout.owner[p]].text for p, _ in parts.values())
            right = (*map(fold_name, texts), fold_number(paper.text[slice(*span)])) in wanted
            found.append((result_cues(kind, chance, parts), YES if right else NO))
    return found
