"""Writes licences.md: the licence of every package that the lock names, as the installed packages state it.

    python docs/make_licences.py

Run it in an environment with all extras. What is not installed, since it is for another system, keeps the line that it has.
"""

import json
import re
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from kg.resources import rows

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "licences.md"
_SPDX = re.compile(r"[A-Za-z0-9.-]+(?: (?:AND|OR) [A-Za-z0-9.-]+)*")
_LINE = re.compile(r"\| (\S+) \| (.+) \| (running|making) \|")

HEAD = """# Licences

paperkg is under the MIT licence. This page lists the licences of all that `constraints.txt` and `tests/js/package-lock.json`
name, as the packages state them; `python docs/make_licences.py` writes it, and `tests/test_licences.py` holds it to what is
installed. *running*: `kg` and `import kg` need it. *making*: only tests, checks and the like do; nothing of it is shipped, and
nothing shipped imports it, but what pyspark brings, which `kg build --engine spark` alone asks for.

`graph.html` carries vis-network (MIT OR Apache-2.0), which comes with pyvis. What the encoder was made from is told in
[model-card.md](model-card.md). Programs of others that the tests start as processes of their own (Virtuoso, Fuseki, Neo4j,
Gephi, ROBOT, Chromium, rapper) are no part of paperkg.

| Python package | licence | for |
|---|---|---|
"""


def locked() -> list[str]:
    """The names of the packages that the lock names, sorted."""
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    return sorted({canonicalize_name(Requirement(line).name) for line in lines if line and not line.startswith("#")})


def licence(package: str) -> str | None:
    """The SPDX expression of an installed package's licence; None where it is not installed.

    Raises:
        ValueError: what it states is not in `licence_names.tsv`.
    """
    try:
        about = metadata.metadata(package)
    except metadata.PackageNotFoundError:
        return None
    names = dict(rows(ROOT / "docs" / "licence_names.tsv", 2))
    classes = [
        c.rpartition(" :: ")[2] for c in about.get_all("Classifier") or () if c.startswith("License :: OSI Approved ::")
    ]
    stated = [
        about.get("License-Expression"),
        (about.get("License") or "").strip(),
        " OR ".join(names.get(c, c) for c in classes),
    ]
    for text in filter(None, stated):
        if (found := names.get(text, text)) and _SPDX.fullmatch(found) and found != "UNKNOWN":
            return found
    raise ValueError(f"{package}: states {stated!r}; add what it means to docs/licence_names.tsv")


def running() -> set[str]:
    """The names of the installed packages that paperkg needs to run, itself left out."""
    import tomllib

    asked = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    found: set[str] = set()
    waiting = [Requirement(line) for line in asked]
    while waiting:
        requirement = waiting.pop()
        name = canonicalize_name(requirement.name)
        if name in found or (requirement.marker and not requirement.marker.evaluate({"extra": ""})):
            continue
        try:
            needs = metadata.requires(name) or []
        except metadata.PackageNotFoundError:
            continue
        found.add(name)
        waiting += map(Requirement, needs)
    return found


def known() -> dict[str, tuple[str, str]]:
    """Licence and use of each Python package, as the page has it."""
    text = PAGE.read_text(encoding="utf-8") if PAGE.exists() else ""
    return {found[1]: (found[2], found[3]) for found in map(_LINE.fullmatch, text.splitlines()) if found}


def scripts() -> dict[str, str]:
    """Licences of the npm packages of tests, by name."""
    lock = json.loads((ROOT / "tests" / "js" / "package-lock.json").read_text(encoding="utf-8"))
    packages = {path.rpartition("node_modules/")[2]: about for path, about in lock["packages"].items() if path}
    return {name: str(about["license"]) for name, about in sorted(packages.items())}


def document() -> str:
    """The page."""
    old, needed = known(), running()
    lines = []
    for name in locked():
        if stated := licence(name):
            found = stated, "running" if name in needed else "making"
        elif name in old:
            found = old[name]
        else:
            raise SystemExit(f"{name}: is not installed, and the page does not have it; install it and run this again")
        lines.append(f"| {name} | {' | '.join(found)} |\n")
    npm = "".join(f"| {name} | {found} |\n" for name, found in scripts().items())
    return f"{HEAD}{''.join(lines)}\n| npm package of the tests | licence |\n|---|---|\n{npm}"


if __name__ == "__main__":
    PAGE.write_text(document(), encoding="utf-8")
