"""On what was measured: the machine, its load, and the versions of all that was measured."""

import os
import platform
import sys
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

MEASURED = (
    "paperkg",
    "pyoxigraph",
    "rdflib",
    "networkx",
    "pyvis",
    "spacy",
    "onnxruntime",
    "tokenizers",
    "numpy",
    "pyarrow",
)


def machine() -> dict[str, str]:
    """What the machine is, by name of each part."""
    found = {
        "processor": f"{processor()}, {os.cpu_count()} cores that the system shows",
        "memory": memory(),
        "system": f"{platform.system()} {platform.release()}, {platform.machine()}",
        "Python": f"{platform.python_implementation()} {platform.python_version()}",
    }
    return {name: text for name, text in found.items() if text}


def processor() -> str:
    """The processor's own name, where the system tells it."""
    return first_of("/proc/cpuinfo", "model name") or platform.processor() or platform.machine()


def memory() -> str:
    """The size of the main memory; empty where the system does not tell it."""
    total = first_of("/proc/meminfo", "MemTotal")
    return f"{int(total.split()[0]) / 2**20:.0f} GB" if total else ""


def load() -> str:
    """How many processes wanted to run in the last minute, on average; empty where the system does not tell it."""
    return f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""


def versions(names: Iterable[str] = MEASURED) -> dict[str, str]:
    """The installed versions of packages; one that is not there is left out."""
    found = {}
    for name in names:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    if "paperkg" not in found and "paperkg" in names:  # run beside its source, not installed
        found["paperkg"] = own_version()
    return found


def own_version() -> str:
    """The version of the package in this checkout."""
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    from kg import __version__

    return __version__


def first_of(path: str, name: str) -> str:
    """The value of the first line `name: value` of a file of the kernel; empty if there is none."""
    try:
        lines = Path(path).read_text(encoding="utf-8").splitlines()
    except OSError:
        return ""
    return next((line.partition(":")[2].strip() for line in lines if line.startswith(name)), "")
