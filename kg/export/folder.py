"""Writing exports so that a folder holds the old ones or the new ones, whole."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

from kg.errors import OutputError, UsageError
from kg.export.files import umask
from kg.export.formats import FORMATS
from kg.graph import Graph
from kg.schema import DEFAULT_BASE, valid_base

_OLD = ".{}.old"
_NEW = ".{}.new-"


def write(
    graph: Graph,
    folder: str | Path,
    formats: Iterable[str] = (),
    base: str = DEFAULT_BASE,
    *,
    progress: Callable[[list[str]], Iterable[str]] = iter,
) -> list[Path]:
    """Writes some formats (all, if none is named) into a folder, and returns the files in order of their names.

    `progress` wraps the names of the formats, to watch how far it has come.

    They are made in a sibling folder, which then takes the folder's place: a build that fails leaves everything as it was.
    Files of earlier builds go, files of others in the folder stay.

    Raises:
        UsageError: an unknown format, or a base that is no IRI to build on.
        OutputError: the folder cannot be written; what was there is untouched.
    """
    names = list(dict.fromkeys(formats)) or list(FORMATS)
    for name in names:
        if name not in FORMATS:
            raise UsageError(f"{name}: no such format; the formats are {', '.join(FORMATS)}")
    if wrong := valid_base(base):
        raise UsageError(f"{base}: cannot be the base IRI: {wrong}; give one like {DEFAULT_BASE}")
    target = Path(folder).resolve()
    if target.exists() and not target.is_dir():
        raise OutputError(f"{folder}: is a file; name a folder to write the exports into")
    try:
        return _write(graph, target, progress(names), base)
    except OSError as error:
        reason = error.strerror or str(error)
        raise OutputError(
            f"{error.filename or folder}: cannot be written ({reason}); free space or name another folder with -o; "
            "what was there before is untouched"
        ) from error


def _write(graph: Graph, target: Path, names: Iterable[str], base: str) -> list[Path]:
    target.parent.mkdir(parents=True, exist_ok=True)
    old = target.with_name(_OLD.format(target.name))
    if old.exists() and not target.exists():
        old.rename(target)
    staging = Path(tempfile.mkdtemp(prefix=_NEW.format(target.name), dir=target.parent))
    try:
        staging.chmod(0o777 & ~umask())
        written = []
        for name in names:
            for file, generate in FORMATS[name].files.items():
                with (staging / file).open("wb") as out:
                    for chunk in generate(graph, base):
                        out.write(chunk)
                    out.flush()
                    os.fsync(out.fileno())
                written.append(target / file)
        _keep_files_of_others(target, staging)
        if target.exists():
            if old.exists():
                shutil.rmtree(old)
            target.rename(old)
        staging.rename(target)
    except BaseException:
        shutil.rmtree(staging, ignore_errors=True)
        if old.exists() and not target.exists():
            old.rename(target)
        raise
    shutil.rmtree(old, ignore_errors=True)
    return sorted(written)


def _keep_files_of_others(target: Path, staging: Path) -> None:
    if not target.is_dir():
        return
    ours = {file for format_ in FORMATS.values() for file in format_.files}
    for path in sorted(target.iterdir()):
        if path.name in ours:
            continue
        if path.is_dir() and not path.is_symlink():
            shutil.copytree(path, staging / path.name, symlinks=True)
        else:
            shutil.copy2(path, staging / path.name, follow_symlinks=False)
