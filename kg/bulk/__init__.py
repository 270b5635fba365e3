"""Graphs that need not fit into memory: from annotated entries on disk to N-Quads and Parquet in parts.

`stages` are functions from Arrow batches to Arrow batches, `kg.engine` has the steps between them in SQL, `local` runs both on
one machine; `docs/scaling.md` tells the whole.
"""
