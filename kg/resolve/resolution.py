"""Which names are one thing: decided on the table of distinct surfaces, and joined with the mentions.

What a surface names in a paper hangs on the name, on that paper's own summaries, and on the shipped files and the user's; never
on what other papers are built with it, so that a day can be added or taken out and all else stays as it is. In turn:

1. Surfaces with one canonical form are one name (`spelling`).
2. Names are one thing that people say are (`aliases.toml`), or that are writings of a known metric.
3. In a paper whose summary gives a long name with its short one, both are one thing. Of short names like "MPO", which papers
   coin for several things, the thing goes by its long name; of others by the short one.
4. What a short name that is said to be ambiguous stands for in other papers, their tags tell, where one of them is said to.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from kg.resolve.definitions import Definition, Surface, alike, is_short_for
from kg.resolve.entities import Entity, NameCounts, entities_of
from kg.resolve.known import PREFIXES, Aliases, Groups, Known, Node, Refusal, is_coined
from kg.resolve.model_names import parse_model_name, undamaged
from kg.resolve.names import tag_id

# How often merges for a reason are right, of pairs of names that were labelled (docs/identity.md).
CONFIDENCE = {"yours": 1.0, "listed": 0.99, "spelling": 0.99, "metric": 0.98, "long name": 0.99, "tag": 0.9}
# For each surface the papers that use it.
Uses = Mapping[Surface, Collection[str]]


@dataclass(frozen=True, slots=True, order=True)
class Merge:
    """Two names that became one thing, why, and who says so: papers, or the place in a file of aliases."""

    entity: str
    name: str
    into: str
    reason: str
    confidence: float
    said_by: tuple[str, ...]


@dataclass(slots=True)
class Resolution:
    """The decision.

    ids: what each surface names where its paper does not tell another thing
    senses: what it names in papers that do
    meanings: all that it names in some paper, sorted
    entities: by id, sorted
    merges: why names are one thing, sorted
    refusals: what would make names one thing and did not, sorted
    """

    ids: dict[Surface, str]
    senses: dict[tuple[Surface, str], str]
    meanings: dict[Surface, tuple[str, ...]]
    entities: dict[str, Entity]
    merges: tuple[Merge, ...]
    refusals: tuple[Refusal, ...]
    _resolver: "Resolver"

    def entity(self, label: str, surface: str, paper: str) -> str:
        """The id of what a surface names in a paper."""
        return self.senses.get(((label, surface), paper)) or self.ids[label, surface]

    def named(self, label: str, name: str) -> str:
        """The id of what a name stands for, whether or not some paper uses it."""
        return self._resolver.named(label, name)


@dataclass(frozen=True, slots=True)
class Sense:
    """What a surface names in a paper: `own` where it is what the name stands for in all others too.

    `called` is the name of a file of aliases that a tag of the paper told, "" where none did.
    """

    entity: str
    own: bool
    called: str = ""


@dataclass(frozen=True, slots=True)
class PaperNames:
    """What one paper says of names, in all its entries: the surfaces that it uses, those it gives together, and its tags."""

    surfaces: frozenset[Surface] = frozenset()
    defined: frozenset[Definition] = frozenset()
    tags: frozenset[str] = frozenset()

    def __or__(self, other: "PaperNames") -> "PaperNames":
        return PaperNames(self.surfaces | other.surfaces, self.defined | other.defined, self.tags | other.tags)


@dataclass(frozen=True, slots=True)
class PaperSenses:
    """What is decided of one paper's names, surfaces sorted.

    merges: the long name or a file's, the name that is the same, the node of the thing, and why
    refusals: what the paper would make one thing and did not
    """

    senses: Mapping[Surface, Sense]
    merges: tuple[tuple[str, str, Node, str], ...]
    refusals: tuple[Refusal, ...]


class Resolver:
    """Decides what the names of a paper stand for: by the files and by the paper alone."""

    def __init__(self, aliases: Aliases) -> None:
        """Makes the tables of what the files say."""
        self.known = Known(aliases)
        # Names come again and again, and a build has millions of others.
        self._nodes = lru_cache(maxsize=50_000)(self.known.node)

    def named(self, label: str, name: str) -> str:
        """The id of what a name stands for where its paper does not tell another thing, whether or not some paper uses it."""
        return _id(self.known.groups.root(self._nodes(label, name)))

    def of_paper(self, told: PaperNames) -> PaperSenses:
        """What each surface of a paper names."""
        own, by_long, refusals = (
            _by_long_names(self.known, told.surfaces, told.defined) if told.defined else ({}, [], [])
        )
        merges = [(*merge, "long name") for merge in by_long]
        senses = {}
        for surface in sorted(told.surfaces):
            node = self._nodes(*surface)
            root = self.known.groups.root(node)
            sense, called = own.get(root, root), ""
            if sense == root and node in self.known.ambiguous:
                called = _by_tags(self.known, node, told.tags) or ""
                if called:
                    sense = self.known.root(node[0], called)
                    merges.append((called, surface[1], sense, "tag"))
            senses[surface] = Sense(_id(sense), sense == root, called)
        return PaperSenses(senses, tuple(merges), tuple(refusals))


def _id(node: Node) -> str:
    return f"{node[0]}/{node[1]}"


def _by_long_names(
    known: Known, surfaces: Collection[Surface], defined: Iterable[Definition]
) -> tuple[dict[Node, Node], list[tuple[str, str, Node]], list[Refusal]]:
    """Of a paper's names that its summaries give with another: what each is, the merges, and what is kept apart."""
    pairs = [
        (long, short)
        for long, short in sorted(set(defined))
        if long in surfaces and short in surfaces and PREFIXES[long[0]] == PREFIXES[short[0]]
    ]
    spelled: dict[Node, list[str]] = defaultdict(list)
    for long, short in pairs:
        spelled[known.root(*short)].append(long[1])
    own = Groups()
    merges: list[tuple[str, str, Node]] = []
    refusals = []
    for long, short in pairs:
        nodes = known.root(*long), known.root(*short)
        if nodes[0] == nodes[1]:
            continue
        if why := _refusal(known, own, long[1], short[1], nodes, spelled[nodes[1]]):
            refusals.append(Refusal(long[1], short[1], why))
            continue
        if names := known.names.get(nodes[1]):
            # A short name that the files know is that of their thing, unless this long name is another.
            known_longs = [name for name in names if is_short_for(short[1], name)]
            by_long = bool(known_longs) and not any(alike(long[1], name) for name in known_longs)
        else:
            by_long = is_coined(short[1]) or known.node(*short) in known.ambiguous or nodes[0] in known.names
        own.join(*(nodes if by_long else nodes[::-1]))
        merges.append((long[1], short[1], nodes[0]))
    roots = {node: own.root(node) for node in own.parent}
    return roots, [(long, short, own.root(node)) for long, short, node in merges], refusals


def _refusal(
    known: Known, own: Groups, long: str, short: str, nodes: tuple[Node, Node], spelled: Sequence[str]
) -> str | None:
    """Why a long and a short name of one summary are two things; None where they are one."""
    for one, other in product(*map(own.group, nodes)):
        if why := known.groups.refusal(one, other):
            return why
    if any(not alike(spelled[0], other) for other in spelled[1:]):
        return f"the summary gives {short!r} with {' and '.join(map(repr, sorted(set(spelled))))}"
    models = parse_model_name(long), parse_model_name(short)
    alike_family = models[0].family == models[1].family and any(model.is_taken_apart for model in models)
    if nodes[0][0] == "system" and alike_family:
        return "models of one family that differ in version, size or variant"
    return None


def _by_tags(known: Known, node: Node, tags: Iterable[str]) -> str | None:
    """What a short name stands for in a paper of some tags; None where they say nothing, or several things."""
    meant = known.ambiguous.get(node, {})
    senses = {known.root(node[0], name): name for tag in sorted(tags) if (name := meant.get(tag_id(tag)))}
    return next(iter(senses.values())) if len(senses) == 1 else None


def resolve(
    uses: Uses,
    defined: Mapping[str, Iterable[Definition]],
    aliases: Aliases,
    tags: Mapping[str, Iterable[str]] | None = None,
) -> Resolution:
    """Decides which surfaces are one entity.

    Args:
        uses: for each distinct surface the papers that use it.
        defined: for each paper the long names that it gives with short ones.
        aliases: what people say of names.
        tags: for each paper its task tags.
    """
    resolver = Resolver(aliases)
    known = resolver.known
    nodes = {surface: known.node(*surface) for surface in sorted(uses)}
    ids = {surface: _id(known.groups.root(node)) for surface, node in nodes.items()}
    surfaces: dict[str, set[Surface]] = defaultdict(set)
    for surface, papers in uses.items():
        for paper in papers:
            surfaces[paper].add(surface)
    given: dict[tuple[str, str, Node, str], dict[str, None]] = defaultdict(dict)
    refusals = set(known.refusals)
    senses: dict[tuple[Surface, str], str] = {}
    counts = NameCounts()
    for paper in sorted(surfaces):
        own_tags = (tags or {}).get(paper, ())
        told = PaperNames(frozenset(surfaces[paper]), frozenset(defined.get(paper, ())), frozenset(own_tags))
        found = resolver.of_paper(told)
        counts.add(found.senses)
        refusals.update(found.refusals)
        for merge in found.merges:
            given[merge][paper] = None
        senses.update(((surface, paper), s.entity) for surface, s in found.senses.items() if s.entity != ids[surface])
    meanings = {
        surface: tuple(sorted({senses.get((surface, paper), ids[surface]) for paper in uses[surface]}))
        for surface in ids
    }
    entities = {entity.id: entity for entity in sorted(entities_of(counts), key=lambda entity: entity.id)}
    merges = [
        Merge(_id(into), long, short, reason, CONFIDENCE[reason], tuple(papers))
        for (long, short, into, reason), papers in given.items()
    ]
    merges += _merges(known, nodes, ids)
    return Resolution(ids, senses, meanings, entities, tuple(sorted(merges)), tuple(sorted(refusals)), resolver)


def _merges(known: Known, nodes: Mapping[Surface, Node], ids: Mapping[Surface, str]) -> Iterator[Merge]:
    """Why surfaces are one thing that the files or their spelling make so."""
    writings: dict[Node, dict[str, str]] = defaultdict(dict)
    for surface, node in nodes.items():
        writings[node].setdefault(surface[1], ids[surface])
    for node, (first, *others) in writings.items():
        entity = writings[node][first]
        for other in others:
            yield Merge(entity, other, first, "spelling", CONFIDENCE["spelling"], ())
        if not others and entity.startswith("system/") and undamaged(first) != first:
            yield Merge(entity, first, undamaged(first), "spelling", CONFIDENCE["spelling"], ())
        for into, reason, said_by in known.why.get(node, ()):
            name = next(iter(writings[into]), known.written[into]) if into in writings else known.written[into]
            yield Merge(entity, first, name, reason, CONFIDENCE[reason], (said_by,))
