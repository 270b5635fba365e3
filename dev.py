#!/usr/bin/env python3
"""Sets up a virtual environment and runs one of the project's commands in it; needs Python 3.11 or newer with venv, nothing else.

    python3 dev.py build      build the graph of seeds/ into exports/
    python3 dev.py test       run the tests (further arguments go to pytest)
    python3 dev.py check      lint, format check and strict types
    python3 dev.py format     put the code into the project's format
    python3 dev.py lock       resolve constraints.txt anew
    python3 dev.py audit      ask PyPI for known weaknesses of what constraints.txt names (further arguments go to pip-audit)
    python3 dev.py bench      measure all costs beside other tools, and write docs/benchmarks.md (arguments go to bench/suite.py)

The environment is .venv beside this file; the versions are those of constraints.txt.
"""

import hashlib
import os
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent
ENVIRONMENT = ROOT / ".venv"
PYTHON = ENVIRONMENT / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
LOCK = ROOT / "constraints.txt"

EXTRAS = {
    "build": (),
    "test": ("test",),
    "check": ("test", "check"),
    "format": ("check",),
    "lock": (),
    "audit": (),
    "bench": ("bench", "browser"),
}


def run(*arguments: str) -> None:
    """Runs Python of the environment with some arguments in the project's folder; its failure ends this program."""
    code = subprocess.run([str(PYTHON), *arguments], cwd=ROOT, check=False).returncode
    if code:
        sys.exit(code)


def set_up(extras: tuple[str, ...]) -> None:
    """Makes the environment and installs the project into it, editable, unless that was done with these files already."""
    if not PYTHON.exists():
        print("Setting up .venv ..", file=sys.stderr)
        venv.create(ENVIRONMENT, with_pip=True)
    state = b"".join((ROOT / name).read_bytes() for name in ("pyproject.toml", "constraints.txt", "kg/__init__.py"))
    want = hashlib.sha256(state + str(ROOT).encode()).hexdigest()
    for extra in extras or ("",):
        stamp = ENVIRONMENT / f".installed-{extra or 'base'}"
        if stamp.exists() and stamp.read_text() == want:
            continue
        what = f".[{extra}]" if extra else "."
        run("-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-c", str(LOCK), "-e", what)
        stamp.write_text(want)


def main(command: str, *arguments: str) -> None:
    """Runs one of the commands of the module's docstring."""
    if command not in EXTRAS:
        sys.exit(f"dev.py: no command {command!r}\n{__doc__}")
    set_up(EXTRAS[command])
    if command == "build":
        run("-m", "kg", "build", "seeds", "-o", "exports", *arguments)
    elif command == "test":
        run("-m", "pytest", *arguments)
    elif command == "check":
        run("-m", "ruff", "check")
        run("-m", "ruff", "format", "--check")
        run("-m", "mypy")
    elif command == "format":
        run("-m", "ruff", "check", "--fix")
        run("-m", "ruff", "format")
    elif command == "lock":
        run("-m", "pip", "install", "--quiet", "uv")
        extras = [
            part for extra in ("test", "check", "bench", "browser", "igraph", "spark") for part in ("--extra", extra)
        ]
        # One version for all Pythons, so that the bytes of a build do not depend on which of them runs.
        options = ["--universal", "--fork-strategy", "fewest", "--python-version", "3.11", "--upgrade"]
        plain = ["--quiet", "--no-header", "--no-annotate"]
        run("-m", "uv", "pip", "compile", *plain, *options, *extras, "pyproject.toml", "-o", "constraints.txt")
    elif command == "audit":
        run("-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-c", str(LOCK), "pip-audit")
        # Strict: a package of which the service does not know is a failure, not one without weaknesses.
        run("-m", "pip_audit", "--strict", "--no-deps", "--disable-pip", "-r", str(LOCK), *arguments)
    else:
        run("bench/suite.py", *arguments)


if __name__ == "__main__":
    if sys.version_info < (3, 11):  # noqa: UP036, this file is what people run first, with whatever Python they have
        sys.exit("dev.py: needs Python 3.11 or newer")
    main(*(sys.argv[1:] or ["help"]))
