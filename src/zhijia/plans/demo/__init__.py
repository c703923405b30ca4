"""Half a year of the group's work, for the demo: told by the same actions the desks use."""

from .telling import fill

__all__ = ["fill"]
