"""Papers: what digests' columns say of them."""

from collections import defaultdict
from collections.abc import Iterator

from kg.store.diff.records import Change, Changed, Differences, Named, Paper
from kg.store.diff.snapshot import Snapshot


def papers(graph: Snapshot) -> dict[str, Paper]:
    """All papers by id."""
    authors, tags = _authors(graph), graph.edges("tagged")
    urls = {node: found[0] for node, found in graph.values("url").items()}
    links = {edge: graph.edges(edge) for edge in ("hasCode", "hasArtifact", "hasPage")}
    entries = _entries(graph)

    def addresses(paper: str, edge: str) -> tuple[str, ...]:
        return tuple(sorted({urls.get(link, link) for link in links[edge].get(paper, ())}))

    return {
        paper: Paper(
            id=paper,
            title=graph.titles.get(paper, paper),
            url=graph.pages.get(paper, ""),
            days=tuple(sorted({day for day, _, _ in entries[paper]})),
            places=tuple(place for _, place, _ in entries[paper]),
            authors=tuple(Named(author, graph.label(author)) for author in authors.get(paper, ())),
            tags=tuple(Named(tag, graph.label(tag)) for tag in tags.get(paper, ())),
            code=addresses(paper, "hasCode"),
            artifacts=addresses(paper, "hasArtifact"),
            pages=addresses(paper, "hasPage"),
            summaries=tuple(summary for _, _, summary in entries[paper]),
        )
        for paper in graph.of_type("Paper")
    }


def compared_papers(old: dict[str, Paper], new: dict[str, Paper]) -> Differences[Paper]:
    """The papers that differ, those of the last days first; one that is described on one more day has changed."""
    both = (Changed(old[paper], new[paper], tuple(_changes(old[paper], new[paper]))) for paper in old.keys() & new)
    return Differences(
        tuple(sorted((new[paper] for paper in new.keys() - old), key=_order)),
        tuple(sorted((old[paper] for paper in old.keys() - new), key=_order)),
        tuple(sorted((changed for changed in both if changed.changes), key=lambda changed: _order(changed.new))),
    )


def _order(paper: Paper) -> tuple[tuple[str, ...], str, str]:
    return paper.days, paper.title, paper.id


def _changes(old: Paper, new: Paper) -> Iterator[Change]:
    if old.title != new.title:
        yield Change("title", (old.title,), (new.title,))
    if old.days != new.days:
        yield Change("days", *_apart(old.days, new.days))
    for name, one, other in (("authors", old.authors, new.authors), ("tags", old.tags, new.tags)):
        before, after = {named.id: named.label for named in one}, {named.id: named.label for named in other}
        if before.keys() != after.keys():
            yield Change(
                name,
                tuple(label for id_, label in before.items() if id_ not in after),
                tuple(label for id_, label in after.items() if id_ not in before),
            )
        elif list(before) != list(after):
            yield Change(name, tuple(before.values()), tuple(after.values()))
    for name in ("code", "artifacts", "pages"):
        if getattr(old, name) != getattr(new, name):
            yield Change(name, *_apart(getattr(old, name), getattr(new, name)))
    # What a further day says of a paper is no change of what the others do; a second digest of a day may repeat the first.
    if old.days == new.days and {*old.summaries} != {*new.summaries}:
        yield Change("summaries", *_apart(old.summaries, new.summaries))


def _apart(old: tuple[str, ...], new: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What only the one and only the other has; all of both where that is nothing, and order or number alone differ."""
    only = tuple(value for value in old if value not in new), tuple(value for value in new if value not in old)
    return only if any(only) else (old, new)


def _entries(graph: Snapshot) -> dict[str, list[tuple[str, str, str]]]:
    """Day, place and summary of the entries of each paper, sorted."""
    summaries, lines, paths = graph.values("summary"), graph.values("line"), graph.values("path")
    found: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for entry, described in graph.edges("describes").items():
        digest = graph.digest_of.get(entry, "")
        place = f"{paths.get(digest, [''])[0]}:{lines.get(entry, [''])[0]}"
        for paper in described:
            found[paper].append((graph.days.get(digest, ""), place, summaries.get(entry, [""])[0]))
    for entries in found.values():
        entries.sort()
    return found


def _authors(graph: Snapshot) -> dict[str, list[str]]:
    """The authors of each paper in their order; one whom two digests place differently stands at the first place."""
    positions, of, author_of = graph.values("position"), graph.edges("paper"), graph.edges("author")
    places: dict[str, dict[str, int]] = defaultdict(dict)
    for authorship, authors in author_of.items():
        place = min(map(int, positions.get(authorship, ["0"])))
        for paper in of.get(authorship, ()):
            for author in authors:
                places[paper][author] = min(place, places[paper].get(author, place))
    return {paper: sorted(own, key=lambda author: (own[author], author)) for paper, own in places.items()}
