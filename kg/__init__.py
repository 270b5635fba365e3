"""paperkg: daily digests of AI papers as a knowledge graph in which every fact keeps the words that state it."""

__version__ = "0.1.0"
