"""From digests and annotations to the graph."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

from kg.collection import no_collection
from kg.digest import Digest, Entry
from kg.engine import Session
from kg.extract import Annotation
from kg.graph.columns import add_columns
from kg.graph.description import add_description
from kg.graph.entities import add_known, tag_counts, taxonomy
from kg.graph.identity import KeyedEntry, keyed
from kg.graph.model import Graph
from kg.graph.prose import add_prose
from kg.graph.support import add_support
from kg.graph.tables import Tables
from kg.resolve import (
    Aliases,
    NameCounts,
    PaperNames,
    Resolution,
    Resolver,
    Surface,
    definitions,
    read_aliases,
    resolve,
    tag_id,
)
from kg.schema import LICENSE

Annotate = Callable[[Iterable[Entry]], Iterator[Annotation]]


def build(
    digests: Iterable[Digest], annotate: Annotate, aliases: Aliases | None = None, license_: str = LICENSE
) -> Graph:
    """The graph of some digests, the same whatever their order.

    Args:
        digests: what `kg.digest.read` found.
        annotate: yields one annotation for each entry, in order; `kg.extract.Extractor().annotate`, or a wrapper of it.
        aliases: what people say of names, None for the shipped sayings alone.
        license_: IRI of the licence under which the graph may be used; the graph says so of itself.
    """
    tables = Tables()
    entries: list[KeyedEntry] = []
    with no_collection():
        for digest in keyed(digests):
            add_columns(tables, digest)
            entries.extend(digest.entries)
    annotations = list(annotate(keyed_entry.entry for keyed_entry in entries))
    with no_collection(), Session() as session:
        resolver = Resolver(aliases or read_aliases())
        session.add("names", _add_all_prose(tables, entries, annotations, resolver).table())
        tags = Counter((tag_id(tag), tag) for keyed_entry in entries for tag in keyed_entry.entry.tags)
        session.add("tags", tag_counts(tags.items()))
        session.add("taxonomy", taxonomy())
        add_known(tables, session, resolver)
        add_support(tables, session)
        add_description(tables, license_)
        return tables.graph()


def _add_all_prose(
    tables: Tables, entries: Sequence[KeyedEntry], annotations: Sequence[Annotation], resolver: Resolver
) -> NameCounts:
    """Adds what all summaries say, and counts the names of the papers."""
    told = [names_told(*one) for one in zip(entries, annotations, strict=True)]
    of_papers: dict[str, PaperNames] = {}
    for keyed_entry, own in zip(entries, told, strict=True):
        paper = keyed_entry.entry.paper
        of_papers[paper] = of_papers[paper] | own if paper in of_papers else own
    senses = {paper: resolver.of_paper(names) for paper, names in of_papers.items()}
    counts = NameCounts()
    for found in senses.values():
        counts.add(found.senses)
    for keyed_entry, annotation in zip(entries, annotations, strict=True):
        add_prose(tables, keyed_entry, annotation, senses[keyed_entry.entry.paper])
    return counts


def names_told(keyed_entry: KeyedEntry, annotation: Annotation) -> PaperNames:
    """What one entry of a paper says of names."""
    return PaperNames(
        frozenset((mention.label, mention.text) for mention in annotation.mentions),
        frozenset(definitions(annotation.text, annotation.mentions)),
        frozenset(keyed_entry.entry.tags),
    )


def resolved(annotated: Iterable[tuple[KeyedEntry, Annotation]], aliases: Aliases | None = None) -> Resolution:
    """Which of the names in some annotations are one thing."""
    papers: dict[str, PaperNames] = {}
    for keyed_entry, annotation in annotated:
        paper = keyed_entry.entry.paper
        papers[paper] = papers.get(paper, PaperNames()) | names_told(keyed_entry, annotation)
    uses: dict[Surface, set[str]] = {}
    for paper, names in papers.items():
        for surface in names.surfaces:
            uses.setdefault(surface, set()).add(paper)
    defined = {paper: names.defined for paper, names in papers.items()}
    tags = {paper: names.tags for paper, names in papers.items()}
    return resolve(uses, defined, aliases or read_aliases(), tags)
