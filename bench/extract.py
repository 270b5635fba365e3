#!/usr/bin/env python3
"""Speed and memory of the extraction, beside the floor that no reader with this network can pass: the network alone.

    python bench/extract.py [--runs N] [FOLDER]

Prints, for the summaries of FOLDER (../shared/corpus where it is, else seeds):

    papers per second of the whole pipeline, and of the network alone on the same windows and as many threads
    milliseconds a paper of each component, one thread, as many papers at a time as the pipeline takes
    seconds for the numbers and links of one summary with 500 numbers and 500 names
    seconds until the pipeline is ready, beyond `import spacy`
    peak memory of a process that reads the folder once, and three times over

Memory is in MB (2**20 bytes), as the kernel accounts it (VmHWM); measured on Linux alone.
"""

import math
import os
import sys
import time
from collections import deque
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from measuring import HERE, ROOT, Report, arguments, process
from measuring import timed as seconds_of

READ = """
import sys
from measuring import peak_of_this_process
from kg.digest import read
from kg.extract import Extractor
entries = [e for d in read([sys.argv[1]]).digests for e in d.entries] * int(sys.argv[2])
for _ in Extractor().annotate(entries): pass
print(peak_of_this_process())
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


def child(code: str, *given: str) -> float:
    """The number that a fresh process prints."""
    return float(process([sys.executable, "-c", code, *given], HERE)[2])


def timed(work: Iterable[object]) -> float:
    """Seconds that going through an iterable takes."""
    return seconds_of(lambda: deque(work, maxlen=0))


def main() -> None:
    """Prints a Markdown table."""
    from spacy.util import minibatch

    from kg.digest import read
    from kg.extract import Extractor
    from kg.extract.bounds import bounds_of
    from kg.extract.extractor import document
    from kg.extract.pieces import Floats, Window
    from kg.extract.seen import seen

    parser = arguments(__doc__)
    parser.add_argument(
        "folder", nargs="?", default="../shared/corpus" if (ROOT / "../shared/corpus").is_dir() else "seeds"
    )
    parser.add_argument("--runs", type=int, default=3, help="counted runs (default 3)")
    options = parser.parse_args()
    report = Report(options.json)
    folder = str(Path(options.folder).resolve())
    os.chdir(ROOT)
    entries = [entry for digest in read([folder]).digests for entry in digest.entries]
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
    count = len(entries)
    few = min(300, count)
    report.size(
        papers=len({entry.paper for entry in entries}), entries=count, windows=len(windows), threads=encoder.threads
    )
    report.row("reading all summaries", "s", wholes, "the network alone", floors)
    rates = [[count / seconds for seconds in values] for values in (wholes, floors)]
    report.row("papers a second", "/s", rates[0], "the network alone", rates[1])
    per_paper = {name: seconds / few for name, seconds in spent.items()}
    per_paper["kg_encoder"] -= (forward := per_paper.pop("network"))
    linking = sum(per_paper[name] for name in LINKS)
    report.row(
        "a paper, names: all but the network, one thread",
        "s",
        [sum(per_paper.values()) - linking],
        "the network",
        [forward],
    )
    report.row("a paper, numbers and links, one thread", "s", [linking], "the network", [forward])
    for name, seconds in per_paper.items():
        report.row(f".. `{name}`", "s", [seconds])
    text = " ".join(SENTENCE.format(k, 50 + k % 50, k % 9 + 1) for k in range(250))
    doc = document(extractor.nlp, text)
    seconds = 0.0
    for name, component in extractor.nlp.pipeline:
        begin = time.perf_counter()
        doc = component(doc)
        seconds += (time.perf_counter() - begin) * (name in LINKS)
    names, numbers = len(doc._.kg_mentions), len(doc._.kg_values)
    report.row(f"links of {numbers} numbers and {names} names in one summary, one thread", "s", [seconds])
    report.row("ready after, beyond `import spacy`", "s", [child(START)])
    once, thrice = (child(READ, folder, str(times)) for times in (1, 3))
    if not math.isnan(once):
        report.row("peak memory of a process that reads", "MB", [once], "the same that reads all three times", [thrice])


if __name__ == "__main__":
    main()
