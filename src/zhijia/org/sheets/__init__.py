"""The sheets of this room: units and members, as Excel templates, imports and exports."""

from . import members, units

__all__ = ["members", "units"]
