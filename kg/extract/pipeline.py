"""Registers the tokenizer, the components and the attributes that `config.cfg` names.

doc._.kg_context        title and linked names, as the encoder reads them before the summary; set before the pipeline runs
doc._.kg_links          kinds and names of what the digest links; set before the pipeline runs
doc._.kg_reading        `Reading`: probabilities by token
doc._.kg_abbreviations  tuple of `Abbreviation`
doc.spans["kg_candidates"]  places of all surfaces that may be mentions
doc._.kg_mentions       tuple of `Mention`, one label per surface, places that do not overlap
doc._.kg_values         numbers that are results: place, kind and probability of each
doc._.kg_results        tuple of `Result`
doc._.kg_comparisons    tuple of `Comparison`
"""

from spacy.tokens import Doc

from kg.extract import (
    abbreviations,
    candidates,
    comparisons,
    encoder,
    mentions,
    numbers,
    results,
    sentences,
    status,
    tokenizer,
)

__all__ = [
    "abbreviations",
    "candidates",
    "comparisons",
    "encoder",
    "mentions",
    "numbers",
    "results",
    "sentences",
    "status",
    "tokenizer",
]

_DEFAULTS: dict[str, object] = {
    "kg_context": "",
    "kg_links": (),
    "kg_reading": None,
    "kg_abbreviations": (),
    "kg_mentions": (),
    "kg_values": (),
    "kg_results": (),
    "kg_comparisons": (),
}
for _attribute, _default in _DEFAULTS.items():
    if not Doc.has_extension(_attribute):
        Doc.set_extension(_attribute, default=_default)
