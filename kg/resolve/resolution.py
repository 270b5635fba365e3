"""Which names are one thing: decided on the table of distinct surfaces, and joined with the mentions.

What a surface names in a paper hangs on the name, on that paper's own summaries, and on the shipped files and the user's; never
on what other papers are built with it, so that a day can be added or taken out and all else stays as it is. In turn:

1. Surfaces with one canonical form are one name (`spelling`).
2. Names are one thing that people say are (`aliases.toml`), or that are writings of a known metric.
3. In a paper whose summary gives a long name with its short one, both are one thing. Of short names like "MPO", which papers
   coin for several things, the thing goes by its long name; of others by the short one.
4. What a short name that is said to be ambiguous stands for in other papers, their tags tell, where one of them is said to.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from kg.digest import repair
from kg.resolve.definitions import Definition, Surface, alike, is_short_for
from kg.resolve.known import PREFIXES, Aliases, Groups, Known, Node, Refusal, is_coined
from kg.resolve.model_names import parse_model_name, undamaged
from kg.resolve.names import tag_id

TYPES = {"benchmark": "Benchmark", "metric": "Metric", "model": "Model", "method": "Method"}
# How often merges for a reason are right, of pairs of names that were labelled (docs/identity.md).
CONFIDENCE = {"yours": 1.0, "listed": 0.99, "spelling": 0.99, "metric": 0.98, "long name": 0.99, "tag": 0.9}
# For each surface the papers that use it.
Uses = Mapping[Surface, Collection[str]]


@dataclass(frozen=True, slots=True)
class Entity:
    """What surfaces name: `label` is the most frequent of them, `aliases` are the others, sorted; `papers` counts papers.

    A surface that names it in all papers goes before one that names another thing in some.
    """

    id: str
    types: tuple[str, ...]
    label: str
    aliases: tuple[str, ...]
    papers: int


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
    _known: Known

    def entity(self, label: str, surface: str, paper: str) -> str:
        """The id of what a surface names in a paper."""
        return self.senses.get(((label, surface), paper)) or self.ids[label, surface]

    def named(self, label: str, name: str) -> str:
        """The id of what a name stands for, whether or not some paper uses it."""
        return _id(self._known.root(label, name))


def _id(node: Node) -> str:
    return f"{node[0]}/{node[1]}"


def _by_long_names(
    known: Known, uses: Uses, defined: Iterable[Definition], paper: str
) -> tuple[dict[Node, Node], list[tuple[str, str, Node]], list[Refusal]]:
    """Of a paper's names that its summaries give with another: what each is, the merges, and what is kept apart."""
    pairs = [
        (long, short)
        for long, short in sorted(set(defined))
        if paper in uses.get(long, ()) and paper in uses.get(short, ()) and PREFIXES[long[0]] == PREFIXES[short[0]]
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
    known = Known(aliases)
    nodes = {surface: known.node(*surface) for surface in sorted(uses)}
    ids = {surface: _id(known.groups.root(node)) for surface, node in nodes.items()}
    in_paper: dict[str, dict[Node, Node]] = {}
    given: dict[tuple[str, str, Node, str], list[str]] = defaultdict(list)
    refusals = set(known.refusals)
    for paper, pairs in sorted(defined.items()):
        roots, merges, refused = _by_long_names(known, uses, pairs, paper)
        refusals.update(refused)
        if roots:
            in_paper[paper] = roots
        for merge in merges:
            given[*merge, "long name"].append(paper)
    senses = {}
    called: dict[str, str] = {}
    for surface, node in nodes.items():
        root = known.groups.root(node)
        for paper in sorted(uses[surface]):
            sense = in_paper.get(paper, {}).get(root, root)
            if sense == root and node in known.ambiguous:
                meant = _by_tags(known, node, (tags or {}).get(paper, ()))
                if meant is not None:
                    sense = known.root(node[0], meant)
                    called[_id(sense)] = meant
                    given[meant, surface[1], sense, "tag"].append(paper)
            if sense != root:
                senses[surface, paper] = _id(sense)
    meanings = {
        surface: tuple(sorted({senses.get((surface, paper), ids[surface]) for paper in uses[surface]}))
        for surface in ids
    }
    entities = _entities(uses, ids, senses, called)
    found = [
        Merge(_id(into), long, short, reason, CONFIDENCE[reason], tuple(papers))
        for (long, short, into, reason), papers in given.items()
    ]
    found += _merges(known, nodes, ids)
    return Resolution(ids, senses, meanings, entities, tuple(sorted(found)), tuple(sorted(refusals)), known)


def _entities(
    uses: Uses, ids: Mapping[Surface, str], senses: Mapping[tuple[Surface, str], str], called: Mapping[str, str]
) -> dict[str, Entity]:
    """The entities by id; `called` names those that a file calls so, where no paper has a name of their own for them."""
    names: dict[str, Counter[str]] = defaultdict(Counter)
    own: dict[str, set[str]] = defaultdict(set)
    types: dict[str, set[str]] = defaultdict(set)
    papers: dict[str, set[str]] = defaultdict(set)
    for (label, surface), used in sorted(uses.items()):
        for paper in used:
            entity = senses.get(((label, surface), paper)) or ids[label, surface]
            names[entity][repair(surface)] += 1
            types[entity].add(TYPES[label])
            papers[entity].add(paper)
            if entity == ids[label, surface]:
                own[entity].add(repair(surface))
    found = {}
    for entity, writings in sorted(names.items()):
        # Names that mean it everywhere come first: several things may share a short one.
        of_its_own = own[entity] or ({called[entity]} if entity in called else writings)
        first = min(of_its_own, key=lambda name: (-writings[name], name))
        label = undamaged(first) if entity.startswith("system/") else first
        others = tuple(sorted(writings.keys() - {label}))
        found[entity] = Entity(entity, tuple(sorted(types[entity])), label, others, len(papers[entity]))
    return found


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
