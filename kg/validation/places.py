"""Where the digests speak of a node."""

import pyoxigraph as ox

from kg.store.query import solutions

MOST = 3

_AT = "?entry kg:line ?line ; kg:inDigest/kg:path ?path"
# The first that tells something is enough: the node's own place, that of its evidence, of its entry, of its papers' entries.
_WAYS = (
    "?node kg:path ?path ; kg:line ?line",
    "?node kg:evidence|^kg:evidence/kg:evidence|^kg:entity/kg:evidence ?words . ?words kg:path ?path ; kg:line ?line",
    "?node kg:line ?line ; kg:inDigest/kg:path ?path",
    f"?node oa:hasSource|^oa:hasSelector/oa:hasSource ?entry . {_AT}",
    f"?node kg:paper|^schema:author|^dcterms:subject|^kg:hasCode|^kg:hasArtifact|^kg:hasPage|^kg:reports ?paper . "
    f"?entry kg:describes ?paper . {_AT}",
    f"?entry kg:describes ?node . {_AT}",
)


def places(store: ox.Store, node: ox.NamedNode) -> tuple[str, ...]:
    """`path:line` of the digests that speak of a node, sorted, the first `MOST`; none where the graph does not lead there."""
    for way in _WAYS:
        rows = solutions(store, f"SELECT DISTINCT ?path ?line {{ {way} }}", node=node)
        found = {(row["path"].value, row["line"].value) for row in rows}
        if found:
            ordered = sorted(found, key=lambda place: (place[0], len(place[1]), place[1]))
            return tuple(f"{path}:{line}" for path, line in ordered[:MOST])
    return ()
