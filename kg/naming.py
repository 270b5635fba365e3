"""What a name that a person types stands for: forgiving of spelling, and asking back where several things match.

Slices look names up in a graph, `kg.store.naming` in a store; both give what things are called and share the rest.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from difflib import get_close_matches

from kg.errors import UsageError

MOST_SHOWN = 5


def called(name: str, names: Mapping[str, Sequence[str]], what: str, id_of: Callable[[str], str] = str) -> str:
    """The one of some things that a name stands for.

    It may be the thing's identifier or the end of it ("benchmark/math-500"), its label or an alias, first as they stand and then
    by their letters and digits alone.

    Args:
        name: as it was typed.
        names: what each thing is called by its identifier, an id or an IRI, the label first.
        what: the kind of thing that is looked for, in the message.
        id_of: makes a short id of an identifier, for the message.

    Raises:
        UsageError: nothing is called so (what is nearly, or else what there is, is named), or several things are.
    """
    key = folded(name)
    ways: tuple[Callable[[str, Sequence[str]], bool], ...] = (
        lambda thing, _: name in (thing, id_of(thing)) or ("/" in name and thing.endswith(f"/{name}")),
        lambda _, own: name in own[:1],
        lambda _, own: name in own,
        lambda _, own: bool(key) and key in map(folded, own),
    )
    for fits in ways:
        found = sorted(thing for thing, own in names.items() if fits(thing, own))
        if len(found) == 1:
            return found[0]
        if found:
            shown = _listed([f"{id_of(thing)} ({', '.join(names[thing][:1])})" for thing in found])
            raise UsageError(f"{name!r} may be {shown}; give one of these ids")
    raise UsageError(f"{name!r}: no {what} in this graph is called so{_hint(key, names)}")


def _hint(key: str, names: Mapping[str, Sequence[str]]) -> str:
    known = {folded(own): own for all_ in names.values() for own in all_}
    near = [known[other] for other in get_close_matches(key, sorted(known), MOST_SHOWN)]
    if near:
        return f"; did you mean {' or '.join(map(repr, near))}?"
    labels = [repr(all_[0]) for all_ in names.values() if all_]
    return f"; there are {_listed(labels)}" if labels else "; there is none at all"


def _listed(words: Sequence[str]) -> str:
    more = f" and {len(words) - MOST_SHOWN} more" if len(words) > MOST_SHOWN else ""
    return ", ".join(words[:MOST_SHOWN]) + more


def folded(name: str) -> str:
    """The letters, digits and plus signs of a name, whatever their case.

    >>> folded("MATH-500") == folded("math500"), folded("HumanEval+") == folded("HumanEval")
    (True, False)
    """
    return re.sub(r"[^\w+]|_", "", unicodedata.normalize("NFKC", name).casefold())
