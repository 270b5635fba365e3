"""What joins and counts tables: the steps in `data/`, which DuckDB and Spark SQL take as they stand, and DuckDB to run them here.

What each step reads and gives is said at its head; `schemas` has the tables that are not made by a step.
"""

from kg.engine.duck import Session
from kg.engine.steps import Step, sql_of, steps

__all__ = ["Session", "Step", "sql_of", "steps"]
