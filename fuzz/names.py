"""The grammars of names: models, spellings, metrics, ids, and which names are short for which."""

import re
from itertools import islice, product

from fuzz.inputs import lines_of, same_twice, text_of
from kg.digest import repair
from kg.errors import UsageError
from kg.extract import Mention
from kg.extract.extractor import storable
from kg.naming import called, folded
from kg.resolve import (
    Aliases,
    author_id,
    canonical,
    direction_of,
    parse_model_name,
    read_aliases,
    resolve,
    slug,
    tag_id,
    unit_of_all,
    written_family,
)
from kg.resolve.definitions import alike, definitions, is_initials, is_short_for
from kg.resolve.spelling import form
from kg.resolve.suggestions import people, suggestions
from kg.schema import iri_of, node_id

LABELS = ("benchmark", "metric", "model", "method")
_ID = re.compile(r"[\w.@-]+")
_aliases: list[Aliases] = []


def take_apart(data: bytes) -> None:
    """A name of a model has the same parts in any case, and its family stands in it."""
    name = text_of(data)
    found = same_twice(lambda: parse_model_name(name))
    assert not name.isascii() or parse_model_name(name.upper()) == parse_model_name(name.lower()), found
    assert found.parameter_count is None or found.parameter_count > 0, found
    assert written_family(name, found.family) or not found.family, found


def spell(data: bytes) -> None:
    """A name has one form whatever is around it, and ids that can be read back from an IRI."""
    name = text_of(data)
    for label in LABELS:
        own = same_twice(lambda label=label: canonical(label, name))
        assert own == canonical(label, f" {name} ") or name != name.strip(), own
        assert _ID.fullmatch(form(label, name)), form(label, name)
    for id_ in (author_id(name), tag_id(name), f"system/{slug(name)}"):
        assert len(id_) < 200, id_
        assert node_id(iri_of(id_)) == id_, id_
        assert iri_of(id_).isprintable(), id_
    assert folded(folded(name)) == folded(name)
    assert direction_of(name).higher_is_better in (True, False, None)
    assert unit_of_all([name]) == unit_of_all([name, name])


def match_names(data: bytes) -> None:
    """What a name stands for among others is one of them, or an error says why not."""
    name, *others = lines_of(data, 8)
    things = {f"benchmark/{number}": [other] for number, other in enumerate(others)}
    try:
        assert called(name, things, "benchmark") in things
    except UsageError as error:
        assert str(error), error
    for one, other in islice(product([name, *others], repeat=2), 16):
        assert not is_short_for(one, one), one
        assert not is_initials(one, other) or any(map(str.isalpha, one)), (one, other)
        assert alike(one, other) == alike(other, one), (one, other)


def define_names(data: bytes) -> None:
    """The pairs of names that a text defines are names that stand in it."""
    text, *names = lines_of(data, 6)
    mentions = [
        Mention(
            name, LABELS[number % 4], tuple(m.span() for m in re.finditer(re.escape(name), text)), None, False, "", 1.0
        )
        for number, name in enumerate(dict.fromkeys(names))
        if name and name in text
    ]
    surfaces = {(mention.label, mention.text) for mention in mentions}
    for pair in same_twice(lambda: list(definitions(text, mentions))):
        assert surfaces.issuperset(pair), pair


def resolve_names(data: bytes) -> None:
    """Every name has an entity, in which it is; and what it is called does not hang on other papers."""
    if not _aliases:
        _aliases.append(read_aliases())
    uses: dict[tuple[str, str], set[str]] = {}
    tags: dict[str, list[str]] = {}
    defined: dict[str, list[tuple[tuple[str, str], tuple[str, str]]]] = {}
    last = ("model", "Foo")
    # Half characters are replaced where digests are read (`kg.digest`), before there are names.
    for number, line in enumerate(map(storable, lines_of(data, 12))):
        kind, name = LABELS[ord(line[:1] or "a") % 4], line[1:]
        paper = str(number // 3)
        if line.startswith("#"):
            tags.setdefault(paper, []).append(name)
        elif name.strip():
            uses.setdefault((kind, name), set()).add(paper)
            if line.startswith("("):
                defined.setdefault(paper, []).append((last, (kind, name)))
            last = (kind, name)
    found = same_twice(lambda: _resolved(uses, defined, tags))
    ids, senses, entities = found
    for (label, surface), papers in uses.items():
        for paper in papers:
            id_ = senses.get(((label, surface), paper), ids[label, surface])
            entity = entities[id_]
            assert repair(surface) in (entity.label, *entity.aliases) or label in ("model", "method"), entity
            assert entity.papers >= 1
            assert node_id(iri_of(id_)) == id_
    for paper in sorted({paper for papers in uses.values() for paper in papers}):
        own = {surface: {paper} for surface, papers in uses.items() if paper in papers}
        alone, alone_senses, _ = _resolved(own, {paper: defined.get(paper, [])}, {paper: tags.get(paper, [])})
        for surface in own:
            one = alone_senses.get((surface, paper), alone[surface])
            assert one == senses.get((surface, paper), ids[surface]), (surface, one)


def _resolved(uses, defined, tags):  # type: ignore[no-untyped-def]
    found = resolve(uses, defined, _aliases[0], tags)
    suggestions(found)
    people({paper: (frozenset(s for _, s in uses), frozenset()) for paper in defined})
    return found.ids, found.senses, found.entities
