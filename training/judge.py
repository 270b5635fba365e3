"""Learning the weights that judge candidates, from readings of papers that the network was not fitted to."""

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import cast

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from kg.extract.bounds import bounds_of
from kg.extract.candidates import kg_candidates
from kg.extract.cues import Clues
from kg.extract.encoder import Reading
from kg.extract.extractor import document, load_pipeline
from kg.extract.lexicon import by_place
from kg.extract.mentions import NONE, candidate_cues
from kg.extract.names import KnownNames
from kg.extract.records import Label, Mention
from kg.extract.status import mention_status
from kg.extract.weights import CueWeights, write_weights
from training.examples import Examples
from training.labelled import Labelled

# Inverse strength of regularisation by file, chosen on the folds.
STRENGTH = {"mention_weights.tsv": 0.3, "introduction_weights.tsv": 0.1, "role_weights.tsv": 0.1}
LEAST_SEEN = 3
COMMENT = "cue, label, weight in hundredths: logistic regression on held-out readings. Built by training/."


def collect(papers: Sequence[Labelled], readings: Sequence[Reading], names: KnownNames) -> dict[str, Examples]:
    """Examples by file, from papers, their readings, and names that are known from other papers."""
    nlp = load_pipeline(until="kg_encoder")
    found: dict[str, Examples] = {name: [] for name in STRENGTH}
    for paper, reading in zip(papers, readings, strict=True):
        doc = nlp(document(nlp, paper.text, paper.context, paper.links))
        doc._.kg_reading = reading
        doc = kg_candidates(doc)
        clues = Clues(doc, names)
        labels = paper.labels
        judged = candidate_cues(doc, clues)
        found["mention_weights.tsv"] += [(cues, labels.get(surface, NONE)) for surface, (_, cues) in judged.items()]
        bounds = bounds_of(doc)
        mentions = by_place(
            Mention(s, cast(Label, label), tuple(map(bounds.offsets, judged[s][0])), None, False, "gold", 1.0)
            for s, label in labels.items()
            if s in judged
        )
        status = mention_status(doc, clues, mentions)
        new = set(paper.gold["introduces"])
        found["introduction_weights.tsv"] += [(c, "introduced" if s in new else "used") for s, c in status.items()]
        roles = {e["text"]: str(e.get("role")) for e in paper.gold["entities"]}
        found["role_weights.tsv"] += [
            (c, roles[s]) for s, c in status.items() if labels[s] == "benchmark" and roles[s] != "introduces"
        ]
    return found


def learn(pairs: Examples, strength: float) -> CueWeights:
    """Weights by multinomial logistic regression (scikit-learn, L2)."""
    seen = Counter(cue for cues, _ in pairs for cue in cues)
    index = {cue: k for k, cue in enumerate(sorted(cue for cue, count in seen.items() if count >= LEAST_SEEN))}
    cells = [
        (row, index[cue], value) for row, (cues, _) in enumerate(pairs) for cue, value in cues.items() if cue in index
    ]
    rows, columns, values = (np.array(part) for part in zip(*cells, strict=True))
    matrix = csr_matrix((values.astype(np.float64), (rows, columns)), shape=(len(pairs), len(index)))
    labels = sorted({label for _, label in pairs})
    model = LogisticRegression(C=strength, max_iter=1000, fit_intercept=False)
    model.fit(matrix, [label for _, label in pairs])
    table = model.coef_ if len(labels) > 2 else np.concatenate([-model.coef_, model.coef_]) / 2
    hundredths = np.rint(100 * table).astype(int)
    cues = sorted(index, key=lambda cue: index[cue])
    weights: Mapping[str, dict[str, int]] = {
        cue: {label: int(hundredths[row, column]) for row, label in enumerate(labels) if hundredths[row, column]}
        for column, cue in enumerate(cues)
    }
    return CueWeights({cue: by for cue, by in weights.items() if by}, labels)


def save(path: Path, weights: CueWeights) -> None:
    """Write a file of weights."""
    write_weights(path, weights, COMMENT)


def write(examples: Mapping[str, Examples], folder: Path) -> None:
    """Write the three files of weights."""
    for name, own in examples.items():
        save(folder / name, learn(own, STRENGTH[name]))
