"""Merges that nobody dared: names that may be one thing, with what speaks for it. People decide, in `aliases.toml`.

Each kind is found by looking up what names have in common (initials, all but a letter, co-authors), never by comparing all pairs.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from kg.characters import without_unseen
from kg.resolve.definitions import SMALL
from kg.resolve.known import PREFIXES
from kg.resolve.names import looks_like_handle
from kg.resolve.resolution import Resolution
from kg.resolve.spelling import canonical

# One letter more or less is likely to be a slip in names of at least so many letters, a word like "benchmark" not counted.
LONG_NAME = 8
LONGEST = 100
# Initials of fewer letters are those of too many names.
LEAST_INITIALS = 3
# A key that more names share tells nothing.
CROWD = 8
UNSEEN = "the same but for characters that are not seen"
_TAILS = re.compile(
    r"[- ]?(?:bench(?:mark)?|data ?set|corpus|suite|framework|model|algorithm|method|score)s?$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, order=True)
class Suggestion:
    """Two things that may be one: what each is called, the prefix of both ids, and what speaks for it."""

    prefix: str
    one: str
    other: str
    reason: str


def suggestions(resolution: Resolution) -> list[Suggestion]:
    """What may be one thing among the names of a build, sorted."""
    found: _Found = defaultdict(set)
    keys: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    shorts: dict[tuple[str, str], set[str]] = defaultdict(set)
    longs: dict[tuple[str, str], set[str]] = defaultdict(set)
    for (label, surface), meanings in resolution.meanings.items():
        prefix = PREFIXES[label]
        if len(meanings) > 1:
            _add_pairs(found, resolution, prefix, meanings, f"{surface!r} names each in some paper")
        entity = resolution.ids[label, surface]
        if entity not in resolution.entities:
            continue
        plain = without_unseen(surface)
        if plain != surface:
            if (seen := resolution.named(label, plain)) in resolution.entities:
                _add_pairs(found, resolution, prefix, {entity, seen}, UNSEEN)
            continue
        for reason, key in _keys(label, plain):
            keys[prefix, reason, key].add(entity)
        words = [word for word in re.findall(r"[^\W_]+", surface) if word.casefold() not in SMALL]
        if len(words) >= LEAST_INITIALS:
            longs[prefix, "".join(word[0] for word in words).casefold()].add(entity)
        elif len(words) == 1 and len(words[0]) >= LEAST_INITIALS:
            shorts[prefix, words[0].casefold()].add(entity)
    for (prefix, reason, _), entities in keys.items():
        if 1 < len(entities) <= CROWD:
            _add_pairs(found, resolution, prefix, entities, reason)
    for (prefix, key), short in shorts.items():
        spelled = longs[prefix, key] - short
        if 0 < len(spelled) < CROWD:
            for entity in short:
                _add_pairs(found, resolution, prefix, (entity, *spelled), "the one's initials are the other", entity)
    return _listed(found)


# Reasons by prefix and the two names.
_Found = dict[tuple[str, str, str], set[str]]


def _add_pairs(
    found: _Found, resolution: Resolution, prefix: str, entities: Iterable[str], reason: str, first: str = ""
) -> None:
    """Adds each entity beside the first of them: that of the first label, or a given one."""
    called = {entity: resolution.entities[entity].label for entity in entities}
    first = first or min(called, key=lambda entity: (called[entity], entity))
    for entity, label in called.items():
        if entity != first:
            found[prefix, called[first], label].add(reason)


def _listed(found: _Found) -> list[Suggestion]:
    return sorted(Suggestion(*names, "; ".join(sorted(reasons))) for names, reasons in found.items())


def _keys(label: str, surface: str) -> Iterator[tuple[str, str]]:
    """What a name has in common with other writings of it: the reason, and the key."""
    if letters := _letters(canonical(label, surface)):
        yield "the same letters", letters
    if tail := _TAILS.sub("", surface):
        stem = canonical(label, tail)
        yield 'the same but for a word like "benchmark"', stem
        if LONG_NAME <= len(letters := _letters(stem)) <= LONGEST and letters.isalpha():
            yield "the same but for a letter", letters
            for k in range(len(letters)):
                yield "the same but for a letter", letters[:k] + letters[k + 1 :]


def _letters(name: str) -> str:
    return re.sub(r"[^\w+]|_", "", name)


def people(papers: Mapping[str, tuple[frozenset[str], frozenset[str]]]) -> list[Suggestion]:
    """Names of authors that may be one person's: a handle and a name with co-authors or repositories in common.

    Args:
        papers: by paper the names of its authors, and its repositories.
    """
    beside: dict[str, set[str]] = defaultdict(set)
    written: dict[str, set[str]] = defaultdict(set)
    folded: dict[str, set[str]] = defaultdict(set)
    for paper, (authors, repositories) in papers.items():
        for author in authors:
            beside[author] |= (authors - {author}) | repositories
            written[author].add(paper)
            folded["".join(sorted(re.findall(r"[^\W_]", author.casefold())))].add(author)
    near: dict[str, set[str]] = defaultdict(set)
    for author, others in beside.items():
        for other in others:
            near[other].add(author)
    found: _Found = defaultdict(set)
    for alike in folded.values():
        words = {name: sorted(re.findall(r"[^\W_]+", name.casefold())) for name in alike}
        for one, other in combinations(sorted(alike), 2):
            if "".join(words[one]) == "".join(words[other]):
                found["author", one, other].add("the same words in another case or order")
            elif looks_like_handle(one) != looks_like_handle(other) and _is_handle_of(
                *sorted((one, other), key=_words)
            ):
                found["author", one, other].add("the same letters, written as one")
    for handle in sorted(author for author in beside if looks_like_handle(author)):
        for name in sorted({n for other in beside[handle] for n in near[other]} - beside[handle] - {handle}):
            shared = sorted(beside[handle] & beside[name])
            if not looks_like_handle(name) and _is_handle_of(handle, name) and not written[handle] & written[name]:
                one, other = sorted((name, handle))
                found["author", one, other].add(f"a handle of such letters, and both with {', '.join(shared[:3])}")
    return _listed(found)


def _words(name: str) -> int:
    return len(name.split())


def _is_handle_of(handle: str, name: str) -> bool:
    """Whether a handle is made of a name: of its longest word, and others or their initials, or of all initials."""
    letters = re.sub(r"[\W\d_]", "", handle.casefold())
    words = re.findall(r"[^\W\d_]+", name.casefold())
    initials = "".join(word[0] for word in words)
    if len(initials) < 2:
        return False
    longest = max(words, key=len)
    before, found, after = letters.partition(longest)
    others = initials.replace(longest[0], "", 1)
    whole = bool(found) and len(longest) > 2 and all(not rest or rest[0] in others for rest in (before, after))
    return whole or letters == initials
