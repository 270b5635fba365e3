"""From digests and annotations to the graph."""

from collections.abc import Callable, Iterable, Iterator

from kg.digest import Digest, Entry
from kg.extract import Annotation
from kg.graph.columns import add_columns, add_tags
from kg.graph.identity import KeyedEntry, keyed
from kg.graph.model import ENTITIES_GRAPH, Graph
from kg.graph.prose import add_prose
from kg.graph.tables import Tables
from kg.resolve import Entity, Surface, resolve

Annotate = Callable[[Iterable[Entry]], Iterator[Annotation]]


def build(digests: Iterable[Digest], annotate: Annotate) -> Graph:
    """The graph of some digests, the same whatever their order.

    Args:
        digests: what `kg.digest.read` found.
        annotate: yields one annotation for each entry, in order; `kg.extract.Extractor().annotate`, or a wrapper of it.
    """
    tables = Tables()
    entries: list[KeyedEntry] = []
    for digest in keyed(digests):
        add_columns(tables, digest)
        entries.extend(digest.entries)
    add_tags(tables, (keyed_entry.entry for keyed_entry in entries))
    annotations = list(annotate(keyed_entry.entry for keyed_entry in entries))
    surfaces: dict[Surface, set[str]] = {}
    for keyed_entry, annotation in zip(entries, annotations, strict=True):
        for mention in annotation.mentions:
            surfaces.setdefault((mention.label, mention.text), set()).add(keyed_entry.entry.paper)
    ids, entities = resolve({surface: frozenset(papers) for surface, papers in surfaces.items()})
    for keyed_entry, annotation in zip(entries, annotations, strict=True):
        add_prose(tables, keyed_entry, annotation, ids)
    for entity in entities.values():
        _add_entity(tables, entity)
    return tables.graph()


def _add_entity(tables: Tables, entity: Entity) -> None:
    tables.node(
        entity.id,
        entity.types,
        ENTITIES_GRAPH,
        prefLabel=entity.label,
        altLabel=entity.aliases,
        paperCount=entity.papers,
    )
