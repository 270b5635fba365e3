"""Learns the weights of cues: `label_cues.tsv`, `introduction_cues.tsv`, `role_cues.tsv` and `value_cues.tsv`.

Comes after `kg.extract.learn_names`, whose files in the same folder it reads: cues count how well a name is known.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import cast

from spacy.language import Language
from spacy.tokens import Doc

from kg.extract.extractor import CONFIG, storable
from kg.extract.gold import Labelled
from kg.extract.introductions import status_cues
from kg.extract.labels import NONE, candidates, context_of, read_lexicon
from kg.extract.lexicon import by_place
from kg.extract.mention_cues import Lexicon, mention_cues
from kg.extract.numbers import free_numbers, labels_by_sentence, value_cues
from kg.extract.records import Label, Mention, Span
from kg.extract.weights import Example, learn_weights, write_weights

FILES = ("label_cues.tsv", "introduction_cues.tsv", "role_cues.tsv", "value_cues.tsv")
SOURCES = ("kg_known_names", "kg_name_cues", "kg_measures")


def proposing_pipeline(data: Path) -> Language:
    """The shipped pipeline up to the candidates: what stands before `kg_labels`."""
    from spacy.util import load_config, load_model_from_config

    config = load_config(CONFIG, overrides={"paths.data": str(data)})
    names = list(config["nlp"]["pipeline"])
    config["nlp"]["pipeline"] = names[: names.index("kg_labels")]
    config["components"] = {name: config["components"][name] for name in config["nlp"]["pipeline"]}
    return load_model_from_config(config, auto_fill=True)


def label_examples(doc: Doc, paper: Labelled, lexicon: Lexicon, own: Mapping[str, str]) -> Iterator[Example]:
    """One example for every candidate surface: its cues, and its label or "none".

    A surface that is proposed only because this very paper's labels are among the known names is passed over.
    """
    context, labels = context_of(doc), paper.labels
    written = candidates(doc, SOURCES[1:])
    for surface, (_, spans) in candidates(doc, SOURCES).items():
        if surface in written or lexicon.names.knows(surface, own):
            yield mention_cues(context, surface, spans, lexicon, own), labels.get(surface, NONE)


def gold_mentions(doc: Doc, paper: Labelled) -> tuple[Mention, ...]:
    """The labelled entities as mentions, at the places where a longer one does not cover them."""
    starts = {token.idx for token in doc}
    ends = {token.idx + len(token) for token in doc}
    taken: set[int] = set()
    roles = {e["text"]: e.get("role") for e in paper.gold["entities"]}
    found = []
    for surface, label in sorted(paper.labels.items(), key=lambda item: (-len(item[0]), item[0])):
        spans: list[Span] = []
        at = paper.text.find(surface)
        while at >= 0:
            end = at + len(surface)
            if at in starts and end in ends and not taken.intersection(range(at, end)):
                spans.append((at, end))
                taken.update(range(at, end))
            at = paper.text.find(surface, at + 1)
        if spans:
            introduced = surface in paper.gold["introduces"]
            found.append(Mention(surface, cast(Label, label), tuple(spans), roles[surface], introduced, "gold", 1.0))
    return by_place(found)


def value_examples(doc: Doc, paper: Labelled, mentions: tuple[Mention, ...]) -> Iterator[Example]:
    """One example for every number: its cues, and its kind or "none"."""
    context = context_of(doc)
    named = labels_by_sentence(context, mentions)
    kinds = {result["value"].lstrip("+"): result["kind"] for result in paper.gold["results"]}
    for span in free_numbers(paper.text, mentions):
        kind = kinds.get(paper.text[span[0] : span[1]].lstrip("+"), NONE)
        yield value_cues(context, span, named.get(context.sentence_index(span[0]), set())), kind


def learn_cues(papers: Sequence[Labelled], folder: Path) -> None:
    """Write the four files of weights into a folder that holds the known names."""
    nlp = proposing_pipeline(folder)
    lexicon = read_lexicon(str(folder))
    examples: dict[str, list[Example]] = {name: [] for name in FILES}
    # A paper can stand in two digests; its labels in both must not count as known elsewhere.
    owned: dict[str, dict[str, str]] = {}
    for paper in papers:
        owned.setdefault(paper.paper, {}).update(paper.labels)
    for paper in papers:
        own = owned[paper.paper]
        doc = nlp(storable(paper.text))
        mentions = gold_mentions(doc, paper)
        examples["label_cues.tsv"].extend(label_examples(doc, paper, lexicon, own))
        examples["value_cues.tsv"].extend(value_examples(doc, paper, mentions))
        cues = status_cues(context_of(doc), mentions, lexicon, own)
        for mention in mentions:
            if mention.text in cues:
                status = "introduced" if mention.introduced else "used"
                examples["introduction_cues.tsv"].append((cues[mention.text], status))
                if mention.label == "benchmark" and not mention.introduced:
                    role = "evaluates" if mention.role == "introduces" else str(mention.role)
                    examples["role_cues.tsv"].append((cues[mention.text], role))
    for name, found in examples.items():
        write_weights(
            folder / name, learn_weights(found), "cue, label, weight in hundredths. Built by kg.extract.learn."
        )
