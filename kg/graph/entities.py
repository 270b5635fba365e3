"""What is known of things across digests (`graph/entities`): names, counts, families; from what the engine counted."""

from collections.abc import Iterable

import pyarrow as pa

from kg.engine import Session
from kg.engine.schemas import MODELS, TAGS, TAXONOMY, table_of
from kg.graph.columns import add_concepts, add_scheme
from kg.graph.model import ENTITIES_GRAPH, Value
from kg.graph.tables import Tables
from kg.resolve import (
    Entity,
    Resolver,
    direction_of_all,
    entities_in,
    parse_model_name,
    slug,
    tasks,
    unit_of_all,
    written_family,
)


def taxonomy() -> pa.Table:
    """What stands above the tags of the taxonomy (`kg.engine.schemas.TAXONOMY`)."""
    known = tasks()
    above = [(concept, task.above) for concept, task in known.items() if task.above is not None]
    return table_of(((concept, other, known[other].label) for concept, other in above), TAXONOMY)


def tag_counts(counts: Iterable[tuple[tuple[str, str], int]]) -> pa.Table:
    """How often each spelling of a concept was counted (`kg.engine.schemas.TAGS`)."""
    return table_of(((*spelled, uses) for spelled, uses in counts), TAGS)


def add_known(tables: Tables, session: Session, resolver: Resolver) -> None:
    """Adds all things, the families of models, and the tags.

    Args:
        tables: gets the rows.
        session: has `names`, `tags` and `taxonomy`.
        resolver: tells what a name stands for.
    """
    models = [add_entities(tables, batch, resolver) for batch in session.stream("entities")]
    session.add("models", pa.Table.from_batches(models, MODELS))
    session.make("relatives")
    for batch in session.stream("relatives"):
        add_relatives(tables, batch)
    for step in ("families", "bases", "concepts"):
        for batch in session.stream(step):
            ADD[step](tables, batch)
    if any(id_.startswith("tag/") for id_, graph in tables.nodes if graph == ENTITIES_GRAPH):
        add_scheme(tables)


def add_entities(tables: Tables, batch: pa.RecordBatch, resolver: Resolver) -> pa.RecordBatch:
    """Adds the things that the step `entities` gave, and returns what the names of systems say (`kg.engine.schemas.MODELS`)."""
    rows = []
    for entity in entities_in(batch):
        _add_entity(tables, entity)
        if entity.id.startswith("system/"):
            rows.append(_model(entity, resolver))
    return pa.RecordBatch.from_pylist(rows, MODELS)


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


def _model(entity: Entity, resolver: Resolver) -> dict[str, str | int | bool | None]:
    """What the name of a system says: of a model its family, called as it writes it, and what it was made from."""
    row: dict[str, str | int | bool | None] = {"model": entity.id, "papers": entity.papers, "taken_apart": False}
    name = parse_model_name(entity.label) if "Model" in entity.types else None
    if name and (name.is_taken_apart or name.regular == name.family) and any(map(str.isalpha, name.family)):
        base = resolver.named("model", name.base) if name.base else entity.id
        row |= {
            "family": f"family/{slug(name.family)}",
            "taken_apart": name.is_taken_apart,
            "written": written_family(entity.label, name.family),
            "base": base if base != entity.id else None,
            "base_label": name.base if base != entity.id else None,
        }
    return row


def add_relatives(tables: Tables, batch: pa.RecordBatch) -> None:
    """Adds which family models are of, and what they were made from, as the step `relatives` gives it."""
    columns = (batch.column(name).to_pylist() for name in ("model", "family", "base"))
    for model, family, base in zip(*columns, strict=True):
        tables.edge(model, "family", family, ENTITIES_GRAPH)
        if base is not None:
            tables.edge(model, "basedOn", base, ENTITIES_GRAPH)


def add_families(tables: Tables, batch: pa.RecordBatch) -> None:
    """Adds the families of models, as the step `families` gives them."""
    for family, label in zip(batch.column("family").to_pylist(), batch.column("label").to_pylist(), strict=True):
        tables.node(family, ("ModelFamily",), ENTITIES_GRAPH, prefLabel=label)


def add_bases(tables: Tables, batch: pa.RecordBatch) -> None:
    """Adds models that no paper names, as the step `bases` gives them."""
    for base, label in zip(batch.column("base").to_pylist(), batch.column("label").to_pylist(), strict=True):
        tables.node(base, ("Model",), ENTITIES_GRAPH, prefLabel=label, paperCount=0)


ADD = {"relatives": add_relatives, "families": add_families, "bases": add_bases, "concepts": add_concepts}
"""What makes rows of what a step gives."""
