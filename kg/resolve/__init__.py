"""Surfaces become entities: which names are one thing, and under which id.

What a name stands for in a paper hangs on the name, on files and on that paper; what a thing is called is counted over all.
"""

from kg.resolve.definitions import Definition, Surface, definitions
from kg.resolve.entities import Entity, NameCounts, entities_in
from kg.resolve.known import Aliases, Refusal, read_aliases
from kg.resolve.metrics import Direction, direction_of, direction_of_all, unit_of_all
from kg.resolve.model_names import ModelName, parse_model_name, written_family
from kg.resolve.names import artifact_id, author_id, looks_like_handle, slug, tag_id
from kg.resolve.resolution import Merge, PaperNames, PaperSenses, Resolution, Resolver, Sense, resolve
from kg.resolve.spelling import canonical
from kg.resolve.tasks import tasks

__all__ = [
    "Aliases",
    "Definition",
    "Direction",
    "Entity",
    "Merge",
    "ModelName",
    "NameCounts",
    "PaperNames",
    "PaperSenses",
    "Refusal",
    "Resolution",
    "Resolver",
    "Sense",
    "Surface",
    "artifact_id",
    "author_id",
    "canonical",
    "definitions",
    "direction_of",
    "direction_of_all",
    "entities_in",
    "looks_like_handle",
    "parse_model_name",
    "read_aliases",
    "resolve",
    "slug",
    "tag_id",
    "tasks",
    "unit_of_all",
    "written_family",
]
