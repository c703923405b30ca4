"""Scope: which rows belong to a unit and those below it, told by the path alone.

A path has four digits a level, so a unit and all below it are one range of an ordinary index,
on every database and in every collation.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any, ClassVar, Self, TypeVar

from django.apps import apps
from django.db import models
from django.db.models import Q

from .actor import Actor

if TYPE_CHECKING:
    Text = models.CharField[str, str]
else:
    Text = models.CharField

M = TypeVar("M", bound=models.Model)
Range = tuple[str, bool]  # a path, and whether what lies below it counts too
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


def covers(one: Range, other: Range) -> bool:
    """Say whether `one` holds all that `other` holds."""
    (path, below), (inner, deep) = one, other
    return inner.startswith(path) if below else path == inner and not deep


def _both(one: Range, other: Range) -> Range | None:
    """Return what lies in both of two ranges; None where nothing does."""
    if covers(one, other):
        return other
    if covers(other, one):
        return one
    return None


def meeting(groups: Iterable[Iterable[Range]]) -> list[Range]:
    """Return the widest ranges that lie in one range of each group, in the order of their paths."""
    met: set[Range] | None = None
    for group in groups:
        wanted = set(group)
        both = (_both(a, b) for a in met for b in wanted) if met is not None else iter(wanted)
        met = {one for one in both if one}
    found = met or set()
    return sorted(r for r in found if not any(o != r and covers(o, r) for o in found))


@dataclass(frozen=True, slots=True)
class Stays:
    """A fact: it keeps the place where it happened, wherever its unit moves."""


@dataclass(frozen=True, slots=True)
class Goes:
    """A state: a row goes with its unit while `open_` holds, and from the day `until` it stays.

    So a figure may count such rows by that day only: any other day's number would be rewritten.
    `own` rows are the unit's own, a term of its committee: another unit does not take them over.
    """

    open_: Q
    until: str
    own: bool = False


@dataclass(frozen=True, slots=True)
class Splits:
    """An interval: its past stays where it was and a new row goes on from the day of the move.

    `since` and `until` are its days, `carried` the field that marks a row which goes on so,
    `told` the one that says why the row before it ended; `own` as for `Goes`.
    """

    since: str
    until: str
    carried: str
    told: str
    own: bool = False


Moves = Stays | Goes | Splits
STAYS = Stays()


class PathField(Text):
    """The path of a unit on a row, and what becomes of it when the unit moves.

    A migration sees a plain column: `moves` is about rows, not about the table.
    """

    def __init__(self, *args: Any, moves: Moves | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.moves = moves

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        """Return the field as a migration writes it."""
        name, _, args, options = super().deconstruct()
        return str(name), "django.db.models.CharField", args, options


def common(one: str, other: str) -> str:
    """Return the path of the lowest unit that both are at or below; empty where there is none."""
    return max(set(prefixes(one)) & set(prefixes(other)), key=len, default="")


def path_fields() -> "list[PathField]":
    """Return the paths on all tables, in the order of the tables' names."""
    models_ = sorted(apps.get_models(), key=lambda model: model._meta.db_table)
    fields = (field for model in models_ for field in model._meta.local_fields)
    return [field for field in fields if isinstance(field, PathField)]


def path_field(label: str = "单位路径", *, moves: Moves | None = None) -> PathField:
    """Return the column that says where a row belongs; it is never shown.

    `moves` must say whether the row stays, goes or splits when its unit moves (decision 0025);
    a test asks for it.
    """
    return PathField(label, max_length=40, db_index=True, editable=False, moves=moves)


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
