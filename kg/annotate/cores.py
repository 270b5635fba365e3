"""How many cores this process may use."""

import os
from pathlib import Path

_QUOTA = Path("/sys/fs/cgroup/cpu.max")


def usable_cores() -> int:
    """The cores that this process may use: those it is bound to, and no more than its container is granted; at least 1."""
    # macOS and Windows bind no process to cores.
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min(cores, _granted(cores)))


def _granted(cores: int) -> int:
    """What the container's share of processor time amounts to (cgroup v2: "MICROSECONDS PERIOD" or "max PERIOD"), rounded up."""
    try:
        share, period = _QUOTA.read_text(encoding="ascii").split()
        return -(-int(share) // int(period))
    except (OSError, ValueError, ZeroDivisionError):
        return cores
