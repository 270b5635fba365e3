"""What is new, gone or changed between two graphs: papers, entities, results and leaders, each with its evidence."""

from kg.store.diff.compare import diff, diff_of_stores
from kg.store.diff.records import Diff

__all__ = ["Diff", "diff", "diff_of_stores"]
