"""Surfaces become entities: which names are one thing, and under which id.

The decision is made on the table of distinct surfaces and applied to the mentions as a join. So far spelling alone decides.
"""

from kg.resolve.names import artifact_id, author_id, fold, looks_like_handle, slug, tag_id
from kg.resolve.surfaces import Entity, Surface, entity_id, resolve

__all__ = [
    "Entity",
    "Surface",
    "artifact_id",
    "author_id",
    "entity_id",
    "fold",
    "looks_like_handle",
    "resolve",
    "slug",
    "tag_id",
]
