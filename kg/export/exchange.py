"""Two folders change places in one step."""

import ctypes
import os
import sys
from pathlib import Path

# linux/fs.h and fcntl.h: paths are taken from where one stands, and the two change places.
_AT_FDCWD, _RENAME_EXCHANGE = -100, 2


def exchange(one: Path, other: Path) -> bool:
    """Two paths of one file system change places, so that nobody ever finds either missing; False where that cannot be done.

    It is Linux's `renameat2`, which Python does not offer; some file systems (NFS) and other systems do not have it.
    """
    if sys.platform != "linux":
        return False
    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):
        return False
    done: int = rename(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE)
    return done == 0
