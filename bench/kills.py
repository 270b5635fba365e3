#!/usr/bin/env python3
"""Kills builds at random moments, and looks at what they leave.

    python bench/kills.py [--kills N] [--seed N]

Two graphs are built by turns into one folder, from seeds/ and from copies of it with other titles; most builds find all summaries
in the cache, one in eight has an empty cache and reads on two processes. Each is killed (SIGKILL) after a random part of the time
that it would take. Then

    the folder holds the exports of one of the two graphs, whole, and a file of somebody else that lay there
    no process of the build is left
    after every eighth kill: a build ends well, with the bytes that it always has, and nothing lies beside the folder

Prints how many kills fell before, into and after the writing; ends with code 1 at the first fault. Not on Windows.
"""

import argparse
import hashlib
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FORMATS = ("--format", "nquads", "--format", "parquet", "--format", "csv")
ENDED = "after its end"
State = dict[str, str]


def state_of(folder: Path) -> State:
    """SHA-256 of each file by name; nothing where there is no folder."""
    files = sorted(folder.iterdir()) if folder.is_dir() else []
    return {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


def fault(message: str) -> SystemExit:
    return SystemExit(f"FAULT: {message}")


class Bench:
    def __init__(self, work: Path) -> None:
        self.work, self.out, self.cache = work, work / "out", work / "cache"
        self.inputs = {"seeds": ROOT / "seeds", "copies": work / "copies"}
        shutil.copytree(ROOT / "seeds", self.inputs["copies"])
        for day in sorted((ROOT / "seeds").glob("*.md")):
            # Another title is another entry to the reader; twice, so that there is enough for two processes.
            for word in ("again", "once more"):
                text = re.sub(r"^\| \[", rf"| [{word}: ", day.read_text(encoding="utf-8"), flags=re.MULTILINE)
                (self.inputs["copies"] / f"{word}-{day.name}").write_text(text, encoding="utf-8")
        self.whole: dict[str, State] = {}
        self.seconds: dict[tuple[str, bool], float] = {}

    def start(self, name: str, *, fresh: bool) -> subprocess.Popen[bytes]:
        cache = self.work / "empty" if fresh else self.cache
        shutil.rmtree(self.work / "empty", ignore_errors=True)
        command = ["build", str(self.inputs[name]), "-o", str(self.out), "--cache", str(cache), "--jobs", "2", *FORMATS]
        run = [sys.executable, "-m", "kg", "-q", *command]
        return subprocess.Popen(run, cwd=ROOT, stdin=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True)

    def build(self, name: str, *, fresh: bool = False) -> None:
        """A build that nobody kills; it has to end well."""
        begin = time.monotonic()
        process = self.start(name, fresh=fresh)
        _, told = process.communicate()
        self.seconds[name, fresh] = time.monotonic() - begin
        if process.returncode:
            raise fault(f"a build after a kill ended with code {process.returncode}: {told.decode(errors='replace')}")
        if (found := state_of(self.out)) != self.whole.setdefault(name, found):
            raise fault(f"a build of {name} has other bytes than the first")
        if left := [path.name for path in self.work.iterdir() if "paperkg" in path.name]:
            raise fault(f"beside the exports lies {', '.join(left)}")

    def staged(self) -> set[str]:
        return {path.name for path in self.work.iterdir() if ".paperkg-new-" in path.name}

    def kill(self, name: str, *, fresh: bool, after: float) -> str:
        """Kills a build after some seconds; says when that was."""
        before = self.staged()
        process = self.start(name, fresh=fresh)
        try:
            process.wait(after)
        except subprocess.TimeoutExpired:
            writing = self.staged() - before
            process.send_signal(signal.SIGKILL)
            moment = "while it wrote" if writing else "before it wrote"
        else:
            moment = ENDED
        process.communicate()
        found = state_of(self.out)
        if found not in self.whole.values():
            raise fault(f"killed {moment}, after {after:.3f} s: the exports are neither the old ones nor the new ones")
        ends = time.monotonic() + 60
        while time.monotonic() < ends:
            try:
                os.killpg(process.pid, 0)
            except ProcessLookupError:
                return moment
            time.sleep(0.02)
        raise fault(f"killed {moment}, after {after:.3f} s: processes of the build live on")


def main() -> None:
    """Prints how many kills fell where."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=200, help="builds to kill (default 200)")
    parser.add_argument("--seed", type=int, default=0, help="of the random moments (default 0)")
    options = parser.parse_args()
    chance = random.Random(options.seed)
    moments: Counter[str] = Counter()
    os.environ.setdefault("PYTHONPATH", str(ROOT))
    with tempfile.TemporaryDirectory() as work:
        bench = Bench(Path(work))
        bench.out.mkdir()
        (bench.out / "notes.txt").write_text("of somebody else", encoding="utf-8")
        for name in ("copies", "seeds"):
            bench.build(name)
            bench.build(name)
        if options.kills > 8:
            bench.build("copies", fresh=True)
        killed = 0
        while killed < options.kills:
            fresh = killed % 8 == 7 and options.kills > 8
            name = "copies" if fresh else chance.choice(sorted(bench.inputs))
            moment = bench.kill(name, fresh=fresh, after=chance.uniform(0, bench.seconds[name, fresh]))
            moments[moment] += 1
            if moment == ENDED:
                continue
            killed += 1
            if killed % 8 == 0 or killed == options.kills:
                bench.build(chance.choice(sorted(bench.inputs)))
                print(f"{killed} kills: {dict(moments)}", flush=True)
    # A build that was quicker than those before it was not killed, and is not counted.
    del moments[ENDED]
    print(
        f"{options.kills} builds killed, {', '.join(f'{count} {moment}' for moment, count in sorted(moments.items()))}"
    )
    print("the exports were the old ones or the new ones each time, and the next build ended well")


if __name__ == "__main__":
    main()
