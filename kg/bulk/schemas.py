"""The tables of the bulk path, as Arrow schemas; those that are summed by an engine's steps stand in `kg.engine.schemas`."""

import pyarrow as pa

from kg.annotate.columns import SCHEMA as ANNOTATION
from kg.engine.schemas import FACTS, MODELS, NAMES, TAGS, schema
from kg.export.tables import EDGE_SCHEMA

_TEXT, _COUNT = pa.string(), pa.int64()
_TEXTS = pa.list_(_TEXT)
_LINK = pa.struct(
    [
        pa.field("kind", _TEXT, nullable=False),
        pa.field("url", _TEXT, nullable=False),
        pa.field("host", _TEXT, nullable=False),
        pa.field("owner", _TEXT),
        pa.field("name", _TEXT),
        pa.field("text", _TEXT, nullable=False),
        pa.field("column", _TEXT, nullable=False),
    ]
)
ANNOTATED = ("mentions", "results", "comparisons", "sentences")
"""The columns of an annotation, as the cache of annotations has them."""

DIGESTS = schema(day=_TEXT, content=_TEXT, short=_TEXT, path=_TEXT, line=_COUNT, sha256=_TEXT)
"""Digests as they were found: `content` is a hash of what their entries say, `short` is for the key where a day has several."""

ENTRIES = pa.schema(
    [
        *schema(content=_TEXT, position=_COUNT, key=_TEXT, digest_line=_COUNT, sha256=_TEXT),
        *schema(day=_TEXT, paper=_TEXT, title=_TEXT, title_source=_TEXT, authors=_TEXTS, author_sources=_TEXTS),
        *schema(summary=_TEXT, tags=_TEXTS, links=pa.list_(_LINK), path=_TEXT, line=_COUNT),
        *(ANNOTATION.field(name) for name in ANNOTATED),
    ]
)
"""Entries with their own keys (`kg.graph.identity`), and what was read of their summaries.

`position` counts the entries of a digest as it has them; `content`, `digest_line` and `sha256` are those of the digest.
"""

ORDERED = pa.schema([*schema(digest=_TEXT), *ENTRIES, pa.field("together", _TEXTS), *schema(size=_COUNT)])
"""The entries of distinct digests with the keys of these, in the order of digest and position.

`together` has what all entries of a paper say of names where it has several, `size` counts the entries of the digest.
"""

TOLD = schema(paper=_TEXT, told=_TEXT)
"""What one entry says of names, of a paper with several entries (`kg.bulk.names`)."""

STATED = schema(id=_TEXT, types=_TEXT, graph=_TEXT, said=_TEXT)
"""What one named graph states of a node that others may speak of too: types parted by spaces, properties as JSON."""

MERGED = schema(id=_TEXT, types=_TEXTS, graphs=_TEXTS, said_or_none=_TEXT, known_or_none=_TEXT, every=_TEXTS)
"""A node with the types and the graphs of all that speak of it: what the first digest says, and what `graph/entities` does.

`every` has all that is said, each once.
"""

CUT_NODES = pa.schema([*STATED, *schema(place=_COUNT)])
"""The same of a long digest, which was cut: `place` is the position of the first entry of the section that states it."""

CUT_EDGES = pa.schema([*EDGE_SCHEMA, *schema(place=_COUNT)])
"""Edges that several entries of a long digest may state, in the same way."""

LINKS = schema(source=_TEXT, type=_TEXT, target=_TEXT)
"""Edges that several digests may state."""

STATEMENTS = schema(subject=_TEXT, predicate=_TEXT, value=_TEXT, datatype=_TEXT)
"""Statements of `graph/entities`; the datatype is empty where the value is an IRI."""

COUNTS = schema(kind=_TEXT, name=_TEXT, count=_COUNT)
"""What the description of the graph counts: `types` (of nodes, parted by spaces), `edge` (by type), `triples` (beside edges)."""

FAULTS = schema(path=_TEXT, line=_COUNT, paper=_TEXT, reason=_TEXT)
"""Entries of which no rows could be made."""

MADE = {
    "names": NAMES,
    "tags": TAGS,
    "facts": FACTS,
    "links": LINKS,
    "stated": STATED,
    "cut_nodes": CUT_NODES,
    "cut_edges": CUT_EDGES,
    "models": MODELS,
    "counts": COUNTS,
    "faults": FAULTS,
}
"""The tables that stages make for later ones, whatever the engine."""
