"""Small invented graphs, and graphs of some days of seeds/."""

import json
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

import pyoxigraph as ox
import pytest

from kg.digest import Reading
from kg.export.nquads import generate_nquads
from kg.extract import Extractor
from kg.graph import build
from kg.resolve import Aliases
from kg.schema import DEFAULT_BASE, PREFIXES, iri_of
from kg.store.diff import Diff, diff_of_stores
from kg.store.load_process import load

HEAD = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items())
TYPES = {"benchmark": "Benchmark", "metric": "Metric", "system": "Model"}


def invented(
    papers: Mapping[str, Mapping[str, Any]] | None = None,
    names: Mapping[str, Sequence[str]] | None = None,
    mentions: Collection[tuple[str, ...]] = (),
    results: Collection[Mapping[str, Any]] = (),
    lower_is_better: Collection[str] = (),
    based_on: Mapping[str, str] | None = None,
    base: str = DEFAULT_BASE,
) -> ox.Store:
    """A graph in a store.

    Args:
        papers: by identifier: title, days, authors, tags, code.
        names: labels and aliases of entities by id ("metric/accuracy"); without any, the last part of the id.
        mentions: (paper, entity id, words), with "introduces" as a fourth where the paper does.
        results: paper, system, benchmark, metric, baseline (ids of entities, "" for none), value, kind, unit, and the place of
            the number ("start"); all have a usual value.
        lower_is_better: ids of metrics of which the least value is the best.
        based_on: what models were made from.
        base: what IRIs begin with.
    """

    def iri(id_: str) -> str:
        return f"<{iri_of(id_, base)}>"

    def text(value: object) -> str:
        return json.dumps(value, ensure_ascii=False)

    lines = [HEAD]
    entries: dict[str, str] = {}
    lines += [
        f'{iri(f"digest/{day}")} a kg:Digest ; kg:day "{day}"^^xsd:date ; kg:path "{day}.md" .'
        for day in sorted({day for about in (papers or {}).values() for day in about["days"]} | {"2025-01-01"})
    ]
    for number, (paper, about) in enumerate((papers or {}).items(), 7):
        node = iri(f"paper/{paper}")
        page = f"https://arxiv.org/abs/{paper}"
        lines.append(f"{node} a kg:Paper ; dcterms:title {text(about.get('title', paper))} ; foaf:page <{page}> .")
        for day in about["days"]:
            entry = entries[paper] = iri(f"entry/{day}/{paper}")
            lines.append(f"{entry} a kg:DigestEntry ; kg:describes {node} ; kg:inDigest {iri(f'digest/{day}')} .")
            lines.append(f"{entry} kg:line {number} ; schema:description {text(about.get('summary', 'Says.'))} .")
        for position, author in enumerate(about.get("authors", ()), 1):
            own, person = iri(f"authorship/{paper}/{position}"), iri(f"author/{author}")
            lines.append(f"{own} a kg:Authorship ; kg:paper {node} ; kg:author {person} ; kg:position {position} .")
            lines.append(f"{person} a kg:Author ; foaf:name {text(author)} .")
        lines += [
            f"{node} dcterms:subject {iri(f'tag/{tag}')} . {iri(f'tag/{tag}')} skos:prefLabel {text(tag)} ."
            for tag in about.get("tags", ())
        ]
        for url in about.get("code", ()):
            code = iri(f"repository/{url.partition('://')[2]}")
            lines.append(f"{node} kg:hasCode {code} . {code} schema:url <{url}> .")
    stated = [{"system": "system/a", "benchmark": "benchmark/b", "metric": "metric/m"} | dict(one) for one in results]
    arguments = ("system", "benchmark", "metric", "baseline")
    used = {one[name] for one in stated for name in arguments if one.get(name)} | {mention[1] for mention in mentions}
    for id_ in sorted(used | (names or {}).keys()):
        label, *aliases = (names or {}).get(id_, [id_.rpartition("/")[2]])
        lines.append(f"{iri(id_)} a kg:{TYPES[id_.partition('/')[0]]}, kg:Entity ; skos:prefLabel {text(label)} .")
        lines += [f"{iri(id_)} skos:altLabel {text(alias)} ." for alias in aliases]
        if id_.startswith("metric/"):
            lines.append(f"{iri(id_)} kg:higherIsBetter {text(id_ not in lower_is_better)} .")
    lines += [f"{iri(model)} kg:basedOn {iri(made_from)} ." for model, made_from in (based_on or {}).items()]

    def evidence(fact: str, paper: str, sentence: str, confidence: str) -> str:
        own, target = iri(f"evidence/{fact}"), iri(f"evidence/{fact}/sentence")
        lines.append(
            f"{own} a kg:Evidence ; kg:sentenceText {text(sentence)} ; kg:confidence {confidence} ; kg:line 3 ."
        )
        lines.append(f'{own} kg:path "d.md" ; kg:sentence {target} . {target} oa:hasSource {entries[paper]} .')
        return own

    for number, (paper, entity, words, *introduces) in enumerate(mentions):
        fact = f"mention/{paper}/{number}"
        own = evidence(fact, paper, f"Here is {words}.", "0.9")
        lines.append(f"{own} kg:surface {text(words)} .")
        lines.append(
            f"{iri(fact)} a kg:Mention ; kg:paper {iri(f'paper/{paper}')} ; kg:entity {iri(entity)} ; kg:evidence {own} ."
        )
        lines.append(f"{iri(fact)} kg:introduced {text(bool(introduces))} .")
    for number, one in enumerate(stated):
        paper, value = one["paper"], one["value"]
        fact = f"result/{paper}/{one.get('start', number)}"
        own = evidence(fact, paper, one.get("sentence", f"It has {value}."), "0.8")
        node, kind, unit = iri(fact), one.get("kind", "absolute"), one.get("unit", "percent")
        lines.append(f"{node} a kg:Result ; kg:kind {text(kind)} ; kg:unit {text(unit)} ; kg:valueText {text(value)} .")
        lines.append(f"{node} kg:confidence 0.8 ; kg:evidence {own} . {iri(f'paper/{paper}')} kg:reports {node} .")
        if value.replace(".", "").isdigit():
            lines.append(f"{node} kg:value {value} .")
        for name in arguments:
            if one.get(name):
                lines.append(f"{node} kg:{'subject' if name == 'system' else name} {iri(one[name])} .")
    store = ox.Store()
    store.load("\n".join(lines).encode(), format=ox.RdfFormat.TURTLE)
    return store


def differences(old: ox.Store, new: ox.Store) -> Diff:
    return diff_of_stores(old, new, "old", "new")


@pytest.fixture(scope="session")
def graph() -> Callable[..., ox.Store]:
    return invented


@pytest.fixture(scope="session")
def compared() -> Callable[[ox.Store, ox.Store], Diff]:
    return differences


@pytest.fixture(scope="session")
def seeds_store(
    seeds_reading: Reading, extractor: Extractor, tmp_path_factory: pytest.TempPathFactory
) -> Callable[..., ox.Store]:
    """Makes the store of seeds/ without some days, read once.

    `aliases` say what names are, `base` begins the IRIs; of the day `twice` there is a second digest without the last paper.
    """
    annotations = {}
    for digest in seeds_reading.digests:
        keys = [(entry.day, entry.paper) for entry in digest.entries]
        annotations |= zip(keys, extractor.annotate(iter(digest.entries)), strict=True)
    folder = tmp_path_factory.mktemp("seeds")

    @cache
    def store(*without: str, aliases: Aliases | None = None, base: str = DEFAULT_BASE, twice: str = "") -> ox.Store:
        digests = [digest for digest in seeds_reading.digests if digest.day not in without]
        digests += [replace(one, path="again.md", entries=one.entries[:-1]) for one in digests if one.day == twice]
        built = build(digests, lambda entries: (annotations[e.day, e.paper] for e in entries), aliases)
        path = folder / "graph.nq"
        path.write_bytes(b"".join(generate_nquads(built, base)))
        opened = ox.Store()
        load(opened, str(path), ox.RdfFormat.N_QUADS)
        return opened

    return store
