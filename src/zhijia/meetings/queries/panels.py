"""What the pages of presidium and special committees ask."""

from collections.abc import Sequence
from typing import NamedTuple

from zhijia.law import Verdict

from ..models import Congress, Meeting, Panel, PanelSeat, Presider
from ..rules import opening, panels


class Committee(NamedTuple):
    """A special committee with who sits on it now, and whether it was adopted."""

    panel: Panel
    seats: list[PanelSeat]
    adopted: Verdict


def presidium_of(meeting: Meeting) -> list[Presider]:
    """Return who presides, executive chairs first; one query."""
    rows = Presider.objects.filter(meeting=meeting).select_related("seat__mandate")
    return list(rows.order_by("-is_executive", "pk"))


def presidium_judged(meeting: Meeting, rows: Sequence[Presider]) -> Verdict:
    """Judge a presidium by who is in it; who holds no mandate on file counts as a leader."""
    mandates = [row.seat.mandate for row in rows]
    workers = sum(1 for one in mandates if one is not None and one.rank != "chief")
    teachers = sum(1 for one in mandates if one is not None and one.is_teacher)
    return opening.presidium(meeting.what, members=len(rows), workers=workers, teachers=teachers)


def panels_of(congress: Congress) -> list[Committee]:
    """Return the special committees of a term; two queries."""
    rows = congress.panels.select_related("adopted_at").prefetch_related("seats")
    return [
        Committee(
            one,
            [seat for seat in one.seats.all() if seat.until_on is None],
            panels.is_adopted(congress.side, meeting=str(one.adopted_at) if one.adopted_at else ""),
        )
        for one in rows
    ]
