"""Asking the graph: SPARQL and named questions on an embedded Oxigraph."""

from kg.store.naming import find
from kg.store.opening import open_graph
from kg.store.query import RESULT_FORMATS, run_query
from kg.store.questions import Question, bound, question, questions

__all__ = ["RESULT_FORMATS", "Question", "bound", "find", "open_graph", "question", "questions", "run_query"]
