"""From what the encoder reads to mentions: candidates, their cues, what is kept; the encoder's part is played by hand."""

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from spacy.language import Language
from spacy.tokens import Doc

from kg.extract.candidates import kg_candidates, places, proposals
from kg.extract.cues import Clues
from kg.extract.encoder import ARGUMENTS, STANDS, TAGS, WIDTH, Reading, reading_of
from kg.extract.extractor import document, load_pipeline
from kg.extract.mentions import Mentions, candidate_cues, settled
from kg.extract.names import KnownNames, known_names, write_names
from kg.extract.records import LABELS, ROLES
from kg.extract.status import Introductions, Roles
from kg.extract.weights import CueWeights, write_weights

TEXT = "FooBench beats GPT 4 Turbo. GPT 4 Turbo and GPT 4 are read."
NONE_KNOWN = KnownNames({})


def evenly(threshold: float) -> dict[str, float]:
    """One threshold for all labels."""
    return dict.fromkeys(LABELS, threshold)


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load_pipeline(until="kg_encoder")


def unread(tokens: int) -> Reading:
    """The reading of tokens in which nothing is seen."""
    near = np.zeros((len(ARGUMENTS), *STANDS), dtype=np.float32)
    return reading_of(np.full((tokens, WIDTH), np.nan, dtype=np.float32), near)


def read_as(nlp: Language, text: str, spans: dict[str, str], sure: float = 0.9, **status: float) -> Doc:
    """A document in which the first place of every surface is read as its label; `status`: introduced, and roles by name."""
    doc = nlp(document(nlp, text))
    tags = np.full((len(doc), len(TAGS)), (1 - sure) / (len(TAGS) - 1), dtype=np.float32)
    tags[:, 0] = sure
    for surface, label in spans.items():
        span = doc.char_span(text.index(surface), text.index(surface) + len(surface))
        assert span is not None
        for token in span:
            tags[token.i] = (1 - sure) / (len(TAGS) - 1)
            tags[token.i, TAGS.index(f"{'B' if token.i == span.start else 'I'}-{label}")] = sure
    introduced = np.full(len(doc), status.get("introduced", 0.01), dtype=np.float32)
    roles = np.tile(np.array([status.get(role, 0.01) for role in ROLES], dtype=np.float32), (len(doc), 1))
    doc._.kg_reading = replace(unread(len(doc)), tags=tags, introduced=introduced, roles=roles)
    found: Doc = kg_candidates(doc)
    return found


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Weights that follow the encoder alone."""
    labels = ["benchmark", "metric", "model", "method"]
    by_label = {f"most:{label}": {label: 400, "none": 0} for label in labels}
    write_weights(
        tmp_path / "mention_weights.tsv", CueWeights(by_label | {"always": {"none": -200}}, [*labels, "none"]), ""
    )
    write_weights(
        tmp_path / "introduction_weights.tsv",
        CueWeights({"new-mean": {"introduced": 100, "used": -100}}, ["introduced", "used"]),
        "",
    )
    roles = [role for role in ROLES if role != "introduces"]
    write_weights(tmp_path / "role_weights.tsv", CueWeights({f"role-mean:{r}": {r: 100} for r in roles}, roles), "")
    write_names(NONE_KNOWN, tmp_path / "known_names.tsv")
    return tmp_path


def test_proposals_are_what_is_read_and_somewhat_less(nlp: Language) -> None:
    doc = read_as(nlp, TEXT, {"GPT 4 Turbo": "model"})
    found = {doc[start:end].text for start, end in proposals(doc)}
    assert {"GPT 4 Turbo", "GPT 4", "4 Turbo"} <= found
    assert not any(surface.endswith(".") for surface in found)


def test_a_candidate_has_all_its_places_also_those_that_were_not_read(nlp: Language) -> None:
    doc = read_as(nlp, TEXT, {"GPT 4 Turbo": "model"})
    found = {surface: [doc[s:e].start_char for s, e in spans] for surface, spans in places(doc).items()}
    assert found["GPT 4 Turbo"] == [15, 28]
    assert found["GPT 4"] == [15, 28, 44]


def test_the_longer_name_wins_and_no_two_mentions_overlap(nlp: Language, data: Path) -> None:
    doc = read_as(nlp, TEXT, {"GPT 4 Turbo": "model", "FooBench": "benchmark"})
    doc = Mentions(str(data), evenly(0.4))(doc)
    found = {mention.text: (mention.label, mention.spans) for mention in doc._.kg_mentions}
    assert found["FooBench"] == ("benchmark", ((0, 8),))
    assert found["GPT 4 Turbo"] == ("model", ((15, 26), (28, 39)))
    every = sorted(span for _, spans in found.values() for span in spans)
    assert all(one[1] <= other[0] for one, other in pairwise(every))
    assert [entity.text for entity in doc.ents][:2] == ["FooBench", "GPT 4 Turbo"]


def test_nothing_below_the_threshold_is_kept(nlp: Language, data: Path) -> None:
    doc = read_as(nlp, TEXT, {"FooBench": "benchmark"})
    assert [m.text for m in Mentions(str(data), evenly(0.5))(doc)._.kg_mentions] == ["FooBench"]
    assert Mentions(str(data), evenly(1.0))(doc)._.kg_mentions == ()


def test_each_label_has_its_threshold(nlp: Language, data: Path) -> None:
    doc = read_as(nlp, TEXT, {"FooBench": "benchmark", "GPT 4 Turbo": "model"})
    found = Mentions(str(data), evenly(0.4) | {"model": 1.0})(doc)._.kg_mentions
    assert [mention.text for mention in found] == ["FooBench"]


def test_one_threshold_for_all_replaces_those_of_the_config() -> None:
    mentions = load_pipeline(threshold=0.7, without="kg_encoder").get_pipe("kg_mentions")
    assert isinstance(mentions, Mentions)
    # JSON libraries of older versions write 0.7000000000000001.
    assert mentions.thresholds == pytest.approx(evenly(0.7))


def test_a_name_takes_a_place_from_a_likelier_one_that_has_another() -> None:
    # "a walltime speedup of 20%, a speedup of 60%": tokens 1 to 3, and the last of them again at 7.
    long, short = [(1, 3)], [(2, 3), (7, 8)]
    assert settled([("speedup", short), ("walltime speedup", long)], 10) == {
        "speedup": [(7, 8)],
        "walltime speedup": [(1, 3)],
    }
    assert settled([("walltime speedup", long), ("speedup", short)], 10) == {
        "walltime speedup": [(1, 3)],
        "speedup": [(7, 8)],
    }


def test_a_name_without_another_place_stands() -> None:
    assert settled([("speedup", [(2, 3)]), ("walltime speedup", [(1, 3)])], 10) == {"speedup": [(2, 3)]}
    twice = [(2, 3), (3, 4)]
    assert settled([("a", twice), ("a a", [(2, 4)])], 10) == {"a": twice}


def test_a_name_that_only_crosses_a_likelier_one_takes_nothing() -> None:
    assert settled([("b c", [(1, 3), (6, 8)]), ("a b", [(0, 2)])], 10) == {"b c": [(1, 3), (6, 8)]}


def test_titles_links_and_known_names_are_cues(nlp: Language) -> None:
    doc = read_as(nlp, TEXT, {"FooBench": "benchmark"})
    doc._.kg_context, doc._.kg_links = "FooBench: a benchmark", (("HFDataset", "Foo-Bench"),)
    names = known_names({"one": {"FooBench": "benchmark"}, "two": {"foo-bench": "model"}})
    _, cues = candidate_cues(doc, Clues(doc, names))["FooBench"]
    assert {"in-title", "heads-title", "is-link=HFDataset"} <= cues.keys()
    assert cues["known:benchmark"] == cues["known:model"] > 0
    _, cues = candidate_cues(doc, Clues(doc, NONE_KNOWN))["FooBench"]
    assert "unknown" in cues
    assert not any(cue.startswith("known:") for cue in cues)


def test_introductions_and_roles_follow_their_weights(nlp: Language, data: Path) -> None:
    doc = read_as(nlp, TEXT, {"FooBench": "benchmark"}, evaluates=0.9)
    doc = Roles(str(data))(Introductions(str(data), 0.5)(Mentions(str(data), evenly(0.4))(doc)))
    (mention,) = doc._.kg_mentions
    assert (mention.introduced, mention.role) == (False, "evaluates")
    doc = read_as(nlp, TEXT, {"FooBench": "benchmark"}, introduced=0.99, evaluates=0.9)
    doc = Roles(str(data))(Introductions(str(data), 0.5)(Mentions(str(data), evenly(0.4))(doc)))
    (mention,) = doc._.kg_mentions
    assert (mention.introduced, mention.role) == (True, "introduces")
