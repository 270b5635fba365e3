import signal
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.bench
@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="signals of POSIX")
def test_killed_builds_leave_the_old_exports_or_the_new_ones_whole(root: Path) -> None:
    command = [sys.executable, "bench/kills.py", "--kills", "4"]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert not done.returncode, done.stderr
    assert done.stdout.endswith(
        "the exports were the old ones or the new ones each time, and the next build ended well\n"
    )
    assert "4 builds killed" in done.stdout
