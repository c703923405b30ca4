"""The sheets of this room: items of a standard, results and faults of rounds."""

from . import items, results

__all__ = ["items", "results"]
