"""Scope: which rows belong to a unit and those below it, told by the path alone.

A path has four digits a level, so a unit and all below it are one range of an ordinary index,
on every database and in every collation.
"""

from collections.abc import Iterable
from functools import reduce
from operator import or_
from typing import ClassVar, Self, TypeVar

from django.db import models
from django.db.models import Q

from .actor import Actor

M = TypeVar("M", bound=models.Model)
NOTHING = Q(pk__in=[])
STEP = 4


def after(path: str) -> str:
    """Return the first path past everything below `path`."""
    return f"{int(path) + 1:0{len(path)}d}"


def under(where: str, path: str) -> Q:
    """Select the rows whose `where` is `path` or below it."""
    return Q(**{f"{where}__gte": path, f"{where}__lt": after(path)})


def under_any(where: str, paths: Iterable[str]) -> Q:
    """Select the rows whose `where` is one of `paths` or below one."""
    return reduce(or_, (under(where, path) for path in paths), NOTHING)


def prefixes(path: str) -> list[str]:
    """Return the paths from the root down to `path` itself: at most eight."""
    return [path[:end] for end in range(STEP, len(path) + 1, STEP)]


def path_field(label: str = "单位路径") -> "models.CharField[str, str]":
    """Return the column that says where a row belongs: it is set once and never shown."""
    return models.CharField(label, max_length=40, db_index=True, editable=False)


class ScopedQuerySet(models.QuerySet[M]):
    """Rows that carry the path of the unit they belong to."""

    where: ClassVar[str] = "unit_path"

    def within(self, actor: Actor) -> Self:
        """Keep the rows that one of the actor's posts reaches."""
        return self.filter(reached(self.where, actor))

    def above(self, actor: Actor) -> Self:
        """Keep the rows of the actor's own unit and of the units above it."""
        return self.filter(**{f"{self.where}__in": prefixes(actor.unit_path)})


def reached(where: str, actor: Actor) -> Q:
    """Select the rows whose `where` one of the actor's posts reaches."""
    ranges = (under(where, path) if below else Q(**{where: path}) for _, path, below in actor.posts)
    return reduce(or_, ranges, NOTHING)
