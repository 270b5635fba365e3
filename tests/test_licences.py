"""The page of licences is what the installed packages state, and what paperkg needs to run goes with the MIT licence."""

import re
import runpy
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

# None of these asks anything of a program that imports the package, but that the package stays under its licence.
PERMISSIVE = {
    "0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "ISC", "MIT", "MPL-2.0", "PSF-2.0", "W3C-20150513", "Zlib",
}  # fmt: skip


@pytest.fixture(scope="module")
def page(root: Path) -> dict[str, Any]:
    return runpy.run_path(str(root / "docs" / "make_licences.py"))


def test_the_page_lists_what_the_lock_names(page: dict[str, Any]) -> None:
    assert sorted(page["known"]()) == page["locked"]()


@pytest.mark.bytes
def test_the_page_says_what_the_locked_packages_state(root: Path, page: dict[str, Any]) -> None:
    compared = 0
    for line in (root / "constraints.txt").read_text(encoding="utf-8").splitlines():
        requirement = Requirement(line)
        try:
            have = version(requirement.name)
        except PackageNotFoundError:
            continue
        if have in requirement.specifier:
            name = canonicalize_name(requirement.name)
            assert page["known"]()[name][0] == page["licence"](name), name
            compared += 1
    assert compared > 20


@pytest.mark.bytes
def test_what_runs_is_under_licences_that_go_with_ours(page: dict[str, Any]) -> None:
    known = page["known"]()
    needed = page["running"]()
    assert {"spacy", "click", "onnxruntime"} <= needed
    for name in needed:
        assert known[name][1] == "running", name
        # Of several that one may choose from, one is enough.
        ways = re.split(r" OR ", known[name][0])
        assert any(set(way.split(" AND ")) <= PERMISSIVE for way in ways), name


def test_scripts_of_tests_are_listed(root: Path, page: dict[str, Any]) -> None:
    text = (root / "docs" / "licences.md").read_text(encoding="utf-8")
    for name, licence in page["scripts"]().items():
        assert f"| {name} | {licence} |" in text
