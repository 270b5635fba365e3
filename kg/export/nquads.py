"""N-Quads: every statement with the named graph that states it, one a line, sorted. It has no prefixes, so it is long.

The lines are written here, in the canonical form of RDF 1.2 N-Quads, which is also Oxigraph's: with an object for each term it
takes twice as long.
"""

from collections.abc import Iterable, Iterator
from functools import cache

import pyoxigraph as ox

from kg.collection import no_collection
from kg.export.rdf import TEXT, Description, described, parts
from kg.graph import Graph
from kg.schema import DEFAULT_BASE

_CHUNK = 200  # lines: 40 kB, which are joined and encoded within the processor's cache
# RDF 1.2 N-Quads, section 4 (canonical form).
_ESCAPES = str.maketrans(
    {chr(code): f"\\u{code:04X}" for code in (*range(0x20), 0x7F, 0xFFFE, 0xFFFF)}
    | {"\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r", '"': '\\"', "\\": "\\\\"}
)


def generate_nquads(graph: Graph, base: str = DEFAULT_BASE) -> Iterator[bytes]:
    """The document in UTF-8, in chunks of whole lines.

    Raises:
        ValueError: an address that is no IRI.
    """
    for named, part in parts(graph, base):
        with no_collection():
            lines = lines_of(named, described(part, base), base)
        for first in range(0, len(lines), _CHUNK):
            yield "".join(lines[first : first + _CHUNK]).encode()


def lines_of(named: str, descriptions: Iterable[Description], base: str) -> list[str]:
    """The lines of what a named graph says, as `kg.export.rdf.described` gives it.

    Raises:
        ValueError: an address that is no IRI.
    """
    checked = cache(ox.NamedNode)
    end = f" <{named}> .\n"
    lines = []
    for subject, said in descriptions:
        begin = f"<{subject}> <"
        for predicate, value, datatype in said:
            if datatype == TEXT:
                # Most texts have nothing to escape, and that is seen much sooner than it is replaced.
                plain = value.isprintable() and '"' not in value and "\\" not in value
                lines.append(f'{begin}{predicate}> "{value if plain else value.translate(_ESCAPES)}"{end}')
            elif datatype:
                lines.append(f'{begin}{predicate}> "{value}"^^<{datatype}>{end}')
            else:
                # Ids that follow the base were encoded for it; anything else came with the data.
                if not value.startswith(base):
                    checked(value)
                lines.append(f"{begin}{predicate}> <{value}>{end}")
    return lines
