"""Asking the graph: SPARQL on an embedded Oxigraph."""

from kg.store.query import RESULT_FORMATS, open_graph, run_query

__all__ = ["RESULT_FORMATS", "open_graph", "run_query"]
