"""Registers the tokenizer, the components and the attributes that `config.cfg` names.

doc.spans["kg_known_names" | "kg_name_cues" | "kg_measures"]   candidates
doc._.kg_mentions       tuple of `Mention`, one label per surface, places that do not overlap
doc.spans["kg_values"]  numbers that are results, labelled with their kind
doc._.kg_results        tuple of `Result`
doc._.kg_comparisons    tuple of `Comparison`
"""

from spacy.tokens import Doc

from kg.extract import candidates, comparisons, introductions, labels, numbers, results, sentences, tokenizer

__all__ = ["candidates", "comparisons", "introductions", "labels", "numbers", "results", "sentences", "tokenizer"]

for _attribute in ("kg_mentions", "kg_results", "kg_comparisons"):
    if not Doc.has_extension(_attribute):
        Doc.set_extension(_attribute, default=())
