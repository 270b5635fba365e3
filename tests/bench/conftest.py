"""The benchmarks are scripts that find each other in their own folder."""

import sys
from pathlib import Path

# Behind all else: some of them have names that a library might have, too.
sys.path.append(str(Path(__file__).resolve().parents[2] / "bench"))
