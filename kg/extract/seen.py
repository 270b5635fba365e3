"""What the extraction sees of an entry: its summary, and of the rest the title and what is linked."""

from kg.digest import Entry

Links = tuple[tuple[str, str], ...]


def context_of_entry(entry: Entry) -> str:
    """What a digest says of a paper beside its summary: the title and the names of what is linked, parted by " | "."""
    return " | ".join(dict.fromkeys([entry.title, *(link.name for link in entry.links if link.name)]))


def links_of_entry(entry: Entry) -> Links:
    """Kind and name of what a digest links from a paper: ("HFModel", "OREAL-7B")."""
    return tuple(dict.fromkeys((link.kind, link.name) for link in entry.links if link.name))


def seen(item: str | Entry) -> tuple[str, str, Links]:
    """Summary, context and links: all that the annotation of an entry, or of a summary alone, depends on."""
    if isinstance(item, str):
        return item, "", ()
    return item.summary, context_of_entry(item), links_of_entry(item)
