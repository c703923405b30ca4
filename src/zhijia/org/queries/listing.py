"""The list of members: whichever unit, state, name and order, a page costs about the same.

Ways that SQLite chooses badly are chosen here: below a small unit it is quick to take all and
sort, below a large one to go along an index in the order wanted and skip what lies elsewhere.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import overload

from django.db import connection
from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import Concat

from zhijia.platform.actor import Actor
from zhijia.platform.scope import STEP, Range, meeting, under
from zhijia.platform.search.queries import Found, find
from zhijia.platform.search.table import MOST

from ..models import Member

FEW = 1_000  # hits that are put in order though nobody asked for an order
SORTS = {
    "": ("unit_path", "stroke_key", "pk"),
    "name": ("stroke_key", "unit_path", "pk"),
    "number": ("staff_no", "unit_path", "pk"),
    "entered": ("pk",),
}
SHOWN = ("name", "staff_no", "gender", "left_on", "state", "unit__name", "user__is_active")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody asks of the list: `within` are groups of ranges, of each of which one holds.

    `sort` is a key of SORTS, with a minus for the other way round.
    """

    name: str = ""
    within: Sequence[Sequence[Range]] = ()
    left: bool = False
    sort: str = ""


class MemberList(Sequence[Member]):
    """A list that a paginator leafs through: it counts to `MOST` and fetches one page at a time."""

    def __init__(self, actor: Actor, wanted: Wanted) -> None:
        self.actor, self.wanted = actor, wanted
        self.ranges = meeting([[(path, below) for _, path, below in actor.posts], *wanted.within])
        self.keys: list[int] | None = None
        if wanted.name:
            found = self._found()
            self.keys, self.size, self.is_more = found.keys, len(found), found.is_more
        else:
            size = self._size()
            self.size, self.is_more = min(size, MOST), size > MOST

    def _found(self) -> Found:
        """Return those whose name it is a part of, or whose number it begins; one query."""
        marks = [["left" if self.wanted.left else "present"]]
        name, within = self.wanted.name, self.wanted.within
        return find(self.actor, "org.members", name, within=within, marks=marks)

    def _size(self) -> int:
        """Count the rows, one past `MOST` at most; one query."""
        return self._rows().order_by()[: MOST + 1].count()

    def _rows(self, *, by_index: bool = True) -> QuerySet[Member]:
        """Return the rows of the ranges; SQLite takes the index on their paths if `by_index`."""
        rows = Member.objects.filter(left_on__isnull=not self.wanted.left)
        if by_index or connection.vendor != "sqlite":
            return rows.filter(_in_any("unit_path", self.ranges))
        hidden = rows.annotate(spelled=Concat(F("unit_path"), Value("")))
        return hidden.filter(_in_any("spelled", self.ranges))

    def __len__(self) -> int:
        """Return how many there are, `MOST` at most."""
        return self.size

    @overload
    def __getitem__(self, place: int) -> Member: ...
    @overload
    def __getitem__(self, place: slice) -> list[Member]: ...
    def __getitem__(self, place: int | slice) -> Member | list[Member]:
        """Return these of the list; one query."""
        if isinstance(place, int):
            return self[place : place + 1][0]
        chosen = self._keys(place.start or 0, min(place.stop, self.size))
        rows = Member.objects.select_related("unit", "user").only(*SHOWN)
        return list(rows.filter(pk__in=chosen).order_by(*self._order()))

    def _keys(self, start: int, stop: int) -> QuerySet[Member, int] | list[int]:
        """Return the keys of one page, found along a narrow index before any row is read."""
        if self.keys is None:
            # These orders have an index of their own, which holds those who are here.
            by_itself = self.wanted.sort.removeprefix("-") in {"name", "number"}
            along = by_itself and self.is_more and not self.wanted.left
            rows = self._rows(by_index=not along)
        elif self._is_sorted():
            rows = Member.objects.filter(pk__in=self.keys)
        else:
            return self.keys[start:stop]
        ordered: QuerySet[Member, int] = rows.order_by(*self._order()).values_list("pk", flat=True)
        return ordered[start:stop]

    def _is_sorted(self) -> bool:
        """Say whether the list is put in order; very many hits come as they were entered."""
        return bool(self.wanted.sort) or self.keys is None or self.size <= FEW

    def _order(self) -> list[str]:
        sort = self.wanted.sort if self._is_sorted() else "entered"
        back = sort.startswith("-")
        order = SORTS.get(sort.removeprefix("-"), SORTS[""])
        return [f"-{name}" if back else name for name in order]


def _in_any(where: str, ranges: Iterable[Range]) -> Q:
    """Select the rows in one of these ranges; the root's is everything, there is but one root."""
    found = Q(pk__in=[])
    for path, below in ranges:
        if below and len(path) == STEP:
            return Q()
        found |= under(where, path) if below else Q(**{where: path})
    return found


def member_list(actor: Actor, wanted: Wanted) -> MemberList:
    """Return the members this actor reaches that answer what is asked; a page is two queries."""
    return MemberList(actor, wanted)
