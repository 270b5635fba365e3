"""One build at a time in a folder of exports."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from kg.errors import OutputError

# Beside the folder, which is replaced as a whole; the name says whose it is.
_LOCK = ".{}.paperkg-lock"
# Seconds; more than a lock takes that is just being let go.
_PATIENCE = 0.3


@contextmanager
def locked(target: Path) -> Iterator[None]:
    """Keeps other builds out of a folder of exports; within it, the same thread may lock the folder again.

    It is a lock of the operating system, which ends with its process, however that ends. The file for it lies beside the folder
    and goes with the lock; one that a killed process left hinders nobody.

    Raises:
        OutputError: another build has it.
        OSError: the file for the lock cannot be made.
    """
    from filelock import FileLock, Timeout

    target.parent.mkdir(parents=True, exist_ok=True)
    path = target.with_name(_LOCK.format(target.name))
    lock = FileLock(path, timeout=_PATIENCE, is_singleton=True)
    try:
        lock.acquire()
    except Timeout:
        raise OutputError(
            f"{target}: another build is writing there; wait until it is done, or name another folder with -o; "
            "what was there before is untouched"
        ) from None
    try:
        yield
    finally:
        if lock.lock_counter == 1:
            # While it is held: whoever comes later makes a new file, and whoever waits for this one sees that it is gone.
            with suppress(OSError):
                path.unlink()
        lock.release()
