"""Which digests exports were built from."""

from pathlib import Path

from kg.schema import PROPERTIES, expand

_RDF = ("graph.nq", "graph.trig", "graph.ttl", "graph.jsonld")


def digests_of(folder: Path) -> frozenset[tuple[str, str]] | None:
    """Path and SHA-256 of each digest that exports were built from; None where there are none, or none that tell.

    They are read as they come and nothing is kept, unlike by `kg.store.open_graph`.

    Raises:
        OSError, ValueError, SyntaxError: a file cannot be read.
    """
    if (folder / "nodes.parquet").is_file():
        import pyarrow.parquet as pq

        columns = ["type", "path", "sha256"]
        table = pq.ParquetFile(folder / "nodes.parquet").read(columns)
        rows = zip(*(table.column(name).to_pylist() for name in columns), strict=True)
        return frozenset((path, sha256) for type_, path, sha256 in rows if type_ == "Digest")
    for name in _RDF:
        if (folder / name).is_file():
            return _stated(folder / name)
    return None


def _stated(file: Path) -> frozenset[tuple[str, str]]:
    import pyoxigraph as ox

    path, sha256 = (expand(PROPERTIES[name].iri) for name in ("path", "sha256"))
    told: dict[str, dict[str, str]] = {}
    for quad in ox.parse(path=str(file), format=ox.RdfFormat.from_extension(file.suffix[1:])):
        if quad.predicate.value in (path, sha256):
            told.setdefault(str(quad.subject), {})[quad.predicate.value] = quad.object.value
    return frozenset((own[path], own[sha256]) for own in told.values() if len(own) == 2)
