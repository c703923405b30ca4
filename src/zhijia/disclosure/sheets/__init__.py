"""The tables of this room that people fill in or take away, one story a file."""

from . import catalogues

__all__ = ["catalogues"]
