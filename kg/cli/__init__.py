"""The command line: a thin layer over public functions that can be imported and called alone."""

from kg.cli.main import main

__all__ = ["main"]
