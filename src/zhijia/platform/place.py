"""Where somebody looks: one unit, alone or with all below it; chosen in the top bar."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.db.models import Q

from .scope import under_any


def lying(where: str, paths: Iterable[str], *, below: bool = True) -> Q:
    """Select the rows whose `where` is one of `paths`, or below one if `below`."""
    return under_any(where, paths) if below else Q(**{f"{where}__in": list(paths)})


@dataclass(frozen=True, slots=True)
class Place:
    """A unit, every path it has held, and whether the units below it count too.

    Empty, and false, for who reaches no unit. `is_chosen` tells a choice from the place where
    everybody begins: lists are narrowed only to what somebody chose.
    """

    unit_id: int = 0
    name: str = ""
    code: str = ""
    path: str = ""
    paths: tuple[str, ...] = ()
    below: bool = True
    is_chosen: bool = False

    def __bool__(self) -> bool:
        """Say whether there is such a unit."""
        return bool(self.unit_id)

    def at(self, below: bool) -> "Place":
        """Return the same unit with this scope."""
        return replace(self, below=below)

    @property
    def scope(self) -> str:
        """Return how far the place goes, in a word."""
        return "本级及下级" if self.below else "本级"

    def holds(self, where: str) -> Q:
        """Select the rows whose `where` lies in this place."""
        return lying(where, self.paths, below=self.below)

    def narrows(self, where: str) -> Q:
        """Select as `holds` where somebody chose this place; everything where nobody did."""
        return self.holds(where) if self.is_chosen else Q()
