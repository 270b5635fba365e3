"""Slices of graphs that memory does not hold: the rows that the first slice may need are looked up in tables, and cut in memory.

What is looked up is more than what stays, and less than all: `kg.graph.slicing` cuts the same part from it as from the whole.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from difflib import get_close_matches
from itertools import combinations

import pyarrow as pa

from kg.bulk.said import node_of
from kg.bulk.stages import edges_in
from kg.collection import no_collection
from kg.engine import Session
from kg.engine.schemas import schema
from kg.errors import UsageError
from kg.export.formats import MOST_ROWS, ROWS_OF_AN_ENTRY
from kg.graph.description import DATASET
from kg.graph.model import Edge, Graph, Node
from kg.graph.reach import BROUGHT, names
from kg.graph.restriction import NAMED_BY_FACTS, is_thing
from kg.graph.slicing import BY_PAPER, SHOWN, centre_of, checked, days_of, sliced
from kg.graph.tables import Tables
from kg.naming import MOST_SHOWN, called, folded
from kg.schema import EDGE_TYPES, NODE_TYPES

_WANTED = schema(id=pa.string())
_TYPES = schema(type=pa.string())
_SHOWN_EDGES = frozenset(name for name, type_ in EDGE_TYPES.items() if type_.shown)
_OF_RESULTS = ("paper", *(name for name, type_ in EDGE_TYPES.items() if type_.source == "Result"))
_LISTED = 100_000
"""Things that are looked at to say what there is, where nothing is called as was asked."""


def sliced_from(session: Session, slices: Sequence[str]) -> Graph:
    """The part of a graph that is left when some slices are cut, one after another, as `kg.graph.slicing.sliced` cuts it.

    Args:
        session: has `alone` and `stated`, all rows of nodes (`kg.bulk.schemas.STATED`), and `edges`.
        slices: at least one.

    Raises:
        UsageError: as `sliced` does; or the first slice leaves more than memory holds.
    """
    rows = _Rows(session)
    asked = [_named(rows, text) for text in slices]
    with no_collection():
        part = _needed(rows, asked[0], slices[0], {id_ for _, _, id_ in asked if id_})
        return sliced(part, [text for _, text, _ in asked])


class _Rows:
    """The rows of a graph by what is asked of them."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def sources(self, targets: Set[str], types: Iterable[str] = EDGE_TYPES) -> set[str]:
        return self._ids("sources_of", targets, types)

    def targets(self, sources: Set[str], types: Iterable[str] = EDGE_TYPES) -> set[str]:
        return self._ids("targets_of", sources, types)

    def _ids(self, step: str, wanted: Set[str], types: Iterable[str]) -> set[str]:
        if not wanted:
            return set()
        self._want(wanted)
        self.session.add("types", pa.table({"type": list(types)}, _TYPES))
        return {id_ for batch in self.session.stream(step) for id_ in batch.column("id").to_pylist()}

    def _want(self, ids: Set[str]) -> None:
        self.session.add("wanted", pa.table({"id": sorted(ids)}, _WANTED))

    def nodes(self, ids: Set[str]) -> list[Node]:
        self._want(ids)
        return list(self._nodes("rows_of"))

    def of_types(self, types: Iterable[str]) -> Iterator[Node]:
        """A node of several types has two, however many nodes there are."""
        wanted = set(types)
        pairs = [pair for pair in combinations(sorted(NODE_TYPES), 2) if not wanted.isdisjoint(pair)]
        self.session.add("types", pa.table({"type": [*wanted, *map(" ".join, pairs)]}, _TYPES))
        return self._nodes("rows_of_types")

    def _nodes(self, step: str) -> Iterator[Node]:
        for batch in self.session.stream(step):
            columns = (batch.column(name).to_pylist() for name in ("id", "types", "graph", "said"))
            yield from map(node_of, *columns)

    def edges(self, ids: Set[str]) -> Iterator[Edge]:
        self._want(ids)
        for batch in self.session.stream("edges_among"):
            yield from edges_in(batch)


Asked = tuple[str, str, str]
"""The kind of a slice, how it is written with the id of what it names, and that id ("" where it names nothing)."""


def _named(rows: _Rows, text: str) -> Asked:
    kind, value = checked(text)
    if kind in BY_PAPER:
        id_ = _called(rows, value, BY_PAPER[kind].types, BY_PAPER[kind].what)
        return kind, f"{kind}={id_}", id_
    if kind == "ego":
        name, steps = centre_of(value)
        id_ = _called(rows, name, SHOWN, "thing")
        return kind, f"{kind}={id_},{steps}", id_
    return kind, text, ""


def _called(rows: _Rows, value: str, types: Iterable[str], what: str) -> str:
    """The id of the node that a name stands for: nodes that may be meant are taken out, and then asked."""
    key, wanted = folded(value), set(types)
    fits: set[str] = set()
    near: dict[str, str] = {}
    some: list[str] = []
    for node in rows.of_types(wanted):
        own = [name for names_ in names(Graph((node,), ()), wanted).values() for name in names_]
        known = {folded(name): node.id for name in own}
        if (
            value == node.id
            or ("/" in value and node.id.endswith(f"/{value}"))
            or value in own
            or (key and key in known)
        ):
            fits.add(node.id)
        elif not fits:
            near |= {one: known[one] for one in get_close_matches(key, known)}
            some += [node.id] * (len(some) < _LISTED)
    if not fits:
        fits = {near[one] for one in get_close_matches(key, sorted(near), MOST_SHOWN)} or set(some)
    return called(value, names(_graph(rows.nodes(fits), ()), wanted), what)


def _needed(rows: _Rows, asked: Asked, text: str, named: Set[str]) -> Graph:
    """All rows that a slice of the whole graph asks, and those of some nodes.

    Raises:
        UsageError: they are more than memory holds.
    """
    kind, written, id_ = asked
    if kind == "top":
        raise UsageError(
            f"--slice {text}: asks how all things are connected, and there are more than memory holds; put another slice before "
            "it, such as --slice tag=NAME or --slice from=2025-01,to=2025-03"
        )
    extra = set(named)
    if kind in ("from", "to"):
        papers, more = _papers_of_days(rows, written)
    elif kind == "ego":
        more = _around(rows, *centre_of(written.partition("=")[2]), text)
        papers = {one for one in more if one.startswith("paper/")}
    else:
        papers, more = _papers_with(rows, kind, id_)
    extra |= more
    _refuse(len(papers) * ROWS_OF_AN_ENTRY, f"some {len(papers) * ROWS_OF_AN_ENTRY:,}", text)
    told = papers | rows.sources(papers, ("paper",))
    entries = rows.sources(papers, ("describes",))
    wanted = {DATASET, *extra, *told, *rows.targets(told), *entries, *rows.targets(entries)}
    wanted = _with(wanted, lambda rim: rows.targets(rim, BROUGHT))
    wanted |= rows.targets(wanted, ("inScheme",))
    nodes = rows.nodes(wanted)
    edges = list(rows.edges(wanted))
    _refuse(count := len(nodes) + len(edges), f"{count:,}", text)
    return _graph(nodes, edges)


def _refuse(count: int, told: str, text: str) -> None:
    if count > MOST_ROWS:
        raise UsageError(
            f"--slice {text}: {told} rows, more than the {MOST_ROWS:,} that can be cut at once; ask for less, or put a narrower "
            "slice before it"
        )


def _papers_with(rows: _Rows, kind: str, id_: str) -> tuple[set[str], set[str]]:
    """The papers that have an edge to a thing, or a fact that has, and what belongs to the thing."""
    wanted = _with({id_}, lambda rim: rows.sources(rim, ("broader",))) if kind == "tag" else {id_}
    if edge := BY_PAPER[kind].edge:
        return rows.sources(wanted, (edge,)), wanted
    return rows.targets(rows.sources(wanted, NAMED_BY_FACTS), ("paper",)), wanted


def _papers_of_days(rows: _Rows, written: str) -> tuple[set[str], set[str]]:
    """The papers that digests of some days describe, and all digests."""
    first, last = days_of(written)
    days = {node.id: str(node.properties["day"]) for node in rows.of_types(("Digest",)) if node.types == ("Digest",)}
    chosen = {id_ for id_, day in days.items() if first <= day and day[: len(last)] <= last}
    return rows.targets(rows.sources(chosen, ("inDigest",)), ("describes",)), set(days)


def _around(rows: _Rows, centre: str, steps: int, text: str) -> set[str]:
    """The things within some steps of a thing."""
    reached = _things(rows, {centre}) or _things(rows, rows.targets({centre}, NAMED_BY_FACTS))
    rim = reached
    for _ in range(steps):
        results = {id_ for id_ in rows.sources(rim, _OF_RESULTS) if id_.startswith("result/")}
        _refuse(len(results), f"more than {len(results):,}", text)
        near = rows.targets(rim, _SHOWN_EDGES) | rows.sources(rim, _SHOWN_EDGES) | rows.targets(results)
        rim = _things(rows, near - reached)
        reached |= rim
        _refuse(len(reached), f"more than {len(reached):,}", text)
        if not rim:
            break
    return reached


def _things(rows: _Rows, ids: Set[str]) -> set[str]:
    return {node.id for node in rows.nodes(ids) if is_thing(node)}


def _with(ids: set[str], more: Callable[[set[str]], set[str]]) -> set[str]:
    """Some nodes, with what they bring along, and what that does."""
    found, rim = set(ids), set(ids)
    while rim:
        rim = more(rim) - found
        found |= rim
    return found


def _graph(nodes: Iterable[Node], edges: Iterable[Edge]) -> Graph:
    tables = Tables()
    for node in nodes:
        tables.node(node.id, node.types, node.graph, **node.properties)
    for edge in edges:
        tables.edges[*edge.key, edge.graph] = edge
    return tables.graph()
