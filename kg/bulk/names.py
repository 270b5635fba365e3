"""What entries say of names, as text: for papers that have several entries, each of which has to know what the others say."""

import json
from collections.abc import Sequence

from kg.extract import Annotation
from kg.graph.build import names_told
from kg.graph.identity import KeyedEntry
from kg.resolve import PaperNames


def told_text(keyed: KeyedEntry, annotation: Annotation) -> str:
    """What one entry says of names, and which entry it is, as JSON."""
    told = names_told(keyed, annotation)
    return json.dumps([keyed.digest, keyed.key, sorted(told.surfaces), sorted(told.defined), sorted(told.tags)])


def together(texts: Sequence[str]) -> tuple[PaperNames, tuple[str, str]]:
    """What all entries of a paper say of names, and the first of the entries by the keys of its digest and its own."""
    told = PaperNames()
    entries = []
    for text in texts:
        digest, key, surfaces, defined, tags = json.loads(text)
        entries.append((digest, key))
        pairs = frozenset(((long[0], long[1]), (short[0], short[1])) for long, short in defined)
        told |= PaperNames(frozenset((label, name) for label, name in surfaces), pairs, frozenset(tags))
    return told, min(entries)
