"""What this room offers: figures, what waits, which day ends what, what is found, messages."""

from . import desk, figures, search

__all__ = ["desk", "figures", "search"]
