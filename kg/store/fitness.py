"""What a graph must have for the questions of this version to mean anything on it."""

from pathlib import Path

import pyoxigraph as ox

from kg.errors import InputError
from kg.schema import ONTOLOGY, ONTOLOGY_VERSION, expand
from kg.store.query import solutions

_DESCRIPTION = """SELECT ?graph ?version ?triples {
  ?graph a kg:KnowledgeGraph OPTIONAL { ?graph dcterms:conformsTo ?version } OPTIONAL { ?graph void:triples ?triples }
}"""
# What the graph says of itself is not counted in void:triples.
_OWN = """SELECT (COUNT(*) AS ?n) {
  { SELECT DISTINCT ?own { ?own a kg:KnowledgeGraph } } UNION { SELECT DISTINCT ?own { ?own a kg:Partition } }
  ?own ?p ?o
}"""
_ALL = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"


def refuse_unfit(store: ox.Store, source: Path, *, whole: bool) -> None:
    """Looks whether an opened graph can be asked.

    Args:
        store: the graph, its default graph the union of the others.
        source: the file that it came from.
        whole: it is an export of ours, which describes itself; else it may be any RDF.

    Raises:
        InputError: the graph states nothing, lacks what it says it has, or was written with another version of the vocabulary.
    """
    if next(store.quads_for_pattern(None, None, None), None) is None:
        raise InputError(f"{source}: there is no statement in it, it is empty or cut off; {_again(source)}")
    described = list(solutions(store, _DESCRIPTION))
    for version in (row["version"].value for row in described if "version" in row):
        if version != f"{ONTOLOGY}/{ONTOLOGY_VERSION}":
            raise InputError(_other_version(source, version.rpartition("/")[2]))
    # What was built before graphs said their version had no words in their evidence.
    evidence, words = (ox.NamedNode(expand(iri)) for iri in ("kg:Evidence", "kg:sentenceText"))
    quad = next(store.quads_for_pattern(None, ox.NamedNode(expand("rdf:type")), evidence), None)
    if quad is not None and next(store.quads_for_pattern(quad.subject, words, None), None) is None:
        raise InputError(_other_version(source, "0.1.0"))
    if whole and not described:
        raise InputError(
            f"{source}: it does not describe itself as exports of paperkg do: it is cut off, or something else; {_again(source)}"
        )
    counts = [int(row["triples"].value) for row in described if "triples" in row]
    # Several graphs in one file share statements, so their counts do not add up.
    if counts and (found := _count(store, _ALL) - _count(store, _OWN)) < (stated := max(counts)):
        raise InputError(f"{source}: {found} of its {stated} statements are there, it is cut off; {_again(source)}")


def _count(store: ox.Store, sparql: str) -> int:
    (row,) = solutions(store, sparql)
    return int(row["n"].value)


def _again(source: Path) -> str:
    return f"build it again with: kg build PATH -o {source.parent}"


def _other_version(source: Path, version: str) -> str:
    return f"{source}: built with version {version} of the vocabulary, and this is {ONTOLOGY_VERSION}; {_again(source)}"
