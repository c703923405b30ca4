"""What this room offers: figures, what waits, what is found, messages."""

from . import desk, figures, notices, search

__all__ = ["desk", "figures", "notices", "search"]
