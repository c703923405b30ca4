"""The tables of this room that people fill in or take away, one story a file."""

from . import catalogues, regulations

__all__ = ["catalogues", "regulations"]
