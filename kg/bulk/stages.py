"""The stages in Python: functions from Arrow batches to Arrow batches, which any engine may call on any part of its tables.

`rows_of_digests` makes what digests state, all that hangs on one digest alone as it is exported, and the rest in tables that an
engine sums (`kg.engine`). The others make rows of what was summed. Nothing here reads or writes a file.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

import pyarrow as pa

from kg.bulk.entries import entries_in
from kg.bulk.names import together, told_text
from kg.bulk.said import properties_of, said_text
from kg.bulk.schemas import COUNTS, CUT_EDGES, CUT_NODES, FAULTS, LINKS, MERGED, STATED, STATEMENTS, TOLD
from kg.collection import no_collection
from kg.digest import Problem
from kg.engine.schemas import FACTS, table_of
from kg.export.nquads import generate_nquads
from kg.export.rdf import described, parts
from kg.export.tables import EDGE_SCHEMA, edge_table, node_table
from kg.extract import Annotation
from kg.graph.build import names_told
from kg.graph.columns import add_digest, add_entry
from kg.graph.description import OF_A_SPAN, Counts, Place, describe, spans_of, stated
from kg.graph.entities import ADD, add_entities, tag_counts
from kg.graph.identity import KeyedEntry
from kg.graph.model import ENTITIES_GRAPH, Edge, Graph, Node
from kg.graph.prose import add_prose
from kg.graph.support import add_counted, facts
from kg.graph.tables import Tables
from kg.resolve import NameCounts, Resolver, tag_id
from kg.schema import iri_of

LONG = 4000
"""A digest of more entries is cut into sections of so many at most, so that it need not fit into memory."""
_OF_ONE_ENTRY = frozenset(("DigestEntry", "Authorship", "Mention", "Evidence", "Digest"))
"""Types of nodes of which one entry, or one digest, says all that is said."""
_OF_ONE_DIGEST = ("entry/", "authorship/", "mention/", "evidence/", "result/", "comparison/", "digest/")
"""How ids begin whose edges one digest states."""

Member = tuple[KeyedEntry, Annotation, Sequence[str] | None]
"""An entry, its annotation, and what all entries of its paper say of names where there are several."""
Head = tuple[str, str, str, int, str]
"""Key, day, path, line and SHA-256 of a digest."""


@dataclass(slots=True)
class Made:
    """What a stage made: `nodes`, `edges` and `quads` are for export, the others go into the tables of these names."""

    nodes: pa.Table
    edges: pa.Table
    quads: list[bytes]
    tables: dict[str, pa.Table] = field(default_factory=dict)


def names_of_entries(batch: pa.RecordBatch) -> pa.Table:
    """What each entry says of names (`kg.bulk.schemas.TOLD`), of a batch of `ENTRIES`."""
    rows = ((keyed.entry.paper, told_text(keyed, annotation)) for keyed, annotation in entries_in(batch))
    return table_of(rows, TOLD)


class _Section:
    """Some digests on their way into rows."""

    def __init__(self, resolver: Resolver) -> None:
        self.resolver = resolver
        self.nodes: list[Node] = []
        self.edges: list[Edge] = []
        self.shared: list[Node] = []
        self.links: list[Edge] = []
        self.cut_nodes: list[tuple[Node, int]] = []
        self.cut_edges: list[tuple[Edge, int]] = []
        self.names = NameCounts()
        self.tags: Counter[tuple[str, str]] = Counter()
        self.types: Counter[str] = Counter()
        self.kinds: Counter[str] = Counter()
        self.triples = 0
        self.facts: list[pa.Table] = []

    def add(self, head: Head, members: Sequence[Member], place: int, *, cut: bool) -> None:
        """Adds one digest, or the section of one that is cut, with its entries; `place` is the position of the first of them."""
        tables = Tables()
        if not place:
            add_digest(tables, *head)
        for member in members:
            self._add_member(tables, *member)
        repeated = {f"paper/{keyed.entry.paper}" for keyed, _, texts in members if texts}
        self._sort(tables, repeated, place if cut else None)

    def _add_member(
        self, tables: Tables, keyed: KeyedEntry, annotation: Annotation, texts: Sequence[str] | None
    ) -> None:
        own = keyed.digest, keyed.key
        told, first = together(texts) if texts else (names_told(keyed, annotation), own)
        found = self.resolver.of_paper(told)
        add_entry(tables, keyed)
        add_prose(tables, keyed, annotation, found)
        self.tags.update((tag_id(tag), tag) for tag in keyed.entry.tags)
        if first == own:  # each paper is counted once
            self.names.add(found.senses)

    def _sort(self, tables: Tables, repeated: set[str], cut: int | None) -> None:
        """Parts what only these entries say from what others may say, too; `cut` is where a section begins, None for a whole."""
        spans: set[Place] = set()
        for node in tables.nodes.values():
            if node.types[0] in _OF_ONE_ENTRY or (node.types[0] == "Paper" and node.id not in repeated):
                self.nodes.append(node)
                self.types[" ".join(node.types)] += 1
                self.triples += len(stated((node,)))
                spans.update(spans_of(node))
            elif cut is None:
                self.shared.append(node)
            else:
                self.cut_nodes.append((node, cut))
        self.triples += OF_A_SPAN * len(spans)
        for edge in tables.edges.values():
            of_a_paper = edge.source.startswith("paper/") and edge.source not in repeated
            final = of_a_paper or edge.source.startswith(_OF_ONE_DIGEST) or edge.target.startswith(_OF_ONE_DIGEST)
            if final:
                self.kinds[edge.type] += 1
            else:
                self.links.append(edge)
            if final or cut is None:
                self.edges.append(edge)
            else:
                self.cut_edges.append((edge, cut))
        self.facts.append(facts(tables.nodes.values(), tables.edges.values()))

    def made(self, base: str, *, keep: bool) -> Made:
        """All that was added; `keep` as in `rows_of_digests`."""
        self.nodes.sort(key=lambda node: (node.id, node.graph))
        self.shared.sort(key=lambda node: (node.id, node.graph))
        self.edges.sort(key=lambda edge: (*edge.key, edge.graph))
        whole = Graph(tuple(self.nodes + self.shared), tuple(self.edges))
        counts = [("types", name, count) for name, count in self.types.items()]
        counts += [("edge", name, count) for name, count in self.kinds.items()]
        counts.append(("triples", "", self.triples))
        kept = {"alone": stated_table(self.nodes)} if keep else {}
        return Made(
            node_table([(node, (node.graph,)) for node in self.nodes]),
            edge_table(self.edges),
            list(generate_nquads(whole, base)),
            {
                **kept,
                "stated": stated_table(self.shared),
                "names": self.names.table(),
                "tags": tag_counts(self.tags.items()),
                "facts": pa.concat_tables(self.facts) if self.facts else FACTS.empty_table(),
                "cut_nodes": table_of(((*_stated(node), place) for node, place in self.cut_nodes), CUT_NODES),
                "cut_edges": edge_table([edge for edge, _ in self.cut_edges]).append_column(
                    CUT_EDGES.field("place"), pa.array([place for _, place in self.cut_edges], pa.int64())
                ),
                "links": table_of((edge.key for edge in self.links), LINKS),
                "counts": table_of(counts, COUNTS),
            },
        )


def rows_of_digests(ordered: pa.Table, resolver: Resolver, base: str, *, keep: bool = False) -> Made:
    """What some digests state, in the form of `kg.bulk.schemas.ORDERED`: each whole and one after another, or a section of one.

    An entry of which no rows can be made is left out and stands in `FAULTS`. `keep` has nodes that are final in the table
    `alone`, too, for whoever takes a part of the graph.
    """
    texts = ordered.column("together").to_pylist()
    members = [(*own, told) for own, told in zip(entries_in(ordered), texts, strict=True)]
    columns = (ordered.column(name).to_pylist() for name in ("digest", "day", "path", "digest_line", "sha256"))
    heads = list(dict.fromkeys(zip(*columns, strict=True)))
    place, cut = ordered.column("position")[0].as_py(), ordered.column("size")[0].as_py() > LONG
    faults: list[tuple[str, int, str, str]] = []
    with no_collection():
        try:
            made = _rows_made(heads, members, place, cut, resolver, base, keep)
        except Exception:  # one entry is at fault; each is tried alone, since the others are not to go with it
            good = []
            for member in members:
                own, entry = [head for head in heads if head[0] == member[0].digest], member[0].entry
                try:
                    _rows_made(own, [member], place, cut, resolver, base, keep)
                    good.append(member)
                except Exception as error:
                    faults.append((entry.path, entry.line, entry.paper, f"{type(error).__name__}: {error}"))
            if not faults:
                raise
            made = _rows_made(heads, good, place, cut, resolver, base, keep)
    made.tables["faults"] = table_of(faults, FAULTS)
    return made


def not_built(path: str, line: int, paper: str, reason: str) -> Problem:
    """What is said of an entry of which no rows could be made (`kg.bulk.schemas.FAULTS`)."""
    remedy = "look at what is odd about it, and report it; all else was built"
    message = f"the entry of {paper} could not be built ({reason})"
    return Problem(path, line, 1, "error", "entry-not-built", message, remedy)


def _rows_made(
    heads: Sequence[Head],
    members: Sequence[Member],
    place: int,
    cut: bool,
    resolver: Resolver,
    base: str,
    keep: bool,
) -> Made:
    section = _Section(resolver)
    of_digest = {key: list(own) for key, own in groupby(members, key=lambda member: member[0].digest)}
    for head in heads:
        section.add(head, of_digest.get(head[0], []), place, cut=cut)
    return section.made(base, keep=keep)


def step_rows(step: str, batch: pa.RecordBatch, resolver: Resolver, base: str, whole: bool = False) -> Made:
    """Rows from what the step of that name gave; `whole` as in `rows_made`."""
    if step == "merged":
        return merged_rows(batch)
    if step == "empty":
        return rows_alone(empty_digests(batch.to_pylist()), base, whole)
    if step.startswith("sewn"):
        return sewn_rows(step, batch, base)
    return known_rows(step, batch, resolver, base, whole)


def known_rows(step: str, batch: pa.RecordBatch, resolver: Resolver, base: str, whole: bool = False) -> Made:
    """Rows of `graph/entities` from what the step of that name gave; `whole` as in `rows_made`."""
    with no_collection():
        tables = Tables()
        models = None
        if step == "entities":
            models = add_entities(tables, batch, resolver)
        elif step == "support":
            add_counted(tables, batch)
        else:
            ADD[step](tables, batch)
        made = rows_made(tables, base, whole)
        if models is not None:
            made.tables["models"] = pa.Table.from_batches([models])
        return made


def rows_made(tables: Tables, base: str, whole: bool = False) -> Made:
    """Rows of `graph/entities` for export, their nodes in the table `stated`; `whole` has their statements in a table, too."""
    graph = tables.graph()
    counts = Counter(edge.type for edge in graph.edges)
    made = Made(
        node_table([]),
        edge_table(graph.edges),
        list(generate_nquads(graph, base)),
        {
            "stated": stated_table(graph.nodes),
            "counts": table_of((("edge", name, count) for name, count in counts.items()), COUNTS),
        },
    )
    if whole:
        of_entities = (part for named, part in parts(graph, base) if named == iri_of(ENTITIES_GRAPH, base))
        said = (one for part in of_entities for one in described(part, base))
        rows = ((subject, *statement) for subject, own in said for statement in own)
        made.tables["statements"] = table_of(rows, STATEMENTS)
    return made


def sewn_rows(step: str, batch: pa.RecordBatch, base: str) -> Made:
    """Rows of digests that were cut, from what the step `sewn_nodes` or `sewn_edges` gave."""
    with no_collection():
        nodes: list[Node] = []
        edges: list[Edge] = []
        if step == "sewn_nodes":
            columns = (batch.column(name).to_pylist() for name in ("id", "types", "graph", "said"))
            for id_, kinds, graph, said in zip(*columns, strict=True):
                nodes.append(Node(id_, _types(kinds), graph, properties_of(said)))
        else:
            edges += edges_in(batch)
        quads = list(generate_nquads(Graph(tuple(nodes), tuple(edges)), base))
        return Made(node_table([]), edge_table(edges), quads, {"stated": stated_table(nodes)})


def edges_in(batch: pa.RecordBatch) -> Iterator[Edge]:
    """The edges of a batch with the columns of `edges.parquet`."""
    columns = (batch.column(name).to_pylist() for name in EDGE_SCHEMA.names)
    for source, type_, target, graph, position, path, line, evidence in zip(*columns, strict=True):
        yield Edge(source, type_, target, graph, position, path, line, tuple(evidence))


def _types(kinds: Iterable[str]) -> tuple[str, ...]:
    """All types of some, each of which may be several parted by spaces."""
    return tuple(sorted({type_ for kind in kinds for type_ in kind.split(" ")}))


def merged_rows(batch: pa.RecordBatch) -> Made:
    """Nodes that several speak of, from what the step `merged` gave."""
    with no_collection():
        columns = (batch.column(name).to_pylist() for name in ("id", "types", "graphs", "said", "known", "every"))
        rows, triples = [], 0
        types: Counter[str] = Counter()
        for id_, kinds, graphs, said, known, every in zip(*columns, strict=True):
            own = _types(kinds)
            properties = {**properties_of(known or "{}"), **properties_of(said or "{}")}
            node = Node(id_, own, graphs[0], properties)
            rows.append((node, tuple(graphs)))
            types[" ".join(own)] += 1
            triples += len(stated([Node(id_, own, "", properties_of(text)) for text in every]))
        rows.sort(key=lambda row: row[0].id)
        counts = [*(("types", name, count) for name, count in types.items()), ("triples", "", triples)]
        return Made(node_table(rows), edge_table(()), [], {"counts": table_of(counts, COUNTS)})


def rows_alone(tables: Tables, base: str, whole: bool = False, *, keep: bool = False) -> Made:
    """Rows of nodes that nobody else speaks of; `whole` as in `rows_made`, `keep` as in `rows_of_digests`."""
    made = rows_made(tables, base, whole)
    own = made.tables.pop("stated")
    merged = merged_rows(_alone(own))
    if keep:
        made.tables["alone"] = own
    made.tables["counts"] = pa.concat_tables([made.tables["counts"], merged.tables["counts"]])
    return Made(merged.nodes, made.edges, made.quads, made.tables)


def empty_digests(rows: Iterable[Mapping[str, Any]]) -> Tables:
    """Digests without entries; of rows of the step `empty`."""
    tables = Tables()
    for row in rows:
        add_digest(tables, row["digest"], row["day"], row["path"], row["line"], row["sha256"])
    return tables


def _alone(stated: pa.Table) -> pa.RecordBatch:
    """Rows of nodes that one named graph speaks of, in the form of `kg.bulk.schemas.MERGED`."""
    alone = (
        {
            "id": row["id"],
            "types": [row["types"]],
            "graphs": [row["graph"]],
            "said": row["said"],
            "known": None,
            "every": [row["said"]],
        }
        for row in stated.to_pylist()
    )
    return pa.RecordBatch.from_pylist(list(alone), MERGED)


def description_of(
    sums: Iterable[Mapping[str, Any]], linked: Mapping[str, int], days: Mapping[str, str], license_: str
) -> Tables:
    """What the graph says of itself.

    Args:
        sums: rows of the step `counted`.
        linked: how many edges of each type several digests may state (the step `linked`).
        days: the day of each digest by its id.
        license_: the licence of the graph.
    """
    sums = list(sums)
    edges = {row["name"]: row["count"] for row in sums if row["kind"] == "edge"}
    for type_, count in linked.items():
        edges[type_] = edges.get(type_, 0) + count
    types = {tuple(row["name"].split(" ")): row["count"] for row in sums if row["kind"] == "types"}
    triples = sum(row["count"] for row in sums if row["kind"] == "triples")
    tables = Tables()
    describe(tables, Counts(dict(sorted(days.items())), types, edges, triples), license_)
    return tables


def stated_table(nodes: Iterable[Node]) -> pa.Table:
    """Nodes as `kg.bulk.schemas.STATED` has them."""
    return table_of(map(_stated, nodes), STATED)


def _stated(node: Node) -> tuple[str, str, str, str]:
    return node.id, " ".join(node.types), node.graph, said_text(node.properties)
