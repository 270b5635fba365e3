"""Reading a file that others may be writing."""

import os
import stat
import time
from pathlib import Path

TRIES, PAUSE = 5, 0.1
"""How often a file is read that changes meanwhile, and seconds between."""


def read_steady(file: Path) -> bytes | None:
    """The bytes of a file that stayed as it is while it was read; None of one that keeps changing.

    Raises:
        OSError: it cannot be read.
    """
    for attempt in range(TRIES):
        if attempt:
            time.sleep(PAUSE)
        with file.open("rb") as opened:
            before = os.fstat(opened.fileno())
            data = opened.read()
        # A pipe has no size and no other time.
        if not stat.S_ISREG(before.st_mode) or (_state(before) == _state(file.stat()) and len(data) == before.st_size):
            return data
    return None


def _state(found: os.stat_result) -> tuple[int, int, int, int]:
    return found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns
