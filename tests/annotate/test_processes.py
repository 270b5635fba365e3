import multiprocessing
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from kg.annotate import processes
from kg.annotate.processes import BATCH, Died, in_processes
from kg.digest import Entry
from kg.errors import KgError

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")


def entry(number: int, summary: str = "") -> Entry:
    return Entry(
        "2025-01-01", f"2501.{number:05}", "T", "T", (), (), summary or f"s{number}", (), (), "a.md", number + 1
    )


@pytest.fixture
def dying(monkeypatch: pytest.MonkeyPatch):
    """The workers of dying_workers.py in place of those that read."""
    monkeypatch.syspath_prepend(str(Path(__file__).parent))
    import dying_workers

    monkeypatch.setattr(processes, "serve", dying_workers.serve)
    yield dying_workers
    sys.modules.pop("dying_workers")


@pytest.mark.parametrize("workers", [1, 2, 3])
def test_annotations_come_in_the_order_of_the_entries(dying, workers: int) -> None:
    entries = [entry(k) for k in range(5 * BATCH + 3)]
    assert [found.text for found in in_processes(entries, None, workers)] == [e.summary for e in entries]
    assert not multiprocessing.active_children()


def test_a_batch_over_which_a_worker_dies_once_is_read_by_another(dying, tmp_path: Path) -> None:
    entries = [entry(k) for k in range(3 * BATCH)]
    entries[20] = entry(20, f"die-once {tmp_path / 'died'}")
    assert [found.text for found in in_processes(entries, None, 2)] == [e.summary for e in entries]
    assert (tmp_path / "died").exists()


def test_the_entry_over_which_workers_die_is_told_and_all_others_are_read(dying) -> None:
    entries = [entry(k) for k in range(2 * BATCH)]
    entries[5] = entry(5, "die")
    found = list(in_processes(entries, None, 2))
    assert found[5] == Died("killed by SIGKILL")
    assert [one.text for k, one in enumerate(found) if k != 5] == [e.summary for k, e in enumerate(entries) if k != 5]


def test_what_reading_raises_is_raised(dying) -> None:
    with pytest.raises(ValueError, match="no such thing"):
        list(in_processes([entry(0, "raise no such thing"), entry(1)], None, 2))
    assert not multiprocessing.active_children()


def test_workers_end_when_nobody_wants_more(dying) -> None:
    entries = [entry(k) for k in range(4 * BATCH)]
    entries[-1] = entry(99, "wait")
    stream = in_processes(entries, None, 2)
    assert next(stream).text == "s0"
    assert multiprocessing.active_children()
    stream.close()
    assert not multiprocessing.active_children()


def test_workers_that_never_begin_are_an_error_with_a_remedy(dying, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "serve", dying.never)
    with pytest.raises(KgError, match=r"end before they begin \(exit code 3\).*--jobs 1"):
        list(in_processes([entry(0), entry(1)], None, 2))
    assert not multiprocessing.active_children()


INTERRUPTED = """
import sys
import dying_workers
from kg.annotate import processes
from kg.digest import Entry

if __name__ == "__main__":
    processes.serve = dying_workers.serve
    said = ["first"] * processes.BATCH + ["wait"] * 2 * processes.BATCH
    entries = [Entry("2025-01-01", f"{k}", "T", "T", (), (), word, (), (), "a.md", k) for k, word in enumerate(said)]
    stream = processes.in_processes(entries, None, 2)
    try:
        next(stream)
        print("reading", flush=True)
        for _ in stream:
            pass
    except KeyboardInterrupt:
        stream.close()
        print("interrupted", flush=True)
"""


@pytest.mark.usefixtures("heeds_interrupts")
def test_an_interrupt_of_all_processes_ends_them_without_a_word(tmp_path: Path, root: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(INTERRUPTED, encoding="utf-8")
    environment = os.environ | {"PYTHONPATH": f"{root}{os.pathsep}{Path(__file__).parent}"}
    process = subprocess.Popen(
        [sys.executable, str(script)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment,
        start_new_session=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "reading\n"
    os.killpg(process.pid, signal.SIGINT)
    assert process.communicate() == ("interrupted\n", "")
    assert process.returncode == 0
