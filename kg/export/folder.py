"""Writing exports so that a folder holds the old ones or the new ones, whole."""

import errno
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from kg.errors import OutputError, UsageError
from kg.export.drawn import drawn
from kg.export.exchange import exchange
from kg.export.files import umask
from kg.export.formats import DEFAULT_FORMATS, FORMATS, PLACES, refuse_too_large
from kg.export.lock import locked
from kg.graph import Graph
from kg.schema import DEFAULT_BASE, valid_base

# Beside the folder while it is being replaced; the names say whose they are, since the old one is removed by its name.
_OLD = ".{}.paperkg-old"
_NEW = ".{}.paperkg-new-"


def write(
    graph: Graph,
    folder: str | Path,
    formats: Iterable[str] = (),
    base: str = DEFAULT_BASE,
    *,
    progress: Callable[[list[str]], Iterable[str]] = iter,
) -> list[Path]:
    """Writes some formats (those of `DEFAULT_FORMATS`, if none is named) into a folder, and returns the files, sorted by name.

    `progress` wraps the names of the formats, to watch how far it has come.

    They are made in a sibling folder, which then takes the folder's place: a build that fails leaves everything as it was.
    Files of earlier builds go, files of others in the folder stay, and what a build left beside it that was killed is removed.

    Raises:
        UsageError: an unknown format, one that is not for graphs of this size, or a base that is no IRI to build on.
        OutputError: the folder cannot be written, or another build is writing there; what was there is untouched.
    """
    names = list(dict.fromkeys(formats)) or list(DEFAULT_FORMATS)
    for name in names:
        if name not in FORMATS:
            raise UsageError(f"{name}: no such format; the formats are {', '.join(FORMATS)}")
    refuse_too_large(names, rows := len(graph.nodes) + len(graph.edges), f"the graph has {rows:,} rows")
    if wrong := valid_base(base):
        raise UsageError(f"{base}: cannot be the base IRI: {wrong}; give one like {DEFAULT_BASE}")
    with replaced(folder) as staging:
        files = write_files(graph, staging, progress(names), base)
    return sorted(_resolved(folder) / file for file in files)


def write_files(graph: Graph, folder: Path, formats: Iterable[str], base: str) -> list[str]:
    """Writes some formats into a folder (`replaced` gives one), and returns the names of the files."""
    shared = drawn(graph)
    files = []
    for name in formats:
        for file, generate in FORMATS[name].files.items():
            with (folder / file).open("wb") as out:
                for chunk in generate(shared, base):
                    out.write(chunk)
            files.append(file)
    return files


@contextmanager
def replaced(folder: str | Path) -> Iterator[Path]:
    """Gives a folder to write exports into, which then takes the place of that one; after an error all is as it was.

    Raises:
        UsageError: it cannot be a folder of exports.
        OutputError: it cannot be written, or another build is writing there; what was there is untouched.
    """
    with claimed(folder) as target:
        try:
            with _staged(target) as staging:
                yield staging
        except OSError as error:
            raise _unwritable(folder, error) from error


@contextmanager
def claimed(folder: str | Path) -> Iterator[Path]:
    """The folder's own path, where nobody else builds in the meantime; `write` claims it by itself.

    Raises:
        UsageError: it cannot be a folder of exports.
        OutputError: another build is writing there, or it cannot be written.
    """
    target = _resolved(folder)
    with ExitStack() as stack:
        try:
            stack.enter_context(locked(target))
        except OSError as error:
            raise _unwritable(folder, error) from error
        yield target


def _unwritable(folder: str | Path, error: OSError) -> OutputError:
    reason = error.strerror or str(error)
    full = error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
    remedy = "free space" if full else "see that you may write there and nobody else does now"
    return OutputError(
        f"{error.filename or folder}: cannot be written ({reason}); {remedy}, or name another folder with -o; "
        "what was there before is untouched"
    )


def _resolved(folder: str | Path) -> Path:
    try:
        target = Path(folder).resolve()
        if target.exists() and not target.is_dir():
            raise OutputError(f"{folder}: is a file; name a folder to write the exports into")
    except (OSError, RuntimeError, ValueError) as error:
        raise UsageError(f"{folder}: cannot be a folder of exports ({error}); name another one with -o") from error
    # The folder is replaced as a whole, which would leave whoever stands in it in a deleted one.
    if not str(folder) or Path.cwd().is_relative_to(target):
        raise UsageError(
            f"{str(folder)!r}: the folder that you are in cannot be replaced; name one below it with -o exports"
        )
    return target


@contextmanager
def _staged(target: Path) -> Iterator[Path]:
    old = target.with_name(_OLD.format(target.name))
    if old.exists() and not target.exists():
        old.rename(target)
    _sweep(target, old)
    staging = Path(tempfile.mkdtemp(prefix=_NEW.format(target.name), dir=target.parent))
    try:
        _take_permissions(target, staging)
        yield staging
        _put_on_disk(staging)
        _keep_files_of_others(target, staging)
        if not (target.exists() and exchange(staging, target)):
            if target.exists():
                target.rename(old)
            staging.rename(target)
    except BaseException:
        shutil.rmtree(staging, ignore_errors=True)
        if old.exists() and not target.exists():
            old.rename(target)
        raise
    # What stood there before now lies at one of these, or at none.
    shutil.rmtree(staging, ignore_errors=True)
    shutil.rmtree(old, ignore_errors=True)


def _put_on_disk(staging: Path) -> None:
    """Waits until what was written cannot be lost any more, as the exports that it replaces go."""
    for path in staging.rglob("*"):
        if path.is_file():
            with path.open("rb+") as file:
                os.fsync(file.fileno())


def _sweep(target: Path, old: Path) -> None:
    """Removes what builds left that were killed; as the folder is claimed, none of it is being written."""
    new = _NEW.format(target.name)
    for path in target.parent.iterdir():
        if path == old or path.name.startswith(new):
            shutil.rmtree(path, ignore_errors=True)


def _take_permissions(target: Path, staging: Path) -> None:
    if not target.is_dir():
        staging.chmod(0o777 & ~umask())
        return
    shutil.copymode(target, staging)
    if hasattr(os, "chown"):
        owner = target.stat()
        with suppress(PermissionError):
            os.chown(staging, owner.st_uid, owner.st_gid)


def _keep_files_of_others(target: Path, staging: Path) -> None:
    if not target.is_dir():
        return
    ours = {place for places in PLACES.values() for place in places}
    for path in sorted(target.iterdir()):
        if path.name in ours:
            continue
        if path.is_dir() and not path.is_symlink():
            shutil.copytree(path, staging / path.name, symlinks=True, copy_function=_keep)
        else:
            _keep(str(path), str(staging / path.name))


def _keep(source: str, target: str) -> None:
    try:
        # A second name of the same file: it stays the very file, whatever its size and kind.
        os.link(source, target, follow_symlinks=False)
    except (OSError, NotImplementedError):
        shutil.copy2(source, target, follow_symlinks=False)
