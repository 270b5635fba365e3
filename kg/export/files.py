"""Writing one file so that it holds the old content or the new, whole."""

import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

from kg.errors import OutputError


def write_file(path: str | Path, chunks: Iterable[bytes]) -> None:
    """Writes the chunks into a sibling file, which then takes the place of `path`.

    Raises:
        OutputError: it cannot be written; what was there is untouched.
    """
    try:
        # What a link leads to is written, not the link.
        target = Path(path).resolve()
        if target.exists() and not target.is_file():
            # A device or a pipe (/dev/stdout, a fifo) cannot be replaced, only written into.
            with target.open("wb") as out:
                out.writelines(chunks)
            return
        descriptor, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
        try:
            with os.fdopen(descriptor, "wb") as out:
                out.writelines(chunks)
                out.flush()
                os.fsync(out.fileno())
            Path(name).chmod(0o666 & ~umask())
            Path(name).replace(target)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except (OSError, RuntimeError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise OutputError(
            f"{path}: cannot be written ({reason}); free space or name another file; what was there before is untouched"
        ) from error


def umask() -> int:
    """The process's file mode mask, which can only be read by setting it."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
