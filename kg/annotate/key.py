"""By what an annotation is kept: all that it depends on."""

import hashlib
import json
import platform
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from kg.digest import Entry
from kg.extract.seen import seen
from kg.extract.version import version_of

# Whose arithmetic, cuts and tables an annotation comes from.
LIBRARIES = ("numpy", "onnxruntime", "spacy", "tokenizers")


def key_of(entry: Entry) -> bytes:
    """32 bytes: the SHA-256 of all that the extraction sees of an entry."""
    return hashlib.sha256(json.dumps(seen(entry), ensure_ascii=True).encode()).digest()


def reader_of(min_confidence: float | None) -> dict[str, str]:
    """What an annotation depends on beside the entry, by name."""
    return {
        "reader": version_of(),
        "min_confidence": repr(None if min_confidence is None else float(min_confidence)),
        "python": f"{sys.implementation.name} {platform.python_version()}",
        "processor": _processor(),
        **{name: _version(name) for name in LIBRARIES},
    }


def _version(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return "unknown"


def _processor() -> str:
    """The kind of processor: the network's sums of floats come out a little different on others, as they use what it can do."""
    try:
        first = Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace").partition("\n\n")[0]
    except OSError:
        return f"{platform.machine()} {platform.processor()}"
    told = [line for line in first.splitlines() if line.startswith(("model name", "flags", "CPU part", "Features"))]
    return f"{platform.machine()} {hashlib.sha256(chr(10).join(told).encode()).hexdigest()[:16]}"
