"""Papers of this room: the letter of a transfer, the roster of officers. Pure."""

from .letter import Letter, to_letter
from .officers import TITLE, Officer, cadres

__all__ = ["TITLE", "Letter", "Officer", "cadres", "to_letter"]
