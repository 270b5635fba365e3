"""The named questions of `ontology/queries/`: SPARQL files whose first comments say what is asked, and of what.

# Absolute results on a benchmark, ..        what is asked
# ?benchmark: Benchmark                      a variable that is given, and the type of what it stands for
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches

import pyoxigraph as ox

from kg.errors import UsageError
from kg.resources import ontology
from kg.schema import NODE_TYPES
from kg.store.naming import find
from kg.store.query import given

_PARAMETER = re.compile(r"# \?(\w+): (\w+)")


@dataclass(frozen=True, slots=True)
class Question:
    """A question: its file's name, what it asks, the types of what it asks of by variable, and the SPARQL."""

    name: str
    about: str
    parameters: dict[str, str]
    sparql: str


def questions() -> dict[str, Question]:
    """All named questions by name, sorted."""
    found = {}
    for path in sorted(ontology("queries").glob("*.rq")):
        text = path.read_text(encoding="utf-8")
        comments = [line for line in text.split("\n\n")[0].split("\n") if line.startswith("#")]
        matches = filter(None, map(_PARAMETER.fullmatch, comments))
        parameters = {match[1]: match[2] for match in matches}
        found[path.stem] = Question(path.stem, comments[0].lstrip("# "), parameters, text)
    return found


def question(name: str) -> Question:
    """The question of a name.

    Raises:
        UsageError: there is none; the nearest names are given.
    """
    known = questions()
    if name not in known:
        near = get_close_matches(name, known)
        hint = f"did you mean {' or '.join(near)}?" if near else f"kg query --list shows all {len(known)}"
        raise UsageError(f"{name!r}: no question is called so; {hint}")
    return known[name]


def bound(asked: Question, values: Mapping[str, str], store: ox.Store) -> str:
    """The SPARQL of a question with each of its variables replaced by what a name stands for in a graph.

    Names are never pasted into the text: what stands there is the IRI of a node that the graph has.

    Raises:
        UsageError: a name is missing, one is too many, or one stands for nothing or for several things.
    """
    expected = [f"{name}=.. (the name of a {NODE_TYPES[t].name})" for name, t in asked.parameters.items()]
    if missing := sorted(asked.parameters.keys() - values.keys()):
        raise UsageError(f"{asked.name} asks for {missing[0]}; give {' and '.join(expected)}")
    if unknown := sorted(values.keys() - asked.parameters.keys()):
        hint = f"give {' and '.join(expected)}" if expected else "leave it out"
        raise UsageError(f"{asked.name} does not ask for {unknown[0]!r}; {hint}")
    return given(asked.sparql, {name: find(store, values[name], type_) for name, type_ in asked.parameters.items()})
