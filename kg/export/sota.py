"""Tables of results in the JSON form of Papers with Code's sota-extractor 0.0.29 (https://github.com/paperswithcode/sota-extractor).

The form cannot say: differences, ratios, ranges; a result without a system, benchmark or metric; the sentence behind a value,
its place and confidence, the baseline; which way is better; units. The results that it cannot say are left out, and the task's
description counts them. Direction and unit of each metric stand in the dataset's description, and a metric's name takes in
the unit where it is not the metric's own ("latency (milliseconds)", "F1 (no unit)"), so that a column holds one unit.
`uses_additional_data` is not written: summaries do not tell.

There is one task, and the benchmarks are its datasets. The digests tag papers with tasks, not results: a task for each tag would
repeat a row under every tag of its paper, and state that MATH-500 is a dataset of whatever a paper on it is tagged with.
Papers that introduce a benchmark are its dataset's citations.

A row is one system in one paper. Metrics with one value share it. Where a metric has several, it is not known which of them
belongs with which value of another metric, so each has a row of its own. Code and models are linked from rows of systems that the
paper introduces, and of models only one that has the system's name: a paper's repository is no implementation of what it
compares with. `paper_date` is the first day whose digest has the result; the digests say no day of publication.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from kg.export.rdf import lexical
from kg.export.results import PaperResult, results, why_left_out
from kg.graph import Graph, ViewNode
from kg.graph.description import slice_of
from kg.schema import ValueType

JsonObject = dict[str, Any]

TASK = "Results in digests of AI papers"


def generate_sota(graph: Graph) -> Iterator[bytes]:
    """The list of the one task, in UTF-8, keys sorted and indented by two as sota-extractor writes its own."""
    found = results(graph)
    datasets: dict[str, list[PaperResult]] = defaultdict(list)
    left_out: Counter[str] = Counter()
    for result in found:
        if why := why_left_out(result):
            left_out[why] += 1
        elif result.benchmark:
            datasets[result.benchmark.id].append(result)
    task = {
        "task": TASK,
        "description": _description(len(found), left_out, slice_of(graph)),
        "categories": [],
        "synonyms": [],
        "subtasks": [],
        "source_link": None,
        "datasets": [_dataset(rows) for _, rows in sorted(datasets.items())],
    }
    yield json.dumps([task], ensure_ascii=False, indent=2, sort_keys=True).encode("utf-8", "replace")
    yield b"\n"


def _description(total: int, left_out: Counter[str], slice_: str) -> str:
    kept = total - left_out.total()
    text = f"Read by machine from summaries of papers: check the paper. {kept} of {total} results are here."
    if slice_:
        text = f"A slice of a larger graph: {slice_}. {text}"
    reasons = ", ".join(f"{count} {why}" for why, count in sorted(left_out.items()))
    return f"{text} Left out: {reasons}." if reasons else text


def _dataset(found: list[PaperResult]) -> JsonObject:
    benchmark = found[0].benchmark
    assert benchmark is not None
    rows = []
    for _, group in groupby(found, lambda result: (result.paper.id, result.system and result.system.id)):
        rows += list(_rows(list(group)))
    rows.sort(key=lambda row: (row["paper_date"], row["paper_url"], row["model_name"], sorted(row["metrics"].items())))
    return {
        "dataset": benchmark.label,
        "description": _about_metrics(found),
        "dataset_citations": [_link(paper) for paper in found[0].benchmark_papers],
        "dataset_links": [],
        "subdatasets": [],
        "sota": {"metrics": sorted({_column(result) for result in found}), "rows": rows},
    }


def _about_metrics(found: Iterable[PaperResult]) -> str:
    """Unit and direction of each column, in Markdown, as far as they are known."""
    about = {}
    for result in found:
        higher = result.metric.facts.get("higherIsBetter") if result.metric else None
        better = [] if higher is None else ["higher is better" if higher else "lower is better"]
        known = ([result.unit] if result.unit else []) + better
        if known:
            about[_column(result)] = f"- {_column(result)}: {', '.join(known)}"
    return "\n".join(line for _, line in sorted(about.items()))


def _column(result: PaperResult) -> str:
    assert result.metric is not None
    own = result.metric.facts.get("unit")
    return result.metric.label if result.unit == own else f"{result.metric.label} ({result.unit or 'no unit'})"


def _rows(same: list[PaperResult]) -> Iterator[JsonObject]:
    """The rows of one system in one paper."""
    columns: dict[str, list[PaperResult]] = defaultdict(list)
    for result in same:
        columns[_column(result)].append(result)
    shared = [values[0] for values in columns.values() if len(values) == 1]
    if shared:
        yield _row(shared)
    for values in columns.values():
        if len(values) > 1:
            yield from (_row([result]) for result in values)


def _row(together: list[PaperResult]) -> JsonObject:
    first = together[0]
    assert first.system is not None
    return {
        "model_name": first.system.label,
        "paper_title": first.paper.label,
        "paper_url": first.paper_url,
        "paper_date": min(result.day for result in together),
        "code_links": [_link(node) for node in first.code] if first.introduced else [],
        "model_links": [_link(first.hf_model)] if first.introduced and first.hf_model else [],
        "metrics": {_column(r): lexical(r.value, ValueType.DECIMAL) for r in together if r.value is not None},
    }


def _link(node: ViewNode) -> JsonObject:
    return {"title": node.label, "url": node.urls[0] if node.urls else ""}
