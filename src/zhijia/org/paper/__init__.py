"""Papers of this room: a letter of transfer, the roster of officers, slips. Pure."""

from .letter import Letter, to_letter
from .officers import TITLE, Officer, cadres
from .slips import Slip, slips

__all__ = ["TITLE", "Letter", "Officer", "Slip", "cadres", "slips", "to_letter"]
