"""What a graph must have for the questions of this version to mean anything on it."""

from pathlib import Path

import pyoxigraph as ox

from kg.errors import InputError
from kg.schema import ONTOLOGY, ONTOLOGY_VERSION, PROPERTIES, expand


def refuse_unfit(store: ox.Store, source: Path) -> None:
    """Looks whether an opened graph can be asked; `source` is the file that it came from.

    Raises:
        InputError: the graph states nothing, or was written with another version of the vocabulary.
    """
    if next(store.quads_for_pattern(None, None, None), None) is None:
        raise InputError(
            f"{source}: there is no statement in it, it is empty or cut off; build it again with: "
            f"kg build PATH -o {source.parent}"
        )
    for version in _versions(store):
        if version != f"{ONTOLOGY}/{ONTOLOGY_VERSION}":
            raise InputError(_other_version(source, version.rpartition("/")[2]))
    # What was built before graphs said their version had no words in their evidence.
    evidence, words = (ox.NamedNode(expand(iri)) for iri in ("kg:Evidence", "kg:sentenceText"))
    quad = next(store.quads_for_pattern(None, ox.NamedNode(expand("rdf:type")), evidence), None)
    if quad is not None and next(store.quads_for_pattern(quad.subject, words, None), None) is None:
        raise InputError(_other_version(source, "0.1.0"))


def _versions(store: ox.Store) -> list[str]:
    """IRIs of the versions that the graphs in a store say they conform to, sorted."""
    type_, graph = (ox.NamedNode(expand(iri)) for iri in ("rdf:type", "kg:KnowledgeGraph"))
    said = ox.NamedNode(expand(PROPERTIES["conformsTo"].iri))
    found = {
        quad.object.value
        for own in store.quads_for_pattern(None, type_, graph)
        for quad in store.quads_for_pattern(own.subject, said, None)
        if isinstance(quad.object, ox.NamedNode)
    }
    return sorted(found)


def _other_version(source: Path, version: str) -> str:
    return (
        f"{source}: built with version {version} of the vocabulary, and this is {ONTOLOGY_VERSION}; build it again with: "
        f"kg build PATH -o {source.parent}"
    )
