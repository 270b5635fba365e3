#!/usr/bin/env python3
"""Speed and memory of the extraction, beside the floor that no reader with this network can pass: the network alone.

    python bench/extract.py [--runs N] [FOLDER]

Prints, for the summaries of FOLDER (../shared/corpus where it is, else seeds):

    papers per second of the whole pipeline, and of the network alone on the same windows and as many threads
    milliseconds a paper of each component, one thread, as many papers at a time as the pipeline takes
    seconds for the numbers and links of one summary with 500 numbers and 500 names
    seconds until the pipeline is ready, beyond `import spacy`
    peak memory of a process that reads the folder once, and three times over

Memory is in MB (2**20 bytes), as the kernel accounts it (ru_maxrss); not measured on Windows.
"""

import argparse
import os
import statistics
import subprocess
import sys
import time
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

READ = """
import resource, sys
from kg.digest import read
from kg.extract import Extractor
entries = [e for d in read([sys.argv[1]]).digests for e in d.entries] * int(sys.argv[2])
for _ in Extractor().annotate(entries): pass
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""
LINKS = ("kg_values", "kg_results", "kg_comparisons")
# Numbers and names without end, each sentence with two of both.
SENTENCE = "Foo{0}Net reaches {1}.5% accuracy on Bar{0}Bench, outperforming Baz-{0}B by {2}.7%."
START = """
import time, spacy
begin = time.perf_counter()
from kg.extract import Extractor
Extractor()
print(time.perf_counter() - begin)
"""


def child(code: str, *arguments: str) -> float:
    """The number that a fresh process prints."""
    run = [sys.executable, "-c", code, *arguments]
    return float(subprocess.run(run, cwd=ROOT, check=True, capture_output=True, text=True).stdout)


def timed(work: object) -> float:
    """Seconds that going through an iterable takes."""
    begin = time.perf_counter()
    deque(work, maxlen=0)  # type: ignore[arg-type]
    return time.perf_counter() - begin


def main() -> None:
    """Prints a Markdown table."""
    from spacy.util import minibatch

    from kg.digest import read
    from kg.extract import Extractor
    from kg.extract.bounds import bounds_of
    from kg.extract.extractor import document
    from kg.extract.pieces import Floats, Window
    from kg.extract.seen import seen

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "folder", nargs="?", default="../shared/corpus" if (ROOT / "../shared/corpus").is_dir() else "seeds"
    )
    parser.add_argument("--runs", type=int, default=3, help="counted runs (default 3)")
    options = parser.parse_args()
    os.chdir(ROOT)
    entries = [entry for digest in read([options.folder]).digests for entry in digest.entries]
    extractor = Extractor()
    encoder = extractor.nlp.get_pipe("kg_encoder")
    spent: dict[str, float] = {"network": 0.0}
    windows: list[tuple[Window, Floats]] = []
    run = encoder.run

    def timed_run(window: Window, shares: Floats) -> object:
        begin = time.perf_counter()
        logits = run(window, shares)
        spent["network"] += time.perf_counter() - begin
        return logits

    deque(extractor.annotate(entries[:20]), maxlen=0)  # what is made once is made before
    encoder.run = timed_run
    for batch in minibatch(entries[:300], extractor.nlp.batch_size):
        begin = time.perf_counter()
        docs = [document(extractor.nlp, *seen(entry)) for entry in batch]
        spent["tokenizer"] = spent.get("tokenizer", 0) + time.perf_counter() - begin
        for name, component in extractor.nlp.pipeline:
            begin = time.perf_counter()
            docs = [component(doc) for doc in docs]
            spent[name] = spent.get(name, 0) + time.perf_counter() - begin
    encoder.run = run
    for entry in entries:
        doc = document(extractor.nlp, *seen(entry))
        doc = extractor.nlp.get_pipe("kg_sentences")(doc)
        starts, sentences = bounds_of(doc).starts, [sentence.start_char for sentence in doc.sents]
        own = encoder.pieces.windows(doc.text, doc._.kg_context, starts, sentences)
        windows += [(window, window.shares()[1]) for window in own]
    wholes, floors = [], []
    with ThreadPoolExecutor(encoder.threads) as pool:
        for _ in range(options.runs):
            wholes.append(timed(extractor.annotate(entries)))
            floors.append(timed(pool.map(encoder.run, *zip(*windows, strict=True))))
    whole, floor = statistics.median(wholes), statistics.median(floors)
    count = len(entries)
    per_paper = {name: 1000 * seconds / min(300, count) for name, seconds in spent.items()}
    per_paper["kg_encoder"] -= (forward := per_paper.pop("network"))
    linking = sum(per_paper[name] for name in LINKS)
    rest = sum(per_paper.values()) - linking
    print("| measure | figure |\n|---|---|")
    print(f"| papers a second, {encoder.threads} threads, {count} papers | {count / whole:.0f} |")
    print(f"| the network alone, as many threads | {count / floor:.0f} |")
    print(
        f"| time beside the network alone | {statistics.median(a / b for a, b in zip(wholes, floors, strict=True)):.2f} |"
    )
    print(f"| network, one thread | {forward:.1f} ms a paper |")
    print(f"| names: everything but the network, one thread | {rest:.1f} ms a paper |")
    print(f"| numbers and links, one thread | {linking:.1f} ms a paper |")
    for name, milliseconds in per_paper.items():
        print(f"| .. {name} | {milliseconds:.2f} ms a paper |")
    text = " ".join(SENTENCE.format(k, 50 + k % 50, k % 9 + 1) for k in range(250))
    doc = document(extractor.nlp, text)
    seconds = 0.0
    for name, component in extractor.nlp.pipeline:
        begin = time.perf_counter()
        doc = component(doc)
        seconds += (time.perf_counter() - begin) * (name in LINKS)
    names, numbers = len(doc._.kg_mentions), len(doc._.kg_values)
    print(f"| links of {numbers} numbers and {names} names in one summary, one thread | {seconds:.2f} s |")
    print(f"| ready after, beyond `import spacy` | {child(START):.2f} s |")
    if sys.platform != "win32":
        unit = 2**20 if sys.platform == "darwin" else 2**10
        once, thrice = (child(READ, options.folder, str(times)) / unit for times in (1, 3))
        print(f"| peak memory, {count} papers | {once:.0f} MB |\n| peak memory, {3 * count} papers | {thrice:.0f} MB |")


if __name__ == "__main__":
    main()
