import numpy as np
import pytest
from spacy.language import Language

from kg.extract.encoder import ARGUMENTS, STANDS, TAGS, WIDTH, Encoder, reading_of, whole
from kg.extract.extractor import document, load_pipeline
from kg.extract.pieces import Window


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load_pipeline(until="kg_candidates")


def test_a_reading_gives_probabilities_for_every_token(nlp: Language) -> None:
    doc = nlp(document(nlp, "We evaluate GPT-4o on MATH-500.", "A title"))
    reading = doc._.kg_reading
    assert reading.tags.shape == (len(doc), len(TAGS))
    assert reading.tags.sum(axis=1) == pytest.approx(1, abs=1e-5)
    assert reading.roles.sum(axis=1) == pytest.approx(1, abs=1e-5)
    assert ((reading.introduced >= 0) & (reading.introduced <= 1)).all()
    assert TAGS[int(reading.tags[[t.text for t in doc].index("MATH-500")].argmax())] == "B-benchmark"


def test_several_threads_read_what_one_reads_in_the_same_order(nlp: Language, seeds: list[str]) -> None:
    encoder: Encoder = nlp.get_pipe("kg_encoder")
    assert encoder.threads >= 1
    docs = [document(nlp, text) for text in seeds[:12]]
    for name, component in nlp.pipeline:
        if name != "kg_encoder":
            docs = [component(doc) for doc in docs]
    alone = [encoder.read(doc) for doc in docs]
    for one, doc in zip(alone, encoder.pipe(iter(docs)), strict=True):
        assert all(
            np.array_equal(a, b) for a, b in zip(vars(one).values(), vars(doc._.kg_reading).values(), strict=True)
        )


def test_a_token_without_pieces_is_outside(nlp: Language) -> None:
    doc = nlp(document(nlp, "\x00 \x01"))
    assert (doc._.kg_reading.tags[:, 0] == 1).all()
    assert len(nlp(document(nlp, ""))._.kg_reading.tags) == 0


def test_a_token_is_read_as_the_mean_of_its_pieces() -> None:
    every = np.zeros(4, dtype=np.int64)
    tokens, shares = Window(every, every, every, every, np.array([-1, 3, 3, 4])).shares()
    assert tokens.tolist() == [3, 4]
    assert shares.tolist() == [[0, 0.5, 0.5, 0], [0, 0, 0, 1]]


def test_a_token_in_no_window_is_outside() -> None:
    rows = whole([(np.array([0]), np.ones((1, WIDTH), dtype=np.float32))], 2)
    assert np.isnan(rows[1]).all()
    near = np.zeros((len(ARGUMENTS), *STANDS), dtype=np.float32)
    assert reading_of(rows, near).tags[:, 0].tolist() == [pytest.approx(1 / len(TAGS)), 1]
