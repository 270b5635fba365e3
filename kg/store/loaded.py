"""An exported graph in a notebook: what `kg.load` gives."""

from difflib import get_close_matches
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.errors import InputError, UsageError
from kg.schema import NODE_TYPES, node_id
from kg.store.about import NAMED
from kg.store.leaderboard import leaderboard
from kg.store.naming import find
from kg.store.opening import open_graph, stated
from kg.store.query import answered, given, selected, variables
from kg.store.questions import bound, question
from kg.store.results import results
from kg.store.rows import base_of, graph_of

# Heavy, and each for some of the methods alone.
if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd
    import rdflib

    from kg.graph import Graph
    from kg.store.diff import Diff


def load(path: str | Path = "exports") -> "LoadedGraph":
    """The graph of a folder that `kg build` wrote, or of one RDF file.

    Args:
        path: a folder of exports, or an RDF file (`.nq`, `.ttl`, `.nt`, `.trig`, `.jsonld`, `.rdf`). Turtle has no named graphs.

    Raises:
        UsageError: there is no such file or folder, or the folder has no RDF.
        InputError: the file cannot be parsed, or is no graph of this project.
    """
    store = open_graph(path)
    try:
        return LoadedGraph(store, base_of(store), str(path))
    except InputError as error:
        raise InputError(f"{path}: {error}") from error


class LoadedGraph:
    """A graph to ask and to compute with; it is read and never changed.

    Types of columns: `kg.store.frames`. Names are forgiven their case and hyphens wherever they are given.

    Attributes:
        store: the Oxigraph store that answers.
        base: what the IRIs of all nodes begin with; the rest is the node's id.
    """

    def __init__(self, store: ox.Store, base: str, source: str) -> None:
        self.store = store
        self.base = base
        self._source = source

    def __repr__(self) -> str:
        return f"<paperkg graph of {self._source}>"

    def query(self, sparql: str, /, **names: str) -> "pd.DataFrame | bool | rdflib.Graph":
        """The answer to a SPARQL query: rows of a SELECT, True or False of an ASK, triples of a CONSTRUCT or DESCRIBE.

        The prefixes of `kg.schema.PREFIXES` are known; the default graph is the union of all named graphs. Each of `names` is
        the value of a variable, which the query then must not select: `query("ASK { ?p kg:evaluatesOn ?b }", b="math500")`.

        Raises:
            QueryError: it would change data or ask another server, is not SPARQL, uses an unknown term, or fails.
            UsageError: a name stands for nothing or for several things, or the query has no variable that is called so.
        """
        if unknown := sorted(names.keys() - variables(sparql)):
            raise UsageError(
                f"the query has no variable ?{unknown[0]}; leave {unknown[0]}= out, or write ?{unknown[0]}"
            )
        if chosen := sorted(names.keys() & selected(sparql)):
            raise UsageError(f"?{chosen[0]} is given, so it cannot be selected; take it out of the SELECT")
        nodes = {name: find(self.store, value, *NAMED) for name, value in names.items()}
        with answered(self.store, given(sparql, nodes) if nodes else sparql) as answer:
            if isinstance(answer, ox.QueryBoolean):
                return bool(answer)
            if isinstance(answer, ox.QueryTriples):
                from kg.export.rdflib_dataset import graph_of_triples

                return graph_of_triples(answer)
            from kg.store.frames import solutions_frame

            return solutions_frame([variable.value for variable in answer.variables], answer)

    def question(self, name: str, /, **names: str) -> "pd.DataFrame":
        """The answer to a named question (`kg query --list`): `question("leaderboard", benchmark="MATH-500")`.

        Raises:
            UsageError: there is no such question, a name that it asks for is missing, or stands for nothing or several things.
        """
        from kg.store.frames import solutions_frame

        with answered(self.store, bound(question(name), names, self.store)) as answer:
            assert isinstance(answer, ox.QuerySolutions)  # tests/store/test_questions.py holds them to it
            return solutions_frame([variable.value for variable in answer.variables], answer)

    def find(self, name: str, *types: str) -> str:
        """The id of the node that a name stands for: "math500" is "benchmark/math-500".

        Args:
            name: its label, an alias, an arXiv identifier, its id or its IRI.
            types: names of `kg.schema.NODE_TYPES` of which it must be; without them, anything that has a name.

        Raises:
            UsageError: nothing is called so (what is nearly is named), or several things are.
        """
        return node_id(find(self.store, name, *(types or NAMED)).value, self.base)

    def nodes(self, type_: str | None = None) -> "pd.DataFrame":
        """One row for each node: id, type, types, label, graphs, and a column for each property; of one type, or of all.

        Raises:
            UsageError: `kg.schema.NODE_TYPES` has no such type.
            InputError: the graph is of another version of the vocabulary.
        """
        from kg.store.frames import nodes_frame

        if type_ is not None and type_ not in NODE_TYPES:
            near = get_close_matches(type_, NODE_TYPES)
            hint = f"did you mean {' or '.join(near)}?" if near else f"there are {', '.join(NODE_TYPES)}"
            raise UsageError(f"{type_!r}: no type of nodes; {hint}")
        return nodes_frame(self._graph, type_)

    def edges(self) -> "pd.DataFrame":
        """One row for each edge: source, type, target, and the named graphs that state it.

        Raises:
            InputError: the graph is of another version of the vocabulary.
        """
        from kg.store.frames import edges_frame

        return edges_frame(self._graph)

    def results(self) -> "pd.DataFrame":
        """One row for each result: who (`system`) has which `value` by which `metric` on which `benchmark`, and who says so.

        Columns: system, benchmark, metric, value, value_text, unit, unit_assumed, kind, higher_is_better, baseline, paper, title,
        day, code, confidence, sentence, place (`path:line` of the digest), id. `value` is missing for a range. Not every result
        can be compared with every other: `kind` may be "difference" or "ratio", and units differ; `leaderboard` sorts that out.
        """
        from kg.store.frames import results_frame

        return results_frame(results(self.store), self.base)

    def leaderboard(self, benchmark: str, metric: str | None = None) -> "pd.DataFrame":
        """The results on a benchmark, the best first within each metric and unit, with `rank`; the columns of `results` besides.

        Last come those that cannot be ranked, with the reason in `apart`.

        Raises:
            UsageError: a name stands for nothing or for several things.
        """
        from kg.store.frames import leaderboard_frame

        chosen = find(self.store, metric, "Metric") if metric is not None else None
        return leaderboard_frame(leaderboard(self.store, find(self.store, benchmark, "Benchmark"), chosen), self.base)

    def changes_since(self, older: "str | Path | LoadedGraph") -> "Diff":
        """What is new here, gone or changed since an older graph: papers, entities, results and leaders, each with its evidence.

        Args:
            older: a graph that was loaded, or what `load` takes.

        Raises:
            UsageError, InputError: as `load`.
        """
        from kg.store.diff import diff_of_stores

        before = older if isinstance(older, LoadedGraph) else load(older)
        return diff_of_stores(before.store, self.store, before._source, self._source)

    def to_networkx(self) -> "nx.MultiDiGraph":
        """All nodes by id and all edges with their type as key: `kg.export.networkx_graph.networkx_graph` says what they carry.

        Raises:
            InputError: the graph is of another version of the vocabulary.
        """
        from kg.export.networkx_graph import networkx_graph

        return networkx_graph(self._graph)

    def to_rdflib(self) -> "rdflib.Dataset":
        """A copy as an rdflib Dataset: named graphs, their union as the default graph, prefixes bound.

        It takes ten times the memory that the store does; `query` answers the same SPARQL, and much faster.
        """
        from kg.export.rdflib_dataset import dataset_of

        return dataset_of(stated(self.store))

    @cached_property
    def _graph(self) -> "Graph":
        try:
            return graph_of(self.store)
        except InputError as error:
            raise InputError(f"{self._source}: {error}") from error
