"""The sentence that names an entity first."""

from kg.store.diff.records import Evidence
from kg.store.diff.snapshot import Snapshot


def first_mention(
    graph: Snapshot, entity: str, surface: str = "", seen: frozenset[str] = frozenset()
) -> tuple[Evidence | None, bool]:
    """The first sentence that names an entity, by those very words if they are given, and whether its paper introduces it there.

    Of the sentences of one day one of a paper that introduces the entity goes before others, then the surer. What no summary
    names (what the name of a model says that it was made from) has the sentence of the entity whose name tells; `seen` are those
    that were asked already.
    """
    found = [
        (
            (evidence.day, not introduced, -evidence.confidence, evidence.paper, evidence.place, evidence.sentence),
            evidence,
        )
        for mention in graph.sources("entity", entity)
        for introduced in (graph.is_true(mention, "introduced"),)
        for evidence, surfaces in graph.evidence(mention)
        if not surface or surface in surfaces
    ]
    if found:
        order, evidence = min(found, key=lambda one: one[0])
        return evidence, not order[1]
    if surface:
        return None, False
    seen |= {entity}
    made = [first_mention(graph, other, "", seen)[0] for other in graph.sources("basedOn", entity) if other not in seen]
    return min(filter(None, made), key=lambda one: (one.day, one.paper, one.sentence), default=None), False
