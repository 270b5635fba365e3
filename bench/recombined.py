#!/usr/bin/env python3
"""Any number of papers, made of real ones: annotated entries in the form of the bulk path, for measuring it.

    python bench/recombined.py 100000 FOLDER [--from PATH...] [--few 5] [--share 0.6] [--a-day 250] [--jobs N]

Takes the entries under PATH (../shared/corpus where it is, else seeds) and what is read of them (kept in the cache, so that they
are read once), and writes FOLDER/entries/*.parquet and FOLDER/digests/*.parquet (`kg.bulk.schemas`): a digest for each day from
2014-01-01 on.

Each entry has the summary and the annotation of one real entry, the authors and tags of others, and an arXiv id of its own; one
in sixty is that of a paper of the days before, which so has several. Names are as skewed as in a whole field: a share of the
papers tell a summary that names one of the few benchmarks that most real papers name, all others any summary, with its rare
benchmarks. Names that a paper introduces become invented ones of the same length, so that offsets stay right and names grow with
the papers; so do repositories and names of authors. The same number of papers gives the same files, whatever the number of jobs.
"""

import argparse
import multiprocessing
import pickle
import random
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import fields
from datetime import date, timedelta
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import pyarrow as pa  # noqa: E402
import pyarrow.parquet as pq  # noqa: E402

from kg.annotate import Annotator  # noqa: E402
from kg.annotate.columns import columns_of  # noqa: E402
from kg.bulk.schemas import ANNOTATED, DIGESTS, ENTRIES  # noqa: E402
from kg.cache_folder import cache_folder  # noqa: E402
from kg.digest import Link, read  # noqa: E402
from kg.graph.identity import keyed  # noqa: E402

FIRST = date(2014, 1, 1)
A_DAY = 250
DAYS_A_PART = 20
AGAIN = 60
NEW_AUTHORS = 0.3
FEW, SHARE = 5, 0.6
_LINK = tuple(field.name for field in fields(Link))


def pool(paths: list[str]) -> list[dict[str, Any]]:
    """The real entries: what they say, their annotation as columns, and the names in them that no other paper uses."""
    entries = [own.entry for digest in keyed(read(paths).digests) for own in digest.entries]
    annotations = list(Annotator(cache=cache_folder(None)).annotate(entries))
    users = Counter(text for a in annotations for text in {mention.text for mention in a.mentions})
    columns = columns_of(annotations)
    found = []
    for number, (entry, annotation) in enumerate(zip(entries, annotations, strict=True)):
        rare = {m.text for m in annotation.mentions if m.introduced and users[m.text] == 1 and len(m.text) > 2}
        found.append(
            {
                "entry": entry,
                "links": [{name: getattr(link, name) for name in _LINK} for link in entry.links],
                "rare": sorted(rare, key=lambda name: (-len(name), name)),
                "annotation": {name: column[number] for name, column in zip(ANNOTATED, columns, strict=True)},
            }
        )
    return found


def common(own: list[dict[str, Any]], few: int) -> list[dict[str, Any]]:
    """The entries that name one of so many benchmarks, of those that most entries name."""
    names = [{m["text"] for m in row["annotation"]["mentions"] if m["label"] == "benchmark"} for row in own]
    most = {name for name, _ in sorted(Counter(n for found in names for n in found).items(), key=_most)[:few]}
    return [row for row, found in zip(own, names, strict=True) if found & most]


def _most(counted: tuple[str, int]) -> tuple[int, str]:
    name, count = counted
    return -count, name


def _invented(name: str, drawn: random.Random) -> str:
    """A name of the same length and look."""
    letters = "bcdfghklmnprstvwz", "aeiouy"
    return "".join(
        (drawn.choice(letters[k % 2]).upper() if c.isupper() else drawn.choice(letters[k % 2])) if c.isalpha() else c
        for k, c in enumerate(name)
    )


def _told_anew(own: dict[str, Any], drawn: random.Random) -> tuple[str, list[dict[str, Any]]]:
    """The summary and the mentions with other names in place of the rare ones."""
    text = own["entry"].summary
    for name in own["rare"]:
        text = text.replace(name, _invented(name, drawn))
    mentions = []
    for mention in own["annotation"]["mentions"]:
        span = mention["spans"][0]
        mentions.append({**mention, "text": text[span["start"] : span["end"]]})
    by_text = {mention["text"] for mention in mentions}
    if len(by_text) != len(mentions) or any(
        text[s["start"] : s["end"]] != m["text"] for m in mentions for s in m["spans"]
    ):
        return own["entry"].summary, own["annotation"]["mentions"]  # names overlap so that they would part
    return text, mentions


def _authors(own: dict[str, Any], names: list[list[str]], drawn: random.Random) -> list[str]:
    found = []
    for name in own["entry"].authors:
        if drawn.random() < NEW_AUTHORS:
            name = f"{drawn.choice(names[0])} {drawn.choice(names[1])}"
        found.append(name)
    return list(dict.fromkeys(found))


def _links(own: dict[str, Any], number: int) -> list[dict[str, Any]]:
    found = []
    for link in own["links"]:
        if link["kind"] == "Repository" and link["name"]:
            link = {**link, "name": f"{link['name']}-{number}", "url": f"{link['url']}-{number}"}
        found.append(link)
    return found


def _names(own: list[dict[str, Any]]) -> list[list[str]]:
    """Given names and family names of authors."""
    words = [name.split() for row in own for name in row["entry"].authors if len(name.split()) == 2]
    return [sorted({word[k] for word in words}) for k in (0, 1)]


def _paper(day: date, place: int) -> str:
    """The arXiv id of a paper by its day and its place in it."""
    return f"{day:%y%m}.{(day.day - 1) * A_DAY + place + 1:05}"


def day_rows(kept: dict[str, Any], names: list[list[str]], number: int, entries: int) -> list[dict[str, Any]]:
    """The entries of the day of that number."""
    own, few, share = kept["own"], kept["common"], kept["share"]
    drawn = random.Random(number)
    day = FIRST + timedelta(days=number)
    rows = []
    for place in range(entries):
        paper = _paper(day, place)
        if number > 2 and drawn.randrange(AGAIN) == 0:
            paper = _paper(day - timedelta(days=drawn.randint(1, 3)), place)
        told = drawn.choice(few if drawn.random() < share else own)
        wrote, tagged = drawn.choice(own), drawn.choice(own)
        text, mentions = _told_anew(told, drawn)
        authors = _authors(wrote, names, drawn)
        rows.append(
            {
                "content": f"{number:064x}",
                "position": place,
                "key": paper,
                "digest_line": 1,
                "sha256": f"{number:064x}",
                "day": day.isoformat(),
                "paper": paper,
                "title": told["entry"].title,
                "title_source": told["entry"].title_source,
                "authors": authors,
                "author_sources": authors,
                "summary": text,
                "tags": list(tagged["entry"].tags),
                "links": _links(told, number * A_DAY + place),
                "path": f"{day.isoformat()}.md",
                "line": place + 5,
                **told["annotation"],
                "mentions": mentions,
            }
        )
    return rows


def _part(task: tuple[int, int, str, str]) -> int:
    """Writes the part of that number; returns how many entries it has."""
    number, papers, kept, folder = task
    real = pickle.loads(Path(kept).read_bytes())
    names = _names(real["own"])
    rows = []
    a_day = real["a_day"]
    for day in range(number * DAYS_A_PART, (number + 1) * DAYS_A_PART):
        rows += day_rows(real, names, day, min(a_day, max(0, papers - day * a_day)))
    arrays = [pa.array([row[own.name] for row in rows], own.type) for own in ENTRIES]
    pq.write_table(
        pa.Table.from_arrays(arrays, schema=ENTRIES),
        Path(folder) / f"{number:05}.parquet",
        compression="zstd",
        row_group_size=1000,
    )
    return len(rows)


def write(options: argparse.Namespace) -> None:
    """Writes so many entries, a share of which name one of a few benchmarks."""
    papers, folder = options.papers, options.folder
    entries = folder / "entries"
    entries.mkdir(parents=True)
    (folder / "digests").mkdir()
    kept = folder / "pool.pickle"
    own = pool(options.paths)
    real = {"own": own, "common": common(own, options.few), "share": options.share, "a_day": options.a_day}
    kept.write_bytes(pickle.dumps(real))
    days = -(-papers // options.a_day)
    tasks = ((number, papers, str(kept), str(entries)) for number in range(-(-days // DAYS_A_PART)))
    with multiprocessing.get_context("spawn").Pool(options.jobs) as workers:
        print(f"{sum(workers.imap_unordered(_part, tasks)):,} entries of {days:,} days in {folder}")
    kept.unlink()
    pq.write_table(pa.Table.from_pylist(list(_digests(days)), DIGESTS), folder / "digests" / "days.parquet")


def _digests(days: int) -> Iterator[dict[str, Any]]:
    for number in range(days):
        day = (FIRST + timedelta(days=number)).isoformat()
        yield {
            "day": day,
            "content": f"{number:064x}",
            "short": f"{number:010x}",
            "path": f"{day}.md",
            "line": 1,
            "sha256": f"{number:064x}",
        }


def main() -> None:
    """Writes the files."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    corpus = ROOT / "../shared/corpus"
    parser.add_argument("papers", type=int)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--from", dest="paths", nargs="+", default=[str(corpus if corpus.is_dir() else ROOT / "seeds")])
    parser.add_argument("--few", type=int, default=FEW, help=f"benchmarks that most papers name (default {FEW})")
    parser.add_argument("--share", type=float, default=SHARE, help=f"of papers that name one (default {SHARE})")
    parser.add_argument("--jobs", type=int, default=multiprocessing.cpu_count())
    parser.add_argument(
        "--a-day", type=int, default=A_DAY, help=f"papers of a digest, {A_DAY} at most (default {A_DAY})"
    )
    write(parser.parse_args())


if __name__ == "__main__":
    main()
