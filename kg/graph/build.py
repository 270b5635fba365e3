"""From digests and annotations to the graph."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from kg.collection import no_collection
from kg.digest import Digest, Entry
from kg.extract import Annotation
from kg.graph.columns import add_columns, add_tags
from kg.graph.description import add_description
from kg.graph.identity import KeyedEntry, keyed
from kg.graph.model import ENTITIES_GRAPH, Graph, Value
from kg.graph.prose import add_prose
from kg.graph.support import add_support
from kg.graph.tables import Tables
from kg.resolve import (
    Aliases,
    Definition,
    Entity,
    Resolution,
    Surface,
    definitions,
    direction_of_all,
    parse_model_name,
    read_aliases,
    resolve,
    slug,
    unit_of_all,
    written_family,
)
from kg.schema import LICENSE

Annotate = Callable[[Iterable[Entry]], Iterator[Annotation]]


def build(
    digests: Iterable[Digest], annotate: Annotate, aliases: Aliases | None = None, license_: str = LICENSE
) -> Graph:
    """The graph of some digests, the same whatever their order.

    Args:
        digests: what `kg.digest.read` found.
        annotate: yields one annotation for each entry, in order; `kg.extract.Extractor().annotate`, or a wrapper of it.
        aliases: what people say of names, None for the shipped sayings alone.
        license_: IRI of the licence under which the graph may be used; the graph says so of itself.
    """
    tables = Tables()
    entries: list[KeyedEntry] = []
    with no_collection():
        for digest in keyed(digests):
            add_columns(tables, digest)
            entries.extend(digest.entries)
        add_tags(tables, (keyed_entry.entry for keyed_entry in entries))
    annotations = list(annotate(keyed_entry.entry for keyed_entry in entries))
    with no_collection():
        resolution = resolved(zip(entries, annotations, strict=True), aliases)
        for keyed_entry, annotation in zip(entries, annotations, strict=True):
            add_prose(tables, keyed_entry, annotation, resolution)
        for entity in resolution.entities.values():
            _add_entity(tables, entity)
        _add_families(tables, resolution)
        add_support(tables)
        add_description(tables, license_)
        return tables.graph()


def resolved(annotated: Iterable[tuple[KeyedEntry, Annotation]], aliases: Aliases | None = None) -> Resolution:
    """Which of the names in some annotations are one thing."""
    uses: dict[Surface, set[str]] = {}
    defined: dict[str, set[Definition]] = {}
    tags: dict[str, set[str]] = {}
    for keyed_entry, annotation in annotated:
        paper = keyed_entry.entry.paper
        tags.setdefault(paper, set()).update(keyed_entry.entry.tags)
        for mention in annotation.mentions:
            uses.setdefault((mention.label, mention.text), set()).add(paper)
        defined.setdefault(paper, set()).update(definitions(annotation.text, annotation.mentions))
    return resolve(uses, defined, aliases or read_aliases(), tags)


def _add_entity(tables: Tables, entity: Entity) -> None:
    about: dict[str, Value | None] = {}
    if entity.types == ("Metric",):
        names = (entity.label, *entity.aliases)
        direction = direction_of_all(names)
        about = {
            "higherIsBetter": direction.higher_is_better,
            "directionByRule": direction.by_rule or None,
            "unit": unit_of_all(names),
        }
    elif "Model" in entity.types:
        about = {"parameterCount": parse_model_name(entity.label).parameter_count}
    tables.node(
        entity.id,
        entity.types,
        ENTITIES_GRAPH,
        prefLabel=entity.label,
        altLabel=entity.aliases,
        paperCount=entity.papers,
        **about,
    )


def _add_families(tables: Tables, resolution: Resolution) -> None:
    """Adds what the names of models say: their families, called as most papers write them, and what they were made from.

    A name of one word has a family where other names begin with that word.
    """
    names = {e.id: parse_model_name(e.label) for e in resolution.entities.values() if "Model" in e.types}
    families = {name.family for name in names.values() if name.is_taken_apart}
    writings: dict[str, Counter[str]] = {}
    for model, name in names.items():
        whole = name.family in families and name.regular == name.family
        if not (name.is_taken_apart or whole) or not any(map(str.isalpha, name.family)):
            continue
        entity, family = resolution.entities[model], f"family/{slug(name.family)}"
        writings.setdefault(family, Counter())[written_family(entity.label, name.family)] += entity.papers
        tables.edge(model, "family", family, ENTITIES_GRAPH)
        base = resolution.named("model", name.base) if name.base else model
        if base != model:
            if base not in resolution.entities:
                tables.node(base, ("Model",), ENTITIES_GRAPH, prefLabel=name.base, paperCount=0)
            tables.edge(model, "basedOn", base, ENTITIES_GRAPH)
    for family, uses in writings.items():
        label = min(uses, key=lambda writing: (-uses[writing], writing))
        tables.node(family, ("ModelFamily",), ENTITIES_GRAPH, prefLabel=label)
