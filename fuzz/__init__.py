"""Harnesses for coverage-guided fuzzing: `targets.py` lists them, `run.py` runs them, `tests/fuzz` keeps them from rotting.

A harness takes bytes, makes of them what a stage reads, and holds the answer to what the stage promises. Whatever it raises is a
finding.
"""
