"""The comparison of two graphs."""

from pathlib import Path

import pyoxigraph as ox

from kg.store.diff.entities import compared_entities, entities
from kg.store.diff.leaders import compared_leads, leads
from kg.store.diff.moves import same_after
from kg.store.diff.papers import compared_papers, papers
from kg.store.diff.records import Diff, Side
from kg.store.diff.results import compared_results, stated_results, what_it_says
from kg.store.diff.snapshot import Snapshot
from kg.store.opening import open_graph


def diff(old: str | Path, new: str | Path) -> Diff:
    """What differs between two graphs, each a folder of exports or an RDF file.

    Raises:
        UsageError: there is no such file or folder, or the folder has no RDF.
        InputError: one cannot be parsed, is no graph of this project, or is of another version of the vocabulary.
    """
    return diff_of_stores(open_graph(old), open_graph(new), str(old), str(new))


def diff_of_stores(old: ox.Store, new: ox.Store, old_source: str, new_source: str) -> Diff:
    """What differs between two opened graphs; the sources are what they are called in messages and in the result.

    Raises:
        InputError: one is no graph of this project.
    """
    before, after = Snapshot(old, old_source), Snapshot(new, new_source)
    papers_before, papers_after = papers(before), papers(after)
    found = compared_entities(entities(before), entities(after), before, after)
    same = same_after(found.moved)
    results_before, results_after = stated_results(before), stated_results(after)
    still = {what_it_says(result, same) for _, result in results_after}
    one, other = _side(before, len(papers_before)), _side(after, len(papers_after))
    return Diff(
        old=one,
        new=other,
        days_new=tuple(day for day in other.days if day not in one.days),
        days_gone=tuple(day for day in one.days if day not in other.days),
        papers=compared_papers(papers_before, papers_after),
        entities=found,
        results=compared_results((r for _, r in results_before), (r for _, r in results_after), same),
        leaders=compared_leads(leads(results_before), leads(results_after), still, same),
    )


def _side(graph: Snapshot, papers_: int) -> Side:
    slices = sorted({value for values in graph.values("slice").values() for value in values})
    return Side(graph.source, graph.base, tuple(sorted({*graph.days.values()})), papers_, ", ".join(slices))
