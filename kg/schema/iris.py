"""Prefixes, and the one place where node ids become IRIs."""

import re
from urllib.parse import quote, unquote

DEFAULT_BASE = "https://w3id.org/paperkg/"
ONTOLOGY = DEFAULT_BASE + "ontology"
"""IRI of the vocabulary; those of its versions follow it."""

ONTOLOGY_VERSION = "0.2.0"
"""Counts changes of terms alone; an export says by which version it was written."""

LICENSE = "https://spdx.org/licenses/MIT"
"""That of the public digests, and so of what is read from them, where nothing else is said."""

PREFIXES: dict[str, str] = {
    "bibo": "http://purl.org/ontology/bibo/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "fabio": "http://purl.org/spar/fabio/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "kg": "https://w3id.org/paperkg/ontology#",
    "mls": "http://www.w3.org/ns/mls#",
    "oa": "http://www.w3.org/ns/oa#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "void": "http://rdfs.org/ns/void#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}

# RFC 3987: what may stand in a path segment of an IRI besides letters and digits of any script.
_SAFE = "-._~!$&'()*+,;=:@/"
_SEGMENTS = r"(?:[\w\-.~!$&'()*+,;=:@/]|%[0-9A-Fa-f]{2})*"
_BASE = re.compile(
    rf"https?://[^\W_][\w.-]*(?::\d{{1,5}})?/{_SEGMENTS}#?|urn:[A-Za-z0-9][A-Za-z0-9-]{{1,31}}:{_SEGMENTS}"
)
_PLAIN = re.compile(r"[A-Za-z0-9\-._~!$&'()*+,;=:@/]*")


def expand(name: str) -> str:
    """The IRI of a prefixed name.

    >>> expand("kg:Paper")
    'https://w3id.org/paperkg/ontology#Paper'
    """
    prefix, _, local = name.partition(":")
    return PREFIXES[prefix] + local


def iri_of(node: str, base: str = DEFAULT_BASE) -> str:
    """The IRI of a node id under a base; every character that may not stand in an IRI is percent-encoded, once.

    >>> iri_of("benchmark/math-500")
    'https://w3id.org/paperkg/benchmark/math-500'
    >>> iri_of("page/example.org/a b?c%20")
    'https://w3id.org/paperkg/page/example.org/a%20b%3Fc%2520'
    """
    if _PLAIN.fullmatch(node):
        return base + node
    return base + "".join(c if c.isalnum() else quote(c, safe=_SAFE) for c in node)


def node_id(iri: str, base: str = DEFAULT_BASE) -> str:
    """The node id that `iri_of` made an IRI of under a base; an IRI that is under another base stays as it is.

    >>> node_id("https://w3id.org/paperkg/page/example.org/a%20b%3Fc%2520")
    'page/example.org/a b?c%20'
    """
    return unquote(iri[len(base) :]) if iri.startswith(base) else iri


def valid_base(base: str) -> str | None:
    """What is wrong with a base IRI; None where ids can follow it: an absolute http, https or urn IRI with an end for them.

    >>> valid_base("https://example.org/kg/")
    >>> valid_base("https://example.org/kg")
    "it does not end in '/' or '#' (urn: ':' or '/')"
    """
    if not base.startswith(("http://", "https://", "urn:")):
        return "it does not begin with http://, https:// or urn:"
    if not base.endswith((":", "/") if base.startswith("urn:") else ("/", "#")):
        return "it does not end in '/' or '#' (urn: ':' or '/')"
    if re.search(r"/\.{1,2}(?:[/#]|$)", base.replace("%2e", ".").replace("%2E", ".")):
        return "it has a segment '.' or '..', which some programs resolve and others keep"
    return None if _BASE.fullmatch(base) else "it has something that no such IRI may have (RFC 3987)"
