"""The sheets of this room: the roll of a ballot."""

from . import roll

__all__ = ["roll"]
