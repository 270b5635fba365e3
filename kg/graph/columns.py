"""What the columns of a digest state: papers, authors, tags, links, and where they stand."""

import pyarrow as pa

from kg.digest import Entry, Link
from kg.graph.identity import KeyedDigest, KeyedEntry
from kg.graph.model import ENTITIES_GRAPH
from kg.graph.tables import Tables
from kg.resolve import artifact_id, author_id, looks_like_handle, tag_id, tasks
from kg.schema import NODE_TYPES

TAG_SCHEME = "scheme/task-tags"


def add_columns(tables: Tables, digest: KeyedDigest) -> None:
    """Adds a digest, its entries, and everything that their columns state, into the digest's own graph."""
    source = digest.digest
    add_digest(tables, digest.key, source.day, source.path, source.line, source.sha256)
    for keyed in digest.entries:
        add_entry(tables, keyed)


def add_digest(tables: Tables, key: str, day: str, path: str, line: int, sha256: str) -> None:
    """Adds a digest alone, by its key and what is known of its file."""
    graph = f"digest/{key}"
    tables.node(graph, ("Digest",), graph, day=day, path=path, line=line, sha256=sha256)


def add_concepts(tables: Tables, batch: pa.RecordBatch) -> None:
    """Adds tags of the concept scheme, as the step `concepts` gives them, with what is above them."""
    columns = (batch.column(name).to_pylist() for name in ("concept", "label", "spellings"))
    for concept, label, spellings in zip(*columns, strict=True):
        task = tasks().get(concept)
        others = tuple(tag for tag in spellings if tag != label)
        names = {"prefLabel": label, "altLabel": others, "notation": task.notation if task else None}
        tables.node(concept, ("Tag",), ENTITIES_GRAPH, **names)
        tables.edge(concept, "inScheme", TAG_SCHEME, ENTITIES_GRAPH)
        if task and task.above:
            tables.edge(concept, "broader", task.above, ENTITIES_GRAPH)
        else:
            tables.edge(concept, "topConceptOf", TAG_SCHEME, ENTITIES_GRAPH)


def add_scheme(tables: Tables) -> None:
    """Adds the scheme that all tags are in."""
    tables.node(TAG_SCHEME, ("TagScheme",), ENTITIES_GRAPH, title="Task tags of the digests")


def entry_id(keyed: KeyedEntry) -> str:
    """The id of a digest entry."""
    return f"entry/{keyed.digest}/{keyed.key}"


def add_entry(tables: Tables, keyed: KeyedEntry) -> None:
    """Adds what the columns of one entry state."""
    entry, node, graph = keyed.entry, entry_id(keyed), f"digest/{keyed.digest}"
    paper = f"paper/{entry.paper}"
    tables.node(
        node,
        ("DigestEntry",),
        graph,
        line=entry.line,
        summary=entry.summary,
        titleAsWritten=(entry.title_source or None) if entry.title_source != entry.title else None,
    )
    tables.edge(node, "inDigest", graph, graph, path=entry.path, line=entry.line)
    tables.edge(node, "describes", paper, graph, path=entry.path, line=entry.line)
    _add_paper(tables, graph, paper, entry)
    for position, (name, written) in enumerate(zip(entry.authors, entry.author_sources, strict=True), 1):
        author, authorship = author_id(name), f"authorship/{keyed.digest}/{keyed.key}/{position}"
        tables.node(author, ("Author",), graph, name=name, looksLikeHandle=looks_like_handle(name))
        tables.edge(paper, "authoredBy", author, graph, position=position, path=entry.path, line=entry.line)
        damaged = written if written != name else None
        tables.node(authorship, ("Authorship",), graph, position=position, nameAsWritten=damaged)
        tables.edge(authorship, "paper", paper, graph, path=entry.path, line=entry.line)
        tables.edge(authorship, "author", author, graph, path=entry.path, line=entry.line)
    for tag in entry.tags:
        concept = tag_id(tag)
        tables.node(concept, ("Tag",), graph)
        tables.edge(paper, "tagged", concept, graph, path=entry.path, line=entry.line)
    for link in entry.links:
        _add_link(tables, graph, paper, link, entry)


def _add_paper(tables: Tables, graph: str, paper: str, entry: Entry) -> None:
    year, month = arxiv_month(entry.paper)
    tables.node(
        paper,
        ("Paper",),
        graph,
        title=entry.title,
        arxivId=entry.paper,
        arxivMonth=f"{year:04}-{month:02}",
        doi=f"10.48550/arXiv.{entry.paper}",
        page=(f"https://arxiv.org/abs/{entry.paper}", f"https://huggingface.co/papers/{entry.paper}"),
    )


def arxiv_month(arxiv: str) -> tuple[int, int]:
    """Year and month that an arXiv id carries, by arXiv's identifier scheme (1991 to 2090).

    >>> arxiv_month("2502.06781"), arxiv_month("hep-th/9901001")
    ((2025, 2), (1999, 1))
    """
    digits = arxiv.rsplit("/", 1)[-1]
    year, month = int(digits[:2]), int(digits[2:4])
    return (1900 if year > 90 else 2000) + year, month


def _add_link(tables: Tables, graph: str, paper: str, link: Link, entry: Entry) -> None:
    type_ = NODE_TYPES[link.kind]
    node = artifact_id(type_.prefix, link.url)
    label = "/".join(filter(None, (link.owner, link.name))) or link.url.split("://", 1)[-1]
    tables.node(
        node,
        (link.kind,),
        graph,
        url=link.url,
        artifactName=label,
        codeRepository=link.url if link.kind == "Repository" else None,
    )
    edge = {"Repository": "hasCode", "ProjectPage": "hasPage", "OtherLink": "hasPage"}.get(link.kind, "hasArtifact")
    tables.edge(paper, edge, node, graph, path=entry.path, line=entry.line)
    if link.owner and link.name and link.kind != "Account":
        account = artifact_id("account", f"https://{link.host}/{link.owner}")
        tables.node(account, ("Account",), graph, url=f"https://{link.host}/{link.owner}", artifactName=link.owner)
        tables.edge(node, "ownedBy", account, graph, path=entry.path, line=entry.line)
