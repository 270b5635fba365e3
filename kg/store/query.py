"""SPARQL 1.1 queries on an exported graph; the default graph is the union of all named graphs."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from difflib import get_close_matches
from functools import cache
from itertools import accumulate

import pyoxigraph as ox

from kg.errors import QueryError
from kg.schema import EDGE_TYPES, NODE_TYPES, PREFIXES, PROPERTIES, expand
from kg.store.text_table import text_table

RESULT_FORMATS = ("table", "json", "csv", "tsv")
LONGEST_HINT = 100
# Oxigraph's parser and evaluator go into brackets and along chains of operators by recursion: with several times as many the
# process would end without a word.
DEEPEST, MOST_OPERATORS = 500, 2000

Answer = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples

# What is no keyword: strings, IRIs and comments. A string that is never closed ends with its line: it is an error in any case,
# and would be looked at again from each quote in it.
_SPARQL_TEXT = re.compile(
    r'"""(?:\\.|[^\\])*?"""|\'\'\'(?:\\.|[^\\])*?\'\'\''
    r'|"(?:\\.|[^"\\\n])*(?:"|\\?(?=\n|\Z))|\'(?:\\.|[^\'\\\n])*(?:\'|\\?(?=\n|\Z))|<[^<>\s"{}|^`\\]*>|#[^\n]*',
    re.DOTALL,
)
_SERVICE = re.compile(r"(?<![?$:\w-])SERVICE\b(?![:\w-])", re.IGNORECASE)
_UPDATE = re.compile(
    r"\s*(?:(?:PREFIX\s+[\w.-]*:|BASE)\s+)*(INSERT|DELETE|LOAD|CLEAR|CREATE|DROP|COPY|MOVE|ADD|WITH)\b", re.IGNORECASE
)
_NESTING = re.compile(r"[(\[{]|[)\]}]")
_OPERATOR = re.compile(
    r"[!|&+*/^=]|\B-|\b(?:UNION|OPTIONAL|BIND|MINUS|FILTER|EXISTS|GRAPH|VALUES|SELECT)\b", re.IGNORECASE
)
_DECLARED = re.compile(r"PREFIX\s+([\w.-]*):", re.IGNORECASE)
_PREFIX_USED = re.compile(r"(?<![?$:\w.-])([A-Za-z][\w.-]*):")
_PREFIX = re.compile(r"PREFIX\s+([\w.-]*):\s*<([^>]*)>", re.IGNORECASE)
_BRACKETS = re.compile(r"\([^()]*\)")
_AS = re.compile(r"\bAS\s+([?$]\w+)", re.IGNORECASE)
_IRI = re.compile(rf"<{re.escape(PREFIXES['kg'])}([\w-]+)>")
_VARIABLE = re.compile(r"[?$](\w+)")
_WRITERS = {
    "json": ox.QueryResultsFormat.JSON,
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
}


def run_query(store: ox.Store, sparql: str, result_format: str = "table") -> str:
    """The answer to a query as text: rows in one of `RESULT_FORMATS`, `true` or `false`, or triples as Turtle.

    In tables IRIs are shortened by the prefixes of `kg.schema.PREFIXES`.

    Raises:
        QueryError: as `answered` does.
    """
    with answered(store, sparql) as answer:
        if isinstance(answer, ox.QueryBoolean):
            return _boolean(answer, result_format)
        if isinstance(answer, ox.QueryTriples):
            document = ox.serialize(answer, format=ox.RdfFormat.TURTLE, prefixes=PREFIXES)
            return (document or b"").decode()
        if result_format == "table":
            header = [variable.value for variable in answer.variables]
            return text_table(header, [[_cell(term) for term in row] for row in answer])
        document = answer.serialize(format=_WRITERS[result_format])
        return _with_newline((document or b"").decode())


@contextmanager
def answered(store: ox.Store, sparql: str) -> Iterator[Answer]:
    """The answer to a query that somebody wrote, to be read within the `with`: Oxigraph evaluates while it is read.

    The prefixes of `kg.schema.PREFIXES` are known without being written. What would change data, ask another server, or use a
    term of `kg:` that neither the vocabulary nor the graph has, is refused.

    Raises:
        QueryError: the query is refused, is not SPARQL, or fails while it is evaluated.
    """
    words = _SPARQL_TEXT.sub(" ", sparql)
    _refuse_what_leaves_the_graph(words)
    _refuse_what_is_too_deep(words)
    _refuse_unknown_terms(store, sparql, words)
    try:
        yield store.query(sparql, prefixes=PREFIXES)
    except SyntaxError as error:
        raise QueryError(_syntax_message(sparql, str(error))) from error
    except (ValueError, RuntimeError, OSError) as error:
        raise QueryError(f"the query failed: {error}") from error


def _refuse_what_leaves_the_graph(words: str) -> None:
    if _SERVICE.search(words):
        raise QueryError("SERVICE would ask another server; kg query uses no network: load that data beside the graph")
    if update := _UPDATE.match(words):
        raise QueryError(f"{update[1].upper()} changes data; kg query only reads: change the digests and build again")


def _refuse_what_is_too_deep(words: str) -> None:
    depths = accumulate(1 if bracket[0] in "([{" else -1 for bracket in _NESTING.findall(words))
    if max(depths, default=0) > DEEPEST:
        raise QueryError(f"the query has brackets more than {DEEPEST} deep in each other; ask for less at once")
    if sum(1 for _ in _OPERATOR.finditer(words)) > MOST_OPERATORS:
        raise QueryError(f"the query has more than {MOST_OPERATORS:,} operators; give long lists with VALUES or IN")


def _refuse_unknown_terms(store: ox.Store, sparql: str, words: str) -> None:
    """A misspelled term would find nothing and say nothing; one that the graph has, from wherever, may be asked for."""
    known = _known_terms()
    strange = [term for term in _own_terms(sparql, words) if term not in known and not _is_used(store, term)]
    if strange:
        told = []
        for term in strange:
            near = get_close_matches(term, sorted(known), 2)
            hint = f"did you mean {' or '.join(near)}?" if near else "ontology/kg.ttl lists all"
            told.append(f"{term} is no term of the ontology, nor in this graph; {hint}")
        raise QueryError("\n".join(told))


def _own_terms(sparql: str, words: str) -> list[str]:
    """The terms of `kg:` in a query, sorted, under whatever prefix and as whole IRIs."""
    prefixes = {**PREFIXES, **dict(_PREFIX.findall(sparql))}
    own = "|".join(re.escape(prefix) for prefix, iri in prefixes.items() if iri == PREFIXES["kg"]) or "(?!)"
    found = set(re.findall(rf"(?<![?$:\w.-])(?:{own}):([\w-]+)", words))
    found |= {match[1] for text in _SPARQL_TEXT.findall(sparql) if (match := _IRI.fullmatch(text))}
    return sorted(f"kg:{name}" for name in found)


def _is_used(store: ox.Store, term: str) -> bool:
    node = ox.NamedNode(expand(term))
    return any(next(store.quads_for_pattern(*place), None) for place in ((None, node, None), (None, None, node)))


def variables(sparql: str) -> frozenset[str]:
    """The names of the variables of a query.

    >>> sorted(variables("SELECT ?a { ?a ?b '?c' } # ?d"))
    ['a', 'b']
    """
    return frozenset(_VARIABLE.findall(_SPARQL_TEXT.sub(" ", sparql)))


def selected(sparql: str) -> frozenset[str]:
    """The names of the variables that a SELECT names as its columns.

    >>> sorted(selected("SELECT DISTINCT ?a (COUNT(?b) AS ?n) { ?a ?b ?c }"))
    ['a', 'n']
    """
    words = _SPARQL_TEXT.sub(" ", sparql)
    _, *after = re.split(r"\bSELECT\b", words, maxsplit=1, flags=re.IGNORECASE)
    columns = re.split(r"\bWHERE\b|\bFROM\b|\{", "".join(after), maxsplit=1, flags=re.IGNORECASE)[0]
    # Of an expression the innermost brackets first, until only what it is called is left.
    while (rest := _BRACKETS.sub(lambda match: f" {' '.join(_AS.findall(match[0]))} ", columns)) != columns:
        columns = rest
    return frozenset(_VARIABLE.findall(columns))


@cache
def _known_terms() -> frozenset[str]:
    tables = (NODE_TYPES, PROPERTIES, EDGE_TYPES)
    return frozenset(t.iri for table in tables for t in table.values() if t.iri.startswith("kg:"))


def given(sparql: str, nodes: Mapping[str, ox.NamedNode]) -> str:
    """A query with variables replaced by nodes; strings, IRIs and comments stay as they are.

    Oxigraph's own substitutions want each variable among the selected ones, and other servers have none.
    """
    names = "|".join(sorted(nodes)) or "(?!)"

    def replaced(words: str) -> str:
        return re.sub(rf"[?$]({names})\b", lambda match: str(nodes[match[1]]), words)

    parts, last = [], 0
    for kept in _SPARQL_TEXT.finditer(sparql):
        parts += [replaced(sparql[last : kept.start()]), kept.group()]
        last = kept.end()
    return "".join([*parts, replaced(sparql[last:])])


def solutions(store: ox.Store, sparql: str, **nodes: ox.NamedNode) -> Iterator[dict[str, ox.NamedNode | ox.Literal]]:
    """The rows of our own SELECT, by variable, those that are bound; `nodes` are variables that are given."""
    answer = store.query(given(sparql, nodes), prefixes=PREFIXES)
    assert isinstance(answer, ox.QuerySolutions)
    names = [variable.value for variable in answer.variables]
    for row in answer:
        terms = {name: row[name] for name in names}
        yield {name: term for name, term in terms.items() if isinstance(term, ox.NamedNode | ox.Literal)}


def _boolean(answer: ox.QueryBoolean, result_format: str) -> str:
    if result_format == "json":
        return _with_newline((answer.serialize(format=ox.QueryResultsFormat.JSON) or b"").decode())
    return "true\n" if answer else "false\n"


def _with_newline(text: str) -> str:
    return text if text.endswith("\n") else text + "\n"


def _cell(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None) -> str:
    if term is None:
        return ""
    if isinstance(term, ox.NamedNode):
        return shortened(term.value)
    return term.value if isinstance(term, ox.Literal) else str(term)


def shortened(iri: str) -> str:
    """An IRI with the prefix that stands for its beginning, or as it is.

    >>> shortened("https://w3id.org/paperkg/ontology#Paper")
    'kg:Paper'
    """
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace) and re.fullmatch(r"[\w.-]+", iri[len(namespace) :]):
            return f"{prefix}:{iri[len(namespace) :]}"
    return iri


def _syntax_message(sparql: str, reason: str) -> str:
    words = _SPARQL_TEXT.sub(" ", sparql)
    known = {*PREFIXES, *(name for name in _DECLARED.findall(words))}
    if unknown := sorted({name for name in _PREFIX_USED.findall(words) if name not in known}):
        return f"the prefix {unknown[0]}: is not known; declare it with PREFIX, or use one of {', '.join(PREFIXES)}"
    place = re.search(r"\b(\d+):(\d+)", reason)
    if not place:
        return f"this is not a SPARQL query: {reason}"
    line, column = int(place[1]), int(place[2])
    lines = sparql.splitlines() or [""]
    shown = lines[min(line, len(lines)) - 1]
    # Oxigraph lists everything that could have followed, often dozens of tokens.
    expected = reason.partition("expected ")[2]
    hint = f", expected {expected}" if expected and len(expected) <= LONGEST_HINT else ""
    return f"this is not a SPARQL query: line {line}, column {column} cannot be read{hint}\n  {shown}\n  {' ' * (column - 1)}^"
