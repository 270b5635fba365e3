"""The version of the reader: what its annotations depend on beside the text."""

import hashlib
from pathlib import Path

FOLDER = Path(__file__).parent
CONFIG = FOLDER / "config.cfg"
# What modules of this package import of others.
_BESIDE = ("characters.py", "resources.py")


def version_of(config: Path = CONFIG, data: Path | None = None) -> str:
    """Sixteen hex digits over the config, the data files and the code that reads them; any change gives another.

    All weights are read: a tenth of a second, and no time or size of a file need be believed.
    """
    digest = hashlib.sha256()
    data = data or FOLDER / "data"
    code = [*sorted(FOLDER.glob("*.py")), *(FOLDER.parent / name for name in _BESIDE)]
    files = [config, *code, *sorted(data.glob("*.tsv")), *sorted(data.glob("*.txt"))]
    for path in files:
        digest.update(path.name.encode() + b"\0" + path.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    for path in sorted(data.glob("*.onnx")):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]
