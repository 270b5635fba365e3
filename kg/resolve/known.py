"""What the files say of names, whatever papers there are: which are one thing, which are not, which are ambiguous."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path

from kg.digest import repair
from kg.errors import UsageError
from kg.resolve.aliases import Saying, read_sayings
from kg.resolve.metrics import known_metrics
from kg.resolve.names import short_hash, slug, tag_id
from kg.resolve.spelling import form
from kg.resources import data

PREFIXES = {"benchmark": "benchmark", "metric": "metric", "model": "system", "method": "system"}
_INNER_CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z])")
# Short names of so many letters, or all capitals and a little longer, are coined again and again for other things.
COINED, COINED_CAPITALS = 4, 6

# The two parts of an id.
Node = tuple[str, str]


@dataclass(frozen=True, slots=True, order=True)
class Refusal:
    """Two names that something would make one thing, and why they are not."""

    name: str
    other: str
    reason: str


@dataclass(slots=True)
class Groups:
    """Nodes that are one thing; nodes that must not be are kept apart."""

    parent: dict[Node, Node] = field(default_factory=dict)
    members: dict[Node, list[Node]] = field(default_factory=dict)
    apart: dict[Node, dict[Node, str]] = field(default_factory=lambda: defaultdict(dict))

    def root(self, node: Node) -> Node:
        """The node that stands for all that are one thing with this one."""
        return self.parent.get(node, node)

    def group(self, node: Node) -> list[Node]:
        """All nodes that are one thing with this one, and itself."""
        return self.members.get(self.root(node), [node])

    def keep_apart(self, one: Node, other: Node, why: str) -> None:
        """Says that two nodes must not become one thing."""
        self.apart[one][other] = self.apart[other][one] = why

    def refusal(self, one: Node, other: Node) -> str | None:
        """Why two nodes must not be one thing; None where they may."""
        others = self.group(other)
        pairs = ((a, b) for a in self.group(one) if a in self.apart for b in others)
        return next((self.apart[a][b] for a, b in pairs if b in self.apart[a]), None)

    def join(self, into: Node, node: Node) -> None:
        """Makes two nodes one thing, with the first one's root."""
        above, below = self.root(into), self.root(node)
        if above != below:
            moved = self.group(below)
            self.members[above] = self.group(above) + moved
            self.members.pop(below, None)
            self.parent.update(dict.fromkeys(moved, above))


class Names:
    """The nodes of names, as the tables of some files have them."""

    def __init__(self, sayings: Iterable[Saying]) -> None:
        tables = list(sayings)
        merged = [(saying.label, name) for saying in tables if saying.kind == "same" for name in saying.names]
        merged += [("metric", name) for metric in known_metrics().values() for name in (metric.name, *metric.writings)]
        self.merged = {(label, form(label, name)) for label, name in merged}
        self.split: dict[tuple[str, str], str] = {}
        for saying in tables:
            taken: dict[str, str] = {}
            for name in saying.names if saying.kind == "different" else ():
                own = self._form(saying.label, name)
                if taken.setdefault(own, name) != name:
                    self.split[saying.label, repair(name)] = f"{own}-{short_hash(name)}"

    def node(self, label: str, surface: str) -> Node:
        """The node of a name, by its spelling and by the tables that tell two of one spelling apart."""
        prefix = PREFIXES.get(label, label)
        return prefix, self.split.get((prefix, repair(surface))) or self._form(prefix, surface)

    def _form(self, prefix: str, surface: str) -> str:
        """The form of a name; of coined ones that no file merges, "BoLT" has another than "BOLT"."""
        own = form(prefix, surface)
        if (prefix, own) not in self.merged and is_coined(surface) and _INNER_CAPITAL.search(surface):
            return slug(_INNER_CAPITAL.sub("-", surface).casefold())
        return own


@dataclass(frozen=True, slots=True)
class Aliases:
    """What is said of names: the tables of the user's file, then those of the shipped one."""

    sayings: tuple[Saying, ...] = ()


def read_aliases(path: Path | None = None) -> Aliases:
    """What a file of the user says, and the shipped one.

    Raises:
        UsageError: the file cannot be read, is not of its form, or contradicts itself; nothing of it is used.
    """
    own = read_sayings(path, of_user=True) if path else []
    shipped = read_sayings(data("resolve", "aliases.toml"), of_user=False)
    for sayings in (own, shipped):
        _check(sayings)
    return Aliases((*own, *shipped))


def _check(sayings: list[Saying]) -> None:
    names, groups = Names(sayings), Groups()
    places: dict[Node, str] = {}
    tags: dict[tuple[Node, str], tuple[str, str]] = {}
    for saying in sayings:
        nodes = [names.node(saying.label, name) for name in saying.names]
        if saying.kind == "same":
            for node in nodes:
                groups.join(nodes[0], node)
                places.setdefault(node, saying.place)
    for saying in sayings:
        for one, other in combinations(saying.names, 2) if saying.kind == "different" else ():
            nodes = [names.node(saying.label, one), names.node(saying.label, other)]
            if groups.root(nodes[0]) == groups.root(nodes[1]):
                said = " and ".join(dict.fromkeys(places[node] for node in nodes))
                raise _contradiction(
                    saying, f"{one!r} and {other!r} are said to be different, and to be the same at {said}"
                )
        for name in saying.names if saying.kind == "ambiguous" else ():
            node = names.node(saying.label, name)
            if saying.of_user and node in places:
                raise _contradiction(saying, f"{name!r} is said to be ambiguous, and to be one thing at {places[node]}")
            for tag, meant in saying.tags:
                before, place = tags.setdefault((node, tag_id(tag)), (meant, saying.place))
                if before != meant:
                    raise _contradiction(saying, f"the tag {tag!r} makes {name!r} {meant!r}, and {before!r} at {place}")


def _contradiction(saying: Saying, what: str) -> UsageError:
    return UsageError(f"{saying.place}: {what}; take one of these back; nothing was built")


class Known:
    """What the files say, whatever the papers: nodes of names, and which of them are one thing.

    groups: the nodes that are one thing
    written: names as the files have them, by node
    names: all names of one thing, by its root
    ambiguous: short names of several things, and what one stands for by a tag of the paper
    why: for a node those that it is one thing with, the reason, and who says so
    refusals: what a file says and another forbids
    """

    def __init__(self, aliases: Aliases) -> None:
        sayings = _giving_way(aliases.sayings)
        self._names = Names(sayings)
        self.groups = Groups()
        self.written: dict[Node, str] = {}
        self.names: dict[Node, list[str]] = defaultdict(list)
        self.ambiguous: dict[Node, dict[str, str]] = {}
        self.why: dict[Node, list[tuple[Node, str, str]]] = defaultdict(list)
        self.refusals: list[Refusal] = []
        for saying in sayings:
            nodes = [self.node(saying.label, name) for name in saying.names]
            if saying.kind == "different":
                why = f"{saying.place} says that they are different: {saying.why}".rstrip(": ")
                for one, other in combinations(nodes, 2):
                    self.groups.keep_apart(one, other, why)
            elif saying.kind == "ambiguous":
                for node in nodes:
                    by_tag = {tag_id(tag): sense for tag, sense in saying.tags}
                    self.ambiguous[node] = by_tag | self.ambiguous.get(node, {})
        self._of_user: set[Node] = set()
        for saying in sayings:
            if saying.kind == "same":
                reason = "yours" if saying.of_user else "listed"
                self._one_thing(saying.label, saying.names, reason, saying.place)
        for name, metric in sorted({metric.name: metric for metric in known_metrics().values()}.items()):
            self._one_thing("metric", (name, *metric.writings), "metric", "metrics.tsv")
        for node, name in self.written.items():
            self.names[self.groups.root(node)].append(name)

    def _one_thing(self, prefix: str, names: Sequence[str], reason: str, said_by: str) -> None:
        first = self.node(prefix, names[0])
        self.written.setdefault(first, names[0])
        for name in names[1:]:
            node = self.node(prefix, name)
            self.written.setdefault(node, name)
            if node == first:
                continue
            if why := self.groups.refusal(first, node):
                self.refusals.append(Refusal(name, names[0], why))
                continue
            # The user's first name stays what the thing is called.
            ends = (node, first) if self.groups.root(node) in self._of_user else (first, node)
            self.groups.join(*ends)
            self.why[node].append((first, reason, said_by))
        if reason == "yours":
            self._of_user.add(self.groups.root(first))

    def node(self, label: str, surface: str) -> Node:
        """The node of a name, by its spelling alone."""
        return self._names.node(label, surface)

    def root(self, label: str, surface: str) -> Node:
        """The node of the thing that the files know under a name; the name's own where they know none."""
        return self.groups.root(self.node(label, surface))


def _giving_way(sayings: Sequence[Saying]) -> list[Saying]:
    """The tables, the shipped ones without what the user says otherwise of their names."""
    own = [saying for saying in sayings if saying.of_user]
    if not own:
        return list(sayings)
    names, groups = Names(sayings), Groups()
    merged, ambiguous = set(), set()
    for saying in own:
        nodes = [names.node(saying.label, name) for name in saying.names]
        if saying.kind == "same":
            merged.update(nodes)
            for node in nodes:
                groups.join(nodes[0], node)
        elif saying.kind == "ambiguous":
            ambiguous.update(nodes)
    found = [*own]
    for saying in sayings:
        kept: dict[Node, str] = {}
        for name in saying.names if not saying.of_user else ():
            node = names.node(saying.label, name)
            if saying.kind == "different":
                kept.setdefault(groups.root(node), name)
            elif node not in ambiguous and (saying.kind == "same" or node not in merged):
                kept[node] = name
        if len(kept) > (saying.kind != "ambiguous"):
            found.append(saying.only(tuple(kept.values())))
    return found


def is_coined(short: str) -> bool:
    """Whether a short name is of a kind that papers coin again and again for other things.

    >>> [is_coined(name) for name in ("MPO", "CoD", "SPIDER", "StepGRPO", "MatQuant", "D2PO")]
    [True, True, True, False, False, False]
    """
    return short.isalpha() and (len(short) <= COINED or (short.isupper() and len(short) <= COINED_CAPITALS))
